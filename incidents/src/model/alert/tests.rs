//! Bodies as the products send them, and bodies that nobody should send.

use chrono::{DateTime, Utc};

use super::rules::{Grade, read_grades};
use super::{Alert, Product, Read, Rules, Same, State, Unreadable, fold, rank, read};
use crate::model::settings::Settings;

const ALERTMANAGER: &str = include_str!("testdata/alertmanager.json");
const GRAFANA: &str = include_str!("testdata/grafana.json");
const DATADOG: &str = include_str!("testdata/datadog.json");
const DATADOG_DEFAULT: &str = include_str!("testdata/datadog-default.json");
const SENTRY_EVENT: &str = include_str!("testdata/sentry-event.json");
const SENTRY_METRIC: &str = include_str!("testdata/sentry-metric.json");
const UPTIME_KUMA: &str = include_str!("testdata/uptime-kuma.json");
const GITHUB: &str = include_str!("testdata/github.json");
const PLAIN: &str = include_str!("testdata/plain.json");

fn seen(body: &str) -> Read {
    read(body.as_bytes(), None).unwrap_or_else(|why| panic!("{why}: {body}"))
}

fn only(body: &str) -> Alert {
    let mut alerts = seen(body).alerts;
    assert_eq!(alerts.len(), 1, "{alerts:?}");
    alerts.remove(0)
}

fn at(text: &str) -> Option<DateTime<Utc>> {
    Some(text.parse().unwrap())
}

#[test]
fn each_product_is_recognised_by_its_shape() {
    for (body, product) in [
        (ALERTMANAGER, Product::Alertmanager),
        (GRAFANA, Product::Grafana),
        (DATADOG, Product::Datadog),
        (DATADOG_DEFAULT, Product::Datadog),
        (SENTRY_EVENT, Product::Sentry),
        (SENTRY_METRIC, Product::Sentry),
        (UPTIME_KUMA, Product::UptimeKuma),
        (GITHUB, Product::Github),
        (PLAIN, Product::Plain),
    ] {
        let found = seen(body);
        assert_eq!(found.product, product);
        assert_eq!(read(body.as_bytes(), Some(product)).unwrap(), found, "as it is said to be");
        assert_eq!(product.as_str().parse::<Product>(), Ok(product));
    }
}

#[test]
fn an_alertmanager_group_is_two_alerts_of_one_group() {
    let found = seen(ALERTMANAGER);
    assert_eq!((found.alerts.len(), found.left_out), (2, 3));
    let first = &found.alerts[0];
    assert_eq!(first.title, "p99 of checkout is above 2 s");
    assert!(first.text.contains("5 minutes") && first.text.contains("On checkout-1:8080"), "{}", first.text);
    assert!(first.text.contains("Runbook: https://runbooks.example.com/latency"), "{}", first.text);
    assert_eq!((first.state, first.severity.as_deref()), (State::Firing, Some("critical")));
    assert_eq!(first.key.as_deref(), Some("5ef77f1f8a3ecb0b"));
    assert_eq!(first.at, at("2024-06-02T14:13:00.101Z"));
    assert!(first.url.as_ref().unwrap().starts_with("http://prometheus.example.com:9090/graph"));
    let second = &found.alerts[1];
    assert_eq!((second.state, second.at), (State::Resolved, at("2024-06-02T14:14:30Z")));
    assert_eq!(first.group, second.group);
    assert_eq!(Same::Group.key(first), Same::Group.key(second));
    assert_ne!(Same::Alert.key(first), Same::Alert.key(second));
    assert_eq!(Same::Label("job".into()).key(first).as_deref(), Some("label:checkout"));
}

#[test]
fn grafana_leads_to_its_own_panel() {
    let alert = only(GRAFANA);
    assert_eq!(alert.title, "Memory of orders is nearly full");
    assert_eq!(alert.url.as_deref(), Some("https://grafana.example.com/d/orders?orgId=1&viewPanel=4"));
    assert_eq!((alert.severity.as_deref(), alert.at), (Some("warning"), at("2024-06-02T12:13:00Z")));
    assert!(alert.group.is_some() && alert.key.is_some());
}

#[test]
fn datadog_is_read_with_and_without_our_payload() {
    let ours = only(DATADOG);
    assert_eq!((ours.title.as_str(), ours.state), ("Disk is full", State::Firing));
    assert_eq!(ours.severity.as_deref(), Some("P2"));
    assert_eq!(ours.key.as_deref(), Some("1647394128"));
    let over = only(&DATADOG.replace("\"Triggered\"", "\"Recovered\""));
    assert_eq!((over.state, &over.key), (State::Resolved, &ours.key));
    let plain = only(DATADOG_DEFAULT);
    assert_eq!((plain.title.as_str(), plain.state), ("Disk is full", State::Firing));
    let over = only(&DATADOG_DEFAULT.replace("[Triggered on", "[Recovered on"));
    assert_eq!((over.state, &over.key), (State::Resolved, &plain.key));
    for (transition, state) in
        [("Re-Triggered", State::Firing), ("No Data", State::Firing), ("Warn", State::Firing)]
    {
        let body = DATADOG.replace("\"Triggered\"", &format!("\"{transition}\""));
        assert_eq!(only(&body).state, state, "{transition}");
    }
}

#[test]
fn sentry_fires_for_an_issue_and_for_a_threshold_that_ends() {
    let event = only(SENTRY_EVENT);
    assert_eq!(event.title, "TypeError: cart is undefined");
    assert_eq!((event.severity.as_deref(), event.key.as_deref()), (Some("error"), Some("issue:1170820242")));
    assert!(event.text.contains("Rule: Checkout errors"), "{}", event.text);
    let metric = only(SENTRY_METRIC);
    assert_eq!((metric.title.as_str(), metric.severity.as_deref()), ("Too many errors", Some("critical")));
    let over = only(&SENTRY_METRIC.replace("\"critical\"", "\"resolved\""));
    assert_eq!((over.state, &over.key, over.severity), (State::Resolved, &metric.key, None));
    let issue = r#"{"action":"resolved","data":{"issue":{"id":"1170820242","title":"TypeError: cart is undefined"}}}"#;
    assert_eq!((only(issue).state, only(issue).key), (State::Resolved, event.key));
}

#[test]
fn uptime_kuma_goes_down_comes_up_and_is_tested() {
    let down = only(UPTIME_KUMA);
    assert_eq!((down.title.as_str(), down.state), ("shop is down", State::Firing));
    assert_eq!(down.text, "connect ECONNREFUSED 10.0.0.7:443");
    assert_eq!((down.key.as_deref(), down.url.as_deref()), (Some("12"), Some("https://shop.example.com")));
    let up = only(&UPTIME_KUMA.replace("\"status\": 0", "\"status\": 1"));
    assert_eq!((up.title.as_str(), up.state, &up.key), ("shop is up again", State::Resolved, &down.key));
    let test = only(r#"{"heartbeat":null,"monitor":null,"msg":"Sitrep Testing"}"#);
    assert_eq!((test.title.as_str(), test.key), ("Sitrep Testing", None));
}

#[test]
fn github_fires_when_a_run_fails_and_ends_with_the_next_that_succeeds() {
    let failed = only(GITHUB);
    assert_eq!(failed.title, "Deploy failed on main of acme/shop");
    assert!(failed.text.starts_with("Run 562, commit 009b8a3a, by ana\nRaise the limit"), "{}", failed.text);
    let next = only(
        &GITHUB.replace("\"failure\"", "\"success\"").replace("\"run_number\": 562", "\"run_number\": 563"),
    );
    assert_eq!((next.state, next.key), (State::Resolved, failed.key));
    for silent in [
        GITHUB.replace("\"failure\"", "\"cancelled\""),
        GITHUB.replace("\"failure\"", "null"),
        r#"{"zen":"Keep it logically awesome.","hook_id":1,"hook":{}}"#.to_owned(),
    ] {
        assert_eq!(seen(&silent).alerts, []);
    }
}

#[test]
fn plain_json_needs_a_title_and_nothing_else() {
    let alert = only(PLAIN);
    assert_eq!((alert.title.as_str(), alert.key.as_deref()), ("Queue is stuck", Some("queue-7")));
    assert_eq!(
        (alert.severity.as_deref(), alert.url.as_deref()),
        (Some("SEV2"), Some("https://queues.example.com/7"))
    );
    let bare = only(r#"{"title":" Queue\n is   stuck "}"#);
    assert_eq!((bare.title.as_str(), bare.state, bare.key), ("Queue is stuck", State::Firing, None));
    assert_eq!(seen(r#"[{"title":"a"},{"title":"b","status":"resolved"}]"#).alerts.len(), 2);
}

#[test]
fn what_is_wrong_is_said_so_that_it_can_be_mended() {
    for (body, told) in [
        ("", "The body is not JSON"),
        ("title=Queue", "The body is not JSON"),
        ("{\"title\":", "The body is not JSON"),
        ("[]", "no shape that is known"),
        ("7", "no shape that is known"),
        ("{}", "no shape that is known"),
        ("null", "no shape that is known"),
        ("[{\"title\":\"a\"},{}]", "title is missing"),
        ("{\"title\":\"  \"}", "title is missing"),
        ("{\"title\":{}}", "title has to be text"),
        ("{\"title\":\"a\",\"status\":\"up\"}", "status has to be \"firing\" or \"resolved\""),
        ("{\"title\":\"a\",\"status\":1}", "status has to be \"firing\" or \"resolved\""),
        ("{\"title\":\"a\",\"dedup_key\":[1]}", "dedup_key has to be text"),
        ("{\"alerts\":[],\"groupKey\":\"x\"}", "alerts is missing or empty"),
        ("{\"alerts\":[7],\"groupKey\":\"x\"}", "alerts has to be a list of objects"),
        ("{\"alerts\":[{\"status\":\"firing\"}],\"groupKey\":\"x\"}", "labels.alertname is missing"),
        ("{\"alerts\":[{\"labels\":{\"alertname\":\"x\"}}],\"groupKey\":\"x\"}", "status has to be"),
        ("{\"action\":\"triggered\",\"data\":{\"event\":{}}}", "data's title is missing"),
    ] {
        let why = read(body.as_bytes(), None).expect_err(body).to_string();
        assert!(why.contains(told), "{body}: {why}");
    }
    let many = format!("[{}]", vec!["{\"title\":\"a\"}"; 2_001].join(","));
    assert_eq!(read(many.as_bytes(), None), Err(Unreadable::TooMany(2_001)));
    assert!(read(&[0xff, 0xfe], None).is_err() && "pager".parse::<Product>().is_err());
}

#[test]
fn no_depth_and_no_size_gets_behind_the_reader() {
    for deep in [format!("{{\"title\":{}1{}}}", "[".repeat(50_000), "]".repeat(50_000)), "[".repeat(900_000)]
    {
        assert!(matches!(read(deep.as_bytes(), None), Err(Unreadable::NotJson(_))));
    }
    let huge = "x".repeat(300_000);
    let body = format!(
        "{{\"title\":\"{huge}\",\"text\":\"{huge}\",\"dedup_key\":\"{huge}\",\"url\":\"https://{huge}\"}}"
    );
    let alert = only(&body);
    assert_eq!(alert.title.chars().count(), 200);
    assert_eq!(alert.text.chars().count(), 1_500);
    assert_eq!(alert.key.unwrap().len(), 64);
    assert_eq!(alert.url, None);
}

#[test]
fn a_body_read_as_another_product_is_refused_and_never_panics() {
    let bodies = [
        ALERTMANAGER,
        GRAFANA,
        DATADOG,
        SENTRY_EVENT,
        UPTIME_KUMA,
        GITHUB,
        PLAIN,
        "{}",
        "[]",
        "[1]",
        "null",
        "\"x\"",
    ];
    for body in bodies {
        for product in Product::ALL {
            drop(read(body.as_bytes(), Some(product)));
        }
        for cut in (0..body.len()).filter(|at| body.is_char_boundary(*at)) {
            drop(read(&body.as_bytes()[..cut], None));
        }
    }
}

#[test]
fn alerts_of_one_key_are_folded_into_one_call_for_help() {
    let (settings, rules) = (Settings::default(), Rules::default());
    let folded = fold(seen(ALERTMANAGER).alerts, &rules, |word| rules.rank(&settings, word));
    assert_eq!(folded.len(), 1);
    let (key, alert) = &folded[0];
    assert!(key.as_ref().unwrap().starts_with("group:"));
    assert_eq!((alert.state, alert.severity.as_deref()), (State::Firing, Some("critical")));
    assert_eq!(alert.title, "p99 of checkout is above 2 s", "one of the two still fires");
    assert!(alert.text.contains("• resolved: p99 of checkout is above 2 s"), "{}", alert.text);
    let each = Rules { same: Same::Alert, ..Rules::default() };
    assert_eq!(fold(seen(ALERTMANAGER).alerts, &each, |_| 0).len(), 2);
    let many = format!("[{}]", [r#"{"title":"a","dedup_key":"k","severity":"info"}"#; 30].join(","));
    let many = many.replacen("info", "critical", 1);
    let folded = fold(seen(&many).alerts, &rules, |word| rules.rank(&settings, word));
    assert_eq!((folded.len(), folded[0].1.title.as_str()), (1, "a (×30)"));
    assert_eq!(folded[0].1.severity.as_deref(), Some("critical"));
    assert!(folded[0].1.text.ends_with("… and 20 more"), "{}", folded[0].1.text);
    let keyless = format!("[{}]", [r#"{"title":"a"}"#; 3].join(","));
    assert_eq!(fold(seen(&keyless).alerts, &rules, |_| 0).len(), 3, "without a key each is its own");
}

#[test]
fn severities_are_the_servers_whatever_word_comes() {
    let settings = Settings::default();
    let mut rules = Rules { severity: Some("SEV2".into()), ..Rules::default() };
    rules.grades = read_grades(&settings, "CRITICAL = sev2, info=nothing").unwrap();
    for (word, grade) in [
        (Some("critical"), Grade::As("SEV2".into())),
        (Some("Info"), Grade::Nothing),
        (Some("fatal"), Grade::As("SEV1".into())),
        (Some("P3"), Grade::As("SEV3".into())),
        (Some("low"), Grade::As("SEV4".into())),
        (Some("sev4"), Grade::As("SEV4".into())),
        (Some("plaid"), Grade::As("SEV2".into())),
        (None, Grade::As("SEV2".into())),
    ] {
        assert_eq!(rules.grade(&settings, word), grade, "{word:?}");
    }
    let two = Settings { severities: vec!["bad".into(), "mild".into()], ..Settings::default() };
    assert_eq!(rules.grade(&two, Some("info")), Grade::Nothing);
    assert_eq!(Rules::default().grade(&two, Some("warning")), Grade::As("mild".into()));
    assert_eq!((rank(&two, "bad"), rank(&two, "mild"), rank(&two, "gone")), (0, 1, 2));
    assert_eq!(read_grades(&settings, "none").unwrap().len(), 0);
    for typed in ["critical", "=SEV1", "critical=SEV9", "", ","] {
        assert!(read_grades(&settings, typed).is_err(), "{typed:?}");
    }
    for (typed, same) in [("Group", Same::Group), (" label: service ", Same::Label("service".into()))] {
        assert_eq!(typed.parse::<Same>(), Ok(same));
    }
    assert!("label:".parse::<Same>().is_err() && "nonsense".parse::<Same>().is_err());
}
