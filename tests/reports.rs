//! `/report`: figures of what somebody may see, a picture for the phone, and tables that no spreadsheet runs.

use std::time::Duration;

use chrono::TimeDelta;
use commands::reply::Message;
use commands::request::{Ask, Given};
use incidents::operations::import::import;
use incidents::postmortem::import::{Hints, read};
use incidents::{Actor, View, store};
use simulator::Answer;
use tests::world::World;
use tests::world::desk::{Desk, GUILD, ana, ben, said};

/// As many threads read for the ledger.
const READERS: usize = 4;

const LEAK: &str = include_str!("../incidents/src/postmortem/testdata/memory-leak.txt");
const SPIKE: &str = include_str!("../incidents/src/postmortem/testdata/connection-spike.txt");

async fn with_a_past(desk: &Desk) {
    for (name, text) in [("leak.txt", LEAK), ("spike.txt", SPIKE)] {
        let hints = Hints {
            name: name.into(),
            date: None,
            zone: incidents::model::zone::Zone::UTC,
            order: incidents::model::moment::Order::DayMonth,
            now: desk.clock.now(),
        };
        let facts = read(text.as_bytes(), &hints).unwrap().facts;
        let change = desk
            .ledger
            .change(Actor::sitrep(GUILD), move |change| import(change, &facts, name, text.as_bytes()));
        change.await.unwrap();
    }
}

async fn asks(
    desk: &Desk,
    person: incidents::model::access::Person,
    path: &str,
    options: &[(&str, &str)],
) -> Message {
    let options = options.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned())));
    let ask = Ask::Command { path: path.to_owned(), options: options.collect() };
    said(desk.asks_as(person, ask).await)
}

fn file<'m>(message: &'m Message, name: &str) -> &'m [u8] {
    let found = message.files.iter().find(|file| file.name == name);
    &found.unwrap_or_else(|| panic!("no file {name}: {}", message.text)).bytes
}

#[tokio::test]
async fn a_summary_has_the_figures_of_two_known_incidents() {
    Desk::on_each("2024-06-30T12:00:00Z", async |desk| {
        with_a_past(desk).await;
        let message = asks(desk, ana(), "report summary", &[]).await;
        let text = &message.text;
        assert!(message.private && text.chars().count() <= 2_000, "{text}");
        assert!(text.starts_with("**2 incidents** · the last 3 months"), "{text}");
        for line in [
            "TTD 2 0m 0m 0m*",
            "TTA 2 8m 15m 8m*",
            "TTE 2 1h37m 2h30m 1h37m*",
            "TTI 2 1h15m 2h 1h15m*",
            "TTM 2 2h37m 3h30m 2h37m*",
            "TTR 2 3h 3h30m 3h*",
        ] {
            let tight = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(tight.contains(line), "{line}\n{text}");
        }
        assert!(text.contains("fewer than five"), "{text}");
        assert!(file(&message, "report.png").starts_with(b"\x89PNG"));
        let each = String::from_utf8_lossy(file(&message, "incidents.csv")).into_owned();
        assert!(each.contains("My First Postmortem") && each.contains("2024-05-10T15:30:00+00:00"), "{each}");
        let trends = asks(desk, ana(), "report trends", &[("period", "2024"), ("format", "csv")]).await;
        assert!(trends.text.contains("2024-06 **1** · 2024-05 **1**"), "{}", trends.text);
        let tight = trends.text.split_whitespace().collect::<Vec<_>>().join(" ");
        for table in [
            "TTD n median p90 mean 2024-06 1 0m 0m 0m* 2024-05 1 0m 0m 0m*",
            "TTR n median p90 mean 2024-06 1 2h30m 2h30m 2h30m* 2024-05 1 3h30m 3h30m 3h30m*",
        ] {
            assert!(tight.contains(table), "{table}\n{}", trends.text);
        }
        assert!(trends.text.contains("fewer than five"), "{}", trends.text);
        assert_eq!(trends.files.len(), 2, "tables alone");
        let none = asks(desk, ana(), "report summary", &[("period", "2023")]).await;
        assert!(none.text.starts_with("**0 incidents**") && none.files.is_empty(), "{}", none.text);
        let wrong = asks(desk, ana(), "report summary", &[("period", "soon")]).await;
        assert!(
            wrong.text.contains("no period \"soon\"") && wrong.text.contains("2024-Q2"),
            "{}",
            wrong.text
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_private_a_drill_or_no_incident_counts_for_nobody_who_must_not_know() {
    Desk::on_each("2024-06-30T12:00:00Z", async |desk| {
        with_a_past(desk).await;
        desk.gives(
            "incident open",
            vec![("title", Given::Text("Secret breach".into())), ("private", Given::Truth(true))],
        )
        .await;
        desk.runs("incident open", &[("title", "A mistake")]).await;
        desk.runs("incident cancel", &[("incident", "4"), ("reason", "nothing was wrong")]).await;
        let hers = asks(desk, ana(), "report summary", &[]).await;
        assert!(
            hers.text.starts_with("**3 incidents**") && hers.text.contains("1 still open"),
            "{}",
            hers.text
        );
        assert!(hers.text.contains("Not counted: 1 cancelled as false alarms"), "{}", hers.text);
        assert!(
            hers.text.contains("TTR without 1: it is not recorded when it was: resolved"),
            "{}",
            hers.text
        );
        let his = asks(desk, ben(None), "report summary", &[]).await;
        assert!(his.text.starts_with("**2 incidents**"), "{}", his.text);
        for file in &his.files {
            assert!(!String::from_utf8_lossy(&file.bytes).contains("Secret"), "{}", file.name);
        }
        let change = desk.ledger.change(Actor::sitrep(GUILD), |change| {
            let text = incidents::postmortem::json(&{
                let incident =
                    store::incidents::numbered(change, GUILD, incidents::ids::Number(1))?.expect("the first");
                let mut facts = incidents::postmortem::facts_of(change, &incident)?;
                facts.drill = true;
                facts
            });
            let facts = incidents::postmortem::read_json(&text).expect("ours");
            import(change, &facts, "drill.json", text.as_bytes())
        });
        change.await.unwrap();
        let drilled = asks(desk, ben(None), "report summary", &[]).await;
        assert!(
            drilled.text.starts_with("**2 incidents**") && drilled.text.contains("1 drills"),
            "{}",
            drilled.text
        );
    })
    .await;
}

#[tokio::test]
async fn many_open_incidents_are_counted_without_any_figure() {
    Desk::on_each("2024-06-30T12:00:00Z", async |desk| {
        for _ in 0..40 {
            desk.runs("incident open", &[("title", "Again")]).await;
        }
        let message = asks(desk, ana(), "report trends", &[("period", "all")]).await;
        assert!(message.text.starts_with("**40 incidents** · all time"), "{}", message.text);
    })
    .await;
}

#[tokio::test]
async fn a_report_that_takes_long_says_for_how_long_until_it_is_there() {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.speaks("de");
    ana.runs("/incident open title:Kasse steht").await;
    let hold = busy_readers(&world);
    let asked = ana.person.runs(ana.here(), "/report trends period:all").expect("she may ask");
    let told = || match world.discord.answer_of(asked) {
        Some(Answer::Deferred(message) | Answer::Message(message)) => Some(message.content),
        _ => None,
    };
    passes(&world, || told().is_some()).await;
    passes(&world, || told().is_some_and(|told| told.contains("`/report trends` braucht länger als sonst")))
        .await;
    let first = told();
    passes(&world, || told() != first).await;
    assert!(told().unwrap().contains("Die Antwort kommt von selbst hierher."), "{:?}", told());
    drop(hold);
    world.until(|| told().is_some_and(|told| told.contains("**1 Vorfall**"))).await;
    assert!(!told().unwrap().contains("länger als sonst"), "{:?}", told());
    world.settle().await;
}

/// Keeps whatever only reads from being done until what this gives is dropped.
fn busy_readers(world: &World) -> Vec<std::sync::mpsc::Sender<()>> {
    let hold = |_| {
        let (let_go, held) = std::sync::mpsc::channel::<()>();
        let ledger = world.ledger.clone();
        tokio::spawn(async move {
            let wait = move |_: &mut View<'_>| {
                // Ends when the other side is dropped.
                let _ = held.recv();
                Ok(())
            };
            ledger.read(wait).await.expect("it was only busy");
        });
        let_go
    };
    (0..READERS).map(hold).collect()
}

/// Lets seconds pass until it is so. One that passes before anybody waits for it moves nothing, so there may have to be another.
async fn passes(world: &World, so: impl Fn() -> bool) {
    for _ in 0..100 {
        if so() {
            return;
        }
        world.clock.advance(TimeDelta::seconds(1));
        drop(tokio::time::timeout(Duration::from_millis(100), world.until(&so)).await);
    }
    panic!("it never is: {}", world.discord.transcript());
}
