//! Nobody but Discord is believed at the door for interactions.

use chrono::TimeDelta;
use serde_json::{Value, json};
use simulator::{NotTaken, Signed};
use tests::world::World;
use tests::world::door::door;

/// Sends a body to the door, and gives back the status and the answer.
pub async fn post(address: &str, body: &str, signed: Signed) -> (u16, Value) {
    let mut request = reqwest::Client::new().post(address).body(body.to_owned());
    for (name, value) in signed {
        request = request.header(name, value);
    }
    let answer = request.send().await.expect("the door answers");
    (answer.status().as_u16(), serde_json::from_str(&answer.text().await.unwrap()).unwrap_or_default())
}

#[tokio::test]
async fn nobody_but_discord_is_believed() {
    let world = World::start().await;
    let web = world.answers_over_http().await;
    let address = format!("http://{}/interactions", web.address());
    let ana = world.person("ana");
    ana.runs("/incident open title:Checkout is down").await.says("INC-1");
    let mut forged = world.discord.last_interaction().unwrap();
    forged["id"] = json!("4242");
    let (body, now) = (forged.to_string(), world.clock.now());
    let unsigned = [("x-nothing", String::new()), ("x-less", String::new())];
    let [at, signature] = world.discord.signs(now, &body);
    let minutes = |count| world.discord.signs(now + TimeDelta::minutes(count), &body);
    let wrong = [
        unsigned,
        [at.clone(), ("x-less", String::new())],
        [at.clone(), (signature.0, "0".repeat(128))],
        [at.clone(), (signature.0, signature.1.chars().rev().collect())],
        [(at.0, format!("{}0", at.1)), signature.clone()],
        world.discord.signs(now, "another body"),
        minutes(-6),
        minutes(6),
    ];
    for signed in wrong {
        assert_eq!(post(&address, &body, signed.clone()).await.0, 401, "{signed:?}");
    }
    assert!(!ana.runs("/incident list").await.words().contains("INC-2"), "nothing was done");
    let taken = post(&address, &body, [at, signature]).await;
    assert_eq!((taken.0, &taken.1["type"]), (200, &json!(4)), "signed, the same counts: {taken:?}");
    assert!(ana.runs("/incident list").await.words().contains("INC-2"));
}

#[tokio::test]
async fn what_discord_signs_is_bounded_and_answered_even_if_it_cannot_be_read() {
    let world = World::start().await;
    let web = world.answers_over_http().await;
    let address = format!("http://{}/interactions", web.address());
    let sends = async |body: &str| post(&address, body, world.discord.signs(world.clock.now(), body)).await;
    assert_eq!(sends(r#"{"type":1}"#).await, (200, json!({"type": 1})));
    for broken in ["", "no", "{", &"[".repeat(100_000)] {
        assert_eq!(sends(broken).await.0, 400, "{:.20}", broken);
    }
    assert_eq!(sends(&"x".repeat(2 << 20)).await.0, 413);
    world.excuse("could not be read");
    for unknown in [r#"{"type":2,"id":"7","token":"t"}"#, r#"{"type":99,"id":"7"}"#] {
        let (status, answer) = sends(unknown).await;
        assert_eq!((status, &answer["type"]), (200, &json!(4)), "{unknown}");
        assert!(answer["data"]["content"].as_str().unwrap().contains("`7`"), "a reference: {answer}");
    }
}

#[tokio::test]
async fn without_a_key_there_is_no_such_door_and_discord_does_not_take_the_address() {
    let world = World::start().await;
    let web = door(&world.ledger).await;
    let address = format!("http://{}/interactions", web.address());
    let refused = world.discord.sends_interactions_to(&address).await;
    assert!(matches!(refused, Err(NotTaken::NoPong(_))), "{refused:?}");
}
