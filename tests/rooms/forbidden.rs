//! What Discord forbids is said once, with the place, the permission and the mend, and done as soon as it is granted.

use chrono::TimeDelta;
use simulator::Permissions;
use tests::world::World;

const ROOM: &str = "inc-1-checkout-is-down";

#[tokio::test]
async fn a_bot_that_may_not_write_tells_who_leads_once_and_catches_up_when_it_may() {
    let world = World::start().await;
    world.excuse("Missing Permissions");
    let ana = world.person("ana");
    ana.runs("/incident open title:Checkout is down").await;
    let room = world.guild.channel(ROOM).unwrap();
    world.guild.deny_bot(room, Permissions::SEND_MESSAGES);
    ana.goes_to(ROOM).runs("/incident resolve cause:x resolution:y").await.says("is resolved");
    for minutes in [3, 30, 300] {
        world.advance(TimeDelta::minutes(minutes)).await;
    }
    let told: Vec<_> =
        ana.hears().into_iter().filter(|heard| heard.contains("cannot be delivered")).collect();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains(&format!("may not send messages in <#{room}>")), "{told:?}");
    assert!(told[0].contains("Give its role that permission"), "{told:?}");
    assert!(ana.sees().iter().all(|words| !words.contains("Postmortem ·")));
    world.guild.forgive_bot(room);
    world.settle().await;
    ana.must_see("Postmortem ·");
}

#[tokio::test]
async fn a_bot_that_may_not_make_channels_says_so_in_its_answer_and_makes_it_when_it_may() {
    let world = World::start().await;
    world.excuse("Missing Permissions");
    let granted = Permissions::of_a_bot();
    world.guild.set_bot_permissions(granted & !Permissions::MANAGE_CHANNELS);
    world.settle().await;
    let ana = world.person("ana");
    let told = ana.runs("/incident open title:Checkout is down").await;
    told.says("Its channel is not open yet: Sitrep may not manage channels in this server");
    told.says("Give its role that permission").says("Go on right here");
    ana.runs("/timeline add incident:1 text:Rolled back").await.says("Rolled back");
    assert!(world.guild.channel(ROOM).is_none());
    world.guild.set_bot_permissions(granted);
    world.settle().await;
    assert!(ana.goes_to(ROOM).must_see("Severity").is_pinned);
}

#[tokio::test]
async fn a_pin_that_is_forbidden_is_said_in_the_channel_and_pinned_when_it_may_be() {
    let world = World::start().await;
    world.excuse("Missing Permissions");
    let granted = Permissions::of_a_bot();
    world.guild.set_bot_permissions(granted & !Permissions::PIN_MESSAGES);
    world.settle().await;
    let ana = world.person("ana");
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to(ROOM).must_see("Sitrep may not pin messages in");
    assert!(!ana.must_see("Severity").is_pinned);
    world.guild.set_bot_permissions(granted);
    world.settle().await;
    assert!(ana.must_see("Severity").is_pinned);
}

#[tokio::test]
async fn an_announcements_channel_that_was_deleted_is_named_with_the_mend() {
    let world = World::start().await;
    world.excuse("Missing Permissions");
    let ana = world.person("ana");
    let news = world.guild.create_channel("news");
    let keeper = world.person("kim");
    keeper.person.give(world.guild.role("Keepers", Permissions::MANAGE_GUILD));
    world.settle().await;
    keeper.runs("/settings set setting:announcements value:news").await.whispers("is now");
    world.excuse("Unknown Channel");
    world.guild.delete_channel(news);
    world.settle().await;
    ana.runs("/incident open title:Checkout is down").await.says("INC-1");
    ana.goes_to(ROOM).must_see("The announcement could not be delivered");
    ana.must_see("Name another with");
}

#[tokio::test]
async fn with_the_rights_of_the_invitation_nothing_is_forbidden() {
    let world = World::start().await;
    world.guild.set_bot_permissions(Permissions::from_bits(sitrep::invite::rights()));
    world.settle().await;
    let (ana, ben) = (world.person("ana"), world.with_role("ben", "Crew"));
    let crew = world.guild.role("Crew", Permissions::default());
    ana.runs("/incident open title:Keys were leaked private:true").await.whispers("INC-1");
    ana.goes_to("inc-1-keys-were-leaked");
    ana.runs(&format!("/incident role role:lead user:{}", ben.person.mention())).await;
    ana.runs(&format!("/page send who:<@&{crew}>")).await;
    ana.runs("/incident resolve cause:x resolution:y").await.says("is resolved");
    ana.runs("/postmortem publish").await;
    world.advance(TimeDelta::days(15)).await;
    ana.goes_to("general");
    for nth in world.guild.channels().len()..500 {
        world.guild.create_channel(&format!("c-{nth}"));
    }
    world.settle().await;
    world.excuse("Maximum number of guild channels");
    ana.runs("/incident open title:Checkout is down").await.says("Work on it in <#");
    ana.goes_to("inc-2-checkout-is-down").runs("/incident resolve cause:x resolution:y").await;
    ana.runs("/postmortem publish").await;
    world.advance(TimeDelta::days(15)).await;
    assert!(ana.person.says(ana.here(), "hello?", &[]).is_err(), "the thread is locked");
}
