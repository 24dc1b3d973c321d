//! The supervisor against a small gateway that misbehaves as it is told.

mod peer;
mod reading;

use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};
use incidents::clock::Clock;
use serde_json::json;
use tokio::task::JoinHandle;

use self::peer::{Act, Peer};
use super::*;

/// How long a test waits for what must happen, before it fails instead of hanging.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// Writes down IDENTIFYs and what was heard.
#[derive(Default)]
struct Notes {
    identifies: Mutex<Vec<DateTime<Utc>>>,
    heard: Mutex<Vec<Heard>>,
}

#[serenity::async_trait]
impl IdentifyLog for Notes {
    async fn record(&self, at: DateTime<Utc>) {
        self.identifies.lock().unwrap().push(at);
    }

    async fn since(&self, at: DateTime<Utc>) -> u64 {
        self.identifies.lock().unwrap().iter().filter(|then| **then >= at).count().try_into().unwrap()
    }
}

#[serenity::async_trait]
impl Ears for Notes {
    async fn heard(&self, event: Heard) {
        self.heard.lock().unwrap().push(event);
    }
}

/// A gateway under test beside its peer.
struct World {
    peer: Peer,
    clock: Clock,
    notes: Arc<Notes>,
    hearing: watch::Receiver<Hearing>,
    stop: CancellationToken,
    running: JoinHandle<Result<(), Fatal>>,
}

impl World {
    async fn start(acts: impl IntoIterator<Item = Act>) -> Self {
        Self::start_with(acts, Notes::default()).await
    }

    async fn start_with(acts: impl IntoIterator<Item = Act>, notes: Notes) -> Self {
        let peer = Peer::start(acts).await;
        let clock = Clock::by_hand(noon());
        let discord = Discord::loopback_only(peer.base(), "token".into(), clock.clone()).unwrap();
        let notes = Arc::new(notes);
        let gateway =
            Gateway::new(discord, clock.clone(), Privileged::default(), (notes.clone(), notes.clone()));
        let (hearing, stop) = (gateway.hearing(), CancellationToken::new());
        let running = tokio::spawn({
            let stop = stop.clone();
            async move { gateway.run(stop).await }
        });
        Self { peer, clock, notes, hearing, stop, running }
    }

    async fn hears(&mut self, matches: impl FnMut(&Hearing) -> bool) {
        let heard = tokio::time::timeout(PATIENCE, self.hearing.wait_for(matches)).await;
        heard.expect("this is never heard").unwrap();
    }

    fn heard<T>(&self, pick: impl FnMut(&Heard) -> Option<T>) -> Vec<T> {
        self.notes.heard.lock().unwrap().iter().filter_map(pick).collect()
    }

    async fn ends(self) -> Result<(), Fatal> {
        self.running.await.unwrap()
    }
}

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn button_press() -> serde_json::Value {
    json!({
        "id": "5", "application_id": "6", "type": 3, "token": "secret-token", "version": 1, "channel_id": "8",
        "guild_id": "7", "locale": "en-GB", "entitlements": [], "attachment_size_limit": 1,
        "member": {"user": {"id": "9", "username": "ana"}, "roles": [], "deaf": false, "mute": false, "flags": 0,
            "joined_at": null, "permissions": "8"},
        "data": {"custom_id": "ack:1", "component_type": 2},
    })
}

#[tokio::test]
async fn what_the_gateway_says_is_heard_and_counted() {
    let mut world = World::start([Act::Ready]).await;
    world.hears(|hearing| hearing.link == Link::Up && hearing.received_in_session == 1).await;
    // Serenity wants the message of a button press; that it is missing must not cost us the press.
    world.peer.dispatch("INTERACTION_CREATE", button_press());
    world.peer.dispatch("TYPING_START", json!({"nonsense": true}));
    world.peer.dispatch("MESSAGE_CREATE", json!({"nonsense": true}));
    world.hears(|hearing| hearing.received_in_session == 4 && hearing.in_flight == 0).await;
    let presses = world.heard(|heard| match heard {
        Heard::Interaction(it) => Some((it.id.0, it.member.user.0, it.kind)),
        _ => None,
    });
    assert_eq!(presses, [(5, 9, Kind::Component)]);
    let unparsed = world.heard(|heard| match heard {
        Heard::Unparsed { kind, .. } => Some(kind.clone()),
        _ => None,
    });
    assert_eq!(unparsed, ["MESSAGE_CREATE"]);
    world.stop.cancel();
    assert_eq!(world.ends().await, Ok(()));
}

#[tokio::test]
async fn a_cut_is_resumed_at_the_other_address_without_identifying_again() {
    let mut world = World::start([Act::Ready]).await;
    world.hears(|hearing| hearing.received_in_session == 1 && hearing.in_flight == 0).await;
    world.peer.cut(Some(4000));
    world.hears(|hearing| hearing.received_in_session == 2 && hearing.in_flight == 0).await;
    assert_eq!(world.heard(|heard| matches!(heard, Heard::Resumed).then_some(())).len(), 1);
    assert_eq!(world.peer.resumes(), ["/resume"]);
    assert_eq!(world.notes.identifies.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_session_that_is_void_gives_way_to_a_new_one_at_once() {
    let mut world = World::start([Act::Ready, Act::Ready]).await;
    world.hears(|hearing| hearing.received_in_session == 1 && hearing.in_flight == 0).await;
    world.peer.invalidate();
    world.hears(|hearing| hearing.sessions == 2 && hearing.link == Link::Up).await;
    assert_eq!(world.notes.identifies.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_gateway_that_closes_before_ready_is_asked_ever_more_slowly() {
    // One more than there are sessions: after the second the gateway is asked for its reason.
    let acts = std::iter::repeat_n(Act::Close(4000), 9).chain([Act::Ready]);
    let mut world = World::start(acts).await;
    // The first two come at once; each later one waits for the clock.
    for (wait, sessions) in [(0, 2), (5, 3), (10, 4), (20, 5), (40, 6), (80, 7), (160, 8), (320, 9)] {
        let asked = u64::from(sessions > 2);
        world.peer.waits_for_identifies(sessions - 1 + asked).await;
        let due = world.clock.now() + TimeDelta::seconds(wait);
        if wait > 0 {
            world.hears(|hearing| hearing.retry_at == Some(due)).await;
            world.clock.advance(TimeDelta::seconds(wait));
        }
        world.hears(|hearing| hearing.sessions == sessions).await;
    }
    world.hears(|hearing| hearing.link == Link::Up).await;
    assert_eq!(world.notes.identifies.lock().unwrap().len(), 10);
}

#[tokio::test]
async fn a_gateway_that_never_gets_ready_is_left() {
    let mut world = World::start([Act::Silence, Act::Ready]).await;
    world.peer.waits_for_identifies(1).await;
    world.clock.advance(TimeDelta::seconds(20));
    world.hears(|hearing| hearing.sessions == 2 && hearing.link == Link::Up).await;
}

#[tokio::test]
async fn no_retry_mends_a_wrong_token_or_a_missing_intent() {
    for (code, fatal) in [(4004, Fatal::Token), (4013, Fatal::Outdated), (4014, Fatal::DisallowedIntents)] {
        let world = World::start([Act::Close(code)]).await;
        assert_eq!(world.ends().await, Err(fatal));
    }
    assert!(Fatal::DisallowedIntents.to_string().contains("Message Content"));
}

#[tokio::test]
async fn what_serenity_keeps_to_itself_is_asked_for_at_the_second_loss() {
    let world = World::start([Act::Close(4012); 3]).await;
    assert_eq!(world.ends().await, Err(Fatal::Outdated));
    // After these it does not even end the session.
    for (code, fatal) in [(4010, Fatal::Outdated), (4011, Fatal::TooManyServers)] {
        let world = World::start([Act::Close(code); 3]).await;
        for session in 1..=2 {
            world.peer.waits_for_identifies(session).await;
            world.clock.advance(TimeDelta::seconds(20));
        }
        assert_eq!(world.ends().await, Err(fatal), "{code}");
    }
}

#[tokio::test]
async fn the_day_s_budget_of_identifies_is_kept_over_restarts() {
    let spent = Notes::default();
    *spent.identifies.lock().unwrap() = vec![noon() - TimeDelta::hours(23); 500];
    let mut world = World::start_with([Act::Ready], spent).await;
    for _ in 0..5 {
        world.clock.advance(TimeDelta::minutes(10));
        tokio::task::yield_now().await;
    }
    assert_eq!(world.peer.identifies(), 0);
    world.clock.advance(TimeDelta::minutes(30));
    world.hears(|hearing| hearing.link == Link::Up).await;
    assert_eq!(world.peer.identifies(), 1);
}

#[tokio::test]
async fn stopping_does_not_wait_for_the_gateway() {
    for acts in [vec![Act::Ready], vec![Act::Silence], vec![Act::Close(4000); 3]] {
        let world = World::start(acts).await;
        world.peer.waits_for_identifies(1).await;
        world.stop.cancel();
        assert_eq!(world.ends().await, Ok(()));
    }
}
