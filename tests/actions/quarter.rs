//! A quarter of 200 actions and 20 owners around the world, over a change of the clocks, with restarts at random
//! instants: every message that each of them gets, and when, is what a naive reading of the rules says.

mod foretold;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use incidents::ids::{ChannelId, UserId};
use incidents::model::action::owner::Owner;
use incidents::model::action::reminder::Recipient;
use incidents::model::action::{Due, Kind};
use incidents::model::incident::Holder;
use incidents::model::zone::Zone;
use incidents::operations::action::add::{Wish, add};
use incidents::operations::action::done::done;
use incidents::operations::open;
use incidents::store::reminders::Habits;
use incidents::{Actor, Clock, Ledger, store};
use tests::world::database::{Database, Kind as Engine};
use tests::world::desk::GUILD;

use super::calendar::{To, Wheel};
use foretold::{Deed, Message};

const OWNERS: i64 = 20;
const ACTIONS: u64 = 200;
const INCIDENTS: u64 = 10;
const RESTARTS: u64 = 40;
const DAYS: u64 = 92;
const SERVER: &str = "Europe/Madrid";
const ZONES: [&str; 7] = [
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "America/St_Johns",
];

/// Chance that is the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    /// An instant of the quarter, never in the minute in which reminders are collected.
    fn instant(&mut self, start: DateTime<Utc>) -> DateTime<Utc> {
        let minutes = self.below(DAYS * 24 * 60);
        let hour = start + TimeDelta::hours(i64::try_from(minutes / 60).unwrap());
        hour + TimeDelta::seconds(17 * 60 + 30)
    }
}

/// The zone of an owner; every eighth has never said one.
fn zone_of(user: UserId) -> Zone {
    let place = usize::try_from(user.0 % 8).unwrap();
    ZONES.get(place).unwrap_or(&SERVER).parse().unwrap()
}

async fn people_and_incidents(ledger: &Ledger) {
    let change = ledger.change(Actor::sitrep(GUILD), |change| {
        store::guilds::here(change, GUILD, "Acme", &incidents::model::settings::Settings::default())?;
        let mut settings = store::guilds::settings(change, GUILD)?;
        settings.zone = SERVER.into();
        settings.holidays = foretold::HOLIDAYS.iter().map(|day| day.parse().unwrap()).collect();
        store::guilds::save_settings(change, GUILD, &settings)?;
        for user in (1..=OWNERS).map(UserId).filter(|user| user.0 % 8 != 7) {
            let habits = Habits { zone: Some(zone_of(user)), told_on: None };
            store::reminders::save_habits(change, GUILD, Recipient::User(user), habits)?;
        }
        for n in 0..INCIDENTS {
            let title = format!("Incident {n}");
            let mut incident = open::open(change, &open::Wish { title, ..open::Wish::default() })?;
            let lead = Holder { id: lead_of(n), name: "lead".into() };
            incident.roles.0.insert("lead".into(), lead);
            incident.channel = Some(ChannelId(1_000 + incident.id.0));
            store::incidents::save(change, &incident)?;
        }
        Ok(())
    });
    change.await.unwrap();
}

fn lead_of(incident: u64) -> UserId {
    UserId(i64::try_from(incident).unwrap() * 2 + 1)
}

/// Writes down the actions, and says what each is for whoever foretells.
async fn actions(ledger: &Ledger, chance: &mut Chance, start: DateTime<Utc>) -> Vec<Deed> {
    let mut deeds = Vec::new();
    for n in 0..ACTIONS {
        let of = chance.below(INCIDENTS);
        let owner = UserId(i64::try_from(chance.below(OWNERS as u64)).unwrap() + 1);
        let server: Zone = SERVER.parse().unwrap();
        let whole_day = chance.below(4) > 0;
        let at = chance.instant(start);
        let at = if whole_day { foretold::last_minute(at, server) } else { at };
        let due = Due { at, whole_day, zone: server };
        let done_at = (chance.below(3) > 0).then(|| chance.instant(start));
        let wish = Wish {
            title: format!("Thing number {n}"),
            kind: Kind::Corrective,
            detail: None,
            owner: Some(Owner::User { id: owner, name: format!("owner {owner}") }),
            due: Some(due),
            priority: None,
            repeat: None,
            done_when: None,
        };
        let change = ledger.change(Actor::sitrep(GUILD), move |change| {
            let number = incidents::ids::Number(i64::try_from(of).unwrap() + 1);
            let incident = store::incidents::numbered(change, GUILD, number)?.expect("it was opened");
            Ok((add(change, incident.id, &wish)?.action.id, incident.id))
        });
        let (action, incident) = change.await.unwrap();
        deeds.push(Deed { action, incident, owner, lead: lead_of(of), due, done_at });
    }
    deeds
}

/// What happens from outside, in order: somebody does something, or the program is restarted.
fn happenings(
    chance: &mut Chance,
    deeds: &[Deed],
    start: DateTime<Utc>,
) -> BTreeMap<(DateTime<Utc>, u64), Option<usize>> {
    let done = deeds.iter().enumerate().filter_map(|(n, deed)| Some(((deed.done_at?, n as u64), Some(n))));
    let mut all: BTreeMap<_, _> = done.collect();
    for n in 0..RESTARTS {
        all.insert((chance.instant(start), ACTIONS + n), None);
    }
    all
}

async fn lived(start: &str, seed: u64) {
    let start: DateTime<Utc> = start.parse().unwrap();
    let database = tokio::task::spawn_blocking(|| Database::new(Engine::Sqlite)).await.unwrap();
    let clock = Clock::by_hand(start);
    let mut ledger = Ledger::open(database.place.clone(), clock.clone()).await.unwrap();
    let mut chance = Chance(seed);
    people_and_incidents(&ledger).await;
    let deeds = actions(&ledger, &mut chance, start).await;
    let end = start + TimeDelta::days(DAYS as i64);
    let mut wheel = Wheel::default();
    for ((at, _), what) in happenings(&mut chance, &deeds, start) {
        wheel.turn_to(&ledger, &clock, at).await;
        match what {
            Some(n) => {
                let action = deeds[n].action;
                let by = Actor::sitrep(GUILD);
                ledger.change(by, move |change| done(change, action, None)).await.unwrap();
            }
            None => ledger = Ledger::open(database.place.clone(), clock.clone()).await.unwrap(),
        }
    }
    wheel.turn_to(&ledger, &clock, end).await;

    let expected = foretold::messages(&deeds, (start, end), zone_of, SERVER.parse().unwrap());
    let got = got(&ledger, &wheel).await;
    assert!(expected.len() > 500, "a quiet quarter proves nothing: {}", expected.len());
    for (expected, got) in expected.iter().zip(&got) {
        assert_eq!(expected, got);
    }
    assert_eq!(expected.len(), got.len());
    drop(ledger);
    tokio::task::spawn_blocking(move || drop(database)).await.unwrap();
}

/// Everything that anybody got, with all that its pages hold, in order.
async fn got(ledger: &Ledger, wheel: &Wheel) -> Vec<Message> {
    let mut all = Vec::new();
    for got in &wheel.got {
        let (to, zone) = match got.to {
            To::Person(user) => (Recipient::User(user), zone_of(user)),
            To::Contact(contact) => (Recipient::Contact(contact), SERVER.parse().unwrap()),
            To::Channel(channel) => {
                (Recipient::Channel(incidents::ids::IncidentId(channel.0 - 1_000)), SERVER.parse().unwrap())
            }
        };
        let day = zone.local(got.at).date();
        let told = ledger.read(move |view| Ok(store::reminders::told(view, GUILD, to, day)?)).await.unwrap();
        let said = match told.len() {
            1 => "An action is waiting".to_owned(),
            count => format!("{count} actions are waiting"),
        };
        assert!(got.message.text.contains(&said), "{said}: {}", got.message.text);
        assert!(!got.message.text.contains("Late"), "{}", got.message.text);
        all.push(Message { at: got.at, to, actions: told.iter().map(|item| item.action).collect() });
    }
    all.sort();
    all
}

#[tokio::test]
async fn a_quarter_in_which_clocks_are_set_back() {
    lived("2026-10-01T00:00:00Z", 1).await;
}

#[tokio::test]
async fn a_quarter_in_which_clocks_are_set_forward() {
    lived("2027-02-01T00:00:00Z", 2).await;
}
