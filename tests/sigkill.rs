//! The real program, killed with SIGKILL wherever it hurts: nothing answered is lost, nothing is made twice.

use std::collections::BTreeSet;

use simulator::{Fault, Matcher, MessageView, Mishap, Scope};
use tests::world::process::become_the_program;
use tests::world::stage::{KILLS_ON_ONE, Stage, now};

/// Not a story: what the child process runs.
#[test]
fn the_program_itself() {
    become_the_program();
}

#[tokio::test]
async fn killed_at_each_call_of_opening_there_is_one_channel_and_one_card() {
    let calls = [
        ("GET", "/guilds/*/channels", 1),
        ("POST", "/guilds/*/channels", 1),
        ("POST", "/guilds/*/channels", 2),
        ("POST", "/channels/*/messages", 1),
        ("PUT", "/channels/*/messages/pins/*", 1),
        ("PATCH", "/webhooks/*/*/messages/@original", 1),
    ];
    let stage = Stage::set().await;
    let mut process = stage.starts().await;
    for (n, ((method, path, nth), what)) in calls
        .iter()
        .flat_map(|call| [(*call, Mishap::HangBefore), (*call, Mishap::HangAfterEffect)])
        .enumerate()
    {
        let number = n + 1;
        if nth == 2 || path == "/guilds/*/channels" && method == "GET" {
            // The category is found once and remembered; only a first opening makes these calls.
            if number > 1 {
                continue;
            }
        }
        stage.discord.faults().add(Fault { on: Matcher::nth(method, path, nth), what });
        stage.runs("general", &format!("/incident open title:Number {number}"));
        stage.until("the call is made", || stage.discord.faults().left() == 0).await;
        stage.kills(process).await;
        process = stage.starts().await;
    }
    for channel in stage.guild.channels().iter().filter(|channel| channel.name.starts_with("inc-")) {
        stage.until("every incident has its card", || stage.cards(&channel.name) == 1).await;
        assert_eq!(stage.channels(&channel.name), 1, "{}", channel.name);
    }
}

/// What goes wrong with one of the next calls.
fn mishap(chance: u64) -> Fault {
    let calls = [
        ("POST", "/channels/*/messages"),
        ("PATCH", "/channels/*/messages/*"),
        ("POST", "/guilds/*/channels"),
        ("PUT", "/channels/*/messages/pins/*"),
        ("POST", "/users/@me/channels"),
    ];
    let whats = [
        Mishap::ResetBefore,
        Mishap::ResetAfterEffect,
        Mishap::Html(502),
        Mishap::HangAfterEffect,
        Mishap::RateLimited { retry_after: 0.3, scope: Scope::User, has_code: false },
    ];
    let pick = |count: usize, shift: u32| usize::try_from(chance >> shift).unwrap_or(0) % count;
    let (method, path) = calls[pick(calls.len(), 8)];
    Fault { on: Matcher::first(method, path), what: whats[pick(whats.len(), 16)].clone() }
}

/// How many direct messages call Ana with these words.
fn called(stage: &Stage, text: &str) -> i64 {
    let directs = stage.ana.directs();
    let count = directs.iter().filter(|message| format!("{message:?}").contains(text)).count();
    i64::try_from(count).expect("few")
}

/// How many messages in an incident's channel are its card, pinned or not.
fn said_cards(stage: &Stage, name: &str) -> usize {
    let channel = stage.guild.channel(name).expect("it is there");
    let is_card = |message: &&MessageView| format!("{:?}", message.embeds).contains("Severity");
    stage.ana.sees(channel).iter().filter(is_card).count()
}

/// The nonces of what was sent to Ana with these words, each once.
fn nonces(stage: &Stage, text: &str) -> BTreeSet<String> {
    let calls = stage.discord.calls().into_iter().filter(|call| call.method == "POST");
    let calls = calls.filter(|call| call.body["content"].as_str().is_some_and(|said| said.contains(text)));
    let direct = stage.ana.directs().first().map(|message| format!("/channels/{}/messages", message.channel));
    calls
        .filter(|call| Some(&call.path) == direct.as_ref())
        .map(|call| call.body["nonce"].to_string())
        .collect()
}

/// How often a page with these words was to call somebody.
fn tries(stage: &Stage, text: &str) -> i64 {
    let raw = rusqlite::Connection::open(stage.database.folder().join("sitrep.db")).unwrap();
    let sql = "select count(*) from attempts where page_id in (select id from pages where message = $1)";
    raw.query_row(sql, [text], |row| row.get(0)).unwrap()
}

/// Whether a page with these words has reached somebody: by a message of its own, or in one that tells of several.
fn is_told(stage: &Stage, text: &str) -> bool {
    let raw = rusqlite::Connection::open(stage.database.folder().join("sitrep.db")).unwrap();
    let sql = "select count(*) from attempts a left join attempts b on b.id = a.bundled_in
               where coalesce(b.state, a.state) in ('sent', 'delivered', 'read')
                 and a.page_id in (select id from pages where message = $1)";
    raw.query_row(sql, [text], |row| row.get::<_, i64>(0)).unwrap() > 0
}

/// What became of each try to tell of a page.
fn fates(stage: &Stage, text: &str) -> Vec<String> {
    let raw = rusqlite::Connection::open(stage.database.folder().join("sitrep.db")).unwrap();
    let sql = "select id || ' ' || way || ' ' || state || ' ' || coalesce(problem, '') || ' in ' || coalesce(bundled_in, 0)
               from attempts where page_id in (select id from pages where message = $1)";
    let mut found = raw.prepare(sql).unwrap();
    found.query_map([text], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// A stream of commands, with the program killed in the midst of it again and again.
#[tokio::test]
async fn killed_at_random_instants_everything_answered_is_there() {
    let kills = std::env::var("SITREP_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(20);
    for first in (0..kills).step_by(KILLS_ON_ONE) {
        let seed = u64::try_from(first + 1).expect("few");
        killed_on_a_stage(KILLS_ON_ONE.min(kills - first), 0x2545_f491_4f6c_dd1d ^ seed).await;
    }
}

/// Kills it this often, at instants that this number chooses.
async fn killed_on_a_stage(kills: usize, mut chance: u64) {
    let stage = Stage::set().await;
    let mut process = stage.starts().await;
    let opened = stage.runs("general", "/incident open title:Long one");
    stage.until("it is open", || stage.is_answered(opened) && stage.cards("inc-1-long-one") == 1).await;
    let (mut answered, mut opened_too, mut paged) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..kills {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        stage.discord.faults().clear();
        stage.discord.faults().add(mishap(chance));
        if round % 5 == 0 {
            opened_too.push((round, stage.runs("general", &format!("/incident open title:Round {round}"))));
        }
        if round % 5 == 2 {
            let line = format!("/page send who:{} message:Round {round}.", stage.ana.mention());
            paged.push((round, stage.runs("inc-1-long-one", &line)));
        }
        let asked: Vec<_> = (0..8)
            .map(|n| {
                (
                    round,
                    n,
                    stage.runs("inc-1-long-one", &format!("/timeline add text:round {round} entry {n}.")),
                )
            })
            .collect();
        let calls = stage.discord.call_count() + chance % 9;
        stage.until("some calls are made", || stage.discord.call_count() >= calls).await;
        stage.kills(process).await;
        answered.extend(asked.into_iter().filter(|(_, _, id)| stage.is_answered(*id)));
        process = stage.starts().await;
    }
    stage.discord.faults().clear();
    let survived = |asked: &(usize, simulator::InteractionId)| stage.is_answered(asked.1).then_some(asked.0);
    for round in paged.iter().filter_map(survived) {
        let text = format!("Round {round}.");
        let latest = now() + chrono::TimeDelta::seconds(60);
        while !is_told(&stage, &text) {
            assert!(now() < latest, "an answered page was never sent: {text} {:?}", fates(&stage, &text));
            tokio::task::yield_now().await;
        }
        let (heard, tries) = (called(&stage, &text), tries(&stage, &text));
        assert!(heard <= tries, "{text} was heard {heard} times and sent {tries} times");
        let nonces = nonces(&stage, &text);
        assert!(
            nonces.len() <= usize::try_from(tries).unwrap(),
            "a repeat of {text} is the same: {nonces:?}"
        );
    }
    stage.settles().await;
    for channel in stage.guild.channels().iter().filter(|channel| channel.name.starts_with("inc-")) {
        let cards = (said_cards(&stage, &channel.name), stage.cards(&channel.name));
        assert_eq!((stage.channels(&channel.name), cards), (1, (1, 1)), "{}", channel.name);
    }
    for round in opened_too.iter().filter_map(survived) {
        let title = format!("-round-{round}");
        assert!(stage.guild.channels().iter().any(|channel| channel.name.ends_with(&title)), "{title}");
    }
    stage.kills(process).await;
    let kept = rusqlite::Connection::open(stage.database.folder().join("sitrep.db")).unwrap();
    for (round, n, _) in &answered {
        let text = format!("round {round} entry {n}.");
        let sql = "select count(*) from entries where text = $1";
        let count: i64 = kept.query_row(sql, [&text], |row| row.get(0)).unwrap();
        assert_eq!(count, 1, "answered: {text}");
    }
    let sound: String = kept.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    assert_eq!((stage.channels("inc-1-long-one"), stage.cards("inc-1-long-one")), (1, 1));
    assert!(!answered.is_empty(), "some commands were answered before a kill");
}

#[tokio::test]
async fn asked_to_end_it_finishes_what_is_in_hand_and_goes() {
    let stage = Stage::set().await;
    let process = stage.starts().await;
    let opened = stage.runs("general", "/incident open title:Long one");
    stage.until("it is answered", || stage.is_answered(opened)).await;
    let before = now();
    let ended = tokio::task::spawn_blocking(move || process.terminate()).await.unwrap();
    assert_eq!(ended.code, Some(0));
    assert!(now() - before < chrono::TimeDelta::seconds(10), "it took {}", now() - before);
    let process = stage.starts().await;
    stage.until("the rest is done", || stage.cards("inc-1-long-one") == 1).await;
    assert_eq!(stage.channels("inc-1-long-one"), 1);
    stage.kills(process).await;
}
