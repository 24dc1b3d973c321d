//! Every refusal of `/incident` and `/timeline`: what was wrong, and what to type next.

use commands::request::{Ask, Given, Quoted};
use incidents::ids::{ChannelId, MessageId, RoleId, UserId};
use incidents::operations::hear;
use incidents::{Actor, Refusal};
use tests::world::desk::{Desk, GUILD, LOBBY, ana, ben, said};

const NOW: &str = "2024-06-02T18:00:00Z";

/// A command with its options, what its answer says was wrong, and what it says to do next.
type Case<'c> = (&'c str, Vec<(&'c str, &'c str)>, &'c str, &'c str);

/// Four incidents: open, resolved, cancelled, and merged into the first.
async fn staged(desk: &Desk) {
    for title in ["Checkout is down", "Mail is late", "A false alarm", "Payments fail"] {
        desk.hears("incident open", &[("title", title), ("started", "17:00")]).await;
    }
    let end = [("incident", "2"), ("cause", "a"), ("resolution", "b")];
    desk.hears("incident resolve", &end).await;
    desk.hears("incident cancel", &[("incident", "3"), ("reason", "nothing")]).await;
    desk.hears("incident merge", &[("incident", "4"), ("into", "1")]).await;
    desk.hears("timeline add", &[("incident", "1"), ("text", "Restarted")]).await;
}

#[tokio::test]
async fn each_says_what_was_wrong_and_what_to_type() {
    let long = "x".repeat(20_000);
    let many = "x".repeat(1_950);
    let table: Vec<Case> = vec![
        ("incident open", vec![("title", "ab")], "A title has 3 to 100 characters", "Try something like"),
        (
            "incident open",
            vec![("title", "Down"), ("severity", "SEV9")],
            "There is no severity",
            "Use one of: SEV1",
        ),
        (
            "incident open",
            vec![("title", "Down"), ("summary", &long)],
            "may have 16000 characters",
            "Shorten it",
        ),
        ("incident open", vec![("title", "Down"), ("started", "whenever")], "whenever", "14:13"),
        ("incident open", vec![("title", "Down"), ("started", "tomorrow 9:00")], "is still to come", ""),
        (
            "incident open",
            vec![("title", "Down"), ("page", "nobody")],
            "There is nobody to page",
            "Pick a policy",
        ),
        ("incident status", vec![("state", "fixing")], "Which incident?", "name one with the option"),
        (
            "incident status",
            vec![("incident", "99"), ("state", "fixing")],
            "There is no incident",
            "Pick one",
        ),
        (
            "incident status",
            vec![("incident", "1"), ("state", "flying")],
            "There is no status",
            "Use one of: investigating",
        ),
        (
            "incident status",
            vec![("incident", "2"), ("state", "fixing")],
            "INC-2 is already resolved",
            "/incident reopen",
        ),
        (
            "incident status",
            vec![("incident", "3"), ("state", "fixing")],
            "INC-3 was cancelled",
            "/incident reopen",
        ),
        (
            "incident status",
            vec![("incident", "4"), ("state", "fixing")],
            "INC-4 was merged",
            "/incident show",
        ),
        (
            "incident status",
            vec![("incident", "1"), ("state", "fixing"), ("note", &many)],
            "1900 characters",
            "Shorten",
        ),
        (
            "incident severity",
            vec![("incident", "1"), ("level", "SEV3")],
            "INC-1 is already SEV3",
            "Pick another",
        ),
        (
            "incident severity",
            vec![("incident", "1"), ("level", "huge")],
            "There is no severity",
            "Use one of",
        ),
        (
            "incident severity",
            vec![("incident", "3"), ("level", "SEV1")],
            "INC-3 was cancelled",
            "/incident reopen",
        ),
        ("incident update", vec![("incident", "1"), ("message", " ")], "The message is empty", "Write what"),
        ("incident update", vec![("incident", "1"), ("message", &many)], "1800 characters", "Shorten"),
        (
            "incident update",
            vec![("incident", "1"), ("message", "x"), ("next", "5s")],
            "from 1m to 30d",
            "30m or 2h",
        ),
        (
            "incident update",
            vec![("incident", "2"), ("message", "x"), ("next", "1h")],
            "INC-2 is already resolved",
            "/incident reopen",
        ),
        (
            "incident set",
            vec![("incident", "1"), ("field", "colour"), ("value", "red")],
            "There is no field",
            "Pick one",
        ),
        (
            "incident set",
            vec![("incident", "1"), ("field", "title"), ("value", "-")],
            "The title cannot be empty",
            "Type the right one",
        ),
        (
            "incident set",
            vec![("incident", "1"), ("field", "affected"), ("value", "200%")],
            "more than everybody",
            "68%",
        ),
        (
            "incident set",
            vec![("incident", "1"), ("field", "resolved"), ("value", "17:30")],
            "INC-1 is still open",
            "/incident resolve",
        ),
        (
            "incident set",
            vec![("incident", "2"), ("field", "resolved"), ("value", "16:00")],
            "The end would lie before the start",
            "correct the other one",
        ),
        ("incident set", vec![("incident", "1"), ("field", "zone"), ("value", "Mars")], "Mars", ""),
        (
            "incident set",
            vec![("incident", "4"), ("field", "cause"), ("value", "x")],
            "INC-4 was merged",
            "/incident show",
        ),
        (
            "incident resolve",
            vec![("incident", "2"), ("cause", "a"), ("resolution", "b")],
            "INC-2 is already resolved",
            "/incident reopen",
        ),
        (
            "incident resolve",
            vec![("incident", "1"), ("cause", "a"), ("resolution", "b"), ("at", "16:00")],
            "cannot be resolved before it started",
            "correct `started`",
        ),
        (
            "incident resolve",
            vec![("incident", "1"), ("cause", &long), ("resolution", "b")],
            "16000 characters",
            "Shorten",
        ),
        (
            "incident reopen",
            vec![("incident", "1"), ("reason", "x")],
            "INC-1 is still open",
            "/incident status",
        ),
        ("incident reopen", vec![("incident", "2"), ("reason", " ")], "The reason is empty", "Write"),
        ("incident reopen", vec![("incident", "4"), ("reason", "x")], "INC-4 was merged", "/incident show"),
        (
            "incident cancel",
            vec![("incident", "2"), ("reason", "x")],
            "INC-2 is already resolved",
            "/incident reopen",
        ),
        ("incident cancel", vec![("incident", "1"), ("reason", " ")], "The reason is empty", "Write"),
        (
            "incident merge",
            vec![("incident", "1"), ("into", "1")],
            "cannot be merged into itself",
            "Name the other",
        ),
        ("incident merge", vec![("incident", "1"), ("into", "3")], "INC-3 was cancelled", ""),
        ("incident merge", vec![("incident", "1"), ("into", "99")], "There is no incident", "Pick one"),
        ("incident show", vec![], "Which incident?", "name one"),
        ("incident list", vec![("severity", "huge")], "There is no severity", "Use one of"),
        ("incident search", vec![("query", "***")], "nothing to look for", "checkout timeout"),
        ("timeline add", vec![("incident", "1"), ("text", " ")], "The text is empty", "Write"),
        ("timeline add", vec![("incident", "1"), ("text", &many)], "1900 characters", "Shorten"),
        ("timeline add", vec![("incident", "1"), ("text", "x"), ("at", "in 3 days")], "is still to come", ""),
        ("timeline add", vec![("incident", "1"), ("text", "x"), ("at", "25:99")], "25:99", ""),
        ("timeline add", vec![("text", "x")], "Which incident?", "name one"),
        ("timeline list", vec![("incident", "99")], "There is no incident", "Pick one"),
        (
            "timeline edit",
            vec![("incident", "1"), ("entry", "99"), ("text", "x")],
            "There is no entry",
            "Pick one",
        ),
        (
            "timeline edit",
            vec![("incident", "1"), ("entry", "restarted"), ("kind", "magic")],
            "There is no kind",
            "Use one of: alert",
        ),
        (
            "timeline edit",
            vec![("incident", "1"), ("entry", "restarted"), ("text", &many)],
            "1900 characters",
            "Shorten",
        ),
        ("timeline remove", vec![("incident", "1"), ("entry", "99")], "There is no entry", "Pick one"),
        (
            "timeline remove",
            vec![("incident", "1"), ("entry", "restarted"), ("reason", &many)],
            "300 characters",
            "Shorten",
        ),
    ];
    Desk::on_each(NOW, async |desk| {
        staged(desk).await;
        for (path, options, wrong, next) in &table {
            let answer = said(desk.runs(path, options).await);
            assert!(answer.private, "{path} {options:?}: only for whoever asked");
            assert!(answer.text.contains(wrong), "{path} {options:?}: {}", answer.text);
            assert!(answer.text.contains(next), "{path} {options:?}: {}", answer.text);
        }
    })
    .await;
}

#[tokio::test]
async fn roles_entries_and_messages_have_refusals_of_their_own() {
    Desk::on_each(NOW, async |desk| {
        staged(desk).await;
        let role = |role: &str, incident: &str| {
            vec![
                ("role", Given::Text(role.into())),
                ("user", Given::User { id: UserId(9), name: "kim".into() }),
                ("incident", Given::Text(incident.into())),
            ]
        };
        desk.gives("incident role", role("lead", "1")).await;
        for (given, why) in [
            (role("lead", "1"), "kim is already lead of INC-1"),
            (role("king", "1"), "There is no role \"king\" here"),
            (role("lead", "3"), "INC-3 was cancelled"),
        ] {
            let answer = said(desk.gives("incident role", given).await).text;
            assert!(answer.contains(why), "{answer}");
        }
        let gone = [("incident", "1"), ("entry", "restarted")];
        desk.hears("timeline remove", &gone).await;
        for path in ["timeline remove", "timeline edit"] {
            let mut again = vec![("incident", "1"), ("text", "x")];
            let list = desk.hears("timeline list", &[("incident", "1")]).await;
            let seq = list.lines().find(|line| line.contains("removed by ana")).expect("a tombstone");
            let seq =
                seq.split('#').nth(1).unwrap().chars().take_while(char::is_ascii_digit).collect::<String>();
            again.push(("entry", &seq));
            let answer = desk.hears(path, &again).await;
            assert!(answer.contains("was removed already"), "{path}: {answer}");
        }
        let secret = vec![("title", Given::Text("Breach".into())), ("private", Given::Truth(true))];
        desk.gives("incident open", secret).await;
        let merged = desk.hears("incident merge", &[("incident", "1"), ("into", "5")]).await;
        assert!(merged.contains("Private incidents cannot be merged"), "{merged}");
    })
    .await;
}

#[tokio::test]
async fn what_is_not_theirs_to_do_is_refused_with_whom_to_ask() {
    Desk::on_each(NOW, async |desk| {
        staged(desk).await;
        let crew = hear::Role { id: RoleId(5), name: "Responders".into(), permissions: 0 };
        desk.ledger
            .change(Actor::sitrep(GUILD), move |change| hear::role_changed(change, &crew))
            .await
            .unwrap();
        for command in commands::COMMANDS.iter().filter(|command| command.path.starts_with("incident")) {
            let free = ["incident show", "incident list", "incident search"].contains(&command.path);
            let ask = Ask::Command { path: command.path.into(), options: Default::default() };
            let answer = format!("{:?}", desk.asks_as(ben(None), ask).await);
            let refused =
                answer.contains("Only responders can do this. Ask an admin for the role Responders");
            assert_eq!(refused, !free, "{}: {answer}", command.path);
        }
        let options = [("incident", "1"), ("entry", "restarted"), ("text", "x")];
        let options = options.map(|(name, text)| (name.to_owned(), Given::Text(text.into())));
        let ask = Ask::Command { path: "timeline edit".into(), options: options.into() };
        let answer = said(desk.asks_as(ben(None), ask).await).text;
        assert!(
            answer.contains("That entry is somebody else's") && answer.contains("Ask a responder"),
            "{answer}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_no_longer_there_is_answered_all_the_same() {
    Desk::on_each(NOW, async |desk| {
        staged(desk).await;
        let unknown = Ask::Command { path: "incident explode".into(), options: Default::default() };
        assert!(said(desk.asks(unknown).await).text.contains("Reload Discord"));
        for id in ["1/nothing/1", "0/resolve/1", "garbage", "1/lead/999", "1/lead/x", "1/resolve/"] {
            let answer = said(desk.asks(Ask::Press { id: id.into(), values: Vec::new() }).await).text;
            assert!(answer.contains("no longer fits") && answer.contains("/incident show"), "{id}: {answer}");
        }
        let nothing = Quoted {
            id: MessageId(1),
            channel: ChannelId(7),
            author: UserId(3),
            author_name: "cleo".into(),
            at: NOW.parse().unwrap(),
            text: " ".into(),
            files: Vec::new(),
        };
        desk.opens_channel(desk.incident(1).await.id, ChannelId(7)).await;
        let ask = Ask::Message { name: "Add to timeline".into(), message: Box::new(nothing) };
        let answer = said(desk.asks_in(ChannelId(7), ana(), ask).await).text;
        assert!(answer.contains("no text and no files"), "{answer}");
        let nowhere =
            desk.asks_in(LOBBY, ana(), Ask::Press { id: "1/page/".into(), values: Vec::new() }).await;
        assert!(!said(nowhere).text.is_empty());
        assert!(Refusal::AnsweredBefore.to_string().contains("answered before"));
    })
    .await;
}
