//! The order in which things leave: whoever is called for the first time comes before everything else.

use incidents::model::escalation::Rank;
use incidents::model::notice::Notice;
use incidents::model::timer::Timer;
use incidents::operations::deliver;
use tests::world::desk::Desk;
use tests::world::post::{delivers, ticks};

use super::*;

#[tokio::test]
async fn a_new_page_leaves_before_repeats_cards_and_reminders_that_wait_longer() {
    Desk::on_each(NOW, async |desk| {
        let twice = Policy { repeat: 1, ..ladder(&[ANA]) };
        has_policy(&desk.ledger, "again", twice).await;
        has_policy(&desk.ledger, "new", ladder(&[BEN])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "again"), ("incident", "1")]).await;
        delivers(&desk.ledger).await;
        desk.clock.advance(minutes(5));
        ticks(&desk.ledger).await;
        desk.hears("incident role", &[("role", "lead"), ("incident", "1")]).await;
        desk.hears("incident update", &[("message", "Still looking"), ("incident", "1")]).await;
        desk.clock.advance(TimeDelta::seconds(1));
        desk.hears("page send", &[("who", "new"), ("incident", "1")]).await;
        let claim = desk.ledger.change(Actor::sitrep(GUILD), |change| deliver::claim(change, "desk", 100));
        let order: Vec<_> = claim.await.unwrap().into_iter().map(|held| held.notice).collect();
        let place =
            |what: fn(&Notice) -> bool| order.iter().position(what).unwrap_or_else(|| panic!("{order:?}"));
        let new = place(|one| matches!(one, Notice::PageCall { rank: Rank::New, .. }));
        let again = place(|one| matches!(one, Notice::PageCall { rank: Rank::Repeat, .. }));
        let card = place(|one| matches!(one, Notice::Card { .. }));
        assert!(new < again && again < card, "{order:?}");
    })
    .await;
}

#[tokio::test]
async fn a_page_whose_time_has_come_overtakes_timers_that_wait_longer() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        let others = desk.ledger.change(Actor::sitrep(GUILD), |change| {
            let now = change.now;
            (1..=100).try_for_each(|number| {
                let schedule = incidents::ids::ScheduleId(number);
                change.set_timer(&Timer::Handoff { schedule }, now)
            })
        });
        others.await.unwrap();
        desk.clock.advance(minutes(5));
        let now = desk.clock.now();
        let first = desk.ledger.read(move |view| Ok(store::timers::due(view, now, 1)?)).await.unwrap();
        assert!(matches!(first[0].timer, Timer::PageDue { .. }), "{first:?}");
    })
    .await;
}
