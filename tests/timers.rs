//! Timers among several processes: each is run once, and nobody waits for what another has in hand.

use std::sync::mpsc::channel;

use incidents::ids::ScheduleId;
use incidents::model::timer::Timer;
use incidents::operations::run_due::run_due;
use incidents::store::timers::{self, Due};
use incidents::{Actor, Ledger, Refusal};
use tests::world::desk::{Desk, GUILD};

const NOW: &str = "2026-03-02T09:00:00Z";

async fn due(ledger: &Ledger) -> Vec<Due> {
    let now = ledger.clock().now();
    ledger.read(move |view| Ok(timers::due(view, now, 10)?)).await.unwrap()
}

async fn runs(ledger: &Ledger, due: Due) -> bool {
    ledger.change(Actor::sitrep(GUILD), move |change| run_due(change, &due)).await.unwrap()
}

async fn set(ledger: &Ledger) -> Due {
    let timer = Timer::ShiftReminder { schedule: ScheduleId(1) };
    let change = ledger.change(Actor::sitrep(GUILD), move |change| {
        let now = change.now;
        change.set_timer(&timer, now)
    });
    change.await.unwrap();
    due(ledger).await.pop().expect("it is due")
}

#[tokio::test]
async fn a_timer_that_is_taken_up_twice_is_run_once() {
    Desk::on_each(NOW, async |desk| {
        let one = set(&desk.ledger).await;
        assert!(runs(&desk.ledger, one.clone()).await);
        assert!(!runs(&desk.ledger, one).await, "it is gone");
    })
    .await;
}

#[tokio::test]
async fn a_timer_that_another_process_is_running_is_left_to_it_without_waiting() {
    Desk::on_each(NOW, async |desk| {
        let incidents::Place::Postgres(_) = desk.place() else { return };
        let other = Ledger::open(desk.place(), desk.clock.clone()).await.unwrap();
        let one = set(&desk.ledger).await;
        let (go_on, gate) = channel::<()>();
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let held = one.clone();
        let running = desk.ledger.change(Actor::sitrep(GUILD), move |change| {
            assert!(run_due(change, &held)?);
            begun.send(()).expect("the story waits for it");
            gate.recv().expect("the story lets it go on");
            Err::<(), _>(Refusal::WhichIncident.into())
        });
        let beside = async {
            has_begun.await.expect("it begins");
            assert!(!runs(&other, one.clone()).await, "the other process has it");
            go_on.send(()).expect("it waits");
        };
        let (undone, ()) = tokio::join!(running, beside);
        assert!(undone.is_err());
        assert!(runs(&other, one).await, "what was undone is still due");
        drop(other);
    })
    .await;
}
