//! Ending an incident, taking it up again, and joining it to another.

use commands::parcels::Parcel;
use commands::reply::Reply;
use incidents::ids::ChannelId;
use incidents::model::incident::State;
use incidents::model::notice::Notice;
use incidents::model::timer::Timer;
use incidents::operations::{archive, deliver};
use incidents::{Actor, store};
use tests::world::desk::{Desk, GUILD, form, said};

const NOW: &str = "2024-06-02T18:00:00Z";

#[tokio::test]
async fn a_false_alarm_ends_without_a_postmortem_and_can_be_taken_up_again() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        desk.hears("incident update", &[("message", "We look"), ("next", "30m"), ("incident", "1")]).await;
        let said =
            desk.hears("incident cancel", &[("reason", "The probe was wrong"), ("incident", "1")]).await;
        assert!(said.contains("false alarm and is cancelled: The probe was wrong"), "{said}");
        let incident = desk.incident(1).await;
        assert_eq!((incident.state, incident.next_update_at), (State::Cancelled, None));
        assert_eq!(wishes(desk, "postmortem").await, 0);
        assert_eq!(timers(desk).await, 0, "nothing nags about a false alarm");
        let again = desk.hears("incident cancel", &[("reason", "x"), ("incident", "1")]).await;
        assert!(again.contains("INC-1 was cancelled as a false alarm"), "{again}");
        let said = desk.hears("incident reopen", &[("reason", "It is real"), ("incident", "1")]).await;
        assert!(said.contains("is open again, **investigating**: It is real"), "{said}");
        let again = desk.hears("incident reopen", &[("reason", "x"), ("incident", "1")]).await;
        assert!(again.contains("INC-1 is still open"), "{again}");
    })
    .await;
}

#[tokio::test]
async fn what_is_reopened_was_not_over_at_any_time() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        let end = [("cause", "A leak"), ("resolution", "A restart"), ("incident", "1")];
        desk.hears("incident resolve", &end).await;
        desk.hears("incident reopen", &[("reason", "It leaks again"), ("incident", "1")]).await;
        let incident = desk.incident(1).await;
        assert_eq!((incident.resolved_at(), incident.ended_at), (None, None));
        let said = desk.hears("incident resolve", &[("incident", "1")]).await;
        assert!(said.contains("is resolved"), "cause and resolution were kept: {said}");
        assert_eq!(desk.incident(1).await.state, State::Resolved);
    })
    .await;
}

#[tokio::test]
async fn of_two_who_resolve_at_once_one_does_and_the_other_is_told() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        let forms = [
            form(desk.runs("incident resolve", &[("incident", "1")]).await),
            form(desk.runs("incident resolve", &[("incident", "1")]).await),
        ];
        let (one, other) = tokio::join!(
            desk.sends(&forms[0], &[("cause", "A leak"), ("resolution", "A restart")]),
            desk.sends(&forms[1], &[("cause", "A bad deploy"), ("resolution", "A rollback")]),
        );
        let texts = [said(one).text, said(other).text];
        assert_eq!(texts.iter().filter(|text| text.contains("is resolved after")).count(), 1, "{texts:?}");
        let refused = texts.iter().find(|text| text.contains("INC-1 is already resolved")).unwrap();
        assert!(refused.contains("What you typed"), "nothing typed is lost: {refused}");
        assert_eq!(wishes(desk, "postmortem").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_duplicate_joins_another_timeline_and_all() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        desk.hears("incident open", &[("title", "Payments fail")]).await;
        let entry = [("text", "Cards are refused"), ("at", "17:40"), ("kind", "report"), ("incident", "2")];
        desk.hears("timeline add", &entry).await;
        let said = desk.hears("incident merge", &[("into", "1"), ("incident", "2")]).await;
        assert!(
            said.contains("**INC-2 · Payments fail** was the same as **INC-1 · Checkout is down**"),
            "{said}"
        );
        let (one, two) = (desk.incident(1).await, desk.incident(2).await);
        assert_eq!((two.state, two.merged_into), (State::Merged, Some(one.id)));
        let timeline = desk.hears("timeline list", &[("incident", "1")]).await;
        assert!(
            timeline.contains("Cards are refused") && timeline.contains("INC-2 was the same"),
            "{timeline}"
        );
        let kept = desk.hears("timeline list", &[("incident", "2")]).await;
        assert!(kept.contains("Cards are refused") && kept.contains("merged into INC-1"), "{kept}");
        let shown = said_card(desk, "2").await;
        assert!(shown.contains("INC-1 · Checkout is down"), "{shown}");
        for path in ["incident status", "incident cancel", "incident reopen", "incident role"] {
            let text = refused(desk, path).await;
            assert!(text.contains("INC-2 was merged into another incident"), "{path}: {text}");
        }
        desk.hears("incident open", &[("title", "A third one")]).await;
        assert_eq!(desk.incident(3).await.title, "A third one", "the number of a duplicate stays taken");
    })
    .await;
}

#[tokio::test]
async fn merges_that_make_no_sense_are_refused() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        desk.hears("incident open", &[("title", "Payments fail")]).await;
        desk.hears("incident open", &[("title", "A false alarm")]).await;
        desk.hears("incident cancel", &[("reason", "nothing"), ("incident", "3")]).await;
        for (duplicate, into, why) in [
            ("1", "1", "cannot be merged into itself"),
            ("1", "99", "There is no incident \"99\""),
            ("1", "3", "INC-3 was cancelled"),
            ("3", "1", "INC-3 was cancelled"),
        ] {
            let text = desk.hears("incident merge", &[("into", into), ("incident", duplicate)]).await;
            assert!(text.contains(why), "{duplicate} into {into}: {text}");
        }
        desk.hears("incident merge", &[("into", "1"), ("incident", "2")]).await;
        let chained = desk.hears("incident merge", &[("into", "2"), ("incident", "1")]).await;
        assert!(chained.contains("INC-2 was merged"), "{chained}");
    })
    .await;
}

#[tokio::test]
async fn a_channel_is_archived_some_days_after_publishing_and_opened_again_on_reopening() {
    Desk::on_each(NOW, async |desk| {
        desk.sets(|settings| settings.archive_after = Some(3)).await;
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        let id = desk.incident(1).await.id;
        let channel = ChannelId(700);
        desk.opens_channel(id, channel).await;
        let end = [("cause", "A leak"), ("resolution", "A restart"), ("incident", "1")];
        desk.hears("incident resolve", &end).await;
        desk.hears("postmortem publish", &[("incident", "1")]).await;
        desk.hears("postmortem publish", &[("incident", "1")]).await;
        assert_eq!(archivals(desk).await, 1, "publishing again does not put it off");
        desk.ledger.change(Actor::sitrep(GUILD), move |change| archive::archive(change, id)).await.unwrap();
        assert_eq!(desk.leaves(Notice::Archive { incident: id }).await, Parcel::Archive { channel });
        desk.hears("incident reopen", &[("reason", "It is back"), ("incident", "1")]).await;
        assert_eq!(desk.leaves(Notice::Archive { incident: id }).await, Parcel::Unarchive { channel });
        assert_eq!(archivals(desk).await, 0);
    })
    .await;
}

async fn refused(desk: &Desk, path: &str) -> String {
    use commands::request::Given;
    let user = Given::User { id: incidents::ids::UserId(9), name: "kim".into() };
    let text = |text: &str| Given::Text(text.into());
    let mut given = vec![("incident", text("2"))];
    match path {
        "incident status" => given.push(("state", text("fixing"))),
        "incident role" => given.extend([("role", text("lead")), ("user", user)]),
        _ => given.push(("reason", text("because"))),
    }
    said(desk.gives(path, given).await).text
}

async fn said_card(desk: &Desk, number: &str) -> String {
    let Reply::Say(message) = desk.runs("incident show", &[("incident", number)]).await else {
        panic!("the card is a message")
    };
    format!("{message:?}")
}

/// How many wishes of a kind were made.
async fn wishes(desk: &Desk, kind: &'static str) -> usize {
    let held = desk
        .ledger
        .change(Actor::sitrep(GUILD), |change| deliver::claim(change, "a test that looks", 1_000))
        .await
        .unwrap();
    held.iter().filter(|held| serde_json::to_value(&held.notice).unwrap()["wish"] == kind).count()
}

async fn timers(desk: &Desk) -> usize {
    set(desk).await.len()
}

async fn archivals(desk: &Desk) -> usize {
    set(desk).await.iter().filter(|due| matches!(due.timer, Timer::Archive { .. })).count()
}

async fn set(desk: &Desk) -> Vec<store::timers::Due> {
    let far = desk.clock.now() + chrono::TimeDelta::days(400);
    desk.ledger.read(move |view| Ok(store::timers::due(view, far, 100)?)).await.unwrap()
}
