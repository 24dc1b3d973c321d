//! The ways a page leaves Discord, each against a server of our own on this machine, with everything that can go wrong there.

mod answers;
mod errands;
mod http;
mod mail;
pub mod scene;
mod stories;
mod twilio;

use chrono::{DateTime, Utc};
use commands::parcels::{Letter, Stage};
use incidents::ids::{AttemptId, ContactId, PageId};
use incidents::model::contact::Way;
use incidents::model::tongue::Tongue;
use sitrep::config::{Config, Layers};
use sitrep::links::Links;
use sitrep::outside::Limits;
use sitrep::ways::Ways;

fn now() -> DateTime<Utc> {
    "2024-06-02T14:15:00Z".parse().expect("an instant")
}

/// A configuration in which this machine may be called, and these variables are set.
fn config(set: &[(&str, &str)]) -> Config {
    let read = |name: &str| match name {
        "SITREP_ALLOW_PRIVATE" => Some("127.0.0.0/8".to_owned()),
        "SITREP_DATA" => Some("/nowhere".to_owned()),
        _ => set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()),
    };
    Config::read(&Layers::new().with_env(read)).unwrap_or_else(|why| panic!("{why}"))
}

/// Patience that suits a test.
fn limits() -> Limits {
    let (connect, total) = (std::time::Duration::from_secs(2), std::time::Duration::from_millis(700));
    Limits { connect, total, ..Limits::default() }
}

fn ways(set: &[(&str, &str)], links: Option<Links>) -> Ways {
    Ways::within(&config(set), links, limits())
}

fn links() -> Links {
    Links::new("https://sitrep.example.com".parse().expect("an address"), vec![7; 32])
}

fn letter(way: Way) -> Letter {
    Letter {
        way,
        page: PageId(3),
        attempt: AttemptId(12),
        contact: ContactId(4),
        stage: Stage::Calling,
        urgent: true,
        tag: "INC-7 page 2".into(),
        subject: "INC-7 Checkout is down (SEV1)".into(),
        text: "INC-7 Checkout is down (SEV1)\nPlease look\nINC-7 page 2, sent by ana.".into(),
        tongue: Tongue::English,
    }
}
