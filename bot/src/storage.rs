//! What the operator does to the database as a whole: backing it up, putting a backup back, and keeping two bots off one file.

use std::fs::{File, TryLockError};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use incidents::{Clock, Files, backup, checkup};

use crate::config::{Config, Database};
use crate::program::place;
use crate::progress::Bar;

/// `sitrep backup FILE`: works beside a running bot.
pub fn back_up(config: &Config, to: &Path) -> Result<()> {
    let database = sqlite(config, "make one with `pg_dump`, as your other backups of that server are made")?;
    let mut bar = Bar::new("backing up");
    let made = backup::make(database, &files(config), to, |progress| bar.show(progress.done, progress.all));
    drop(bar);
    let made = made?;
    say(&format!("{} holds {}, and was read through.", to.display(), size(made.bytes)));
    if made.files > 0 {
        say(&format!("{} copies of files went into the folder attachments beside it.", made.files));
    }
    Ok(())
}

/// `sitrep restore FILE`: the bot must not run meanwhile.
pub fn restore(config: &Config, from: &Path) -> Result<()> {
    let database = sqlite(config, "put one back with `psql` or `pg_restore`")?;
    let _lock = only_one(database)?;
    let mut bar = Bar::new("restoring");
    let to = (database, &files(config));
    let put_back =
        backup::put_back(from, to, Clock::system().now(), |progress| bar.show(progress.done, progress.all));
    drop(bar);
    let put_back = put_back?;
    say(&format!("{} holds {} incidents again.", database.display(), put_back.contents.incidents));
    if let Some(aside) = &put_back.aside {
        say(&format!("What was there before is kept at {}.", aside.display()));
    }
    if put_back.keeps_counting {
        say("Numbers that were given since the backup are not given again.");
    } else {
        say(
            "The old database is too damaged to say which numbers it gave. The bot finds those of incidents that have a \
             channel when it starts.",
        );
    }
    Ok(())
}

/// `sitrep verify`: walks the audit log. Fails when a seal does not hold.
pub fn verify(config: &Config) -> Result<()> {
    let mut broken = 0;
    for (server, chain) in checkup::chains(&place(config))? {
        say(&format!("{server}: {} rows, the last sealed {}", chain.head.length, chain.head.seal));
        for what in &chain.broken {
            say(&format!("  {what}"));
        }
        broken += chain.broken.len();
    }
    if broken > 0 {
        bail!("the audit log is not as it was written: {broken} things are wrong with it");
    }
    say("Every seal holds. Note the last ones elsewhere, and compare them when it matters.");
    Ok(())
}

/// Our own copies of files.
#[must_use]
pub fn files(config: &Config) -> Files {
    Files::within(&config.data.join("attachments"))
}

fn sqlite<'c>(config: &'c Config, instead: &str) -> Result<&'c Path> {
    match &config.database {
        Database::Sqlite(path) => Ok(path),
        Database::Postgres(_) => {
            bail!("the database is a Postgres server, whose backups are not Sitrep's to make: {instead}")
        }
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} bytes"),
        1_024..1_048_576 => format!("{} kB", bytes / 1_024),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}

#[expect(clippy::print_stdout, reason = "what came of it is what the command is for")]
fn say(line: &str) {
    println!("{line}");
}

/// Makes sure that no other bot runs on the same SQLite file, for as long as the file that this gives back lives. The lock lies
/// beside the database and not on it, so that a shell or a backup can read there meanwhile.
pub fn only_one(database: &Path) -> Result<File> {
    let path = database.with_extension("lock");
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!(
            "another Sitrep already runs on {}. Stop it first, or give this one a database of its own",
            database.display()
        ),
        Err(TryLockError::Error(why)) => Err(why).with_context(|| format!("cannot lock {}", path.display())),
    }
}
