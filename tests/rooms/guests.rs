//! Who is given a role in a private incident, or is paged for it, is let into its channel, and nobody else.

use chrono::TimeDelta;
use simulator::Permissions;
use tests::world::World;
use tests::world::database::kinds;

const ROOM: &str = "inc-1-keys-were-leaked";

#[tokio::test]
async fn whoever_is_given_a_role_or_paged_is_let_in_and_it_is_said() {
    for &kind in tokio::task::spawn_blocking(kinds).await.unwrap() {
        let world = World::on(kind, false).await;
        let (ana, ben, cleo, dan) =
            (world.person("ana"), world.person("ben"), world.person("cleo"), world.person("dan"));
        ana.runs("/incident open title:Keys were leaked private:true").await.whispers("INC-1");
        ana.goes_to(ROOM);
        let sees = |who: &tests::world::Actor<'_>| !who.person.sees(ana.here()).is_empty();
        assert!(!sees(&ben) && !sees(&cleo) && !sees(&dan));
        ana.runs(&format!("/incident role role:comms user:{}", ben.person.mention())).await.says("comms");
        assert!(sees(&ben) && !sees(&cleo));
        ana.must_see(&format!("{} can see this private channel now", ben.person.mention()));
        ana.runs(&format!("/page send who:{}", cleo.person.mention())).await;
        assert!(sees(&cleo) && !sees(&dan));
        ana.must_see(&format!("{} can see this private channel now", cleo.person.mention()));
        world.advance(TimeDelta::minutes(20)).await;
        let said = ana.sees().into_iter().filter(|words| words.contains("can see this private")).count();
        assert_eq!(said, 2, "once for each, however often they are called");
        ben.goes_to("general").runs("/incident show incident:1").await.whispers("Keys were leaked");
        dan.runs("/incident show incident:1").await.whispers("There is no incident");
        ana.runs("/page status").await.whispers(&cleo.person.mention());
    }
}

#[tokio::test]
async fn a_role_that_is_paged_is_let_in_as_a_role() {
    let world = World::start().await;
    let crew = world.guild.role("Crew", Permissions::default());
    world.guild.make_mentionable(crew);
    let (ana, ben, dan) = (world.person("ana"), world.with_role("ben", "Crew"), world.person("dan"));
    world.settle().await;
    ana.runs("/incident open title:Keys were leaked private:true").await;
    ana.goes_to(ROOM).runs(&format!("/page send who:<@&{crew}>")).await;
    assert!(!ben.person.sees(ana.here()).is_empty());
    assert!(dan.person.sees(ana.here()).is_empty());
}

#[tokio::test]
async fn those_who_were_let_in_are_let_into_the_channel_that_takes_its_place() {
    let world = World::start().await;
    let (ana, ben, dan) = (world.person("ana"), world.person("ben"), world.person("dan"));
    ana.runs("/incident open title:Keys were leaked private:true").await;
    ana.goes_to(ROOM).runs(&format!("/incident role role:lead user:{}", ben.person.mention())).await;
    world.guild.delete_channel(ana.here());
    world.settle().await;
    ben.goes_to(ROOM).must_see("This one takes its place");
    assert!(dan.person.sees(ben.here()).is_empty());
    assert!(ben.hears().iter().any(|heard| heard.contains("was deleted")), "{:?}", ben.hears());
    dan.goes_to("general");
    assert!(dan.sees().iter().all(|words| !words.contains("Keys")), "{:?}", dan.sees());
}

#[tokio::test]
async fn a_public_channel_is_left_as_it_is() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs(&format!("/incident role role:lead user:{}", ben.person.mention())).await;
    ana.runs(&format!("/page send who:{}", ben.person.mention())).await;
    assert!(ana.sees().iter().all(|words| !words.contains("private channel")));
    let calls = world.discord.calls();
    assert!(calls.iter().all(|call| !call.path.contains("/permissions/")));
}

#[tokio::test]
async fn an_invitation_that_discord_forbids_is_said_with_the_mend() {
    let world = World::start().await;
    world.excuse("Missing Permissions");
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.runs("/incident open title:Keys were leaked private:true").await;
    world.guild.set_bot_permissions(Permissions::of_a_bot() & !Permissions::MANAGE_ROLES);
    world.settle().await;
    ana.goes_to(ROOM).runs(&format!("/incident role role:lead user:{}", ben.person.mention())).await;
    ana.must_see("Sitrep may not manage permissions in");
    assert!(ben.person.sees(ana.here()).is_empty());
    world.guild.set_bot_permissions(Permissions::of_a_bot());
    world.settle().await;
    assert!(!ben.person.sees(ana.here()).is_empty());
}
