//! Past incidents come in as documents: whole, once, and found and told like every other.

use incidents::ids::Number;
use incidents::model::moment::Order;
use incidents::model::zone::Zone;
use incidents::operations::import::{Imported, import};
use incidents::postmortem::facts::{Affected, Facts, Person, Severity};
use incidents::postmortem::import::{Hints, Past, read};
use incidents::postmortem::{facts_of, json};
use incidents::{Actor, Who, store};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use tests::world::desk::{Desk, GUILD, ben, said};

const SCENES: [(&str, &str); 2] = [
    ("bank.txt", include_str!("../incidents/src/postmortem/testdata/memory-leak.txt")),
    ("spike.txt", include_str!("../incidents/src/postmortem/testdata/connection-spike.txt")),
];

fn understood(name: &str, bytes: &[u8]) -> Past {
    let now = "2026-03-01T12:00:00Z".parse().unwrap();
    let hints = Hints { name: name.into(), date: None, zone: Zone::UTC, order: Order::DayMonth, now };
    read(bytes, &hints).unwrap_or_else(|why| panic!("{name}: {why}"))
}

async fn taken_in(desk: &Desk, name: &str, bytes: &[u8]) -> Imported {
    let (facts, name, bytes) = (understood(name, bytes).facts, name.to_owned(), bytes.to_vec());
    let by = Actor { guild: GUILD, who: Who::Shell("ana".into()) };
    desk.ledger.change(by, move |change| import(change, &facts, &name, &bytes)).await.unwrap()
}

async fn told(desk: &Desk, number: Number) -> Facts {
    let incident = desk.incident(number.0).await;
    desk.ledger.read(move |view| facts_of(view, &incident)).await.unwrap()
}

/// Takes a document in, and what comes out of that again.
async fn there_and_back(desk: &Desk, name: &str, bytes: &[u8]) -> (Facts, Facts) {
    let Imported::As(first) = taken_in(desk, name, bytes).await else { panic!("{name} was known") };
    let once = told(desk, first).await;
    let again = format!("{name}.json");
    let Imported::As(second) = taken_in(desk, &again, json(&once).as_bytes()).await else {
        panic!("{again} was known")
    };
    (once, told(desk, second).await)
}

/// The facts without the numbers that rows have here.
fn numberless(mut facts: Facts) -> Facts {
    facts.number = Number(0);
    let rows: Vec<_> = facts.entries.iter().map(|entry| entry.id).collect();
    let place = |id| rows.iter().position(|row| *row == id).map_or(0, |at| at as i64 + 1);
    for milestone in incidents::model::milestones::Milestone::ALL {
        if let Some(mark) = facts.milestones.get(milestone).cloned() {
            let entry = mark.entry.map(|entry| incidents::ids::EntryId(place(entry)));
            facts.milestones.set(milestone, incidents::model::milestones::Mark { entry, ..mark });
        }
    }
    for (nth, entry) in facts.entries.iter_mut().enumerate() {
        entry.id.0 = nth as i64;
        entry.files.iter_mut().for_each(|file| file.0 = 0);
    }
    for (nth, action) in facts.actions.iter_mut().enumerate() {
        action.id.0 = nth as i64;
    }
    for file in &mut facts.files {
        file.name = file.name.replace(&format!("-{}.", file.id), ".");
        file.id.0 = 0;
    }
    facts
}

#[tokio::test]
async fn what_came_in_goes_out_and_comes_in_the_same() {
    Desk::on_each("2026-03-01T12:00:00Z", async |desk| {
        for (name, document) in SCENES {
            let given = understood(name, document.as_bytes()).facts;
            let (once, twice) = there_and_back(desk, name, document.as_bytes()).await;
            assert_eq!(numberless(once.clone()), numberless(twice));
            assert_eq!(
                (once.texts, once.affected, once.further),
                (given.texts, given.affected, given.further)
            );
            assert_eq!(once.entries.len(), given.entries.len());
        }
    })
    .await;
}

#[tokio::test]
async fn the_same_document_comes_in_once() {
    Desk::on_each("2026-03-01T12:00:00Z", async |desk| {
        let (name, document) = SCENES[0];
        assert_eq!(taken_in(desk, name, document.as_bytes()).await, Imported::As(Number(1)));
        assert_eq!(taken_in(desk, "copy.txt", document.as_bytes()).await, Imported::Before(Number(1)));
        assert_eq!(taken_in(desk, SCENES[1].0, SCENES[1].1.as_bytes()).await, Imported::As(Number(2)));
    })
    .await;
}

#[tokio::test]
async fn a_past_incident_is_found_shown_and_told_like_every_other() {
    Desk::on_each("2026-03-01T12:00:00Z", async |desk| {
        taken_in(desk, SCENES[1].0, SCENES[1].1.as_bytes()).await;
        let found = desk.hears("incident search", &[("query", "pooling")]).await;
        assert!(found.contains("INC-1") && found.contains("My First Postmortem"), "{found}");
        let list = desk.hears("timeline list", &[("incident", "INC-1")]).await;
        assert!(list.contains("monitoring alerts"), "{list}");
        let actions = desk.hears("action list", &[]).await;
        assert!(actions.contains("Set up automated alerts"), "{actions}");
        let said = desk
            .hears("timeline add", &[("incident", "1"), ("text", "found later"), ("at", "2024-05-10 15:00")])
            .await;
        assert!(said.contains("found later"), "{said}");
        let due = desk.ledger.read(|view| Ok(store::timers::next_due(view)?)).await.unwrap();
        assert_eq!(due, None, "nobody is reminded of what is past");
    })
    .await;
}

#[tokio::test]
async fn a_private_past_incident_is_nobodys_to_see() {
    Desk::on_each("2026-03-01T12:00:00Z", async |desk| {
        let mut facts = understood(SCENES[0].0, SCENES[0].1.as_bytes()).facts;
        facts.private = true;
        taken_in(desk, "private.json", json(&facts).as_bytes()).await;
        let options = [("query".to_owned(), commands::request::Given::Text("memory leak".into()))];
        let ask = commands::request::Ask::Command { path: "incident search".into(), options: options.into() };
        let found = said(desk.asks_as(ben(None), ask).await).text;
        assert!(!found.contains("INC-1"), "{found}");
    })
    .await;
}

fn words() -> impl Strategy<Value = String> {
    "[a-zA-Zäöü0-9 .,:*_<>&|#-]{0,60}".prop_map(|text| text.trim().to_owned())
}

prop_compose! {
    fn incident()(
        title in "[a-zA-Z]{3,40}",
        texts in prop::collection::vec(words(), 6),
        entries in prop::collection::vec((0_i64..200_000, 0_usize..11, "[a-z<*_ ]{1,40}x"), 0..12),
        actions in prop::collection::vec(("[a-zA-Z ]{0,40}x", words(), 0_usize..4), 0..6),
        resolved in prop::option::of(200_000_i64..300_000),
        person in words(),
    ) -> Facts {
        use incidents::model::entry::EntryKind;
        use incidents::model::milestones::{Mark, Milestone};
        use incidents::postmortem::facts::{Action, ActionKind, Entry, Further};
        let start = chrono::DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let at = |seconds| start + chrono::TimeDelta::seconds(seconds);
        let mut facts = Facts::new(Number(3), &title, Severity { label: "SEV2".into(), rank: 2 });
        facts.texts.summary.clone_from(&texts[0]);
        facts.texts.cause.clone_from(&texts[1]);
        facts.texts.lessons.clone_from(&texts[2]);
        facts.affected = Some(texts[3].clone()).filter(|text| !text.is_empty()).map(|text| Affected { percent: None, text });
        facts.further = vec![Further { heading: format!("H{}", texts[4]), text: texts[5].clone() }];
        facts.people = vec![Person { role: "lead".into(), name: person }];
        facts.milestones.set(Milestone::ImpactStarted, Mark::at(start));
        if let Some(end) = resolved {
            facts.milestones.set(Milestone::Resolved, Mark::at(at(end)));
        }
        facts.entries = entries.into_iter().enumerate().map(|(nth, (seconds, kind, text))| Entry {
            id: incidents::ids::EntryId(nth as i64 + 1), at: at(seconds), kind: EntryKind::ALL[kind],
            text: text.trim().to_owned(), author: "ana".into(), narrative: nth % 3 != 0, files: Vec::new(),
        }).collect();
        facts.entries.sort_by_key(|entry| entry.at);
        facts.actions = actions.into_iter().enumerate().map(|(nth, (title, detail, kind))| Action {
            id: incidents::ids::ActionId(nth as i64 + 1), title: title.split_whitespace().collect::<Vec<_>>().join(" "),
            kind: [ActionKind::Corrective, ActionKind::Preventative, ActionKind::Improvement, ActionKind::Task][kind],
            state: incidents::postmortem::facts::ActionState::Open, detail: detail.clone(), owner: String::new(), due: None,
            priority: "high".into(), repeat: "every quarter".into(), done_when: String::new(),
            link: String::new(), group: detail,
        }).collect();
        facts
    }
}

#[test]
fn any_incident_goes_out_and_comes_in_the_same() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let incidents = proptest::collection::vec(incident(), 24);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let cases = incidents.new_tree(&mut runner).unwrap().current();
    runtime.block_on(Desk::on_each("2026-03-01T12:00:00Z", async |desk| {
        for (nth, mut facts) in cases.clone().into_iter().enumerate() {
            facts.number = Number(nth as i64 + 1);
            let (once, twice) = there_and_back(desk, &format!("{nth}"), json(&facts).as_bytes()).await;
            assert_eq!(numberless(once.clone()), numberless(twice));
            let essence = |facts: Facts| {
                (
                    facts.title,
                    facts.texts,
                    facts.actions.len(),
                    facts.entries.len(),
                    facts.people,
                    facts.further,
                )
            };
            assert_eq!(essence(once), essence(facts));
        }
    }));
}
