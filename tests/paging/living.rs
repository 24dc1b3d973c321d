//! Paging as a team lives it: through Discord, the courier and the ticker.

use chrono::TimeDelta;
use tests::world::World;

#[tokio::test]
async fn somebody_answers_from_a_direct_message_and_the_channel_hears_of_it() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    let line = format!("/page send who:{} message:Please look", ben.person.mention());
    ana.runs(&line).await.says("direct message");
    let ping = ana.must_see("Acknowledge");
    assert!(ping.content.contains(&ben.person.mention()), "{}", ping.content);
    assert!(ben.hears().iter().any(|heard| heard.contains("Please look")), "{:?}", ben.hears());

    ben.clicks("Acknowledge").await.whispers("has it");
    ana.must_see("has it. Escalation has stopped");
    world.advance(TimeDelta::seconds(3)).await;
    assert!(ben.hears()[0].contains("has it since"), "his message shows it: {:?}", ben.hears());
    let heard = ben.hears().len();
    world.advance(TimeDelta::minutes(20)).await;
    assert_eq!(ben.hears().len(), heard, "and nothing more is heard");
}

#[tokio::test]
async fn without_an_answer_they_are_called_again_until_it_is_said_that_nobody_answered() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs(&format!("/page send who:{}", ben.person.mention())).await;
    for called in 1..=3 {
        assert_eq!(ben.hears().len(), called);
        world.advance(TimeDelta::minutes(5)).await;
    }
    assert_eq!(ben.hears().len(), 3, "one page, repeated twice");
    ana.must_see("nobody answered");
    ana.runs("/page status").await.whispers("direct message · sent");
}

#[tokio::test]
async fn closed_direct_messages_are_told_in_the_channel_with_why() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ben.person.blocks_direct_messages();
    world.excuse("50007");
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs(&format!("/page send who:{}", ben.person.mention())).await;
    let told = ana.must_see("could not be reached");
    assert!(told.content.contains("direct messages are closed"), "{}", told.content);
}

#[tokio::test]
async fn a_crash_in_the_middle_of_an_escalation_loses_nothing_and_doubles_nothing() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs(&format!("/page send who:{}", ben.person.mention())).await;
    assert_eq!(ben.hears().len(), 1);
    world.crashes().await;
    world.clock.advance(TimeDelta::minutes(5));
    world.starts_bot().await;
    assert_eq!(ben.hears().len(), 2, "called again, once: {:?}", ben.hears());
    ben.clicks("Acknowledge").await.whispers("has it");
    world.crashes().await;
    world.starts_bot().await;
    world.advance(TimeDelta::minutes(20)).await;
    let calls = ben.hears().iter().filter(|heard| heard.contains("Sent by")).count();
    assert_eq!(calls, 2, "an answered page stays answered: {:?}", ben.hears());
}

#[tokio::test]
async fn a_role_that_may_not_be_mentioned_is_told_in_the_channel_and_the_next_level_is_called() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.person.give(world.guild.role("Owner", simulator::Permissions::MANAGE_GUILD));
    let role = world.guild.role("dba", simulator::Permissions::default());
    // All but Administrator and Mention Everyone.
    let most = simulator::Permissions::from_bits(((1 << 53) - 1) & !(1 << 3 | 1 << 17));
    world.guild.set_bot_permissions(most);
    world.settle().await;
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs("/policy create name:p").await;
    ana.runs(&format!("/policy step policy:p who:<@&{role}>")).await;
    ana.runs(&format!("/policy step policy:p who:{}", ben.person.mention())).await;
    ana.runs("/page send who:p").await;
    let told = ana.must_see("could not be reached");
    assert!(told.content.contains("Mention Everyone"), "{}", told.content);
    assert_eq!(ben.hears().len(), 1, "no five minutes are lost");
    world.guild.make_mentionable(role);
    ana.runs("/page send who:p").await;
    assert_eq!(ben.hears().len(), 1, "and once it may be, the role has its five minutes");
}
