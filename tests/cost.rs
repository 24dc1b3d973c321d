//! What a command asks of the database, counted: no noise of the machine can touch these figures.

use std::sync::mpsc::channel;

use commands::request::{Ask, Given};
use futures::future::join_all;
use incidents::Actor;
use incidents::ids::ChannelId;
use incidents::model::entry::EntryKind;
use incidents::operations::add_entry::{Wish, add_entry};
use tests::world::desk::{Desk, GUILD, ana, said};

const NOW: &str = "2026-03-02T09:00:00Z";
const ROOM: ChannelId = ChannelId(700);

/// An incident in a channel of its own.
async fn an_incident(desk: &Desk) -> incidents::model::incident::Incident {
    desk.hears("incident open", &[("title", "Checkout is down")]).await;
    let incident = desk.incident(1).await;
    desk.opens_channel(incident.id, ROOM).await;
    incident
}

async fn notes(desk: &Desk, text: &str) {
    let options = [("text".to_owned(), Given::Text(text.to_owned()))].into();
    let reply = desk.asks_in(ROOM, ana(), Ask::Command { path: "timeline add".into(), options }).await;
    assert!(said(reply).text.contains(text));
}

#[tokio::test]
async fn a_note_takes_eight_statements_and_one_commit() {
    let desk = Desk::on_sqlite(NOW).await;
    an_incident(&desk).await;
    notes(&desk, "the first asks what the others need not").await;
    let before = desk.ledger.tally();
    notes(&desk, "the queue of payments grows").await;
    let after = desk.ledger.tally();
    let statements = after.statements - before.statements;
    assert!(statements <= 8, "{statements} statements");
    assert_eq!(after.commits - before.commits, 1);
}

#[tokio::test]
async fn what_comes_while_a_change_runs_shares_its_commit() {
    let desk = Desk::on_sqlite(NOW).await;
    let incident = an_incident(&desk).await.id;
    let (go_on, gate) = channel::<()>();
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let slow = desk.ledger.change(Actor::sitrep(GUILD), move |_| {
        begun.send(()).expect("the story waits for it");
        gate.recv().expect("the story lets it go on");
        Ok(())
    });
    let before = desk.ledger.tally();
    let many = async {
        has_begun.await.expect("it begins");
        let writing = (0..16).map(|number| {
            desk.ledger.change(Actor::sitrep(GUILD), move |change| {
                let wish = Wish { text: format!("note {number}"), at: change.now, kind: EntryKind::Note };
                add_entry(change, incident, &wish)
            })
        });
        // Each is handed over when it is first looked at, in order; the gate opens behind the last.
        let opens = async { go_on.send(()).expect("the slow one waits") };
        tokio::join!(join_all(writing), opens).0
    };
    let (slow, many) = tokio::join!(slow, many);
    slow.expect("the slow one stands");
    assert!(many.into_iter().all(|added| added.is_ok()));
    assert_eq!(desk.ledger.tally().commits - before.commits, 1, "the slow one and all sixteen");
}
