//! Paging, told as data with time moved by hand, over both databases.

mod answering;
mod cases;
mod drills;
mod failing;
mod killed;
mod leaving;
mod living;
mod maintenance;
mod order;
mod restarting;
mod storms;
mod swept;
mod verbs;

use chrono::TimeDelta;
use commands::reply::{Message, Reply};
use commands::request::{Ask, Given};
use incidents::ids::{ContactId, PageId, UserId};
use incidents::model::access::Person;
use incidents::model::attempt::Attempt;
use incidents::model::contact::{Way, Ways};
use incidents::model::escalation::{Answers, Level, OnActivity, Policy, Target};
use incidents::model::paged::Paged;
use incidents::model::who::Who;
use incidents::{Actor, Ledger, store};
use tests::world::desk::{Desk, GUILD};

const NOW: &str = "2024-06-03T10:00:00Z";
const ANA: i64 = 1;
const BEN: i64 = 2;
const CLEO: i64 = 3;

fn user(id: i64) -> Who {
    Who::User(UserId(id))
}

fn person(id: i64, name: &str) -> Person {
    Person { id: UserId(id), name: name.into(), roles: Vec::new(), permissions: 0 }
}

/// Levels of one person each, five minutes apart, gone through once.
fn ladder(people: &[i64]) -> Policy {
    let level =
        |id: &i64| Level { targets: vec![Target::Who(user(*id))], wait_s: 300, answers: Answers::One };
    Policy {
        levels: people.iter().map(level).collect(),
        repeat: 0,
        initial_delay_s: 0,
        ack_timeout_s: Some(1_800),
        on_activity: OnActivity::Restarts,
        fallback: None,
    }
}

async fn has_policy(ledger: &Ledger, name: &str, policy: Policy) {
    let name = name.parse().expect("a name");
    let made = ledger.change(Actor::sitrep(GUILD), move |change| {
        store::guilds::ensure(change, GUILD)?;
        Ok(store::policies::insert(change, GUILD, &name, &policy)?)
    });
    made.await.expect("the policy is kept").expect("the name is free");
}

async fn has_contact(ledger: &Ledger, name: &str, id: i64, more: Vec<Way>) -> ContactId {
    let name = name.parse().expect("a name");
    let mut ways = Ways::default();
    for way in [Way::Discord].into_iter().chain(more) {
        ways.set(way);
    }
    let made = ledger.change(Actor::sitrep(GUILD), move |change| {
        store::guilds::ensure(change, GUILD)?;
        Ok(store::contacts::insert(change, GUILD, &name, Some(UserId(id)), &ways)?)
    });
    made.await.expect("the contact is kept").expect("the name is free")
}

/// An incident with its channel, and nobody paged.
async fn an_incident(desk: &Desk) {
    desk.hears("incident open", &[("title", "Checkout is down")]).await;
    tests::world::post::delivers(&desk.ledger).await;
}

async fn pages(ledger: &Ledger, incident: i64) -> Vec<Paged> {
    let read = ledger.read(move |view| {
        let number = incidents::ids::Number(incident);
        let incident = store::incidents::numbered(view, GUILD, number)?.expect("the incident is there");
        Ok(store::pages::of_incident(view, incident.id)?)
    });
    read.await.expect("pages can be read")
}

async fn attempts(ledger: &Ledger, page: PageId) -> Vec<Attempt> {
    ledger.read(move |view| Ok(store::attempts::of_page(view, page)?)).await.expect("attempts can be read")
}

/// A command by somebody else than Ana.
async fn runs_as(desk: &Desk, who: Person, path: &str, options: &[(&str, &str)]) -> Message {
    let given = options.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned())));
    let ask = Ask::Command { path: path.into(), options: given.collect() };
    tests::world::desk::said(desk.asks_as(who, ask).await)
}

/// A press of a button of a message by somebody.
async fn presses_as(desk: &Desk, who: Person, message: &Message, label: &str) -> Message {
    let id = tests::world::desk::button(message, label).expect("the button is there");
    match desk.asks_as(who, Ask::Press { id, values: Vec::new() }).await {
        Reply::Say(message) | Reply::Change(message) => message,
        other => panic!("not a message: {other:?}"),
    }
}

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}
