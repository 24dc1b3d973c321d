//! The role on Discord that follows whoever is on call.

use chrono::TimeDelta;
use tests::world::World;

async fn daily(ana: &tests::world::Actor<'_>, people: &[&tests::world::Actor<'_>]) {
    let people: Vec<_> = people.iter().map(|one| one.person.mention()).collect();
    let line =
        format!("/schedule create name:Primary people:{} every:1d handoff:9:00 zone:UTC", people.join(" "));
    ana.runs(&line).await.says("Made the schedule");
}

#[tokio::test]
async fn the_role_goes_with_the_shift_and_an_override_takes_it_along() {
    let world = World::start().await;
    let ana = world.person("ana");
    let (ben, cleo) = (world.person("ben"), world.person("cleo"));
    ana.person.give(world.guild.role("Owner", simulator::Permissions::MANAGE_GUILD));
    let role = world.guild.role("oncall", simulator::Permissions::default());
    daily(&ana, &[&ben, &cleo]).await;
    ana.runs(&format!("/schedule role schedule:Primary role:{}", role)).await.says("from now on");
    let has = |who: &tests::world::Actor<'_>| who.person.roles().contains(&role);
    assert!(has(&ben) && !has(&cleo));
    world.advance(TimeDelta::hours(19)).await;
    assert!(!has(&ben) && has(&cleo), "at nine she takes over");
    ana.runs(&format!("/schedule override schedule:Primary who:{} from:now to:in 1h", ana.person.mention()))
        .await;
    assert!(has(&ana) && !has(&cleo));
    world.advance(TimeDelta::hours(1)).await;
    assert!(!has(&ana) && has(&cleo));
    ana.runs("/schedule role schedule:Primary").await.says("No role follows");
    assert!(!has(&cleo));
}
