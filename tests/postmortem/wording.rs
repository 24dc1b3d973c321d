//! A server's own template: tried out before it is kept, used, replaced, taken away.

use chrono::TimeDelta;
use simulator::File;
use tests::world::{Actor, World};

fn template(text: &str) -> File {
    File { name: "House Style.md.j2".into(), bytes: text.as_bytes().to_vec() }
}

async fn offers(world: &World, ana: &Actor<'_>, text: &str, rest: &str) -> String {
    let line = format!("/postmortem template file:House Style.md.j2 {rest}");
    let asked = ana.person.runs_with_files(ana.here(), &line, &[template(text)]).unwrap();
    world.advance(TimeDelta::zero()).await;
    match world.discord.answer_of(asked) {
        Some(simulator::Answer::Message(message)) => message.content,
        other => panic!("{other:?}"),
    }
}

fn admin<'w>(world: &'w World, name: &str) -> Actor<'w> {
    let person = world.person(name);
    person.person.give(world.guild.role("Admins", simulator::Permissions::ADMINISTRATOR));
    person
}

const HOUSE: &str =
    "# {{ title }}\n\n{% for event in timeline %}\n* {{ event.text }}\n{% endfor %}\nHouse style\n";

#[tokio::test]
async fn a_template_of_ones_own_is_tried_out_kept_and_used() {
    let world = World::start().await;
    let ana = admin(&world, "ana");
    let told = offers(&world, &ana, HOUSE, "name:house").await;
    assert!(told.contains("✅ Template `house` works, and is kept"), "{told}");
    ana.clicks("Use it for all postmortems").await.whispers("Postmortems are told by `house` from now on");
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs("/timeline add text:Cards are refused").await;
    ana.runs("/incident resolve cause:A leak resolution:A restart").await;
    let post = ana.must_see("Postmortem · INC-1");
    let document = String::from_utf8(post.files[0].bytes.clone()).unwrap();
    assert!(document.contains("House style") && document.contains("* Cards are refused"), "{document}");
    ana.runs("/postmortem template").await.whispers("`house` your own, by ana — **in use**");
    assert!(ana.types("/postmortem export format:markdown template:ho").await.contains(&"house".to_owned()));
    ana.runs("/postmortem template name:house").await;
    ana.clicks("Remove").await.whispers("Template `house` is removed");
    ana.runs("/settings show").await.whispers("default");
    ana.runs("/postmortem export format:markdown").await;
    assert_eq!(world.discord.violations(), []);
}

#[tokio::test]
async fn a_template_that_fails_is_refused_with_its_line_and_nothing_is_kept() {
    let world = World::start().await;
    let ana = admin(&world, "ana");
    for (text, why) in [
        ("# {{ title }}\n\n{{ titel }}\n", "line 3"),
        ("{% for event in timeline %}", "That template does not work"),
        ("", "it prints nothing"),
    ] {
        let told = offers(&world, &ana, text, "name:broken").await;
        assert!(told.contains(why), "{text:?}: {told}");
    }
    let told = offers(&world, &ana, HOUSE, "name:google-sre").await;
    assert!(told.contains("The template google-sre comes with Sitrep"), "{told}");
    let told = offers(&world, &ana, HOUSE, "name:../../x").await;
    assert!(told.contains("small letters, digits and dashes"), "{told}");
    ana.runs("/settings set setting:template value:broken")
        .await
        .whispers("There is no template \"broken\" here");
    let told = ana.runs("/postmortem template name:broken").await;
    told.whispers("There is no template \"broken\" here yet");
}

#[tokio::test]
async fn templates_are_listed_for_everybody_and_added_by_admins() {
    let world = World::start().await;
    let casey = world.person("casey");
    casey
        .runs("/postmortem template")
        .await
        .whispers("`customer` for customers: no names, no internal notes");
    let told = offers(&world, &casey, HOUSE, "").await;
    assert!(told.contains("Only admins can do this"), "{told}");
    let ana = admin(&world, "ana");
    let told = offers(&world, &ana, HOUSE, "").await;
    assert!(told.contains("`house-style` works"), "named after its file: {told}");
}

#[tokio::test]
async fn a_template_that_fails_later_gives_way_to_the_standard_document_and_says_so() {
    let world = World::start().await;
    let ana = admin(&world, "ana");
    // It works on an incident without actions, which is all there is yet.
    let told = offers(
        &world,
        &ana,
        "# {{ title }}\n{% for action in actions %}{{ action.nobody }}{% endfor %}",
        "name:fragile",
    )
    .await;
    assert!(told.contains("works"), "{told}");
    ana.runs("/settings set setting:template value:fragile").await.whispers("fragile");
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    ana.runs("/action add title:Watch memory").await;
    ana.runs("/incident resolve cause:A leak resolution:A restart").await;
    let post = ana.must_see("The template `fragile` failed, so this is the standard document");
    let document = String::from_utf8(post.files[0].bytes.clone()).unwrap();
    assert!(document.contains("## Issue Summary") && document.contains("Watch memory"), "{document}");
}
