//! The limiter by itself: who goes when, by a clock that is moved by hand.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, StatusCode};
use tokio::task::JoinHandle;

use super::super::call::Priority;
use super::*;

fn clock() -> Clock {
    Clock::by_hand(DateTime::from_timestamp(1_800_000_000, 0).unwrap())
}

fn limiter(clock: &Clock, limits: Limits) -> Limiter {
    Limiter::new(limits, clock.clone())
}

fn send(channel: &str) -> Call {
    Call::new(Method::POST, "/channels/:id/messages", &channel, String::new())
}

fn edit(channel: &str) -> Call {
    Call::new(Method::PATCH, "/channels/:id/messages/:id", &channel, String::new())
}

fn headers(bucket: &'static str, remaining: u32, resets_after: u32) -> HeaderMap {
    headers_with_limit(5, bucket, remaining, resets_after)
}

fn headers_with_limit(limit: u32, bucket: &'static str, remaining: u32, resets_after: u32) -> HeaderMap {
    let pairs = [
        ("x-ratelimit-bucket", bucket.to_owned()),
        ("x-ratelimit-limit", limit.to_string()),
        ("x-ratelimit-remaining", remaining.to_string()),
        ("x-ratelimit-reset-after", resets_after.to_string()),
    ];
    pairs
        .into_iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(&value).unwrap()))
        .collect()
}

/// A call goes out and its answer tells the bucket's state.
async fn answered(limiter: &Limiter, call: Call, headers: &HeaderMap) {
    limiter.enter(&call).await.unwrap_or_else(|failure| panic!("{failure}")).learn(StatusCode::OK, headers);
}

async fn wait_of(limiter: &Limiter, call: Call) -> Option<(i64, Scope)> {
    match limiter.enter(&call).await {
        Ok(_) => None,
        Err(Failure::RetryAfter { at, scope }) => Some(((at - limiter.now()).num_seconds(), scope)),
        Err(other) => panic!("{other}"),
    }
}

fn impatient() -> Limits {
    Limits { patience: TimeDelta::zero(), ..Limits::default() }
}

#[tokio::test]
async fn an_empty_bucket_holds_its_own_calls_and_no_others() {
    let clock = clock();
    let limiter = limiter(&clock, impatient());
    answered(&limiter, send("1"), &headers("b", 0, 4)).await;
    assert_eq!(wait_of(&limiter, send("1")).await, Some((4, Scope::Bucket)));
    assert_eq!(wait_of(&limiter, send("2")).await, None);
    assert_eq!(wait_of(&limiter, edit("1")).await, None);
    clock.advance(TimeDelta::seconds(4));
    assert_eq!(wait_of(&limiter, send("1")).await, None);
}

#[tokio::test]
async fn routes_that_share_a_bucket_are_counted_together() {
    let clock = clock();
    let limiter = limiter(&clock, impatient());
    answered(&limiter, edit("1"), &headers("b", 3, 4)).await;
    answered(&limiter, send("1"), &headers("b", 0, 4)).await;
    assert_eq!(wait_of(&limiter, edit("1")).await, Some((4, Scope::Bucket)));
    assert_eq!(wait_of(&limiter, edit("2")).await, None);
}

#[tokio::test]
async fn calls_that_are_out_are_counted_before_they_are_answered() {
    let clock = clock();
    let limiter = limiter(&clock, impatient());
    answered(&limiter, send("1"), &headers("b", 2, 4)).await;
    let first = limiter.enter(&send("1")).await.unwrap_or_else(|failure| panic!("{failure}"));
    let second = limiter.enter(&send("1")).await.unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(wait_of(&limiter, send("1")).await, Some((4, Scope::Bucket)));
    // Answers may overtake one another: an older count never raises a newer one.
    second.learn(StatusCode::OK, &headers("b", 0, 4));
    first.learn(StatusCode::OK, &headers("b", 1, 4));
    assert_eq!(wait_of(&limiter, send("1")).await, Some((4, Scope::Bucket)));
}

#[tokio::test]
async fn a_global_wait_holds_everything_but_interactions() {
    let clock = clock();
    let limiter = limiter(&clock, impatient());
    let at = clock.now() + TimeDelta::seconds(9);
    let permit = limiter.enter(&send("1")).await.unwrap_or_else(|failure| panic!("{failure}"));
    permit.failed(&Failure::RetryAfter { at, scope: Scope::Global });
    assert_eq!(wait_of(&limiter, edit("2")).await, Some((9, Scope::Global)));
    assert_eq!(wait_of(&limiter, edit("3").by_interaction()).await, None);
    clock.advance(TimeDelta::seconds(9));
    assert_eq!(wait_of(&limiter, edit("2")).await, None);
}

#[tokio::test]
async fn at_most_so_many_go_in_any_second() {
    let clock = clock();
    let limiter = limiter(&clock, Limits { global_per_second: 3, ..impatient() });
    for channel in ["1", "2", "3"] {
        assert_eq!(wait_of(&limiter, send(channel)).await, None);
        clock.advance(TimeDelta::milliseconds(200));
    }
    clock.advance(TimeDelta::milliseconds(399));
    assert!(matches!(wait_of(&limiter, send("4")).await, Some((_, Scope::Global))));
    clock.advance(TimeDelta::milliseconds(1));
    assert_eq!(wait_of(&limiter, send("4")).await, None);
    assert!(matches!(wait_of(&limiter, send("5")).await, Some((_, Scope::Global))));
}

#[tokio::test]
async fn the_most_urgent_goes_first_when_a_bucket_opens() {
    let clock = clock();
    let limiter = limiter(&clock, Limits { patience: TimeDelta::minutes(1), ..Limits::default() });
    answered(&limiter, send("1"), &headers_with_limit(1, "b", 0, 2)).await;
    let (told, mut hears) = tokio::sync::mpsc::unbounded_channel();
    let mut waiting: Vec<JoinHandle<()>> = Vec::new();
    let order = [Priority::Low, Priority::Normal, Priority::Page, Priority::Normal];
    for (n, priority) in order.into_iter().enumerate() {
        let (ours, told) = (limiter.clone(), told.clone());
        waiting.push(tokio::spawn(async move {
            let permit = ours.enter(&send("1").with_priority(priority)).await;
            told.send((priority, permit.is_ok())).unwrap();
            // The answer says that the bucket is empty again, so that the next must wait its turn.
            permit
                .unwrap_or_else(|failure| panic!("{failure}"))
                .learn(StatusCode::OK, &headers_with_limit(1, "b", 0, 2));
        }));
        while limiter.lock().waiting_count() < n + 1 {
            tokio::task::yield_now().await;
        }
    }
    for expected in [Priority::Page, Priority::Normal, Priority::Normal, Priority::Low] {
        clock.advance(TimeDelta::seconds(2));
        assert_eq!(hears.recv().await, Some((expected, true)));
        while limiter.lock().in_flight_count() > 0 {
            tokio::task::yield_now().await;
        }
    }
    for task in waiting {
        task.await.unwrap();
    }
}

#[tokio::test]
async fn a_bucket_that_opens_lets_through_no_more_than_it_holds() {
    let clock = clock();
    let limiter = limiter(&clock, impatient());
    answered(&limiter, send("1"), &headers_with_limit(2, "b", 0, 4)).await;
    clock.advance(TimeDelta::seconds(4));
    let first = limiter.enter(&send("1")).await.unwrap_or_else(|failure| panic!("{failure}"));
    let second = limiter.enter(&send("1")).await.unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(wait_of(&limiter, send("1")).await, Some((4, Scope::Bucket)));
    // What Discord tells outweighs what we guessed.
    first.learn(StatusCode::OK, &headers_with_limit(3, "b", 2, 4));
    drop((first, second));
    assert_eq!(wait_of(&limiter, send("1")).await, None);
}

#[tokio::test]
async fn one_who_gives_up_waiting_holds_nobody_up() {
    let clock = clock();
    let limiter = limiter(&clock, Limits::default());
    answered(&limiter, send("1"), &headers("b", 0, 2)).await;
    let ours = limiter.clone();
    let urgent =
        tokio::spawn(async move { ours.enter(&send("1").with_priority(Priority::Page)).await.is_ok() });
    while limiter.lock().waiting_count() < 1 {
        tokio::task::yield_now().await;
    }
    urgent.abort();
    assert!(urgent.await.unwrap_err().is_cancelled());
    clock.advance(TimeDelta::seconds(2));
    assert_eq!(wait_of(&limiter, send("1").with_priority(Priority::Low)).await, None);
}

#[tokio::test]
async fn too_many_refusals_brake_all_but_answers() {
    let clock = clock();
    let limiter = limiter(&clock, Limits { refusals: 3, ..impatient() });
    for _ in 0..3 {
        let permit = limiter.enter(&send("1")).await.unwrap_or_else(|failure| panic!("{failure}"));
        permit.learn(StatusCode::FORBIDDEN, &HeaderMap::new());
    }
    assert!(matches!(wait_of(&limiter, send("1")).await, Some((_, Scope::Brake))));
    assert_eq!(wait_of(&limiter, edit("1").by_interaction()).await, None);
    clock.advance(TimeDelta::minutes(11));
    assert_eq!(wait_of(&limiter, send("1")).await, None);
}

#[tokio::test]
async fn what_does_not_count_as_refused_does_not_brake() {
    let clock = clock();
    let limiter = limiter(&clock, Limits { refusals: 1, ..impatient() });
    let permit = limiter.enter(&send("1")).await.unwrap_or_else(|failure| panic!("{failure}"));
    permit.learn(StatusCode::NOT_FOUND, &HeaderMap::new());
    permit.failed(&Failure::RetryAfter { at: clock.now(), scope: Scope::Shared });
    drop(permit);
    assert_eq!(wait_of(&limiter, send("1")).await, None);
}

#[tokio::test]
async fn many_interactions_leave_no_trace() {
    let clock = clock();
    let limiter = limiter(&clock, impatient());
    for n in 0..5_000 {
        let call = Call::new(Method::POST, "/interactions/:id/:token/callback", &n, String::new());
        answered(&limiter, call.by_interaction(), &headers("b", 4, 1)).await;
        clock.advance(TimeDelta::milliseconds(10));
    }
    assert!(limiter.lock().bucket_count() <= 513, "{}", limiter.lock().bucket_count());
}
