//! Every subcommand, menu and button, as data.

use commands::reply::Reply;
use commands::request::{Ask, Quoted};
use incidents::ids::{ChannelId, MessageId, UserId};
use tests::world::desk::{Desk, ben, form, said};

const NOW: &str = "2026-10-05T12:00:00Z";

async fn with_incident(desk: &Desk) {
    desk.sets(|_| {}).await;
    desk.runs("incident open", &[("title", "Checkout is down")]).await;
    desk.opens_channel(desk.incident(1).await.id, ChannelId(300)).await;
}

async fn adds(desk: &Desk, options: &[(&str, &str)]) -> String {
    let mut all = vec![("incident", "INC-1")];
    all.extend(options);
    desk.hears("action add", &all).await
}

#[tokio::test]
async fn an_action_lives_from_being_added_to_being_done() {
    Desk::on_each(NOW, async |desk| {
        with_incident(desk).await;
        let said = adds(desk, &[("title", "Add an alert"), ("owner", "<@1>"), ("due", "2026-10-23")]).await;
        assert!(said.contains("`A-1` Add an alert · <@1> · due Fri, 23 Oct 2026 · INC-1"), "{said}");
        assert!(!said.contains("lacks"), "{said}");
        let said = adds(desk, &[("title", "Train support"), ("kind", "task")]).await;
        assert!(said.contains("It lacks an owner and a due date. The lead is asked"), "{said}");
        let said = desk.hears("action mine", &[]).await;
        assert!(said.contains("You have 1 open action") && said.contains("A-1"), "{said}");
        let said =
            desk.hears("action edit", &[("action", "A-2"), ("owner", "ana"), ("due", "in 3 days")]).await;
        assert!(said.contains("<@1> · due <t:"), "{said}");
        let said = desk.hears("action edit", &[("action", "2")]).await;
        assert!(said.contains("Nothing to change"), "{said}");
        let said = desk.hears("action done", &[("action", "train support")]).await;
        assert!(said.contains("**A-2** · Train support is done."), "{said}");
        let said = desk.hears("action done", &[("action", "A-2")]).await;
        assert!(said.contains("A-2 is already done"), "{said}");
        let said = desk.hears("action reopen", &[("action", "A-2")]).await;
        assert!(said.contains("↩️ ▫️ `A-2`"), "{said}");
        let said = desk.hears("action drop", &[("action", "A-2"), ("reason", "not worth it")]).await;
        assert!(said.contains("decided against: not worth it"), "{said}");
        let said = desk.hears("action list", &[("state", "all")]).await;
        assert!(said.contains("2 actions") && said.contains("🚫 `A-2`"), "{said}");
        let said = desk.hears("action list", &[("state", "overdue")]).await;
        assert!(said.contains("No overdue actions."), "{said}");
        let said = desk.hears("action done", &[("action", "A-9")]).await;
        assert!(said.contains("There is no action \"A-9\" here"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn doing_what_was_to_be_verified_asks_how_it_was() {
    Desk::on_each(NOW, async |desk| {
        with_incident(desk).await;
        adds(desk, &[("title", "Add an alert"), ("done_when", "it rang in a drill")]).await;
        let asked = form(desk.runs("action done", &[("action", "A-1")]).await);
        assert_eq!(asked.inputs[0].hint, "Done when: it rang in a drill");
        let told = said(desk.sends(&asked, &[("note", "it rang on Monday")]).await).text;
        assert!(told.contains("is done"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn a_repeating_action_goes_on_with_its_next_time() {
    Desk::on_each(NOW, async |desk| {
        with_incident(desk).await;
        let said = adds(desk, &[("title", "Run the drill"), ("repeat", "every monday 9:00")]).await;
        // Monday noon: the next three are the coming Mondays at nine.
        let runs = ["<t:1791795600:f>", "<t:1792400400:f>", "<t:1793005200:f>"].join(", ");
        assert!(said.contains(&format!("every Monday at 09:00 · next: {runs}")), "{said}");
        let said = desk.hears("action done", &[("action", "A-1")]).await;
        assert!(said.contains("done this time") && said.contains("done once in a row"), "{said}");
        assert!(said.contains("next: <t:1792400400:f>"), "{said}");
        let given = [("action", "A-1"), ("reason", "holidays")];
        let mut skipping: Vec<_> =
            given.map(|(name, text)| (name, commands::request::Given::Text(text.into()))).into();
        skipping.push(("once", commands::request::Given::Truth(true)));
        let said = said_of(desk.gives("action drop", skipping).await);
        assert!(said.contains("skipped this time") && said.contains("next: <t:1793005200:f>"), "{said}");
        let said = adds(desk, &[("title", "Look"), ("repeat", "0 0 30 2 *")]).await;
        assert!(said.contains("never comes"), "{said}");
        let said = desk.hears("action edit", &[("action", "A-1"), ("repeat", "off")]).await;
        assert!(!said.contains("🔁"), "{said}");
    })
    .await;
}

fn said_of(reply: Reply) -> String {
    said(reply).text
}

#[tokio::test]
async fn likeness_and_two_in_one_are_pointed_out_and_nothing_is_refused() {
    Desk::on_each(NOW, async |desk| {
        with_incident(desk).await;
        adds(desk, &[("title", "Add an alert for memory")]).await;
        let said = adds(desk, &[("title", "Add alerts for the memory")]).await;
        assert!(said.contains("Looks like **A-1** · Add an alert for memory of INC-1"), "{said}");
        let said = adds(desk, &[("title", "Fix the leak and write a test for it")]).await;
        assert!(said.contains("\"write a test for it\" could be one of its own"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn a_message_becomes_an_action_through_a_form() {
    Desk::on_each(NOW, async |desk| {
        with_incident(desk).await;
        let message = Quoted {
            id: MessageId(9),
            channel: ChannelId(300),
            author: UserId(2),
            author_name: "ben".into(),
            at: NOW.parse().unwrap(),
            text: "We need an alert on memory\nIt climbed for hours".into(),
            files: Vec::new(),
        };
        let asked = form(desk.uses("Create action", message.clone()).await);
        assert_eq!(asked.inputs[0].value, "We need an alert on memory");
        assert!(asked.inputs[1].value.starts_with("ben: We need"), "{asked:?}");
        let told = said(desk.sends(&asked, &[("owner", "ana"), ("due", "friday")]).await).text;
        assert!(told.contains("`A-1` We need an alert on memory · <@1> · due Fri, 9 Oct 2026"), "{told}");
        let elsewhere = Quoted { channel: ChannelId(999), ..message };
        let asked = form(desk.uses("Create action", elsewhere).await);
        let told = said(desk.sends(&asked, &[("incident", "INC-1")]).await).text;
        assert!(told.contains("`A-2`"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn actions_of_private_incidents_exist_for_nobody_else() {
    Desk::on_each(NOW, async |desk| {
        desk.sets(|_| {}).await;
        let private = commands::request::Given::Truth(true);
        let title = commands::request::Given::Text("A breach".into());
        desk.gives("incident open", vec![("title", title), ("private", private)]).await;
        adds(desk, &[("title", "Rotate the keys")]).await;
        let by_ben = async |path: &str, options: &[(&str, &str)]| {
            let options = options
                .iter()
                .map(|(name, text)| ((*name).to_owned(), commands::request::Given::Text((*text).to_owned())));
            let ask = Ask::Command { path: path.into(), options: options.collect() };
            said(desk.asks_as(ben(None), ask).await).text
        };
        assert!(by_ben("action list", &[("state", "all")]).await.contains("No actions."));
        let told = by_ben("action done", &[("action", "A-1")]).await;
        assert!(told.contains("There is no action \"A-1\" here"), "{told}");
        let told = by_ben("action done", &[("action", "rotate")]).await;
        assert!(told.contains("There is no action"), "{told}");
        assert!(desk.hears("action list", &[]).await.contains("Rotate the keys"));
    })
    .await;
}

#[tokio::test]
async fn long_lists_are_paged() {
    Desk::on_each(NOW, async |desk| {
        with_incident(desk).await;
        for n in 0..23 {
            adds(desk, &[("title", &format!("Thing number {n}")), ("due", &format!("in {} days", 40 - n))])
                .await;
        }
        let first = said(desk.runs("action list", &[]).await);
        assert!(first.text.contains("23 open actions") && first.text.contains("A-23"), "{first:?}");
        let second = said(desk.presses(&first, "Next").await);
        assert!(second.text.contains("`A-13`") && !second.text.contains("`A-14`"), "{second:?}");
        let back = said(desk.presses(&second, "Back").await);
        assert_eq!(back.text, first.text);
    })
    .await;
}

#[tokio::test]
async fn the_postmortem_tells_the_actions_and_the_card_counts_them() {
    Desk::on_each(NOW, async |desk| {
        with_incident(desk).await;
        adds(
            desk,
            &[("title", "Add an alert"), ("owner", "ana"), ("due", "2026-10-23"), ("priority", "high")],
        )
        .await;
        adds(desk, &[("title", "Rewrite it")]).await;
        desk.hears("action drop", &[("action", "A-2"), ("reason", "too dear")]).await;
        let card = said(desk.runs("incident show", &[("incident", "INC-1")]).await).card.unwrap();
        let open = card.fields.iter().find(|field| field.name == "Open actions").unwrap();
        assert_eq!(open.value, "1");
        let incident = desk.incident(1).await;
        let facts =
            desk.ledger.read(move |view| incidents::postmortem::facts_of(view, &incident)).await.unwrap();
        let document = incidents::postmortem::markdown(&facts, incidents::postmortem::Sink::File);
        for part in ["Add an alert", "owner: ana", "October 23", "decided against", "too dear"] {
            assert!(document.contains(part), "{part}: {document}");
        }
    })
    .await;
}
