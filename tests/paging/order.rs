//! The order in which things leave: whoever is called for the first time comes before everything else.

use incidents::model::escalation::Rank;
use incidents::model::notice::Notice;
use incidents::model::timer::Timer;
use incidents::operations::deliver;
use tests::world::World;
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

/// How many timers are due besides.
const CROWD: i64 = 10_000;

#[tokio::test]
async fn among_ten_thousand_timers_due_at_once_a_page_has_left_before_most_have_run() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.person.give(world.guild.role("Owner", simulator::Permissions::MANAGE_GUILD));
    ana.runs("/policy create name:payments").await;
    for one in [&ana, &ben] {
        ana.runs(&format!("/policy step policy:payments who:{}", one.person.mention())).await;
    }
    ana.runs("/incident open title:Checkout is down page:payments").await;
    let guild = world.guild_id();
    let crowd = world.ledger.change(Actor::sitrep(guild), |change| {
        let due = change.now + minutes(5);
        (1..=CROWD).try_for_each(|number| {
            let schedule = incidents::ids::ScheduleId(900_000 + number);
            change.set_timer(&Timer::Handoff { schedule }, due)
        })
    });
    crowd.await.unwrap();
    world.clock.advance(minutes(5));
    world.until(|| !ben.person.directs().is_empty()).await;
    let now = world.clock.now();
    let waiting = world.ledger.read(move |view| Ok(store::timers::due(view, now, CROWD)?.len()));
    let waiting = i64::try_from(waiting.await.unwrap()).unwrap();
    assert!(waiting > CROWD / 2, "only {waiting} were still to come when the page had left");
    world.settle().await;
    let left = world.ledger.read(move |view| Ok(store::timers::due(view, now, CROWD)?.len()));
    assert_eq!(left.await.unwrap(), 0, "and then all of them ran");
}
