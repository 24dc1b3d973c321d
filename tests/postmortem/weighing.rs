//! What a long postmortem holds in memory while it is told: counted, not measured, so that nothing else on the machine plays into it.

use chrono::TimeDelta;
use incidents::model::entry::{EntryKind, Tier};
use incidents::postmortem::facts::{Entry, Facts};
use incidents::postmortem::{Sink, facts_of, html, markdown};
use incidents::store::entries::NewEntry;
use incidents::{Actor, store};
use tests::world::desk::{Desk, GUILD};

const NOW: &str = "2024-06-03T16:00:00Z";
const ENTRIES: i64 = 10_000;
const PEOPLE: i64 = 7;

async fn long(desk: &Desk) -> Facts {
    desk.hears("incident open", &[("title", "Checkout is down")]).await;
    let id = desk.incident(1).await.id;
    let filling = desk.ledger.change(Actor::sitrep(GUILD), move |change| {
        let now = change.now;
        for nth in 0..ENTRIES {
            let text = format!("Step {nth}: restarted worker_{nth} *again*; nobody knows why yet");
            let name = format!("A name as long as some people's, {}", nth % PEOPLE);
            let new = NewEntry {
                at: now + TimeDelta::seconds(nth),
                kind: EntryKind::Note,
                tier: Tier::Narrative,
                text: &text,
                author: None,
                author_name: &name,
                source: None,
                pinned: false,
                event: None,
            };
            store::entries::add(change, id, &new, now)?;
        }
        Ok(())
    });
    filling.await.unwrap();
    let incident = desk.incident(1).await;
    desk.ledger.read(move |view| facts_of(view, &incident)).await.unwrap()
}

/// The bytes that entries hold, with every name once.
fn weight(entries: &Vec<Entry>) -> usize {
    let texts: usize = entries.iter().map(|entry| entry.text.capacity() + entry.files.capacity() * 8).sum();
    let mut names: Vec<_> = entries.iter().map(|entry| (entry.author.as_ptr(), entry.author.len())).collect();
    names.sort_unstable();
    names.dedup();
    let names: usize = names.iter().map(|(_, length)| length).sum();
    entries.capacity() * size_of::<Entry>() + texts + names
}

#[tokio::test]
async fn the_facts_of_ten_thousand_entries_and_their_text_weigh_three_times_the_text_at_most() {
    Desk::on_each(NOW, async |desk| {
        let facts = long(desk).await;
        assert!(facts.entries.len() > 10_000 - 1);
        let facts_weigh = weight(&facts.entries);
        for (format, told) in [("Markdown", markdown(&facts, Sink::File)), ("HTML", html(&facts))] {
            let weight = facts_weigh + told.capacity();
            assert!(weight <= 3 * told.len(), "{format}: {weight} bytes for a text of {}", told.len());
        }
    })
    .await;
}
