//! Whether the bot does what it should: found by itself, told over HTTP, and by the silence of its signs of life.

use chrono::TimeDelta;
use incidents::model::timer::Timer;
use incidents::operations::find_stuck::find_stuck;
use incidents::operations::tidy::tidy;
use incidents::{Actor, store};
use sitrep::auditor::Heartbeat;
use sitrep::bot::Beyond;
use sitrep::outside::{Exceptions, Outside};
use tests::world::World;
use tests::world::beats::Receiver;
use tests::world::desk::{Desk, GUILD};

const BEAT: TimeDelta = TimeDelta::seconds(30);

/// A world whose bot sends signs of life, and whoever waits for them.
async fn watched(permitted: &str, by_post: bool) -> (World, Receiver) {
    let world = World::asleep().await;
    let receiver = Receiver::start().await;
    let exceptions: Exceptions = permitted.parse().expect("a network");
    let heartbeat = Heartbeat::new(receiver.address.as_str().into(), by_post, Outside::new(exceptions));
    world.reaches(Beyond { heartbeat: Some(heartbeat), ..Beyond::default() });
    world.starts_bot().await;
    world.until(|| !world.discord.commands().is_empty()).await;
    (world, receiver)
}

/// Waits until a counter of the bot shows this.
async fn shows(world: &World, line: &str) {
    while !world.metrics().await.text(&sitrep::metrics::Now::default()).expect("text").contains(line) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_bot_that_is_well_says_so_every_half_minute_and_a_dead_one_is_silent() {
    let (world, receiver) = watched("127.0.0.1", false).await;
    receiver.hears(1).await;
    for count in 2..=4 {
        world.advance(BEAT).await;
        receiver.hears(count).await;
    }
    assert!(receiver.heard().iter().all(|line| line == "GET /ping/secret"), "{:?}", receiver.heard());
    world.crashes().await;
    let heard = receiver.heard().len();
    for _ in 0..3 {
        world.advance(BEAT).await;
    }
    assert_eq!(receiver.heard().len(), heard, "ninety seconds of silence");
    world.starts_bot().await;
    receiver.hears(heard + 1).await;
}

#[tokio::test]
async fn a_page_that_nobody_would_go_on_with_stops_the_signs_of_life() {
    let (world, receiver) = watched("127.0.0.1", true).await;
    let ana = world.person("ana");
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs("/page send who:@ana").await;
    world.advance(BEAT).await;
    receiver.hears(2).await;
    let page = world.ledger.read(|view| Ok(store::pages::all_open(view, 10)?)).await.unwrap().remove(0);
    let timer = Timer::PageDue { page: page.id };
    let lost = timer.clone();
    let by = || Actor::sitrep(page.guild);
    world.ledger.change(by(), move |change| change.clear_timer(&lost)).await.unwrap();
    let heard = receiver.heard().len();
    world.advance(BEAT).await;
    shows(&world, "sitrep_findings{part=\"pages\"} 1").await;
    assert_eq!(receiver.heard().len(), heard);

    let due = world.clock.now() + TimeDelta::minutes(4);
    world.ledger.change(by(), move |change| change.set_timer(&timer, due)).await.unwrap();
    world.advance(BEAT).await;
    receiver.hears(heard + 1).await;
    assert!(receiver.heard().iter().all(|line| line == "POST /ping/secret"), "{:?}", receiver.heard());
}

#[tokio::test]
async fn a_sign_that_does_not_arrive_is_counted_and_disturbs_nothing() {
    let (world, receiver) = watched("127.0.0.1", false).await;
    receiver.hears(1).await;
    receiver.answers(503);
    world.advance(BEAT).await;
    shows(&world, "sitrep_heartbeats_total{outcome=\"failed\"} 1").await;
    world.person("ana").runs("/incident list").await.whispers("no open incidents");

    let (guarded, receiver) = watched("10.0.0.0/8", false).await;
    shows(&guarded, "sitrep_heartbeats_total{outcome=\"failed\"} 1").await;
    assert!(receiver.heard().is_empty(), "an address in a network that is not permitted is not called");
}

#[tokio::test]
async fn what_is_stuck_is_found_on_both_databases() {
    Desk::on_each("2026-10-05T12:00:00Z", async |desk| {
        let found = async || {
            let found = desk.ledger.read(find_stuck).await.unwrap();
            found.into_iter().map(|finding| format!("{}: {}", finding.part, finding.why)).collect::<Vec<_>>()
        };
        desk.runs("incident open", &[("title", "Checkout is down")]).await;
        desk.runs("page send", &[("incident", "INC-1"), ("who", "<@1>")]).await;
        assert_eq!(found().await, Vec::<String>::new(), "all is well");
        let page = desk.ledger.read(|view| Ok(store::pages::all_open(view, 10)?)).await.unwrap().remove(0);
        let by = || Actor::sitrep(GUILD);
        let timer = Timer::PageDue { page: page.id };
        let late = (timer.clone(), desk.clock.now() + TimeDelta::minutes(9));
        desk.ledger.change(by(), move |change| change.set_timer(&late.0, late.1)).await.unwrap();
        let told = found().await;
        assert!(told.len() == 1 && told[0].contains("is set 240 s after its next step"), "{told:?}");
        desk.ledger.change(by(), move |change| change.clear_timer(&timer)).await.unwrap();
        let told = found().await;
        assert!(told.len() == 1 && told[0].contains("no timer for it"), "{told:?}");
        desk.runs("page stop", &[("incident", "INC-1")]).await;
        assert_eq!(found().await, Vec::<String>::new(), "a page that is over needs none");
        desk.clock.advance(TimeDelta::seconds(61));
        let told = found().await;
        assert!(told.iter().any(|line| line.starts_with("outbox: the oldest")), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn what_nobody_needs_any_more_is_forgotten_a_little_at_a_time() {
    Desk::on_each("2026-10-05T12:00:00Z", async |desk| {
        desk.runs("incident open", &[("title", "Checkout is down")]).await;
        let by = || Actor::sitrep(GUILD);
        let fill = desk.ledger.change(by(), |change| {
            let now = change.now;
            for id in 0..1_500 {
                store::answers::put(change, incidents::ids::InteractionId(1_000 + id), "{}", now)?;
            }
            Ok(())
        });
        fill.await.unwrap();
        tests::world::post::delivers(&desk.ledger).await;
        let tidied = async || desk.ledger.change(by(), tidy).await.unwrap();
        desk.clock.advance(TimeDelta::days(2));
        assert_eq!(tidied().await, 0, "what may still be asked for again is kept");
        desk.clock.advance(TimeDelta::days(2));
        assert_eq!((tidied().await, tidied().await, tidied().await), (1_000, 501, 0), "never all at once");
        desk.clock.advance(TimeDelta::days(11));
        assert!(tidied().await > 0, "fulfilled wishes go after a fortnight");
        assert_eq!(tidied().await, 0);
        assert!(desk.hears("incident list", &[]).await.contains("INC-1"), "facts stay");
    })
    .await;
}
