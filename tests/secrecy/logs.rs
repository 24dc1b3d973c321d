//! What lies about afterwards: logs at their loudest, backups, health pages. None of it holds a token, and no log a text.

use std::process::{Command, Stdio};

use simulator::Permissions;
use tests::world::process::{Process, free_address, myself};
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
    let address = free_address();
    command.env("SITREP_LISTEN", address.to_string());
    stage.ana.give(stage.guild.role("Keepers", Permissions::MANAGE_GUILD));
    let process = stage.starts_by(command).await;
    stage.asks("general", &format!("/incident open title:{SECRET} breach private:true")).await;
    stage.until("its card is there", || stage.cards(&format!("inc-1-{SECRET}-breach")) == 1).await;
    stage.asks("general", &format!("/timeline add text:the {SECRET} key leaked incident:1")).await;
    stage.asks("general", "/incident resolve incident:1 cause:x resolution:y").await;
    stage.asks("general", "/settings set setting:status_page value:on").await;
    let token = stage.discord.token();
    let guild = stage.guild.id();
    for page in
        ["healthz", "readyz", "metrics", &format!("status/{guild}"), &format!("status/{guild}/feed.atom")]
    {
        let shown = reqwest::get(format!("http://{address}/{page}")).await.unwrap().text().await.unwrap();
        assert!(shown.len() > 1 && !shown.contains(SECRET) && !shown.contains(&token), "{page}: {shown}");
    }
    let (url, data) = (stage.database_url(), stage.database.folder().display().to_string());
    let made = Process::ended(
        &format!("backup {data}/copy.db"),
        &[("SITREP_DATABASE_URL", &url), ("SITREP_DATA", &data), ("SITREP_LOG", "trace")],
    );
    assert_eq!(made.code, Some(0), "{made:?}");
    stage.kills(process).await;
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.lines().count() > 20 && log.contains("TRACE"), "it was loud");
    for (what, word) in [("the token", token.as_str()), ("a text", SECRET)] {
        let found = log.lines().find(|line| line.contains(word));
        assert_eq!(found, None, "the log holds {what}");
    }
    for file in ["sitrep.db", "sitrep.db-wal", "copy.db"] {
        let bytes = std::fs::read(stage.database.folder().join(file)).unwrap_or_default();
        let holds = bytes.windows(token.len()).any(|window| window == token.as_bytes());
        assert!(!holds, "{file} holds the token");
    }
    let mut named = vec![stage.database.folder().to_path_buf()];
    while let Some(folder) = named.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = entry.file_name().unwrap().to_string_lossy().into_owned();
            assert!(!name.contains(SECRET), "a file tells it by its name: {name}");
            named.extend(entry.is_dir().then_some(entry));
        }
    }
    assert!(!made.said.contains(&token) && !made.printed.contains(SECRET), "{made:?}");
}
