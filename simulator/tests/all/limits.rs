//! One case for each limit: just within passes, just beyond is refused with Discord's code.

use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};
use simulator::{ChannelKind, ViolationKind};

use crate::support::{Bench, text};

fn long(letters: usize) -> String {
    "x".repeat(letters)
}

fn button(id: &str) -> Value {
    json!({ "type": 2, "style": 1, "label": "Go", "custom_id": id })
}

fn row(children: &[Value]) -> Value {
    json!({ "type": 1, "components": children })
}

fn menu(options: usize) -> Value {
    let options: Vec<Value> = (0..options).map(|n| json!({ "label": "a", "value": n.to_string() })).collect();
    json!({ "type": 3, "custom_id": "m", "options": options })
}

/// A name, a body that passes, a body that does not, and the place that is complained of.
fn messages() -> Vec<(&'static str, Value, Value, &'static str)> {
    let embed = |embed: Value| json!({ "embeds": [embed] });
    let rows = |rows: &[Value]| json!({ "content": "x", "components": rows });
    let texts = |n: usize| -> Value {
        let texts: Vec<Value> = (0..n).map(|_| json!({ "type": 10, "content": "x" })).collect();
        json!({ "flags": 1 << 15, "components": [{ "type": 17, "components": texts }] })
    };
    let six =
        |first: usize| json!({ "embeds": [{ "description": long(first) }, { "description": long(3000) }] });
    let field = json!({ "name": "n", "value": "v" });
    let buttons: Vec<Value> = (0..6).map(|n| button(&n.to_string())).collect();
    vec![
        ("content", json!({ "content": long(2000) }), json!({ "content": long(2001) }), "content"),
        (
            "nonce",
            json!({ "content": "x", "nonce": long(25) }),
            json!({ "content": "x", "nonce": long(26) }),
            "nonce",
        ),
        ("embeds in all", six(3000), six(3001), "embeds"),
        (
            "embed title",
            embed(json!({ "title": long(256) })),
            embed(json!({ "title": long(257) })),
            "embeds.0.title",
        ),
        (
            "description",
            embed(json!({ "description": long(4096) })),
            embed(json!({ "description": long(4097) })),
            "embeds.0.description",
        ),
        (
            "fields",
            embed(json!({ "fields": vec![field.clone(); 25] })),
            embed(json!({ "fields": vec![field; 26] })),
            "embeds.0.fields",
        ),
        (
            "field value",
            embed(json!({ "fields": [{ "name": "n", "value": long(1024) }] })),
            embed(json!({ "fields": [{ "name": "n", "value": long(1025) }] })),
            "embeds.0.fields.0.value",
        ),
        (
            "embed count",
            json!({ "embeds": vec![json!({ "title": "x" }); 10] }),
            json!({ "embeds": vec![json!({ "title": "x" }); 11] }),
            "embeds",
        ),
        ("buttons in a row", rows(&[row(&buttons[..5])]), rows(&[row(&buttons)]), "components.0.components"),
        (
            "rows",
            rows(&vec![row(&[json!({ "type": 2, "style": 5, "label": "x", "url": "https://a.b" })]); 5]),
            rows(&vec![row(&[json!({ "type": 2, "style": 5, "label": "x", "url": "https://a.b" })]); 6]),
            "components",
        ),
        (
            "twice the same id",
            rows(&[row(&[button("a"), button("b")])]),
            rows(&[row(&[button("a"), button("a")])]),
            "components.0.components.1.custom_id",
        ),
        (
            "length of ids",
            rows(&[row(&[button(&long(100))])]),
            rows(&[row(&[button(&long(101))])]),
            "components.0.components.0.custom_id",
        ),
        (
            "menu options",
            rows(&[row(&[menu(25)])]),
            rows(&[row(&[menu(26)])]),
            "components.0.components.0.options",
        ),
        (
            "menu beside a button",
            rows(&[row(&[menu(1)])]),
            rows(&[row(&[menu(1), button("b")])]),
            "components.0.components",
        ),
        ("forty components", texts(39), texts(40), "components"),
        (
            "text beside components",
            texts(1),
            json!({ "content": "x", "flags": 1 << 15, "components": [{ "type": 10, "content": "x" }] }),
            "content",
        ),
        (
            "parse beside ids",
            json!({ "content": "x", "allowed_mentions": { "parse": ["roles"], "users": ["1"] } }),
            json!({ "content": "x", "allowed_mentions": { "parse": ["users"], "users": ["1"] } }),
            "allowed_mentions",
        ),
        ("unknown field", json!({ "content": "x" }), json!({ "content": "x", "contents": "x" }), "contents"),
    ]
}

#[tokio::test]
async fn messages_keep_discords_limits() {
    let bench = Bench::start().await;
    for (name, within, beyond, place) in messages() {
        let got = bench.says(within).await;
        assert_eq!(got.status, 200, "{name}: {}", got.body);
        let got = bench.says(beyond).await;
        assert_eq!((got.status.as_u16(), got.code()), (400, 50035), "{name}: {}", got.body);
        let errors = place.split('.').fold(&got.body["errors"], |errors, step| &errors[step]);
        assert!(errors["_errors"].is_array(), "{name}: {}", got.body);
    }
    let mut ours = bench.sim.take_violations();
    ours.retain(|violation| violation.kind == ViolationKind::AnswerSchema);
    assert!(ours.is_empty(), "{ours:#?}");
}

#[tokio::test]
async fn an_empty_message_is_no_message() {
    let bench = Bench::start().await;
    for body in [json!({}), json!({ "content": "  " }), json!({ "embeds": [] })] {
        assert_eq!(bench.says(body).await.code(), 50006);
    }
}

#[tokio::test]
async fn files_are_few_small_and_served_until_their_links_expire() {
    let bench = Bench::start().await;
    let path = format!("{}/messages", bench.general());
    let body = json!({ "attachments": [{ "id": 0, "description": "A graph", "filename": "graph.txt" }] });
    let got = bench.upload(&path, body, &[("x", b"bytes".to_vec())]).await;
    let file = &got.body["attachments"][0];
    assert_eq!((text(&file["filename"]), text(&file["description"])), ("graph.txt", "A graph"));
    let url = text(&file["url"]);
    assert_eq!(reqwest::get(url).await.unwrap().bytes().await.unwrap(), "bytes");
    bench.hands.advance(Duration::hours(25));
    assert_eq!(reqwest::get(url).await.unwrap().status(), 404);

    let eleven: Vec<_> = (0..11).map(|_| ("a", vec![1])).collect();
    assert_eq!(bench.upload(&path, json!({}), &eleven).await.code(), 30015);
    assert_eq!(bench.upload(&path, json!({}), &[("big", vec![0; 10 * 1024 * 1024 + 1])]).await.code(), 40005);
    let nothing = json!({ "attachments": [{ "id": 7 }], "content": "x" });
    assert_eq!(bench.says(nothing).await.code(), 50035);
}

#[tokio::test]
async fn the_same_nonce_gives_the_same_message_for_some_minutes() {
    let bench = Bench::start().await;
    let body = json!({ "content": "x", "nonce": "n1", "enforce_nonce": true });
    let first = bench.says(body.clone()).await;
    assert_eq!(bench.says(body.clone()).await.body["id"], first.body["id"]);
    bench.hands.advance(Duration::minutes(6));
    assert_ne!(bench.says(body).await.body["id"], first.body["id"]);
}

#[tokio::test]
async fn old_messages_are_not_edited_for_ever() {
    let bench = Bench::with(|options| options.late_edits = 2).await;
    let id = bench.says(json!({ "content": "card" })).await.body["id"].clone();
    let path = format!("{}/messages/{}", bench.general(), text(&id));
    bench.hands.advance(Duration::minutes(61));
    for (text, code) in [("a", 0), ("b", 0), ("c", 30046)] {
        assert_eq!(bench.call(Method::PATCH, &path, json!({ "content": text })).await.code(), code);
    }
}

#[tokio::test]
async fn a_channel_is_renamed_twice_in_ten_minutes() {
    let bench = Bench::start().await;
    let rename =
        async |name: &str| bench.call(Method::PATCH, &bench.general(), json!({ "name": name })).await;
    let path = bench.general();
    let patch = async |body: Value| bench.call(Method::PATCH, &path, body).await;
    assert_eq!(rename("General Talk!").await.body["name"], "general-talk");
    assert_eq!(patch(json!({ "topic": "new" })).await.status, 200);
    let third = patch(json!({ "topic": "newer" })).await;
    assert_eq!(third.status, 429);
    assert!(third.body["retry_after"].as_f64().unwrap() > 500.0);
    assert_eq!(patch(json!({ "position": 3 })).await.status, 200, "other settings do not count");
    bench.hands.advance(Duration::minutes(10));
    assert_eq!(patch(json!({ "topic": "newer" })).await.status, 200);
    assert_eq!(patch(json!({ "topic": long(1025) })).await.code(), 50035);
}

#[tokio::test]
async fn fifty_channels_fill_a_category_and_five_hundred_a_server() {
    let bench = Bench::start().await;
    let category = bench.guild.make("incidents", ChannelKind::Category, None);
    for n in 0..49 {
        bench.guild.create_channel_in(category, &format!("inc-{n}"));
    }
    let path = format!("/guilds/{}/channels", bench.guild.id());
    let body = json!({ "name": "INC 50", "parent_id": category });
    let fiftieth = bench.post(&path, body.clone()).await;
    assert_eq!((fiftieth.status.as_u16(), text(&fiftieth.body["name"])), (201, "inc-50"));
    let next = bench.post(&path, body).await;
    let errors = &next.body["errors"]["parent_id"]["_errors"][0];
    assert_eq!((next.code(), text(&errors["code"])), (50035, "CHANNEL_PARENT_MAX_CHANNELS"));
    for n in bench.guild.channels().len()..500 {
        bench.guild.create_channel(&format!("c-{n}"));
    }
    assert_eq!(bench.post(&path, json!({ "name": "one-more" })).await.code(), 30013);
}

#[tokio::test]
async fn two_hundred_and_fifty_messages_are_pinned() {
    let bench = Bench::start().await;
    for n in 0..=250 {
        let id = bench.says(json!({ "content": "pin" })).await.body["id"].clone();
        let route = if n % 2 == 0 { "pins" } else { "messages/pins" };
        let path = format!("{}/{route}/{}", bench.general(), text(&id));
        let pinned = bench.call(Method::PUT, &path, Value::Null).await;
        assert_eq!((pinned.status.as_u16(), pinned.code()), if n < 250 { (204, 0) } else { (400, 30003) });
    }
    let page = bench.get(&format!("{}/messages/pins?limit=50", bench.general())).await;
    assert_eq!((page.body["items"].as_array().unwrap().len(), &page.body["has_more"]), (50, &json!(true)));
}

#[tokio::test]
async fn commands_keep_discords_limits() {
    let bench = Bench::start().await;
    let path = format!("/applications/{}/commands", bench.sim.application());
    let option = |name: &str, required: bool| json!({ "type": 3, "name": name, "description": "d", "required": required });
    let with = |options: Vec<Value>| json!({ "name": "a", "description": "d", "options": options });
    let named = |name: &str| json!({ "name": name, "description": "d" });
    let heavy: Vec<Value> = (0..25)
        .map(|n| {
            let choices: Vec<Value> =
                (0..4).map(|c| json!({ "name": format!("{c}{}", long(40)), "value": long(45) })).collect();
            json!({ "type": 3, "name": format!("o{n}"), "description": "d", "choices": choices })
        })
        .collect();
    let in_german =
        |text: &str| json!({ "name": "a", "description": "d", "description_localizations": { "de": text } });
    let chosen = |names: [&str; 2]| {
        let choice = |(n, name): (usize, &&str)| json!({ "name": n.to_string(), "value": "v", "name_localizations": { "de": name } });
        let choices: Vec<Value> = names.iter().enumerate().map(choice).collect();
        with(vec![json!({ "type": 3, "name": "x", "description": "d", "choices": choices })])
    };
    let locale = json!({ "name": "a", "description": "d", "description_localizations": { "german": "d" } });
    let cases = [
        ("in German", in_german("Etwas"), 201),
        ("in a language Discord does not have", locale, 400),
        ("too long in German", in_german(&long(101)), 400),
        ("nothing in German", in_german(""), 400),
        ("choices in German", chosen(["eins", "zwei"]), 200),
        ("the same choice in German", chosen(["eins", "eins"]), 400),
        ("fine", named("add-it"), 201),
        ("upper case", named("Add"), 400),
        ("a blank", named("a b"), 400),
        ("too long", named(&long(33)), 400),
        ("no description", json!({ "name": "a" }), 400),
        ("order", with(vec![option("x", true), option("y", false)]), 200),
        ("required after optional", with(vec![option("y", false), option("x", true)]), 400),
        ("too many", with((0..26).map(|n| option(&format!("o{n}"), false)).collect()), 400),
        ("too heavy", with(heavy), 400),
        ("same name", with(vec![option("x", true), option("x", true)]), 400),
        ("menu with description", json!({ "name": "Add it", "type": 3, "description": "d" }), 400),
        ("menu", json!({ "name": "Add it", "type": 3 }), 201),
    ];
    for (name, body, status) in cases {
        let got = bench.post(&path, body).await;
        assert_eq!(got.status.as_u16(), status, "{name}: {}", got.body);
    }
    let many: Vec<Value> = (0..101).map(|n| named(&format!("c{n}"))).collect();
    assert_eq!(bench.call(Method::PUT, &path, json!(many[..100])).await.status, 200);
    assert_eq!(bench.call(Method::PUT, &path, json!(many)).await.code(), 30032);
}

#[tokio::test]
async fn events_lie_ahead_and_have_an_end() {
    let bench = Bench::start().await;
    let path = format!("/guilds/{}/scheduled-events", bench.guild.id());
    let body = |starts: &str, ends: &str| {
        json!({ "name": "Review", "privacy_level": 2, "entity_type": 3, "entity_metadata": { "location": "here" },
                "scheduled_start_time": starts, "scheduled_end_time": ends })
    };
    let made = bench.post(&path, body("2099-01-01T10:00:00Z", "2099-01-01T11:00:00Z")).await;
    assert_eq!(made.status, 200, "{}", made.body);
    assert_eq!(bench.post(&path, body("2001-01-01T10:00:00Z", "2099-01-01T11:00:00Z")).await.code(), 50035);
    assert_eq!(bench.post(&path, body("2099-01-01T10:00:00Z", "2099-01-01T09:00:00Z")).await.code(), 50035);
    let one = format!("{path}/{}", text(&made.body["id"]));
    assert_eq!(bench.call(Method::PATCH, &one, json!({ "name": "Later" })).await.body["name"], "Later");
    assert_eq!(bench.call(Method::DELETE, &one, Value::Null).await.status, 204);
    assert_eq!(bench.get(&one).await.code(), 10070);
}

#[tokio::test]
async fn an_unknown_route_fails_loudly() {
    let bench = Bench::start().await;
    assert_eq!(bench.get("/guilds/1/webhooks").await.status, 404);
    assert_eq!(bench.sim.take_violations()[0].kind, ViolationKind::UnknownRoute);
    let odd = format!("{}/messages?&limit=1", bench.general());
    assert_eq!(bench.get(&odd).await.status, 200);
    bench.is_clean();
}
