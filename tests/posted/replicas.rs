//! Two programs on one Postgres behind one address: either answers, and either may be killed.

use std::net::SocketAddr;
use std::process::Command;

use simulator::Answer;
use tests::world::balancer::Balancer;
use tests::world::database::{self, Kind};
use tests::world::process::{Process, free_address, myself};
use tests::world::stage::Stage;

/// A program that Discord's requests may be given to.
struct Replica {
    process: Process,
    address: SocketAddr,
}

impl Replica {
    async fn start(stage: &Stage, balancer: &Balancer) -> Self {
        let address = free_address();
        let mut command = Command::new(myself());
        command.env("SITREP_LISTEN", address.to_string());
        command.env("DISCORD_PUBLIC_KEY", stage.discord.public_key());
        let process = Process::start_by(command, &stage.discord, &stage.database_url());
        balancer.adds(address).await;
        Self { process, address }
    }
}

/// What somebody was told, and how often they had to ask before that.
struct Told {
    text: String,
    in_vain: usize,
}

/// Runs a command, and again for as long as whoever was to answer it is gone, as a person does.
async fn asks(stage: &Stage, line: &str) -> Told {
    let mut in_vain = 0;
    loop {
        let id = stage.runs("general", line);
        stage
            .until("it is answered, or nobody is there", || {
                stage.is_answered(id) || stage.discord.unanswered(id).is_some()
            })
            .await;
        if stage.is_answered(id) {
            return Told { text: stage.answer(id), in_vain };
        }
        in_vain += 1;
    }
}

#[tokio::test]
async fn behind_one_address_either_of_two_answers_and_either_may_be_killed() {
    if !tokio::task::spawn_blocking(|| database::kinds().contains(&Kind::Postgres)).await.unwrap() {
        return;
    }
    let stage = Stage::over(Kind::Postgres).await;
    let balancer = Balancer::start().await;
    let mut replicas = vec![Replica::start(&stage, &balancer).await, Replica::start(&stage, &balancer).await];
    stage.until("one of them listens", || stage.discord.online() == 1).await;
    stage.until("people can type", || !stage.discord.commands().is_empty()).await;
    let address = format!("http://{}/interactions", balancer.address());
    stage.discord.sends_interactions_to(&address).await.expect("Discord takes the address");
    let (mut opened, mut in_vain, mut rooms) = (0, 0, Vec::new());
    for round in 0..4 {
        let before: Vec<_> = replicas.iter().map(|one| balancer.given_to(one.address)).collect();
        for _ in 0..4 {
            opened += 1;
            let told = asks(&stage, &format!("/incident open title:Number {opened}")).await;
            in_vain += told.in_vain;
            let number = told.text.split("INC-").nth(1).and_then(|rest| rest.split(' ').next());
            let number: usize = number.and_then(|number| number.parse().ok()).expect("it has a number");
            // What was asked in vain may be done all the same, and takes a number then.
            assert!((opened..=opened + in_vain).contains(&number), "number {opened} is INC-{number}");
            rooms.push(format!("inc-{number}-number-{opened}"));
        }
        for (one, before) in replicas.iter().zip(before) {
            assert!(balancer.given_to(one.address) > before, "both answer");
        }
        // The one that listens to Discord and the one that stands by, in turn: whichever was started first leads.
        let dead = replicas.remove(round % 2);
        let hanging = stage.runs("general", "/incident list");
        dead.process.kill();
        let told = asks(&stage, "/incident list").await;
        assert!(
            told.text.contains(&format!("Number {opened}")),
            "at once, and with all that was answered: {}",
            told.text
        );
        stage
            .until("what was under way is answered or known to be lost", || {
                stage.is_answered(hanging) || stage.discord.unanswered(hanging).is_some()
            })
            .await;
        replicas.push(Replica::start(&stage, &balancer).await);
    }
    for name in rooms {
        stage.until("it has its channel and its card", || stage.cards(&name) == 1).await;
        assert_eq!(stage.channels(&name), 1, "{name}");
    }
}

#[tokio::test]
async fn what_takes_longer_than_a_second_is_promised_first() {
    if !tokio::task::spawn_blocking(|| database::kinds().contains(&Kind::Postgres)).await.unwrap() {
        return;
    }
    let stage = Stage::over(Kind::Postgres).await;
    let balancer = Balancer::start().await;
    let _replica = Replica::start(&stage, &balancer).await;
    stage.until("people can type", || !stage.discord.commands().is_empty()).await;
    let address = format!("http://{}/interactions", balancer.address());
    stage.discord.sends_interactions_to(&address).await.expect("Discord takes the address");
    let url = stage.database_url();
    let holds = tokio::task::spawn_blocking(move || {
        let mut holder = postgres::Client::connect(&url, postgres::NoTls).unwrap();
        holder.batch_execute("begin; lock table incidents in access exclusive mode").unwrap();
        holder
    });
    let mut holder = holds.await.unwrap();
    let id = stage.runs("general", "/incident open title:Slow");
    stage.until("it is promised", || matches!(stage.discord.answer_of(id), Some(Answer::Deferred(_)))).await;
    tokio::task::spawn_blocking(move || holder.batch_execute("commit").unwrap()).await.unwrap();
    stage.until("it is answered", || stage.is_answered(id)).await;
    assert!(stage.answer(id).contains("INC-1"));
    assert!(stage.discord.take_violations().is_empty());
}
