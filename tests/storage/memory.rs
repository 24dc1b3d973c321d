//! A system that gives the program not one more byte: it may end, and is started again by whoever watches it, but never stands still
//! as if all were well, and nothing that was answered is lost.

use std::process::Command;

use tests::world::process::Process;
use tests::world::stage::Stage;

/// So often is it asked for more than it has; it must have ended by then, or this tells nothing.
const ROUNDS: usize = 100;
const ROOM: &str = "inc-1-checkout-is-down";

fn give_no_more_to(process: &Process) {
    let given = Command::new("prlimit").args(["--pid", &process.id().to_string(), "--data=1"]).status();
    assert!(given.expect("Linux has prlimit").success());
}

/// What Ana is answered; nothing, if the program ends before that.
async fn asks_while_it_lives(stage: &Stage, line: &str) -> Option<String> {
    let id = stage.runs(ROOM, line);
    stage.until("she is answered, or it ends", || stage.is_answered(id) || stage.discord.online() == 0).await;
    stage.is_answered(id).then(|| stage.answer(id))
}

#[tokio::test]
async fn with_no_memory_left_to_have_it_ends_and_what_was_answered_is_there_at_the_next_start() {
    let stage = Stage::set().await;
    let process = stage.starts().await;
    stage.asks("general", "/incident open title:Checkout is down").await;
    stage.until("its card is there", || stage.cards(ROOM) == 1).await;
    give_no_more_to(&process);
    let (mut answered, mut rounds) = (Vec::new(), 0..ROUNDS);
    for round in rounds.by_ref() {
        let text = format!("Looked at it {round} times");
        match asks_while_it_lives(&stage, &format!("/timeline add text:{text}")).await {
            Some(told) if told.contains(&text) => answered.push(text),
            Some(_apology) => {}
            None => break,
        }
        if asks_while_it_lives(&stage, "/postmortem export format:pdf").await.is_none() {
            break;
        }
    }
    assert!(rounds.next().is_some(), "it was never short of memory");
    let code = process.ended_by_itself().await;
    assert_ne!(code, Some(0), "it says that it did not end in peace");
    assert!(!answered.is_empty(), "it goes on for as long as it can");
    let again = stage.starts().await;
    assert!(stage.asks(ROOM, "/timeline add text:Here again").await.contains("Here again"));
    stage.kills(again).await;
    let kept = rusqlite::Connection::open(stage.database.folder().join("sitrep.db")).unwrap();
    for text in answered {
        let sql = "select count(*) from entries where text = $1";
        let count: i64 = kept.query_row(sql, [&text], |row| row.get(0)).unwrap();
        assert_eq!(count, 1, "answered: {text}");
    }
}
