//! Who was called is told by the document: when, who took it, what went further, what nobody took. Drills are no part of it.

use chrono::{DateTime, TimeDelta, Utc};
use incidents::postmortem::facts::Page;
use incidents::postmortem::read_json;
use tests::world::{Actor, World};

async fn policy(ana: &Actor<'_>, name: &str, people: &[&Actor<'_>]) {
    ana.runs(&format!("/policy create name:{name} repeat:0")).await;
    for one in people {
        ana.runs(&format!("/policy step policy:{name} who:{} after:5m", one.person.mention())).await;
    }
}

async fn exported(ana: &Actor<'_>, format: &str) -> String {
    let told = ana.runs(&format!("/postmortem export format:{format} incident:1")).await;
    String::from_utf8(told.message().files[0].bytes.clone()).unwrap()
}

fn at(text: &str) -> Option<DateTime<Utc>> {
    Some(text.parse().unwrap())
}

#[tokio::test]
async fn a_page_is_told_with_what_came_of_it_and_a_drill_is_not() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.person.give(world.guild.role("Admins", simulator::Permissions::ADMINISTRATOR));
    policy(&ana, "payments", &[&ana, &ben]).await;
    policy(&ana, "managers", &[&ana]).await;
    // It begins at a quarter past two.
    ana.runs("/incident open title:Checkout is down page:payments").await;
    ana.goes_to("inc-1-checkout-is-down");
    world.advance(TimeDelta::minutes(5)).await;
    world.advance(TimeDelta::minutes(2)).await;
    ben.goes_to("inc-1-checkout-is-down").runs("/page ack page:1").await.says("has it");
    ana.runs("/page send who:managers message:Please decide").await;
    world.advance(TimeDelta::minutes(5)).await;
    ana.must_see("nobody answered");
    ana.runs("/page drill who:managers").await;
    world.advance(TimeDelta::minutes(6)).await;
    ana.runs("/incident resolve cause:A leak resolution:A restart").await.says("is resolved");

    let pages = read_json(&exported(&ana, "json").await).unwrap().pages;
    let told = |page: &Page| {
        let answer = page.acknowledged.as_ref().map(|answer| (answer.by.clone(), answer.at));
        (page.who.clone(), page.at, page.escalated, answer, page.exhausted)
    };
    let told: Vec<_> = pages.iter().map(told).collect();
    let ben = Some(("ben".to_owned(), at("2024-06-02T14:22:00Z").unwrap()));
    assert_eq!(
        told,
        [
            (
                "payments".to_owned(),
                at("2024-06-02T14:15:00Z").unwrap(),
                at("2024-06-02T14:20:00Z"),
                ben,
                None
            ),
            (
                "managers".to_owned(),
                at("2024-06-02T14:22:00Z").unwrap(),
                None,
                None,
                at("2024-06-02T14:27:00Z")
            ),
        ]
    );
    let document = exported(&ana, "markdown").await;
    for line in [
        "- **Paged:** payments at 2:15 PM UTC, escalated at 2:20 PM UTC, acknowledged by ben at 2:22 PM UTC",
        "- **Paged:** managers at 2:22 PM UTC, nobody had answered by 2:27 PM UTC",
    ] {
        assert!(document.contains(line), "{line}: {document}");
    }
    assert_eq!(document.matches("**Paged:**").count(), 2, "{document}");
}
