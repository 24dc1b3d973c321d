//! The executor against a small server on this machine that answers as it is told.

mod peer;

use chrono::{DateTime, TimeDelta, Utc};
use incidents::ids::{ChannelId, GuildId, InteractionId, MessageId};
use serde_json::json;

use self::peer::{Answer, Peer};
use super::*;

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn discord(peer: &Peer) -> Discord {
    let timeouts = Timeouts { connect: Duration::from_millis(200), total: Duration::from_millis(300) };
    let limits = Limits { patience: TimeDelta::zero(), ..Limits::default() };
    Discord::with(peer.base(), "hunter2".into(), Clock::by_hand(noon()), (timeouts, limits)).unwrap()
}

async fn send(discord: &Discord, channel: i64) -> Result<Value, Failure> {
    let body = json!({"content": "hello"});
    discord.send_message(ChannelId(channel), body, Vec::new(), (Some("n-1"), Priority::Normal)).await
}

/// What one answer makes of a message sent.
async fn told(answer: Answer) -> Failure {
    let peer = Peer::start([answer]).await;
    send(&discord(&peer), 1).await.unwrap_err()
}

#[tokio::test]
async fn a_message_carries_its_nonce_and_our_token() {
    let peer = Peer::start([Answer::json(200, json!({"id": "31"}))]).await;
    let answer = send(&discord(&peer), 8).await.unwrap();
    assert_eq!(answer["id"], "31");
    let seen = peer.seen();
    assert_eq!(
        (seen[0].line.as_str(), seen[0].authorization.as_deref()),
        ("POST /api/v10/channels/8/messages", Some("Bot hunter2"))
    );
    assert_eq!(seen[0].json(), json!({"content": "hello", "nonce": "n-1", "enforce_nonce": true}));
}

#[tokio::test]
async fn files_stand_beside_the_body_and_are_named_in_it() {
    let peer = Peer::start([Answer::json(200, json!({}))]).await;
    let file =
        File { name: "inc-7.md".into(), media_type: "text/markdown".into(), bytes: b"# Seven".to_vec() };
    let sent = discord(&peer)
        .send_message(ChannelId(8), json!({"content": "hello"}), vec![file], (None, Priority::Normal))
        .await;
    sent.unwrap();
    let body = peer.seen()[0].body.clone();
    for part in [
        "name=\"payload_json\"",
        "\"attachments\":[{\"filename\":\"inc-7.md\",\"id\":\"0\"}]",
        "name=\"files[0]\"; filename=\"inc-7.md\"",
        "Content-Type: text/markdown",
        "# Seven",
    ] {
        assert!(body.contains(part), "{part} is missing in {body}");
    }
}

#[tokio::test]
async fn pins_go_by_the_new_route_and_reasons_into_the_audit_log() {
    let peer = Peer::start([Answer::status(204), Answer::json(201, json!({"id": "9"}))]).await;
    let discord = discord(&peer);
    discord.pin(ChannelId(8), MessageId(31)).await.unwrap();
    discord.create_channel(GuildId(7), json!({"name": "inc-7"}), "INC-7 is open").await.unwrap();
    let seen = peer.seen();
    assert_eq!(seen[0].line, "PUT /api/v10/channels/8/messages/pins/31");
    assert_eq!(seen[1].reason.as_deref(), Some("INC-7%20is%20open"));
}

#[tokio::test]
async fn every_shape_of_too_many_says_how_long_and_for_what() {
    let slow = |seconds: f64| json!({"message": "slow", "retry_after": seconds, "global": false});
    for (answer, ms, scope) in [
        (Answer::json(429, slow(1.337)).with("retry-after", "2"), 1_337, Scope::Bucket),
        (Answer::json(429, slow(583.0)).with("x-ratelimit-scope", "user"), 583_000, Scope::Bucket),
        (Answer::json(429, slow(3.0)).with("x-ratelimit-scope", "shared"), 3_000, Scope::Shared),
        (Answer::json(429, slow(3.0)).with("x-ratelimit-scope", "global"), 3_000, Scope::Global),
        (Answer::json(429, slow(3.0)).with("x-ratelimit-global", "true"), 3_000, Scope::Global),
        (Answer::json(429, json!({"retry_after": 2, "global": true, "code": 0})), 2_000, Scope::Global),
        (Answer::json(429, json!({"message": "slow"})).with("retry-after", "4"), 4_000, Scope::Bucket),
        (Answer::json(429, json!({})), 5_000, Scope::Bucket),
        (Answer::page(429).with("retry-after", "60"), 60_000, Scope::Global),
    ] {
        let at = noon() + TimeDelta::milliseconds(ms);
        let shape = format!("{answer:?}");
        assert_eq!(told(answer).await, Failure::RetryAfter { at, scope }, "{shape}");
    }
}

#[tokio::test]
async fn a_wait_holds_its_bucket_and_a_global_one_holds_all() {
    for (scope, others_go) in [("user", true), ("global", false)] {
        let slow = json!({"message": "slow", "retry_after": 9.0, "global": scope == "global"});
        let peer = Peer::start([
            Answer::json(429, slow).with("x-ratelimit-scope", scope),
            Answer::json(200, json!({})),
        ])
        .await;
        let discord = discord(&peer);
        assert!(send(&discord, 1).await.is_err());
        assert!(matches!(send(&discord, 1).await, Err(Failure::RetryAfter { .. })));
        assert_eq!(peer.seen().len(), 1, "a call that must wait was made");
        assert_eq!(send(&discord, 2).await.is_ok(), others_go, "{scope}");
    }
}

#[tokio::test]
async fn a_discord_that_is_unwell_may_have_done_it() {
    for answer in [
        Answer::json(500, json!({"message": "500: Internal Server Error", "code": 0})),
        Answer::page(502),
        Answer::page(200),
        Answer::Hang,
        Answer::Reset,
    ] {
        let shape = format!("{answer:?}");
        let failure = told(answer).await;
        assert!(
            matches!(failure, Failure::Unavailable { effect: Effect::Possible, .. }),
            "{shape}: {failure:?}"
        );
    }
}

#[tokio::test]
async fn a_discord_that_is_not_there_has_not_done_it() {
    let peer = Peer::start([]).await;
    let gone = Peer::nowhere().await;
    drop(peer);
    let clock = Clock::by_hand(noon());
    let discord = Discord::loopback_only(gone, "hunter2".into(), clock).unwrap();
    let failure = send(&discord, 1).await.unwrap_err();
    assert!(matches!(failure, Failure::Unavailable { effect: Effect::None, .. }), "{failure:?}");
}

#[tokio::test]
async fn a_refusal_has_its_reason_and_names_the_field_at_fault() {
    let full = json!({"code": 50035, "message": "Invalid Form Body", "errors": {"parent_id": {"_errors": [
        {"code": "CHANNEL_PARENT_MAX_CHANNELS", "message": "Maximum number of channels in category reached (50)"},
    ]}}});
    let long = json!({"code": 50035, "message": "Invalid Form Body", "errors": {"embeds": {"0": {"title": {"_errors": [
        {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 256 or fewer in length."},
    ]}}}}});
    for (status, body, reason) in [
        (401, json!({"message": "401: Unauthorized", "code": 0}), Reason::Unauthorized),
        (403, json!({"message": "Missing Permissions", "code": 50013}), Reason::MissingPermission),
        (403, json!({"message": "Missing Access", "code": 50001}), Reason::MissingAccess),
        (
            403,
            json!({"message": "Cannot send messages to this user", "code": 50007}),
            Reason::CannotDirectMessage,
        ),
        (404, json!({"message": "Unknown Channel", "code": 10003}), Reason::UnknownChannel),
        (404, json!({"message": "Unknown Message", "code": 10008}), Reason::UnknownMessage),
        (404, json!({"message": "Unknown interaction", "code": 10062}), Reason::UnknownInteraction),
        (400, json!({"message": "Maximum number of pins reached (250)", "code": 30003}), Reason::TooManyPins),
        (
            400,
            json!({"message": "Maximum number of guild channels reached (500)", "code": 30013}),
            Reason::TooManyChannels,
        ),
        (429, json!({"message": "Maximum number of edits", "code": 30046}), Reason::TooManyOldEdits),
        (400, full, Reason::CategoryFull),
        (400, long, Reason::InvalidBody),
        (418, json!({}), Reason::Other),
    ] {
        let Failure::Refused(refused) = told(Answer::json(status, body)).await else { panic!("{reason:?}") };
        assert_eq!((refused.status, refused.reason), (status, reason));
        if reason == Reason::InvalidBody {
            assert!(refused.message.contains("embeds.0.title: BASE_TYPE_MAX_LENGTH"), "{refused}");
        }
    }
}

#[tokio::test]
async fn an_answer_to_an_interaction_is_tried_once_more_and_no_more() {
    let already = Answer::json(400, json!({"message": "already acknowledged", "code": 40060}));
    for (answers, is_fine, calls) in [
        (vec![Answer::status(204)], true, 1),
        (vec![Answer::Reset, Answer::status(204)], true, 2),
        (vec![Answer::Reset, already.clone()], true, 2),
        (vec![already], false, 1),
        (vec![Answer::page(502), Answer::page(502), Answer::status(204)], false, 2),
    ] {
        let peer = Peer::start(answers).await;
        let answered =
            discord(&peer).answer_interaction(InteractionId(5), &"tok".into(), json!({"type": 5})).await;
        assert_eq!((answered.is_ok(), peer.seen().len()), (is_fine, calls));
        assert_eq!(peer.seen()[0].line, "POST /api/v10/interactions/5/tok/callback");
        assert_eq!(peer.seen()[0].authorization, None);
    }
}

#[tokio::test]
async fn no_token_shows_in_what_goes_wrong() {
    for answer in [Answer::Hang, Answer::Reset, Answer::page(502), Answer::json(404, json!({"code": 10015}))]
    {
        let peer = Peer::start([answer]).await;
        let discord = discord(&peer);
        let token = "hunter3".into();
        let edited = discord.edit_original(ApplicationId(6), &token, json!({}), Vec::new()).await;
        let failure = edited.unwrap_err();
        assert!(peer.seen()[0].line.contains("/webhooks/6/hunter3/messages/@original"));
        let shown = format!("{failure} {failure:?} {discord:?}");
        assert!(!shown.contains("hunter"), "{shown}");
    }
}

#[tokio::test]
async fn a_file_is_fetched_from_our_server_up_to_its_limit_and_from_no_other() {
    let peer =
        Peer::start([Answer::page(200), Answer::page(200), Answer::status(302), Answer::page(503)]).await;
    let discord = discord(&peer);
    let address = format!("{}attachments/1/file.html", peer.base());
    let file = discord.attachment(&address, 1_000).await.unwrap();
    assert_eq!(file.claimed_type.as_deref(), Some("text/html"));
    assert!(file.bytes.starts_with(b"<html>"));
    assert_eq!(discord.attachment(&address, 3).await, Err(NotFetched::TooLarge));
    assert_eq!(discord.attachment(&address, 1_000).await, Err(NotFetched::Gone));
    assert_eq!(discord.attachment(&address, 1_000).await, Err(NotFetched::Unavailable));
    for foreign in [
        "http://169.254.169.254/latest",
        "http://127.0.0.1:1/x",
        "https://cdn.discordapp.com/attachments/1",
        "file:///etc/passwd",
        "not an address",
    ] {
        assert_eq!(discord.attachment(foreign, 1_000).await, Err(NotFetched::ForeignAddress), "{foreign}");
    }
    assert!(peer.seen().iter().all(|seen| seen.authorization.is_none()));
}

#[test]
fn only_this_machine_is_taken_where_only_this_machine_may_be() {
    for (base, is_fine) in [
        ("http://127.0.0.1:1", true),
        ("http://localhost:1", true),
        ("http://[::1]:1", true),
        ("https://discord.com", false),
        ("http://discord.com", false),
        ("https://127.0.0.1.example.com", false),
    ] {
        let discord = Discord::loopback_only(base.parse().unwrap(), "t".into(), Clock::by_hand(noon()));
        assert_eq!(discord.is_ok(), is_fine, "{base}");
    }
}
