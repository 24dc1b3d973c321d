//! Addresses that are taken and refused, what is shown of them, and the order in which ways are tried.

use super::*;

#[test]
fn mail_addresses_are_told_from_what_is_none() {
    for good in ["ana@example.com", "a.b+pager@sub.example.co.uk", " o'brien@Example.COM "] {
        assert!(good.parse::<Email>().is_ok(), "{good:?}");
    }
    for bad in [
        "",
        "ana",
        "@example.com",
        "ana@",
        "ana@localhost",
        "ana@@example.com",
        "a..b@example.com",
        ".a@example.com",
        "ana@example..com",
        "ana@-example.com",
        "ana@example.com\r\nBcc: all@example.com",
        "\"ana b\"@example.com",
        "Ana <ana@example.com>",
        "ana@exämple.com",
    ] {
        assert_eq!(bad.parse::<Email>(), Err(NoAddress::Email), "{bad:?}");
    }
    assert!(format!("{}@example.com", "a".repeat(65)).parse::<Email>().is_err());
}

#[test]
fn phone_numbers_are_kept_as_the_world_dials_them() {
    for (typed, number) in [
        ("+49 30 1234567", "+49301234567"),
        ("0049 (30) 123-4567", "+49301234567"),
        ("+1.415.555.0100", "+14155550100"),
    ] {
        assert_eq!(typed.parse::<Phone>().unwrap().expose(), number);
    }
    for bad in
        ["", "110", "030 1234567", "+1234567", "+1234567890123456", "+49 30 CALLME", "+0301234567", "+"]
    {
        assert_eq!(bad.parse::<Phone>(), Err(NoAddress::Phone), "{bad:?}");
    }
}

#[test]
fn webhooks_are_addresses_on_the_web_and_nothing_else() {
    for good in [
        "https://hooks.example.com/abc?x=1",
        "http://localhost:8080",
        "https://[2001:db8::1]:8443/x",
        "HTTPS://example.com/a",
    ] {
        assert!(good.parse::<Webhook>().is_ok(), "{good:?}");
    }
    for bad in [
        "",
        "example.com/a",
        "ftp://example.com",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https://user:secret@example.com/",
        "https://example.com\\@evil.example",
        "https://exa mple.com",
        "https://example.com/\nX: y",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://example.com/#x",
        "https://[::1",
        "https://[nonsense]/",
        "https://exämple.com/",
    ] {
        assert_eq!(bad.parse::<Webhook>(), Err(NoAddress::Webhook), "{bad:?}");
    }
    assert!(format!("https://example.com/{}", "a".repeat(1_000)).parse::<Webhook>().is_err());
}

#[test]
fn ntfy_takes_a_topic_or_its_address() {
    for good in ["oncall-ana_7", "https://ntfy.example.com/topic", "http://10.0.0.1:81/t"] {
        assert!(good.parse::<Ntfy>().is_ok(), "{good:?}");
    }
    for bad in ["", "a b", "a/b", "https://ntfy.example.com", "https://ntfy.example.com/a/b", "https://x/t?y"]
    {
        assert_eq!(bad.parse::<Ntfy>(), Err(NoAddress::Ntfy), "{bad:?}");
    }
}

#[test]
fn keys_of_services_have_a_length() {
    assert!("u".repeat(30).parse::<Pushover>().is_ok());
    for bad in ["", "u", &"u".repeat(29), &"-".repeat(30), &"ü".repeat(15)] {
        assert_eq!(bad.parse::<Pushover>(), Err(NoAddress::Pushover), "{bad:?}");
    }
    assert_eq!("on".parse::<Pagerduty>().unwrap().key(), None);
    assert_eq!("k".repeat(32).parse::<Pagerduty>().unwrap().key(), Some("k".repeat(32).as_str()));
    for bad in ["", "usually", &"k".repeat(31), &"-".repeat(32)] {
        assert_eq!(bad.parse::<Pagerduty>(), Err(NoAddress::Pagerduty), "{bad:?}");
    }
}

#[test]
fn addresses_are_masked_wherever_they_could_be_read() {
    let ways = [
        Way::Email("ana@example.com".parse().unwrap()),
        Way::Sms("+49301234567".parse().unwrap()),
        Way::Webhook("https://hooks.example.com/s3cret?k=s3cret".parse().unwrap()),
        Way::Ntfy("s3cret".parse().unwrap()),
        Way::Pushover(format!("uv{}", "s3cret".repeat(5).split_at(28).0).parse().unwrap()),
        Way::Pagerduty(format!("kv{}", "s3cret".repeat(5)).parse().unwrap()),
        Way::Ntfy("https://ntfy.example.com/s3cret".parse().unwrap()),
    ];
    for way in ways {
        let shown = format!("{way:?} {}", way.masked().unwrap());
        for secret in ["s3cret", "ana@", "301234"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

fn kinds(ways: &Ways) -> Vec<Kind> {
    ways.iter().map(|reach| reach.way.kind()).collect()
}

#[test]
fn ways_stand_in_the_usual_order_until_somebody_says_otherwise() {
    let mut ways = Ways::default();
    for way in [
        Way::Email("ana@example.com".parse().unwrap()),
        Way::Voice("+49301234567".parse().unwrap()),
        Way::Sms("+49301234567".parse().unwrap()),
        Way::Discord,
    ] {
        ways.set(way);
    }
    assert_eq!(kinds(&ways), [Kind::Discord, Kind::Sms, Kind::Voice, Kind::Email]);
    ways.put_first(&"Mail, phone".parse().unwrap());
    assert_eq!(kinds(&ways), [Kind::Email, Kind::Sms, Kind::Voice, Kind::Discord]);
    assert_eq!("pigeon".parse::<Order>(), Err(UnknownWay("pigeon".into())));
}

#[test]
fn a_changed_address_has_yet_to_prove_itself() {
    let at = DateTime::from_timestamp(1_717_286_400, 0).unwrap();
    let mail = |text: &str| Way::Email(text.parse().unwrap());
    let mut ways = Ways::default();
    ways.set(mail("ana@example.com"));
    ways.worked(Kind::Email, at);
    ways.set(mail("ana@example.com"));
    assert_eq!(ways.iter().next().unwrap().worked_at, Some(at));
    ways.set(mail("ana@example.org"));
    assert_eq!(ways.iter().next().unwrap().worked_at, None);
    ways.clear(Kind::Email);
    assert!(ways.is_empty());
}

#[test]
fn ways_are_read_back_as_they_were_written() {
    let mut ways = Ways::default();
    ways.set(Way::Discord);
    ways.set(Way::Email("ana@example.com".parse().unwrap()));
    let text = serde_json::to_string(&ways).unwrap();
    assert_eq!(
        text,
        r#"[{"way":"discord","worked_at":null},{"way":"email","to":"ana@example.com","worked_at":null}]"#
    );
    assert_eq!(serde_json::from_str::<Ways>(&text).unwrap(), ways);
}
