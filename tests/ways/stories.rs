//! Pages that leave by several ways, told from where people sit.

use incidents::model::contact::Way;
use tests::world::receiver::Fate;
use tests::world::smtp::MailFate;

use super::scene::{AUTH, Scene, mail, sms, voice};

#[tokio::test]
async fn when_every_way_to_somebody_fails_the_next_is_called_at_once_and_the_channel_knows_whom_to_phone() {
    Scene::on_each(vec![mail(), sms()], async |scene| {
        scene.mail.will([MailFate::Recipient("550 no such mailbox")]);
        scene.phone.will([Fate::Status(400, None)]);
        scene.declares("").await;
        let told = scene.channel();
        assert!(told.contains("**could not be reached**"), "{told}");
        assert!(told.contains("mail: the mail server refused it (550)"), "{told}");
        assert!(told.contains("text message: it answered with status 400"), "{told}");
        assert!(told.contains("Phone them"), "{told}");
        assert_eq!(
            scene.world.person("ben").hears().len(),
            1,
            "Ben is called at once, not five minutes later"
        );
    })
    .await;
}

#[tokio::test]
async fn a_way_that_is_only_slow_is_tried_three_times_before_others_must_do() {
    Scene::on_each(vec![sms()], async |scene| {
        scene.phone.will([Fate::Status(503, None), Fate::Status(503, None), Fate::Break]);
        scene.declares("").await;
        assert!(scene.world.person("ben").hears().is_empty());
        for _ in 0..2 {
            scene.world.advance(chrono::TimeDelta::seconds(5)).await;
        }
        assert_eq!(scene.phone.seen().len(), 3);
        assert!(scene.channel().contains("**could not be reached**"));
        assert_eq!(scene.world.person("ben").hears().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_mail_and_a_text_tell_nothing_of_a_private_incident_but_that_it_is_there() {
    Scene::on_each(vec![mail(), sms()], async |scene| {
        scene.declares(" private:true").await;
        let sent = format!("{:?} {:?}", scene.mail.mails(), scene.phone.last().field("Body"));
        assert!(sent.contains("INC-1 a private incident"), "{sent}");
        assert!(!sent.contains("Checkout"), "{sent}");
    })
    .await;
}

#[tokio::test]
async fn pagerduty_is_told_when_somebody_answers_on_discord() {
    let ways = vec![Way::Discord, Way::Pagerduty("on".parse().unwrap())];
    Scene::on_each(ways, async |scene| {
        scene.declares("").await;
        assert_eq!(scene.phone.last().json()["event_action"], "trigger");
        scene.world.person("ana").clicks("Acknowledge").await;
        scene.world.advance(chrono::TimeDelta::seconds(5)).await;
        assert_eq!(scene.phone.last().json()["event_action"], "acknowledge");
    })
    .await;
}

#[tokio::test]
async fn whoever_confirms_in_pushover_has_the_page() {
    let ways = vec![Way::Pushover("u".repeat(30).parse().unwrap())];
    Scene::on_each(ways, async |scene| {
        scene.declares("").await;
        let callback = scene.phone.last().field("callback").expect("Pushover is told where to report");
        let report = "receipt=r1&acknowledged=1&acknowledged_at=1717337800&acknowledged_by=u";
        let (status, _) = scene.posts(&callback, report).await;
        assert_eq!(status, 200);
        assert!(scene.channel().contains("has it"), "{}", scene.channel());
        scene.waits(10).await;
        assert!(scene.world.person("ben").hears().is_empty(), "nobody else is called");
        assert!(
            scene.phone.last().what.contains("/1/receipts/cancel_by_tag/"),
            "{}",
            scene.phone.last().what
        );
        let forged = format!("{}x", &callback[..callback.len() - 1]);
        assert_eq!(scene.posts(&forged, report).await.0, 404);
    })
    .await;
}

#[tokio::test]
async fn a_test_goes_by_every_way_and_each_that_is_answered_is_remembered() {
    Scene::on_each(vec![mail(), sms(), voice()], async |scene| {
        scene.phone.will([Fate::Status(400, None)]);
        let ben = scene.world.person("ben");
        ben.runs("/contact test contact:Ana").await.whispers("TEST");
        assert!(scene.mail.mails()[0].contains("Subject: TEST: "), "{:?}", scene.mail.mails());
        let (status, shown) = scene.gets(&scene.link()).await;
        assert!(status == 200 && shown.contains("TEST: "), "{shown}");
        let (_, said) = scene.posts(&scene.link(), "").await;
        assert!(said.contains("it works"), "{said}");
        let list = ben.runs("/contact list").await;
        list.whispers("example.com (worked");
        list.whispers("failed");
        assert!(
            !scene.world.person("ben").runs("/incident list").await.words().contains("INC-"),
            "a test is no incident"
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_acknowledges_in_pagerduty_has_the_page_and_no_echo_or_forgery_has() {
    let ways = vec![Way::Pagerduty("on".parse().unwrap())];
    Scene::on_each(ways, async |scene| {
        scene.declares("").await;
        let key = scene.phone.last().json()["dedup_key"].as_str().expect("an alert has a key").to_owned();
        let person = "user_reference";
        for (status, event, by, secret) in [
            (401, "incident.acknowledged", (person, key.as_str()), "another secret"),
            (200, "incident.triggered", (person, key.as_str()), AUTH),
            (200, "incident.acknowledged", ("service_reference", key.as_str()), AUTH),
            (200, "incident.acknowledged", (person, "sitrep-page-999"), AUTH),
            (200, "incident.acknowledged", (person, "somebody else's"), AUTH),
        ] {
            assert_eq!(scene.pagerduty_reports(event, by, secret).await, status, "{event} {by:?}");
            assert!(!scene.channel().contains("has it"), "{event} {by:?}");
        }
        assert_eq!(scene.pagerduty_reports("incident.acknowledged", (person, &key), AUTH).await, 200);
        assert!(scene.channel().contains("has it. Escalation has stopped."), "{}", scene.channel());
        assert_eq!(scene.pagerduty_reports("incident.acknowledged", (person, &key), AUTH).await, 200);
        scene.waits(10).await;
        assert!(scene.world.person("ben").hears().is_empty(), "nobody else is called");
        let empty =
            reqwest::Client::new().post(scene.here("https://sitrep.example.com/pagerduty")).send().await;
        assert_eq!(empty.expect("it listens").status().as_u16(), 401, "unsigned");
    })
    .await;
}
