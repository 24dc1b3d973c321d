//! People who leave, and policies that change, while a page runs.

use tests::world::World;
use tests::world::desk::Desk;
use tests::world::post::{delivers, directs, posts, ticks};

use super::*;

#[tokio::test]
async fn somebody_who_left_the_server_is_waited_for_no_longer_and_the_channel_is_told() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[BEN, CLEO])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        let left = desk.ledger.change(Actor::sitrep(GUILD), |change| {
            incidents::operations::paging::gone::left(change, UserId(BEN))
        });
        left.await.unwrap();
        let left = delivers(&desk.ledger).await;
        let to: Vec<_> = directs(&left).into_iter().map(|(to, _)| to).collect();
        assert_eq!(
            to,
            [CLEO],
            "what had not left for him is taken back, and the next level is called at once"
        );
        let told = posts(&left).into_iter().find(|post| post.text.contains("no longer here"));
        assert!(told.expect("the channel is told").text.contains("<@2>"));
        let timeline = desk.hears("timeline list", &[("incident", "1")]).await;
        assert!(timeline.contains("no longer there"), "{timeline}");
    })
    .await;
}

#[tokio::test]
async fn a_contact_removed_while_they_have_the_page_gives_it_back() {
    Desk::on_each(NOW, async |desk| {
        has_contact(&desk.ledger, "Ben", BEN, Vec::new()).await;
        desk.hears("policy create", &[("name", "payments")]).await;
        for who in ["Ben", "<@3>"] {
            desk.hears("policy step", &[("policy", "payments"), ("who", who)]).await;
        }
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        let message = directs(&delivers(&desk.ledger).await).remove(0).1;
        presses_as(desk, person(BEN, "ben"), &message, "Acknowledge").await;
        desk.hears("contact remove", &[("contact", "Ben")]).await;
        let to: Vec<_> = directs(&delivers(&desk.ledger).await).into_iter().map(|(to, _)| to).collect();
        assert_eq!(to, [CLEO]);
    })
    .await;
}

#[tokio::test]
async fn a_running_page_keeps_the_policy_it_was_opened_with_and_holds_it() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        desk.hears("policy step", &[("policy", "payments"), ("who", "<@3>")]).await;
        let level = |name: &'static str, more: Vec<(&'static str, Given)>| {
            let mut given = vec![("policy", Given::Text("payments".into()))];
            given.extend(more);
            (name, given)
        };
        for (path, given) in [
            level("policy move", vec![("level", Given::Number(3)), ("to", Given::Number(2))]),
            level("policy unstep", vec![("level", Given::Number(3))]),
        ] {
            desk.gives(path, given).await;
        }
        let refused = desk.hears("policy remove", &[("policy", "payments")]).await;
        assert!(refused.contains("1 open pages use this policy"), "{refused}");
        desk.clock.advance(minutes(5));
        ticks(&desk.ledger).await;
        let to: Vec<_> = directs(&delivers(&desk.ledger).await).into_iter().map(|(to, _)| to).collect();
        assert_eq!(to, [ANA, BEN], "the second level as it was");
    })
    .await;
}

#[tokio::test]
async fn words_in_the_channel_show_that_somebody_is_at_it() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs(&format!("/page send who:{}", ben.person.mention())).await;
    ben.clicks("Acknowledge").await.whispers("has it");
    for _ in 0..4 {
        world.advance(TimeDelta::minutes(20)).await;
        ana.says("Still reading the logs").await;
    }
    assert!(!ana.sees().iter().any(|seen| seen.contains("still on")), "{:?}", ana.sees());
    let heard = ben.hears().len();
    world.advance(TimeDelta::minutes(27)).await;
    ana.must_see("still on");
    ana.says("Yes, nearly there").await;
    world.advance(TimeDelta::minutes(10)).await;
    assert_eq!(ben.hears().len(), heard, "the answer in plain words was enough");
}

#[tokio::test]
async fn a_deleted_channel_and_a_left_member_do_not_end_the_call() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    world.excuse("10007");
    world.excuse("10013");
    world.excuse("50278");
    world.excuse("50007");
    world.excuse("10003");
    ana.runs("/incident open title:Checkout is down").await;
    let people = format!("{} {}", ben.person.mention(), ana.person.mention());
    ana.person.give(world.guild.role("Owner", simulator::Permissions::MANAGE_GUILD));
    ana.runs("/policy create name:p repeat:0").await;
    for who in people.split(' ') {
        ana.runs(&format!("/policy step policy:p who:{who}")).await;
    }
    let channel = world.guild.channel("inc-1-checkout-is-down").expect("it is there");
    world.guild.delete_channel(channel);
    world.settle().await;
    ben.person.leaves();
    ana.runs("/page send who:p incident:1").await;
    assert!(
        ana.hears().iter().any(|heard| heard.contains("Page 1")),
        "she is called at once: {:?}",
        ana.hears()
    );
}
