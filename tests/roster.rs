//! Who stands behind a target: one human is one name, and only those who are on call when a level fires are called.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use incidents::ids::{ContactId, RoleId, UserId};
use incidents::model::contact::{Way, Ways};
use incidents::model::escalation::{Roster, Target};
use incidents::model::rota::{HandoffTime, Layer, Length, Rotation, Schedule};
use incidents::model::who::Who;
use incidents::operations::roster;
use incidents::{Actor, store};
use tests::world::desk::{Desk, GUILD};

const NOW: &str = "2024-06-03T16:00:00Z";
const ANA: UserId = UserId(1);
const BEN: UserId = UserId(2);

async fn contact(desk: &Desk, name: &'static str, user: Option<UserId>) -> Option<ContactId> {
    let change = desk.ledger.change(Actor::sitrep(GUILD), move |change| {
        store::guilds::ensure(change, GUILD)?;
        let mut ways = Ways::default();
        ways.set(Way::Discord);
        Ok(store::contacts::insert(change, GUILD, &name.parse().unwrap(), user, &ways)?)
    });
    change.await.unwrap()
}

fn daily(people: Vec<Who>, start: DateTime<Utc>) -> Schedule {
    let handoff = HandoffTime { time: NaiveTime::from_hms_opt(9, 0, 0).unwrap(), weekday: None };
    Schedule::new(vec![Layer::always(
        Rotation::new(people, start, Length::Days(1), handoff, "UTC".parse().unwrap()).unwrap(),
    )])
}

#[tokio::test]
async fn a_user_who_is_a_contact_is_that_contact_everywhere() {
    Desk::on_each(NOW, async |desk| {
        let ana = contact(desk, "Ana", Some(ANA)).await.unwrap();
        let phone = contact(desk, "night phone", None).await.unwrap();
        let people = desk.ledger.read(|view| roster::everybody(view, GUILD)).await.unwrap();
        assert_eq!(people.identity(Who::User(ANA)), Some(Who::Contact(ana)));
        assert_eq!(people.identity(Who::User(BEN)), Some(Who::User(BEN)));
        assert_eq!(people.identity(Who::Contact(ContactId(999))), None, "nobody has that row");
        assert_eq!((people.user(Who::Contact(ana)), people.user(Who::Contact(phone))), (Some(ANA), None));
        let twice = [Who::User(ANA), Who::Contact(ana), Who::User(BEN)];
        assert_eq!(people.each_once(&twice), [Who::Contact(ana), Who::User(BEN)]);
    })
    .await;
}

#[tokio::test]
async fn the_schedule_is_asked_at_the_moment_of_firing() {
    Desk::on_each(NOW, async |desk| {
        let ana = contact(desk, "ana", Some(ANA)).await.unwrap();
        let now = desk.clock.now();
        let id = desk.ledger.change(Actor::sitrep(GUILD), move |change| {
            let schedule = daily(vec![Who::User(ANA), Who::User(BEN)], now);
            Ok(store::schedules::insert(change, GUILD, &"Primary".parse().unwrap(), &schedule)?)
        });
        let id = id.await.unwrap().unwrap();
        let people = desk.ledger.read(|view| roster::all(view, GUILD)).await.unwrap();
        let on_call = |at| people.people(Target::Schedule(id), at);
        assert_eq!(on_call(now), [Who::Contact(ana)]);
        assert_eq!(on_call(now + TimeDelta::days(1)), [Who::User(BEN)]);
        assert!(on_call(now - TimeDelta::days(1)).is_empty(), "it had not begun");
        desk.ledger
            .change(Actor::sitrep(GUILD), move |change| {
                store::contacts::remove(change, GUILD, ana, now)?;
                Ok(store::schedules::remove(change, GUILD, id, now)?)
            })
            .await
            .unwrap();
        let people = desk.ledger.read(|view| roster::all(view, GUILD)).await.unwrap();
        assert!(people.people(Target::Schedule(id), now).is_empty(), "it was removed");
        assert!(people.people(Target::Who(Who::Contact(ana)), now).is_empty(), "and so was she");
    })
    .await;
}

#[tokio::test]
async fn a_role_is_called_as_long_as_it_is_there() {
    Desk::on_each(NOW, async |desk| {
        let dba = Who::Role(RoleId(7));
        let people = desk.ledger.read(|view| roster::everybody(view, GUILD)).await.unwrap();
        assert_eq!(people.identity(dba), Some(dba), "no roles are known yet");
        desk.ledger
            .change(Actor::sitrep(GUILD), |change| Ok(store::roles::put(change, GUILD, RoleId(8), "web", 0)?))
            .await
            .unwrap();
        let people = desk.ledger.read(|view| roster::everybody(view, GUILD)).await.unwrap();
        assert_eq!(people.identity(dba), None, "the server has no such role any more");
        assert_eq!(people.identity(Who::Role(RoleId(8))), Some(Who::Role(RoleId(8))));
    })
    .await;
}

#[tokio::test]
async fn names_and_users_are_taken_once_until_they_are_free_again() {
    Desk::on_each(NOW, async |desk| {
        let ana = contact(desk, "Ana", Some(ANA)).await.unwrap();
        assert_eq!(contact(desk, "ANA", None).await, None, "the name is taken, whatever its case");
        assert_eq!(contact(desk, "other", Some(ANA)).await, None, "the user is taken");
        let now = desk.clock.now();
        desk.ledger
            .change(Actor::sitrep(GUILD), move |change| Ok(store::contacts::remove(change, GUILD, ana, now)?))
            .await
            .unwrap();
        let again = contact(desk, "ana", Some(ANA)).await.unwrap();
        assert_ne!(again, ana, "a row is never given twice");
        let found = desk.ledger.read(move |view| {
            let old = store::contacts::look(view, GUILD, ana)?.unwrap();
            let new = store::contacts::named(view, GUILD, " aNa ")?.unwrap();
            Ok((old.removed_at, new.id))
        });
        assert_eq!(found.await.unwrap(), (Some(now), again));
    })
    .await;
}
