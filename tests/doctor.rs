//! `sitrep doctor`: what it says of a machine in good order, and of each thing that is not.

use tests::world::process::{Ended, Process};
use tests::world::stage::Stage;

fn asks(stage: &Stage, more: &[(&str, &str)]) -> Ended {
    let (url, data) = (stage.database_url(), stage.database.folder().display().to_string());
    let (token, base) = (stage.discord.token(), stage.discord.base_url().to_owned());
    let mut variables = vec![
        ("SITREP_DATABASE_URL", url.as_str()),
        ("SITREP_DATA", data.as_str()),
        ("DISCORD_TOKEN", token.as_str()),
        ("SITREP_DISCORD_URL", base.as_str()),
        ("SITREP_PUBLIC_URL", "https://sitrep.example.com"),
    ];
    variables.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    variables.extend(more);
    Process::ended("doctor", &variables)
}

#[track_caller]
fn says(ended: &Ended, verdict: &str, part: &str, words: &str) {
    let found = ended.printed.lines().any(|line| {
        line.starts_with(verdict)
            && line[verdict.len()..].trim_start().starts_with(part)
            && line.contains(words)
    });
    assert!(found, "no line {verdict:?} {part:?} {words:?} in {ended:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_machine_in_good_order_is_said_to_be_and_each_fault_comes_with_its_mend() {
    let stage = Stage::set().await;
    let fresh = asks(&stage, &[]);
    says(&fresh, "look", "database", "there is none yet");
    assert_eq!(fresh.code, Some(0), "a machine before its first start is not broken: {fresh:#?}");
    let process = stage.starts().await;
    stage.asks("general", "/incident open title:Checkout is down").await;
    stage.until("its card is there", || stage.cards("inc-1-checkout-is-down") == 1).await;
    let good = asks(&stage, &[]);
    assert_eq!(good.code, Some(0), "{good:#?}");
    says(&good, "ok", "database", "every page, index and reference is whole");
    says(&good, "ok", "discord", "the token is that of");
    says(&good, "ok", "clock", "agrees with Discord's");
    says(&good, "ok", "permissions", "Acme: all that is needed");
    says(&good, "look", "backup", "there is none yet");
    let lacking = simulator::Permissions::from_bits(1 << 10 | 1 << 11);
    stage.guild.set_bot_permissions(lacking);
    let poor = asks(&stage, &[("SITREP_INTENT_MESSAGE_CONTENT", "true")]);
    assert_eq!(poor.code, Some(1), "{poor:#?}");
    says(&poor, "broken", "permissions", "Acme: missing Manage Channels");
    assert!(
        poor.printed.contains("Server Settings, Roles, the bot's role, turn on Manage Channels"),
        "{poor:#?}"
    );
    says(&poor, "broken", "intents", "is to read messages, and may not");
    let wrong = asks(&stage, &[("DISCORD_TOKEN", "wrong")]);
    says(&wrong, "broken", "discord", "the token is not accepted");
    assert!(!wrong.printed.contains("wrong\n") && wrong.code == Some(1), "{wrong:#?}");
    let nowhere = asks(&stage, &[("SITREP_DATA", "/proc/nowhere")]);
    says(&nowhere, "broken", "data", "cannot be written to");
    stage.kills(process).await;
    let path = stage.database.folder().join("sitrep.db");
    for log in ["sitrep.db-wal", "sitrep.db-shm"] {
        drop(std::fs::remove_file(stage.database.folder().join(log)));
    }
    std::fs::write(&path, "Call the bank on Monday. ".repeat(500)).unwrap();
    let damaged = asks(&stage, &[]);
    says(&damaged, "broken", "database", "is not a SQLite database. Restore a backup in its place");
    assert_eq!(std::fs::read_to_string(&path).unwrap().len(), 12_500, "looking changes nothing");
}
