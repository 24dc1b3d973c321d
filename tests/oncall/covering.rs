//! Cover, accepted where one is when one is asked: in a direct message.

use chrono::TimeDelta;
use tests::world::World;

#[tokio::test]
async fn the_first_to_accept_in_a_direct_message_has_the_shift() {
    let world = World::start().await;
    let ana = world.with_role("ana", "Responders");
    let (ben, cleo) = (world.person("ben"), world.person("cleo"));
    ana.person.give(world.guild.role("Owner", simulator::Permissions::MANAGE_GUILD));
    let people = [&ana, &ben, &cleo].map(|one| one.person.mention()).join(" ");
    let line = format!("/schedule create name:Primary people:{people} every:1d handoff:9:00 zone:UTC");
    ana.runs(&line).await.says("Made the schedule");
    ana.runs("/oncall cover schedule:Primary from:now to:in 2h").await.says("asks for cover");
    assert!(ben.hears()[0].contains("asks for cover"), "{:?}", ben.hears());
    ben.clicks("Accept").await;
    assert!(ben.hears()[0].contains("All of it is covered"), "{:?}", ben.hears());
    cleo.clicks("Accept").await.whispers("covered already");
    assert!(ana.hears().iter().any(|heard| heard.contains("All of it is covered")), "{:?}", ana.hears());
    ana.runs("/oncall now").await.whispers(&ben.person.mention());
    world.advance(TimeDelta::hours(2)).await;
    ana.runs("/oncall now").await.whispers(&ana.person.mention());
}
