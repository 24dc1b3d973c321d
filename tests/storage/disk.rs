//! A disk without room: what cannot be written is refused in words, and once there is room it goes on by itself.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tests::world::process::myself;
use tests::world::stage::Stage;

/// Whether this machine lets us mount a small disk where only our child sees it. Says loudly when it does not.
fn can_mount() -> bool {
    let tried = Command::new("unshare")
        .args(["-m", "sh", "-c", "mount -t tmpfs -o size=1m none /mnt"])
        .stderr(Stdio::null())
        .status();
    let can = tried.is_ok_and(|status| status.success());
    if !can {
        assert!(std::env::var_os("SITREP_TEST_ALL").is_none(), "no small disk can be mounted here");
        eprintln!("======== NOT RUN: the story of the full disk, for this user may not mount one ========");
    }
    can
}

/// A command that mounts a small disk on a folder, for itself alone, and ends in the program.
fn on_a_small_disk(folder: &Path) -> Command {
    let mut command = Command::new("unshare");
    let script = r#"mount -t tmpfs -o size=4m none "$0" && exec "$@""#;
    command.args(["-m", "sh", "-c", script]).arg(folder).arg(myself());
    command
}

/// Room for a few commands.
const LEFT: u64 = 192 * 1_024;

/// Writes until nothing more can be written, and gives a little back.
fn fill(path: &Path) {
    let mut ballast = std::fs::File::create(path).unwrap();
    for piece in [64 * 1_024, 4_096, 512, 1] {
        while ballast.write_all(&vec![0; piece]).is_ok() {}
    }
    let full = ballast.metadata().unwrap().len();
    ballast.set_len(full - LEFT).unwrap();
}

#[tokio::test]
async fn a_full_disk_is_told_in_words_and_with_room_again_it_goes_on() {
    if !can_mount() {
        return;
    }
    let stage = Stage::set().await;
    let process = stage.starts_by(on_a_small_disk(stage.database.folder())).await;
    stage.asks("general", "/incident open title:Checkout is down").await;
    stage.until("its card is there", || stage.cards("inc-1-checkout-is-down") == 1).await;
    let disk = format!("/proc/{}/root{}", process.id(), stage.database.folder().display());
    let disk = Path::new(&disk);
    fill(&disk.join("ballast"));
    let (mut noted, mut refused) = (Vec::new(), 0);
    for n in 0..600 {
        let text = format!("note {n}.");
        let told = stage.asks("inc-1-checkout-is-down", &format!("/timeline add text:{text}")).await;
        if told.contains("the disk that holds my database is full. Nothing was changed.") {
            refused += 1;
        } else {
            assert!(told.contains(&text), "neither written nor refused: {told}");
            noted.push(text);
        }
        if refused == 3 {
            break;
        }
    }
    assert_eq!(refused, 3, "the disk was never full");
    assert!(!noted.is_empty(), "it was full from the first");
    std::fs::remove_file(disk.join("ballast")).unwrap();
    let told = stage.asks("inc-1-checkout-is-down", "/timeline add text:there is room.").await;
    assert!(told.contains("there is room."), "{told}");
    noted.push("there is room.".to_owned());
    let kept = stage.database.folder().join("kept");
    std::fs::create_dir_all(&kept).unwrap();
    for file in ["sitrep.db", "sitrep.db-wal"] {
        std::fs::copy(disk.join(file), kept.join(file)).unwrap();
    }
    stage.kills(process).await;
    let raw = rusqlite::Connection::open(kept.join("sitrep.db")).unwrap();
    let mut rows = raw
        .prepare("select text from entries where author_id is not null and event is null order by seq")
        .unwrap();
    let found: Vec<String> = rows.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    assert_eq!(found, noted, "what was answered is there, and nothing that was refused");
    let sound: String = raw.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
}
