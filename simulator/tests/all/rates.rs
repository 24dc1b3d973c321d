//! Rate limits and their planned forms.

use chrono::Duration;
use serde_json::json;
use simulator::{Fault, Limits, Matcher, Mishap, Scope};

use crate::support::Bench;

#[tokio::test]
async fn five_messages_in_five_seconds_fill_a_bucket() {
    let bench = Bench::with(|_| {}).await;
    for left in (0..5).rev() {
        let got = bench.says(json!({ "content": "x" })).await;
        assert_eq!(got.headers["x-ratelimit-remaining"], left.to_string().as_str());
    }
    let full = bench.says(json!({ "content": "x" })).await;
    assert_eq!((full.status.as_u16(), &full.headers["x-ratelimit-scope"]), (429, &"user".parse().unwrap()));
    assert_eq!((full.body["retry_after"].as_f64(), &full.body["global"]), (Some(5.0), &json!(false)));
    assert_eq!(full.headers["retry-after"], "5");
    let other = bench.guild.create_channel("other");
    let elsewhere = bench.post(&format!("/channels/{other}/messages"), json!({ "content": "x" })).await;
    assert_eq!(elsewhere.status, 200, "each channel has its own bucket");
    bench.hands.advance(Duration::seconds(5));
    assert_eq!(bench.says(json!({ "content": "x" })).await.status, 200);
    assert_eq!(bench.sim.invalid_requests(), 1);
}

#[tokio::test]
async fn fifty_a_second_in_all_but_answers_are_free() {
    let bench = Bench::with(|options| options.limits = Limits::Discord { global_per_second: 3 }).await;
    for _ in 0..3 {
        assert_eq!(bench.get("/users/@me").await.status, 200);
    }
    let full = bench.get("/users/@me").await;
    assert_eq!((full.status.as_u16(), &full.body["global"]), (429, &json!(true)));
    assert_eq!(full.headers["x-ratelimit-global"], "true");
    assert_eq!(bench.post("/interactions/1/x/callback", json!({ "type": 5 })).await.code(), 10062);
    bench.sim.enforce(Limits::Off);
    assert_eq!(bench.get("/users/@me").await.status, 200);
}

#[tokio::test]
async fn a_planned_limit_has_any_shape_and_is_no_fault_of_the_bot() {
    let bench = Bench::start().await;
    for (scope, has_code) in [(Scope::Shared, false), (Scope::Global, true), (Scope::User, false)] {
        let what = Mishap::RateLimited { retry_after: 0.5, scope, has_code };
        bench.sim.faults().add(Fault { on: Matcher::first("GET", "/users/@me"), what });
        let got = bench.get("/users/@me").await;
        assert_eq!((got.status.as_u16(), got.body.get("code").is_some()), (429, has_code));
        assert_eq!(got.body["retry_after"], 0.5);
    }
    assert_eq!(bench.sim.invalid_requests(), 2, "shared limits do not count");
    bench.is_clean();
}
