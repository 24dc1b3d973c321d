//! What a command asks of the database, counted: no noise of the machine can touch these figures.

use std::sync::mpsc::channel;

use chrono::TimeDelta;
use commands::request::{Ask, Given};
use futures::future::join_all;
use incidents::Actor;
use incidents::ids::ChannelId;
use incidents::model::entry::EntryKind;
use incidents::operations::add_entry::{Wish, add_entry};
use tests::world::World;
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
async fn a_note_takes_seven_statements_and_one_commit() {
    let desk = Desk::on_sqlite(NOW).await;
    an_incident(&desk).await;
    notes(&desk, "the first asks what the others need not").await;
    let before = desk.ledger.tally();
    notes(&desk, "the queue of payments grows").await;
    let after = desk.ledger.tally();
    let statements = after.statements - before.statements;
    assert!(statements <= 7, "{statements} statements");
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

#[tokio::test]
async fn a_card_takes_six_statements_and_no_commit() {
    let desk = Desk::on_sqlite(NOW).await;
    an_incident(&desk).await;
    let show = || Ask::Command { path: "incident show".into(), options: [].into() };
    desk.asks_in(ROOM, ana(), show()).await;
    let before = desk.ledger.tally();
    desk.asks_in(ROOM, ana(), show()).await;
    let after = desk.ledger.tally();
    let statements = after.statements - before.statements;
    assert!(statements <= 6, "{statements} statements");
    assert_eq!(after.commits, before.commits);
}

#[tokio::test]
async fn an_incident_takes_few_calls_to_discord() {
    let world = World::start().await;
    let ana = world.person("ana");
    // The first one also makes the category.
    ana.runs("/incident open title:Mail is late").await;
    let minute = TimeDelta::minutes(1);
    world.advance(minute).await;
    let made = || world.discord.calls().into_iter().map(|call| format!("{} {}", call.method, call.path));
    for (line, most) in [
        ("/incident open title:Checkout is down", 6),
        ("/timeline add text:The queue grows", 1),
        ("/incident resolve cause:A bad deploy resolution:Rolled back", 5),
    ] {
        let before = made().count();
        ana.runs(line).await;
        world.advance(minute).await;
        let calls: Vec<_> = made().skip(before).collect();
        assert!(calls.len() <= most, "{line}: {calls:#?}");
        if most == 6 {
            ana.goes_to("inc-2-checkout-is-down");
        }
    }
}
