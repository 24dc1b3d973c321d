//! Several processes on one Postgres: one listens, all work, and when one dies nothing is lost and nothing is said twice.

use std::process::{Command, Stdio};

use chrono::TimeDelta;
use incidents::lead::Lead;
use incidents::operations::open;
use incidents::{Actor, Ledger, Place};
use incidents::{Clock, ids::GuildId};
use simulator::{Fault, Matcher, Mishap};
use tests::world::database::{self, Database, Kind};
use tests::world::process::{Process, myself};
use tests::world::proxy::Proxy;
use tests::world::stage::{Stage, now};

const GUILD: GuildId = GuildId(100);

/// Whether there is a Postgres; the story is then worth telling.
async fn has_postgres() -> bool {
    tokio::task::spawn_blocking(|| database::kinds().contains(&Kind::Postgres)).await.unwrap()
}

impl Standing {
    /// Starts a second program beside the first, and waits until it knows who it is.
    async fn start(stage: &Stage) -> Self {
        let before = asked_who(stage);
        let process = Process::start_by(Command::new(myself()), &stage.discord, &stage.database_url());
        stage.until("the second is there", || asked_who(stage) > before).await;
        Self(process)
    }
}

/// A program that stands by.
struct Standing(Process);

fn asked_who(stage: &Stage) -> usize {
    stage.discord.calls().iter().filter(|call| call.path.ends_with("/users/@me")).count()
}

#[tokio::test]
async fn when_the_leader_is_killed_another_takes_over_within_ten_seconds_and_makes_nothing_twice() {
    if !has_postgres().await {
        return;
    }
    let stage = Stage::over(Kind::Postgres).await;
    let first = stage.starts().await;
    let Standing(second) = Standing::start(&stage).await;
    assert_eq!(
        (stage.discord.online(), stage.discord.identifies()),
        (1, 1),
        "one listens, the other stands by"
    );
    let hang = |path: &str| Fault { on: Matcher::nth("POST", path, 1), what: Mishap::HangAfterEffect };
    for (number, path) in [(1, "/guilds/*/channels"), (2, "/channels/*/messages")] {
        stage.discord.faults().add(hang(path));
        stage.runs("general", &format!("/incident open title:Number {number}"));
        if number == 1 {
            stage.until("a call hangs", || stage.discord.faults().left() == 0).await;
        }
    }
    stage.until("both hang", || stage.discord.faults().left() == 0).await;
    let killed = now();
    // Whoever leads: the other one is left.
    first.kill();
    stage.until("the other listens", || stage.discord.identifies() == 2 && stage.discord.online() == 1).await;
    assert!(now() - killed < TimeDelta::seconds(10), "it took {}", now() - killed);
    let told = stage.asks("general", "/incident list").await;
    assert!(told.contains("Number 1") && told.contains("Number 2"), "{told}");
    for name in ["inc-1-number-1", "inc-2-number-2"] {
        stage.until("it has its card", || stage.cards(name) == 1).await;
        assert_eq!(stage.channels(name), 1, "{name}");
        let channel = stage.guild.channel(name).unwrap();
        let said: Vec<_> = stage.ana.sees(channel).into_iter().map(|message| message.embeds).collect();
        assert_eq!(
            said.iter().filter(|embeds| !embeds.is_empty()).count(),
            1,
            "one card in {name}: {said:?}"
        );
    }
    second.kill();
}

#[tokio::test]
async fn a_process_that_is_asked_to_end_hands_the_lead_over() {
    if !has_postgres().await {
        return;
    }
    let stage = Stage::over(Kind::Postgres).await;
    let mut command = Command::new(myself());
    command.stderr(Stdio::piped());
    let first = stage.starts_by(command).await;
    let Standing(_second) = Standing::start(&stage).await;
    let ended = tokio::task::spawn_blocking(move || first.terminate()).await.unwrap();
    assert_eq!((ended.code, ended.said.as_str()), (Some(0), ""), "it ends without a word of trouble");
    stage.until("the other listens", || stage.discord.identifies() == 2 && stage.discord.online() == 1).await;
    assert!(stage.asks("general", "/incident open title:After").await.contains("INC-1"));
}

#[tokio::test]
async fn only_one_leads_and_only_the_dead_are_buried() {
    if !has_postgres().await {
        return;
    }
    let database = tokio::task::spawn_blocking(|| Database::new(Kind::Postgres)).await.unwrap();
    let Place::Postgres(url) = database.place.clone() else { unreachable!() };
    let ledger = Ledger::open(database.place.clone(), Clock::system()).await.unwrap();
    let wish = open::Wish { title: "Checkout is down".into(), ..open::Wish::default() };
    ledger.change(Actor::sitrep(GUILD), move |change| open::open(change, &wish)).await.unwrap();
    let claims = |worker: &'static str| {
        let ledger = ledger.clone();
        async move {
            let by = Actor::sitrep(GUILD);
            let claim = move |change: &mut incidents::Change<'_>| {
                incidents::operations::deliver::claim(change, worker, 64)
            };
            ledger.change(by, claim).await.unwrap().len()
        }
    };
    let held = claims("dead").await;
    assert!(held > 0);
    let story = tokio::task::spawn_blocking(move || {
        let mut first = Lead::enter(&url, "first").unwrap();
        let dead = Lead::enter(&url, "dead").unwrap();
        let mut second = Lead::enter(&url, "second").unwrap();
        assert!(first.renew().unwrap() && first.renew().unwrap());
        assert!(!second.renew().unwrap(), "one at a time");
        assert_eq!(first.bury().unwrap(), 0, "it still lives");
        drop(dead);
        let taken = std::iter::repeat_with(|| first.bury().unwrap()).find(|count| *count > 0);
        assert_eq!(taken, Some(held as u64), "all it held is put back");
        drop(first);
        while !second.renew().unwrap() {}
    });
    story.await.unwrap();
    assert_eq!(claims("second").await, held);
    tokio::task::spawn_blocking(move || drop((ledger, database))).await.unwrap();
}

#[tokio::test]
async fn a_server_that_is_gone_for_a_while_is_found_again() {
    if !has_postgres().await {
        return;
    }
    let database = tokio::task::spawn_blocking(|| Database::new(Kind::Postgres)).await.unwrap();
    let Place::Postgres(url) = database.place.clone() else { unreachable!() };
    let config: postgres::Config = url.parse().unwrap();
    let Some(postgres::config::Host::Tcp(host)) = config.get_hosts().first().cloned() else { unreachable!() };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    let target = tokio::net::lookup_host((host.as_str(), port)).await.unwrap().next().unwrap();
    let line = Proxy::to(target).await;
    let through = url.replace(&format!("{host}:{port}"), &line.address().to_string());
    assert_ne!(through, url, "the address names its port");
    let ledger = Ledger::open(Place::Postgres(through), Clock::system()).await.unwrap();
    let opens = |title: &str| {
        let wish = open::Wish { title: title.into(), ..open::Wish::default() };
        let ledger = ledger.clone();
        async move { ledger.change(Actor::sitrep(GUILD), move |change| open::open(change, &wish)).await }
    };
    assert_eq!(opens("Before").await.unwrap().number.0, 1);
    line.cut();
    for _ in 0..8 {
        assert!(opens("Meanwhile").await.is_err(), "nothing is said to be written that is not");
    }
    line.mend();
    let mut numbers = Vec::new();
    while numbers.len() < 8 {
        // Each connection learns by itself that its line was cut.
        numbers.extend(opens("After").await.map(|incident| incident.number.0).ok());
    }
    assert_eq!(numbers, (2..10).collect::<Vec<_>>(), "nothing of the time between stands");
    let seen = ledger.read(|view| Ok(incidents::store::incidents::count_all(view)?)).await;
    assert_eq!(seen.unwrap_or(9), 9);
    tokio::task::spawn_blocking(move || drop((ledger, database))).await.unwrap();
}
