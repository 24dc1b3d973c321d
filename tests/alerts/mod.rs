//! Alerts of monitoring systems: let in by chat, delivered over HTTP, and what is made of them.

mod alertmanager;
mod chat;
mod dedup;
mod door;
mod redacted;
mod rules;
mod storms;

use incidents::model::alert::{Made, read};
use incidents::model::entry::Entry;
use incidents::operations::alerts::take_in::{Arrived, take_in};
use incidents::{Actor, Ledger, Who, store};
use sitrep::web::Web;
use tests::world::desk::{Desk, GUILD};
use tests::world::door::door;

const NOW: &str = "2024-06-03T10:00:00Z";

/// Delivers a body for a source, as the door does.
async fn delivers(desk: &Desk, source: &str, body: &str) -> Vec<Made> {
    let arrived =
        Arrived::new(read(body.as_bytes(), None).expect("a body that can be read"), body.as_bytes());
    let name = source.to_owned();
    let found = desk.ledger.read(move |view| Ok(store::alert_sources::named(view, GUILD, &name)?)).await;
    let source = found.expect("sources can be read").expect("the source is there");
    let by = Actor { guild: GUILD, who: Who::Alert(source.name.to_string()) };
    desk.ledger.change(by, move |change| take_in(change, source.id, arrived)).await.expect("it is taken in")
}

/// Delivers one alert of our own form, and says what was made of it.
async fn alert(desk: &Desk, source: &str, title: &str, key: &str, more: &str) -> Made {
    let body = format!(r#"{{"title":"{title}","dedup_key":"{key}"{more}}}"#);
    let mut made = delivers(desk, source, &body).await;
    assert_eq!(made.len(), 1);
    made.remove(0)
}

/// The entries of an incident's timeline that were not written by Sitrep itself.
async fn told(desk: &Desk, number: i64) -> Vec<Entry> {
    let id = desk.incident(number).await.id;
    let entries =
        desk.ledger.read(move |view| Ok(store::entries::in_order(view, id)?)).await.expect("entries");
    entries.into_iter().filter(|entry| !entry.by_sitrep).collect()
}

/// How many incidents there are.
async fn incidents(desk: &Desk) -> usize {
    let all = desk.ledger.read(|view| {
        let last = incidents::ids::Number(i64::MAX);
        Ok(store::incidents::newest(view, GUILD, None, last, 1_000)?)
    });
    all.await.expect("incidents can be read").len()
}

/// The pages of an incident.
async fn pages(desk: &Desk, number: i64) -> Vec<incidents::model::paged::Paged> {
    let id = desk.incident(number).await.id;
    desk.ledger.read(move |view| Ok(store::pages::of_incident(view, id)?)).await.expect("pages")
}
