//! Reminders as people live them: messages on Discord, and buttons pressed where no server is named.

use chrono::TimeDelta;
use tests::world::World;

/// From the Sunday afternoon on which stories begin to nine on the Friday after.
fn to_friday() -> TimeDelta {
    TimeDelta::hours(4 * 24 + 18) + TimeDelta::minutes(45)
}

#[tokio::test]
async fn a_reminder_is_answered_from_direct_messages_after_months_and_a_restart() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs("/action add title:Add an alert owner:@ben due:friday done_when:it rang in a drill")
        .await
        .says("A-1");
    ana.runs("/action add title:Train support owner:@ben due:friday").await.says("A-2");
    world.advance(TimeDelta::seconds(5)).await;
    ana.must_see("Open actions");
    world.advance(to_friday()).await;
    let heard = ben.hears();
    assert!(heard.last().unwrap().contains("2 actions are waiting"), "{heard:?}");

    world.crashes().await;
    world.starts_bot().await;
    world.advance(TimeDelta::days(120)).await;
    assert!(ben.clicks("Done · A-1").await.is_form(), "how was it verified?");
    ben.fills_in(&[("note", "it rang on Monday")]).await.whispers("A-1");
    ben.clicks("Snooze · A-2").await.whispers("For how long");
    assert!(ben.clicks("Not doing · A-2").await.is_form());
    ben.fills_in(&[("reason", "there is no support any more")]).await.whispers("was decided against");
    ana.runs("/action list state:all").await.whispers("✅ `A-1`");
    ana.runs("/action list").await.whispers("No open actions");
}

#[tokio::test]
async fn closed_direct_messages_are_stood_in_for() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ben.person.blocks_direct_messages();
    world.excuse("Cannot send messages to this user");
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs("/action add title:Add an alert owner:@ben due:friday").await.says("A-1");
    world.advance(to_friday()).await;
    assert!(ben.hears().is_empty());
    let told = ana.must_see("An action is waiting");
    assert!(format!("{told:?}").contains("whom Sitrep cannot reach"), "{told:?}");
    ana.clicks("Done").await.says("is done");
}

#[tokio::test]
async fn options_that_name_an_action_suggest_it_and_a_due_date_gives_examples_to_come() {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    let refused = ana.runs("/action add title:Add an alert due:banana").await;
    refused.whispers("I could not read “banana” as a time to come. Type for example tomorrow 9:00");
    ana.runs("/action add title:Add an alert").await.says("It lacks an owner and a due date");
    let suggested = ana.types("/action done action:alert").await;
    assert_eq!(suggested, ["A-1 · INC-1 · Add an alert"]);
    assert!(ana.types("/action reopen action:alert").await.is_empty());
}
