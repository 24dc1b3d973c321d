//! Restarts, downtime, and two programs on one database: no page is lost, and none is doubled.

use chrono::DateTime;
use incidents::Clock;
use incidents::ids::IncidentId;
use incidents::model::escalation::{Kind, State, Urgency};
use incidents::operations::open;
use incidents::operations::paging::send::{self, Addressee};
use tests::world::database::{Database, Kind as Engine, kinds};
use tests::world::post::{delivers, directs, ticks};

use super::*;

async fn database(engine: Engine) -> Database {
    tokio::task::spawn_blocking(move || Database::new(engine)).await.unwrap()
}

async fn gone(database: Database) {
    tokio::task::spawn_blocking(move || drop(database)).await.unwrap();
}

fn clock() -> Clock {
    Clock::by_hand(NOW.parse::<DateTime<chrono::Utc>>().unwrap())
}

/// An incident that pages the ladder.
async fn paged(ledger: &Ledger, people: &[i64]) -> IncidentId {
    let to = Addressee { name: "payments".into(), id: None, policy: ladder(people) };
    let wish = send::Wish { to, message: None, urgency: Urgency::High, kind: Kind::Real };
    let title = open::Wish { title: "Checkout is down".into(), ..open::Wish::default() };
    let opened = ledger.change(Actor::sitrep(GUILD), move |change| {
        let incident = open::open(change, &title)?.id;
        send::send(change, incident, &wish)?;
        Ok(incident)
    });
    opened.await.unwrap()
}

async fn engines() -> &'static [Engine] {
    tokio::task::spawn_blocking(kinds).await.unwrap()
}

#[tokio::test]
async fn an_escalation_goes_on_after_a_restart_in_its_middle() {
    for &engine in engines().await {
        let database = database(engine).await;
        let clock = clock();
        let ledger = Ledger::open(database.place.clone(), clock.clone()).await.unwrap();
        paged(&ledger, &[ANA, BEN]).await;
        assert_eq!(directs(&delivers(&ledger).await).len(), 1);
        drop(ledger);
        clock.advance(minutes(5));
        let ledger = Ledger::open(database.place.clone(), clock.clone()).await.unwrap();
        ticks(&ledger).await;
        let to: Vec<_> = directs(&delivers(&ledger).await).into_iter().map(|(to, _)| to).collect();
        assert_eq!(to, [BEN], "exactly the level that is due");
        drop(ledger);
        gone(database).await;
    }
}

#[tokio::test]
async fn after_a_long_downtime_the_latest_level_is_called_once_and_marked_late() {
    for &engine in engines().await {
        let database = database(engine).await;
        let clock = clock();
        let ledger = Ledger::open(database.place.clone(), clock.clone()).await.unwrap();
        paged(&ledger, &[ANA, BEN, CLEO]).await;
        delivers(&ledger).await;
        drop(ledger);
        clock.advance(minutes(600));
        let ledger = Ledger::open(database.place.clone(), clock.clone()).await.unwrap();
        ticks(&ledger).await;
        let to: Vec<_> = directs(&delivers(&ledger).await).into_iter().map(|(to, _)| to).collect();
        assert_eq!(to, [CLEO], "no backlog one by one");
        let page = &pages(&ledger, 1).await[0];
        assert!(matches!(page.page.state(), State::Notifying(_)), "she has her time to answer");
        let id = page.incident.unwrap();
        let entries = ledger.read(move |view| Ok(store::entries::in_order(view, id)?)).await.unwrap();
        assert!(entries.iter().any(|entry| entry.text.contains("s late")), "{entries:?}");
        drop(ledger);
        gone(database).await;
    }
}

#[tokio::test]
async fn two_programs_on_one_database_call_each_level_once() {
    if !engines().await.contains(&Engine::Postgres) {
        return;
    }
    let database = database(Engine::Postgres).await;
    let clock = clock();
    let one = Ledger::open(database.place.clone(), clock.clone()).await.unwrap();
    let other = Ledger::open(database.place.clone(), clock.clone()).await.unwrap();
    for _ in 0..10 {
        paged(&one, &[ANA, BEN]).await;
    }
    clock.advance(minutes(5));
    tokio::join!(ticks(&one), ticks(&other), ticks(&one), ticks(&other));
    for incident in 1..=10 {
        let page = pages(&one, incident).await.remove(0);
        let whom: Vec<_> = attempts(&one, page.id).await.iter().map(|one| one.who).collect();
        assert_eq!(whom, [user(ANA), user(BEN)]);
    }
    drop((one, other));
    gone(database).await;
}
