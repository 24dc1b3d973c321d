//! Postmortems collected in a forum: posts with tags, kept up to date, and never made twice.

use chrono::TimeDelta;
use simulator::{ChannelId, ChannelKind, Fault, Matcher, Mishap};
use tests::world::{Actor, World};

fn admin<'w>(world: &'w World, name: &str) -> Actor<'w> {
    let person = world.person(name);
    person.person.give(world.guild.role("Admins", simulator::Permissions::ADMINISTRATOR));
    person
}

async fn with_forum<'w>(world: &'w World, tags: &[&str], asks_for_tag: bool) -> Actor<'w> {
    world.guild.make_forum("postmortems", tags, asks_for_tag);
    world.settle().await;
    let ana = admin(world, "ana");
    ana.runs("/settings set setting:postmortems value:postmortems").await.whispers("postmortems");
    ana
}

async fn over(ana: &Actor<'_>) {
    ana.runs("/incident open title:Checkout is down severity:SEV1").await;
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs("/incident resolve cause:A leak resolution:A restart").await.says("is resolved");
}

fn posts(world: &World) -> Vec<(ChannelId, String)> {
    let threads =
        world.guild.channels().into_iter().filter(|channel| channel.kind == ChannelKind::PublicThread);
    threads.map(|thread| (thread.id, thread.name)).collect()
}

#[tokio::test]
async fn a_forum_gets_a_post_with_the_tags_it_has() {
    let world = World::start().await;
    let ana = with_forum(&world, &["SEV1", "SEV2", "draft", "Published"], true).await;
    over(&ana).await;
    let [(post, name)] = &posts(&world)[..] else { panic!("one post: {:?}", posts(&world)) };
    assert_eq!(name, "INC-1 · Checkout is down");
    assert_eq!(world.guild.tags_of(*post), ["SEV1", "draft"]);
    let seen = ana.person.sees(*post);
    assert_eq!(seen[0].files[0].name, "postmortem-INC-1.md");
    ana.runs("/postmortem publish").await;
    assert_eq!(world.guild.tags_of(*post), ["SEV1", "Published"]);
    assert_eq!((posts(&world).len(), ana.person.sees(*post).len()), (1, 1));
    ana.runs("/incident set field:title value:Checkout was down").await;
    assert_eq!(posts(&world)[0].1, "INC-1 · Checkout was down");
}

#[tokio::test]
async fn a_correction_reaches_a_post_that_was_archived_meanwhile() {
    let world = World::start().await;
    let ana = with_forum(&world, &[], false).await;
    over(&ana).await;
    let post = posts(&world)[0].0;
    world.advance(TimeDelta::days(8)).await;
    world.guild.archive(post);
    ana.runs("/incident set field:lessons value:Watch memory").await;
    let seen = ana.person.sees(post);
    assert!(String::from_utf8_lossy(&seen[0].files[0].bytes).contains("Watch memory"), "{seen:?}");
    assert!(world.discord.violations().is_empty(), "{:?}", world.discord.violations());
}

#[tokio::test]
async fn a_forum_that_wants_a_tag_it_does_not_have_is_named_with_the_mend() {
    let world = World::start().await;
    world.excuse("Unknown Channel");
    let ana = with_forum(&world, &["Releases"], true).await;
    over(&ana).await;
    ana.must_see("wants a tag on every post, and has none named SEV1");
    assert!(posts(&world).is_empty());
    world.guild.delete_channel(world.guild.channel("postmortems").unwrap());
    world.guild.make_forum("better", &["Postmortem"], true);
    world.settle().await;
    ana.runs("/settings set setting:postmortems value:better").await;
    ana.runs("/postmortem publish").await;
    assert_eq!(posts(&world).len(), 1);
    assert_eq!(world.guild.tags_of(posts(&world)[0].0), ["Postmortem"]);
}

#[tokio::test]
async fn a_post_made_by_an_attempt_that_was_cut_off_is_found_again() {
    let world = World::start().await;
    let ana = with_forum(&world, &["SEV1"], true).await;
    let what = Mishap::ResetAfterEffect;
    world.discord.faults().add(Fault { on: Matcher::first("POST", "/channels/*/threads"), what });
    over(&ana).await;
    world.advance(TimeDelta::minutes(3)).await;
    assert_eq!(posts(&world).len(), 1, "{:?}", posts(&world));
}

#[tokio::test]
async fn a_deleted_post_is_made_anew_and_a_title_fits_whatever_it_holds() {
    let world = World::start().await;
    world.excuse("was refused with 404");
    let ana = with_forum(&world, &[], false).await;
    let title = format!("@everyone {}", "\u{202e}\u{1f692}x".repeat(30));
    ana.runs(&format!("/incident open title:{title}")).await;
    ana.runs("/incident resolve cause:A leak resolution:A restart incident:1").await;
    let (post, name) = posts(&world).pop().unwrap();
    assert!(name.chars().count() <= 100 && name.starts_with("INC-1 · @\u{200b}everyone"), "{name}");
    assert!(!name.contains('\u{202e}'), "{name:?}");
    world.guild.delete_channel(post);
    ana.runs("/postmortem publish incident:1").await;
    assert_eq!(posts(&world).len(), 1);
}
