//! The ways over HTTP: what each provider is sent, as they document it, and what each failure means.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commands::parcels::{Letter, Stage};
use hmac::{Hmac, KeyInit as _, Mac as _};
use incidents::model::contact::{Kind, Way};
use sha2::Sha256;
use sitrep::ways::{NotSent, Ways};
use tests::world::receiver::{Fate, Receiver};

use super::{letter, links, now};

const SECRET: &str = "a secret of some length";

/// Every way over HTTP, set up against one receiver, with a letter for each.
async fn all() -> (Receiver, Ways, Vec<Letter>) {
    let there = Receiver::start().await;
    let base = there.url("");
    let set = [
        ("SITREP_NTFY_URL", base.as_str()),
        ("SITREP_NTFY_TOKEN", "tk_1"),
        ("SITREP_PUSHOVER_URL", base.as_str()),
        ("SITREP_PUSHOVER_TOKEN", "app-token"),
        ("SITREP_PAGERDUTY_URL", base.as_str()),
        ("SITREP_PAGERDUTY_ROUTING_KEY", "usual-key"),
        ("SITREP_TWILIO_URL", base.as_str()),
        ("SITREP_TWILIO_ACCOUNT_SID", "AC1"),
        ("SITREP_TWILIO_AUTH_TOKEN", "auth"),
        ("SITREP_TWILIO_FROM", "+15551234567"),
        ("SITREP_WEBHOOK_SECRET", SECRET),
    ];
    let ways = super::ways(&set, Some(links()));
    let letters = vec![
        letter(Way::Webhook(there.url("/hook?k=v").parse().unwrap())),
        letter(Way::Ntfy("oncall-ana".parse().unwrap())),
        letter(Way::Pushover("u".repeat(30).parse().unwrap())),
        letter(Way::Pagerduty("on".parse().unwrap())),
        letter(Way::Sms("+4930123456".parse().unwrap())),
        letter(Way::Voice("+4930123456".parse().unwrap())),
    ];
    (there, ways, letters)
}

fn of(letters: &[Letter], kind: Kind) -> &Letter {
    letters.iter().find(|letter| letter.way.kind() == kind).expect("there is one of each")
}

#[tokio::test]
async fn every_failure_means_later_or_never_by_every_way() {
    let (there, ways, letters) = all().await;
    for letter in &letters {
        let kind = letter.way.kind();
        for (fate, is_never) in [
            (Fate::Status(400, None), true),
            (Fate::Status(401, None), true),
            (Fate::Status(404, None), true),
            (Fate::Status(302, None), true),
            (Fate::Status(429, Some("7")), false),
            (Fate::Status(429, Some("86400")), true),
            (Fate::Status(503, None), false),
            (Fate::Silence, false),
            (Fate::Break, false),
        ] {
            there.will([fate.clone()]);
            let why = ways.send(letter, now()).await.unwrap_err();
            assert_eq!(matches!(why, NotSent::Never(_)), is_never, "{kind:?} {fate:?}: {why:?}");
            if let Fate::Status(429, Some("7")) = fate {
                let wait = Some(chrono::TimeDelta::seconds(7));
                assert!(
                    matches!(why, NotSent::NotNow { wait: asked, .. } if asked == wait),
                    "{kind:?} {why:?}"
                );
            }
            let shown = format!("{why:?}");
            for secret in ["hook", "oncall-ana", "uuu", "usual-key", "auth", "+49", "tk_1", SECRET] {
                assert!(!shown.contains(secret), "{kind:?}: {shown}");
            }
        }
        assert_eq!(ways.send(letter, now()).await, Ok(()), "{kind:?}");
    }
}

#[tokio::test]
async fn a_webhook_is_signed_and_the_same_delivery_is_known_by_its_number() {
    let (there, ways, letters) = all().await;
    let hook = of(&letters, Kind::Webhook);
    there.will([Fate::Break]);
    drop(ways.send(hook, now()).await);
    ways.send(hook, now()).await.unwrap();
    let seen = there.seen();
    assert_eq!(seen[0].header("sitrep-delivery"), seen[1].header("sitrep-delivery"));
    let last = there.last();
    assert_eq!(last.what, "POST /hook?k=v");
    let timestamp = last.header("sitrep-timestamp").unwrap();
    assert_eq!(timestamp, now().timestamp().to_string());
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("{timestamp}.{}", last.body).as_bytes());
    let signature: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(last.header("sitrep-signature").unwrap(), format!("v1={signature}"));
    let body = last.json();
    assert_eq!(body["subject"], "INC-7 Checkout is down (SEV1)");
    assert_eq!(body["page"], "INC-7 page 2");
    assert!(body["acknowledge_url"].as_str().unwrap().starts_with("https://sitrep.example.com/ack/"));
}

#[tokio::test]
async fn ntfy_gets_json_at_its_root_and_a_button() {
    let (there, ways, letters) = all().await;
    ways.send(of(&letters, Kind::Ntfy), now()).await.unwrap();
    let seen = there.last();
    assert_eq!((seen.what.as_str(), seen.header("authorization")), ("POST /", Some("Bearer tk_1")));
    let body = seen.json();
    assert_eq!((body["topic"].as_str(), body["priority"].as_u64()), (Some("oncall-ana"), Some(5)));
    assert_eq!(body["actions"][0]["method"], "POST");
    let elsewhere = letter(Way::Ntfy(there.url("/other").parse().unwrap()));
    ways.send(&elsewhere, now()).await.unwrap();
    let seen = there.last();
    assert_eq!(seen.json()["topic"], "other");
    assert_eq!(seen.header("authorization"), None, "the token is for the operator's own server");
}

#[tokio::test]
async fn pushover_rings_until_it_is_told_that_somebody_answered() {
    let (there, ways, letters) = all().await;
    let mut push = of(&letters, Kind::Pushover).clone();
    ways.send(&push, now()).await.unwrap();
    let seen = there.last();
    assert_eq!(seen.what, "POST /1/messages.json");
    for (name, value) in [
        ("token", "app-token"),
        ("priority", "2"),
        ("retry", "60"),
        ("title", "INC-7 Checkout is down (SEV1)"),
    ] {
        assert_eq!(seen.field(name).as_deref(), Some(value), "{name}");
    }
    let tag = seen.field("tags").unwrap();
    push.stage = Stage::Taken;
    ways.send(&push, now()).await.unwrap();
    assert_eq!(there.last().what, format!("POST /1/receipts/cancel_by_tag/{tag}.json"));
    assert_eq!(there.last().field("token").as_deref(), Some("app-token"));
}

#[tokio::test]
async fn pagerduty_hears_of_one_alert_from_its_beginning_to_its_end() {
    let (there, ways, letters) = all().await;
    let mut alert = of(&letters, Kind::Pagerduty).clone();
    for (stage, action) in
        [(Stage::Calling, "trigger"), (Stage::Taken, "acknowledge"), (Stage::Over, "resolve")]
    {
        alert.stage = stage;
        there.will([Fate::Status(202, None)]);
        ways.send(&alert, now()).await.unwrap();
        let body = there.last().json();
        assert_eq!(there.last().what, "POST /v2/enqueue");
        assert_eq!(body["event_action"], action);
        assert_eq!(
            (&body["routing_key"], &body["dedup_key"]),
            (&"usual-key".into(), &"sitrep-page-3".into())
        );
    }
    let trigger = there.seen()[0].json();
    assert_eq!(trigger["payload"]["severity"], "critical");
    assert_eq!(trigger["payload"]["summary"], "INC-7 Checkout is down (SEV1)");
    let own = letter(Way::Pagerduty("k".repeat(32).parse().unwrap()));
    ways.send(&own, now()).await.unwrap();
    assert_eq!(there.last().json()["routing_key"], "k".repeat(32));
}

#[tokio::test]
async fn twilio_is_asked_to_text_and_to_call() {
    let (there, ways, letters) = all().await;
    ways.send(of(&letters, Kind::Sms), now()).await.unwrap();
    let text = there.last();
    assert_eq!(text.what, "POST /2010-04-01/Accounts/AC1/Messages.json");
    assert_eq!(text.header("authorization").unwrap(), format!("Basic {}", STANDARD.encode("AC1:auth")));
    assert_eq!(text.field("To").as_deref(), Some("+4930123456"));
    assert_eq!(text.field("From").as_deref(), Some("+15551234567"));
    assert!(
        text.field("Body").unwrap().starts_with("INC-7 page 2: INC-7 Checkout is down (SEV1). Reply 12 ")
    );
    ways.send(of(&letters, Kind::Voice), now()).await.unwrap();
    let call = there.last();
    assert_eq!(call.what, "POST /2010-04-01/Accounts/AC1/Calls.json");
    let twiml = call.field("Twiml").unwrap();
    assert!(twiml.contains("action=\"https://sitrep.example.com/twilio/voice/"), "{twiml}");
    assert!(twiml.contains("Press 1 to acknowledge"), "{twiml}");
}

#[tokio::test]
async fn what_is_not_set_up_says_what_to_set() {
    let ways = super::ways(&[], None);
    for (way, wanted) in [
        (Way::Email("ana@example.com".parse().unwrap()), "SITREP_MAIL_URL"),
        (Way::Webhook("https://example.com/".parse().unwrap()), "SITREP_WEBHOOK_SECRET"),
        (Way::Pushover("u".repeat(30).parse().unwrap()), "SITREP_PUSHOVER_TOKEN"),
        (Way::Pagerduty("on".parse().unwrap()), "SITREP_PAGERDUTY_ROUTING_KEY"),
        (Way::Sms("+4930123456".parse().unwrap()), "SITREP_TWILIO_ACCOUNT_SID"),
        (Way::Voice("+4930123456".parse().unwrap()), "SITREP_TWILIO_AUTH_TOKEN"),
    ] {
        match ways.send(&letter(way), now()).await.unwrap_err() {
            NotSent::Never(why) => assert!(why.contains(wanted), "{why}"),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_webhook_into_our_own_network_is_refused_unless_permitted() {
    let there = Receiver::start().await;
    let set = |name: &str| match name {
        "SITREP_WEBHOOK_SECRET" => Some(SECRET.to_owned()),
        "SITREP_DATA" => Some("/nowhere".to_owned()),
        _ => None,
    };
    let config = sitrep::config::Config::read(&sitrep::config::Layers::new().with_env(set)).unwrap();
    let ways = Ways::within(&config, None, super::limits());
    for way in
        [Way::Webhook(there.url("/hook").parse().unwrap()), Way::Ntfy(there.url("/topic").parse().unwrap())]
    {
        let why = ways.send(&letter(way), now()).await.unwrap_err();
        assert!(matches!(&why, NotSent::Never(why) if why.contains("allow_private")), "{why:?}");
    }
    assert!(there.seen().is_empty());
}
