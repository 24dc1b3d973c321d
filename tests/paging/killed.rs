//! The real program, killed in the midst of an escalation: no call is lost, none comes early, and none comes more than twice.
//!
//! A drill runs the real policy sixty times faster, so that a minute's wait is a second of the process's own time.

use simulator::{Fault, Matcher, Mishap, Person};
use tests::world::database::{Kind, kinds};
use tests::world::stage::{Stage, now};

/// A stage with an admin, and three people for a policy of this name: nobody is called by two, for many calls become one message.
async fn set(kind: Kind) -> Stage {
    let stage = Stage::over(kind).await;
    stage.ana.give(stage.guild.role("Owner", simulator::Permissions::MANAGE_GUILD));
    stage
}

async fn ladder(stage: &Stage, policy: &str) -> Vec<Person> {
    let people = ["ben", "cleo", "dee"].map(|name| stage.guild.person(&format!("{name}-{policy}")));
    stage.asks("general", &format!("/policy create name:{policy} repeat:0")).await;
    for one in &people {
        stage.asks("general", &format!("/policy step policy:{policy} after:1m who:{}", one.mention())).await;
    }
    people.into()
}

fn calls(one: &Person) -> usize {
    one.directs().iter().filter(|message| message.content.contains("DRILL")).count()
}

async fn is_over(stage: &Stage, policy: &str) {
    let told = || stage.ana.directs().into_iter().map(|message| message.content);
    let end = format!("{policy} is over");
    stage.until("it is over", || told().any(|text| text.contains(&end))).await;
}

#[tokio::test]
async fn killed_at_each_write_of_an_escalation_everybody_is_called_in_turn() {
    let stage = set(Kind::Sqlite).await;
    let mut process = stage.starts().await;
    // A direct message takes two calls, for the first level and for those after it.
    let deaths = [("/users/@me/channels", 1), ("/channels/*/messages", 1), ("/channels/*/messages", 2)];
    let deaths =
        deaths.iter().flat_map(|death| [(*death, Mishap::HangBefore), (*death, Mishap::HangAfterEffect)]);
    for (number, ((path, nth), what)) in deaths.enumerate() {
        let (name, policy) = (format!("{path} {nth} {what:?}"), format!("p{number}"));
        let people = ladder(&stage, &policy).await;
        stage.discord.faults().add(Fault { on: Matcher::nth("POST", path, nth), what });
        let began = now();
        stage.asks("general", &format!("/page drill who:{policy} speed:60")).await;
        stage.until("the call is made", || stage.discord.faults().left() == 0).await;
        stage.kills(process).await;
        process = stage.starts().await;
        stage.until("the last is called", || calls(&people[2]) > 0).await;
        assert!(now() - began >= chrono::TimeDelta::seconds(2), "{name}: the third waits for the two before");
        is_over(&stage, &policy).await;
        for one in &people {
            let came = calls(one);
            assert!((1..=2).contains(&came), "{name}: {} was called {came} times", one.name());
        }
    }
    stage.kills(process).await;
}

#[tokio::test]
async fn two_programs_on_one_postgres_call_everybody_once() {
    if !tokio::task::spawn_blocking(kinds).await.expect("looking does not panic").contains(&Kind::Postgres) {
        return;
    }
    let stage = set(Kind::Postgres).await;
    let (one, other) = (stage.starts().await, stage.starts().await);
    let people = ladder(&stage, "p").await;
    stage.asks("general", "/page drill who:p speed:60").await;
    is_over(&stage, "p").await;
    let came: Vec<_> = people.iter().map(calls).collect();
    assert_eq!(came, [1, 1, 1]);
    drop((one, other));
}
