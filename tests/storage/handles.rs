//! A system that gives the program not one more file or connection: people are answered all the same, and once others let go everybody
//! is let in again.

use std::process::Command;

use tests::world::process::{Process, free_address, myself};
use tests::world::stage::Stage;
use tokio::net::TcpStream;

/// So many may be held: what the program needs for itself, and some for guests.
const MOST: usize = 96;

fn held(process: &Process) -> usize {
    std::fs::read_dir(format!("/proc/{}/fd", process.id())).map_or(0, Iterator::count)
}

#[tokio::test]
async fn with_no_file_left_to_hold_people_are_answered_and_later_everybody_is_let_in() {
    let stage = Stage::set().await;
    let address = free_address();
    let mut command = Command::new("sh");
    command.args(["-c", &format!(r#"ulimit -n {MOST} && exec "$0" "$@""#)]).arg(myself());
    command.env("SITREP_LISTEN", address.to_string());
    let process = stage.starts_by(command).await;
    stage.asks("general", "/incident open title:Checkout is down").await;
    stage.until("its card is there", || stage.cards("inc-1-checkout-is-down") == 1).await;
    let mut guests = Vec::new();
    for _ in 0..MOST {
        guests.push(TcpStream::connect(address).await.expect("the system lets them wait at the door"));
    }
    while held(&process) < MOST {
        tokio::task::yield_now().await;
    }
    for nth in 0..20 {
        let text = format!("Looked at it {nth} times");
        let told = stage.asks("inc-1-checkout-is-down", &format!("/timeline add text:{text}")).await;
        assert!(told.contains(&text), "{told}");
    }
    drop(guests);
    let health = reqwest::get(format!("http://{address}/healthz")).await.unwrap();
    assert!(health.status().is_success(), "{health:?}");
    stage.kills(process).await;
}
