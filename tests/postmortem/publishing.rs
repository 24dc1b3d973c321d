//! From draft to published, and what a correction does then; what a reopening does to it.

use chrono::TimeDelta;
use simulator::MessageView;
use tests::world::desk::Desk;
use tests::world::{Actor, World};

/// An incident that is over, its postmortem posted in its channel and in #postmortems.
async fn over(ana: &Actor<'_>, world: &World) {
    world.guild.create_channel("postmortems");
    world.settle().await;
    ana.runs("/settings set setting:postmortems value:#postmortems").await.whispers("postmortems");
    ana.runs("/incident open title:Checkout is down severity:SEV1").await;
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs("/timeline add text:Cards are refused kind:report").await;
    world.advance(TimeDelta::minutes(40)).await;
    ana.runs("/incident resolve cause:A bad deploy resolution:Rolled it back").await.says("is resolved");
}

fn admin<'w>(world: &'w World, name: &str) -> Actor<'w> {
    let ana = world.person(name);
    ana.person.give(world.guild.role("Admins", simulator::Permissions::ADMINISTRATOR));
    ana
}

fn document(post: &MessageView) -> String {
    String::from_utf8(post.files[0].bytes.clone()).unwrap()
}

fn collected(ana: &Actor<'_>) -> MessageView {
    ana.goes_to("postmortems").must_see("Postmortem · INC-1")
}

#[tokio::test]
async fn it_is_posted_as_a_draft_with_its_picture_and_published_by_a_button() {
    let world = World::start().await;
    let ana = admin(&world, "ana");
    over(&ana, &world).await;
    let draft = ana.must_see("✏️ Draft");
    assert_eq!(draft.files[0].name, "postmortem-INC-1.md");
    let picture = draft.files.last().unwrap();
    assert_eq!(picture.name, "incident-INC-1.png");
    assert!(picture.bytes.starts_with(b"\x89PNG"));
    assert!(document(&draft).contains("still to be written"), "a draft marks what is missing");
    ana.clicks_on(draft.id, "Publish").await.says("is published, in edition 2");
    ana.must_see("✅ Published · edition 2");
    let post = collected(&ana);
    assert!(post.content.contains("✅ Published"), "{}", post.content);
    assert!(!document(&post).contains("still to be written"), "a final one leaves it out");
    assert_eq!(post.files.len(), 2);
}

#[tokio::test]
async fn a_correction_updates_the_same_posts_and_they_say_what_changed() {
    let world = World::start().await;
    let ana = admin(&world, "ana");
    over(&ana, &world).await;
    let in_channel = ana.must_see("Postmortem · INC-1").id;
    ana.runs("/postmortem publish").await;
    let post = collected(&ana).id;
    world.advance(TimeDelta::days(1)).await;
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs("/postmortem edit section:cause").await;
    ana.fills_in(&[("text", "A deploy without its migration")]).await.says("cause: A deploy");
    ana.runs("/timeline add text:It had been slow since noon kind:alert at:12:00").await;
    let now = ana.must_see("What changed in edition 3");
    assert_eq!(now.id, in_channel, "the same message");
    assert!(now.content.contains("Rewritten: root cause."), "{}", now.content);
    assert!(now.content.contains("Added to the timeline"), "{}", now.content);
    assert!(document(&now).contains("A deploy without its migration"));
    let collected = collected(&ana);
    assert_eq!(collected.id, post, "the same message there too");
    assert!(document(&collected).contains("slow since noon"));
    assert_eq!(collected.files.len(), 2, "the files took the place of the old ones");
    ana.runs("/postmortem show incident:1").await.whispers("Editions");
    let old = ana.runs("/postmortem export format:markdown edition:1 incident:1").await;
    assert!(document(old.message()).contains("A bad deploy"), "{}", document(old.message()));
}

#[tokio::test]
async fn corrections_by_one_hand_within_minutes_are_one_edition() {
    Desk::on_each("2024-06-03T16:00:00Z", async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        desk.hears(
            "incident resolve",
            &[("cause", "A leak"), ("resolution", "A restart"), ("incident", "1")],
        )
        .await;
        for (field, value) in
            [("impact", "Nobody could pay"), ("lessons", "Watch memory"), ("conclusion", "Done")]
        {
            desk.hears("incident set", &[("field", field), ("value", value), ("incident", "1")]).await;
            desk.clock.advance(TimeDelta::minutes(1));
        }
        let shown = desk.hears("postmortem show", &[("incident", "1")]).await;
        assert!(shown.contains("What changed in edition 2"), "{shown}");
        for section in ["impact", "lessons", "conclusion"] {
            assert!(shown.contains(&format!("Written: {section}.")), "{shown}");
        }
        desk.clock.advance(TimeDelta::minutes(10));
        desk.hears("incident set", &[("field", "summary"), ("value", "It leaked"), ("incident", "1")]).await;
        let shown = desk.hears("postmortem show", &[("incident", "1")]).await;
        assert!(shown.contains("What changed in edition 3:**\n- Written: summary."), "{shown}");
    })
    .await;
}

#[tokio::test]
async fn a_reopening_marks_the_posts_and_the_next_end_brings_them_up_to_date() {
    let world = World::start().await;
    let ana = admin(&world, "ana");
    over(&ana, &world).await;
    let in_channel = ana.must_see("Postmortem · INC-1").id;
    ana.runs("/postmortem publish").await;
    ana.runs("/incident reopen reason:It is back").await;
    assert_eq!(ana.must_see("The incident was reopened").id, in_channel);
    let post = collected(&ana);
    assert!(post.content.contains("The incident was reopened"), "{}", post.content);
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs("/timeline add text:It broke again").await;
    ana.runs("/postmortem publish").await.whispers("INC-1 is still open. Use `/incident resolve` first");
    world.advance(TimeDelta::minutes(30)).await;
    ana.runs("/incident resolve").await.says("is resolved");
    let now = ana.must_see("✏️ Draft");
    assert_eq!(now.id, in_channel, "the same message");
    assert!(document(&now).contains("It broke again"), "{}", document(&now));
    ana.runs("/postmortem publish").await.says("is published");
    assert!(collected(&ana).content.contains("✅ Published"));
}

#[tokio::test]
async fn a_false_alarm_has_no_postmortem() {
    let world = World::start().await;
    let ana = admin(&world, "ana");
    over(&ana, &world).await;
    ana.runs("/incident reopen reason:Look again").await;
    ana.runs("/incident cancel reason:The probe was wrong").await;
    ana.must_see("It was a false alarm after all");
    for line in [
        "/postmortem publish",
        "/postmortem show",
        "/postmortem check",
        "/postmortem review at:tomorrow 10:00",
    ] {
        ana.runs(line).await.whispers("INC-1 was cancelled as a false alarm");
    }
}

#[tokio::test]
async fn a_private_one_stays_in_its_channel() {
    let world = World::start().await;
    let ana = admin(&world, "ana");
    let ben = world.person("ben");
    world.guild.create_channel("postmortems");
    world.settle().await;
    ana.runs("/settings set setting:postmortems value:#postmortems").await;
    ana.runs("/incident open title:A leak of secrets private:true").await;
    ana.goes_to("inc-1-a-leak-of-secrets");
    ana.runs("/incident resolve cause:A key in a log resolution:Changed it").await;
    ana.runs("/postmortem publish").await.says("stands in its own channel alone");
    ana.must_see("✅ Published");
    assert!(ben.goes_to("postmortems").sees().is_empty(), "{:?}", ben.sees());
    for line in ["export format:pdf incident:1", "show incident:1", "check incident:1", "publish incident:1"]
    {
        ben.runs(&format!("/postmortem {line}")).await.whispers("There is no incident \"1\" here");
    }
}

#[tokio::test]
async fn publishing_is_for_responders_and_twice_does_no_harm() {
    let world = World::start().await;
    let ana = admin(&world, "ana");
    over(&ana, &world).await;
    world.guild.role("Responders", simulator::Permissions::default());
    world.settle().await;
    let casey = world.person("casey");
    casey.goes_to("inc-1-checkout-is-down");
    casey.runs("/postmortem publish").await.whispers("Only responders can do this");
    casey.clicks("Publish").await.whispers("Only responders can do this");
    casey.runs("/postmortem check").await.whispers("to look at");
    ana.runs("/postmortem publish").await.says("is published, in edition 2");
    ana.runs("/postmortem publish").await.says("was published already");
    assert_eq!(ana.goes_to("postmortems").sees().len(), 1, "{:?}", ana.sees());
}

#[tokio::test]
async fn the_channel_is_archived_only_after_publishing() {
    let world = World::start().await;
    let ana = admin(&world, "ana");
    ana.runs("/settings set setting:archive_after value:3").await;
    over(&ana, &world).await;
    world.advance(TimeDelta::days(5)).await;
    ana.runs("/timeline list").await;
    assert!(
        ana.person.says(ana.here(), "still writing", &[]).is_ok(),
        "an unpublished one is still worked on"
    );
    ana.runs("/postmortem publish").await;
    world.advance(TimeDelta::days(3)).await;
    let casey = world.person("casey");
    casey.goes_to("inc-1-checkout-is-down");
    assert!(casey.person.says(casey.here(), "hello", &[]).is_err(), "nobody writes here any more");
}
