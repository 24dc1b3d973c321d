//! What lies about afterwards: logs at their loudest, backups, health pages. None of it holds a token, and no log a text.

use std::process::{Command, Stdio};

use tests::world::process::{Process, myself};
use tests::world::stage::Stage;

use super::SECRET;

#[tokio::test]
async fn the_loudest_log_and_a_backup_hold_no_secret() {
    let stage = Stage::set().await;
    let log = stage.database.folder().join("log");
    let mut command = Command::new("sh");
    // What `start_by` appends becomes the arguments of the last program; its own log level is outweighed.
    command.args(["-c", r#"SITREP_LOG=trace exec "$0" "$@""#]).arg(myself());
    command.stderr(Stdio::from(std::fs::File::create(&log).unwrap()));
    let process = stage.starts_by(command).await;
    stage.asks("general", &format!("/incident open title:{SECRET} breach private:true")).await;
    stage.until("its card is there", || stage.cards(&format!("inc-1-{SECRET}-breach")) == 1).await;
    stage.asks("general", &format!("/timeline add text:the {SECRET} key leaked incident:1")).await;
    stage.asks("general", "/incident resolve incident:1 cause:x resolution:y").await;
    let (url, data) = (stage.database_url(), stage.database.folder().display().to_string());
    let made = Process::ended(
        &format!("backup {data}/copy.db"),
        &[("SITREP_DATABASE_URL", &url), ("SITREP_DATA", &data), ("SITREP_LOG", "trace")],
    );
    assert_eq!(made.code, Some(0), "{made:?}");
    stage.kills(process).await;
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.lines().count() > 20 && log.contains("TRACE"), "it was loud");
    let token = stage.discord.token();
    for (what, word) in [("the token", token.as_str()), ("a text", SECRET)] {
        let found = log.lines().find(|line| line.contains(word));
        assert_eq!(found, None, "the log holds {what}");
    }
    for file in ["sitrep.db", "sitrep.db-wal", "copy.db"] {
        let bytes = std::fs::read(stage.database.folder().join(file)).unwrap_or_default();
        let holds = bytes.windows(token.len()).any(|window| window == token.as_bytes());
        assert!(!holds, "{file} holds the token");
    }
    assert!(!made.said.contains(&token) && !made.printed.contains(SECRET), "{made:?}");
}
