//! What becomes of reminders when the incident itself changes: false alarm, real after all, merged; and when people leave.

use chrono::TimeDelta;
use incidents::ids::{ChannelId, UserId};
use tests::world::World;
use tests::world::desk::Desk;

use super::calendar::To;
use super::reminders::{NOW, adds, ready, turn};

const ANA: To = To::Person(UserId(1));

#[tokio::test]
async fn nothing_nags_about_a_cancelled_incident_and_a_reopened_one_keeps_its_actions() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        adds(desk, "Add an alert", "2026-10-23").await;
        desk.hears("incident cancel", &[("incident", "INC-1"), ("reason", "a test")]).await;
        turn(&mut wheel, desk, "2026-10-22T12:00:00Z").await;
        assert!(wheel.times(ANA).is_empty());
        desk.hears("incident reopen", &[("incident", "INC-1"), ("reason", "it was real")]).await;
        turn(&mut wheel, desk, "2026-10-24T12:00:00Z").await;
        assert_eq!(wheel.times(ANA), ["10-23 09:00", "10-24 09:00"], "what was silent is not made up for");
        assert!(desk.hears("action list", &[]).await.contains("Add an alert"));
    })
    .await;
}

#[tokio::test]
async fn merging_takes_the_actions_along_and_nobody_is_told_twice() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        adds(desk, "Add an alert", "2026-10-05").await;
        desk.runs("incident open", &[("title", "Payments fail")]).await;
        let into = desk.incident(2).await.id;
        desk.opens_channel(into, ChannelId(301)).await;
        desk.hears("incident merge", &[("incident", "INC-1"), ("into", "INC-2")]).await;
        turn(&mut wheel, desk, "2026-10-19T12:00:00Z").await;
        assert_eq!(wheel.times(To::Channel(ChannelId(301))), ["10-19 09:00"], "the other incident's channel");
        assert!(wheel.times(To::Channel(ChannelId(300))).is_empty(), "and not its own any more");
        assert_eq!(wheel.times(ANA), ["10-06 09:00", "10-08 09:00", "10-12 09:00", "10-19 09:00"]);
        assert!(desk.hears("action list", &[("incident", "INC-2")]).await.contains("Add an alert"));
    })
    .await;
}

#[tokio::test]
async fn quiet_hours_hold_reminders_back_until_they_end() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        desk.hears("settings set", &[("setting", "quiet_hours"), ("value", "18:00-10:30")]).await;
        adds(desk, "Add an alert", "2026-10-23").await;
        turn(&mut wheel, desk, "2026-10-23T12:00:00Z").await;
        assert_eq!(wheel.times(ANA), ["10-21 10:30", "10-23 10:30"]);
    })
    .await;
}

#[tokio::test]
async fn an_owner_who_left_the_server_is_stood_in_for() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs("/incident role role:lead user:@ana").await;
    ana.runs("/action add title:Add an alert owner:@ben due:friday").await.says("A-1");
    ben.person.leaves();
    world.excuse("Cannot send messages to this user");
    world.advance(TimeDelta::hours(4 * 24 + 18) + TimeDelta::minutes(45)).await;
    let heard = ana.hears();
    let last = heard.last().expect("the lead is told");
    assert!(last.contains("Add an alert") && last.contains("whom Sitrep cannot reach"), "{heard:?}");
}
