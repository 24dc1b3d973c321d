//! A draft that nobody goes on with is asked after, and no other.

use chrono::TimeDelta;
use tests::world::World;
use tests::world::desk::Desk;
use tests::world::post;

/// A Monday.
const NOW: &str = "2024-06-03T12:00:00Z";

async fn over(desk: &Desk, severity: &str) {
    desk.hears("incident open", &[("title", "Checkout is down"), ("severity", severity)]).await;
    desk.hears("incident resolve", &[("cause", "A leak"), ("resolution", "A restart"), ("incident", "1")])
        .await;
    post::delivers(&desk.ledger).await;
}

/// Lets time pass hour by hour, and says after how many each reminder of the draft came.
async fn asked_after(desk: &Desk, hours: i64) -> Vec<i64> {
    let mut asked = Vec::new();
    for hour in 1..=hours {
        desk.clock.advance(TimeDelta::hours(1));
        post::ticks(&desk.ledger).await;
        let left = post::posts(&post::delivers(&desk.ledger).await);
        asked.extend(left.iter().filter(|message| message.text.contains("is still a draft")).map(|_| hour));
    }
    asked
}

#[tokio::test]
async fn a_grave_one_is_asked_after_on_the_third_day_and_once_more() {
    Desk::on_each(NOW, async |desk| {
        over(desk, "SEV1").await;
        assert_eq!(
            asked_after(desk, 24 * 12).await,
            [69, 165],
            "Thursday and, two business days on, Monday at nine"
        );
    })
    .await;
}

#[tokio::test]
async fn a_lesser_one_is_asked_after_on_the_fifth_business_day() {
    Desk::on_each(NOW, async |desk| {
        over(desk, "SEV3").await;
        assert_eq!(asked_after(desk, 24 * 7).await, [165]);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_asked_about_what_is_published_in_review_reopened_or_cancelled() {
    for path in ["postmortem publish", "postmortem review", "incident reopen"] {
        Desk::on_each(NOW, async |desk| {
            over(desk, "SEV1").await;
            let option = match path {
                "postmortem review" => vec![("at", "in 9 days")],
                "incident reopen" => vec![("reason", "It is back")],
                _ => Vec::new(),
            };
            let options: Vec<_> = option.into_iter().chain([("incident", "1")]).collect();
            desk.hears(path, &options).await;
            assert!(asked_after(desk, 24 * 8).await.is_empty(), "{path}");
        })
        .await;
    }
}

#[tokio::test]
async fn the_digest_names_what_is_unpublished_after_ten_days() {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.person.give(world.guild.role("Admins", simulator::Permissions::ADMINISTRATOR));
    world.guild.create_channel("announcements");
    world.settle().await;
    ana.runs("/settings set setting:announcements value:#announcements").await;
    ana.runs("/incident open title:Checkout is down").await;
    ana.runs("/incident open title:A quiet matter private:true").await;
    for number in ["1", "2"] {
        ana.runs(&format!("/incident resolve cause:A leak resolution:A restart incident:{number}")).await;
    }
    world.advance(TimeDelta::days(9)).await;
    let digests = |ana: &tests::world::Actor<'_>| -> Vec<String> {
        ana.goes_to("announcements")
            .sees()
            .into_iter()
            .filter(|text| text.contains("not published yet"))
            .collect()
    };
    assert!(digests(&ana).is_empty());
    world.advance(TimeDelta::days(3)).await;
    let told = digests(&ana).pop().expect("the digest names it");
    assert!(told.contains("(1)") && told.contains("INC-1 · Checkout is down"), "{told}");
    assert!(!told.contains("quiet"), "a private one is in no digest: {told}");
}
