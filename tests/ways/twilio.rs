//! Answers by phone: what Twilio reports counts, and what others report in its name does not.

use super::scene::{AUTH, NUMBER, Scene, sms, voice};

/// Where the keys of the last call are reported.
fn keys(scene: &Scene) -> String {
    let twiml = scene.phone.last().field("Twiml").expect("a call was made");
    let begins = twiml.split("action=\"").nth(1).expect("it takes keys");
    begins.split('"').next().expect("an address").to_owned()
}

#[tokio::test]
async fn a_key_on_the_phone_takes_the_page() {
    Scene::on_each(vec![voice()], async |scene| {
        scene.declares("").await;
        let (status, said) = scene.reports(&keys(scene), &[("CallSid", "CA1"), ("Digits", "1")], AUTH).await;
        assert_eq!(status, 200);
        assert!(said.contains("you have it"), "{said}");
        scene.waits(10).await;
        assert!(scene.world.person("ben").hears().is_empty());
    })
    .await;
}

#[tokio::test]
async fn another_key_leaves_it_to_the_next() {
    Scene::on_each(vec![voice()], async |scene| {
        scene.declares("").await;
        let (_, said) = scene.reports(&keys(scene), &[("Digits", "7")], AUTH).await;
        assert!(said.contains("means nothing"), "{said}");
        assert!(scene.world.person("ben").hears().is_empty());
        scene.reports(&keys(scene), &[("Digits", "2")], AUTH).await;
        assert_eq!(scene.world.person("ben").hears().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_twilio_did_not_sign_is_refused() {
    Scene::on_each(vec![voice()], async |scene| {
        scene.declares("").await;
        let keys = keys(scene);
        let (status, _) = scene.reports(&keys, &[("Digits", "1")], "another token").await;
        assert_eq!(status, 401);
        let (status, _) =
            scene.reports("/twilio/sms", &[("From", NUMBER), ("Body", "ok")], "another token").await;
        assert_eq!(status, 401);
        let unsigned =
            reqwest::Client::new().post(scene.here(&keys)).form(&[("Digits", "1")]).send().await.unwrap();
        assert_eq!(unsigned.status(), 401);
        scene.waits(5).await;
        assert_eq!(scene.world.person("ben").hears().len(), 1, "nobody has answered");
    })
    .await;
}

#[tokio::test]
async fn a_text_back_takes_the_page_from_the_number_it_went_to_alone() {
    Scene::on_each(vec![sms()], async |scene| {
        scene.declares("").await;
        let body = scene.phone.last().field("Body").expect("a text was sent");
        let number: String =
            body.split("Reply ").nth(1).unwrap().chars().take_while(char::is_ascii_digit).collect();
        let texts = async |from: &str, body: &str| {
            scene.reports("/twilio/sms", &[("From", from), ("Body", body)], AUTH).await.1
        };
        assert!(texts("+4930999999", &number).await.contains("no page that this number"));
        assert!(texts(NUMBER, "999999").await.contains("no page that this number"));
        assert!(texts(NUMBER, &number).await.contains("you have it"));
        assert!(texts(NUMBER, "ok").await.contains("already acknowledged by you"));
        scene.waits(10).await;
        assert!(scene.world.person("ben").hears().is_empty());
    })
    .await;
}
