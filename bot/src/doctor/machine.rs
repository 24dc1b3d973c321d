//! What this machine and its configuration offer.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use incidents::model::finding::Finding;

use crate::backups;
use crate::config::{Config, Database};

/// From so old on, the newest backup is no longer of last night.
const OLD: TimeDelta = TimeDelta::days(2);

/// Looks without leaving the machine.
pub(super) fn look(config: &Config, now: DateTime<Utc>) -> Vec<Finding> {
    let mut findings = vec![Finding::fine("configuration", "every setting can be read")];
    findings.push(folder(&config.data));
    findings.extend(backup(config, now));
    if config.public_url.is_none() {
        findings.push(Finding::doubtful(
            "web",
            "there is no public address, so messages carry no links to pages",
            "set SITREP_PUBLIC_URL to the address people reach SITREP_LISTEN by",
        ));
    }
    findings
}

fn folder(data: &Path) -> Finding {
    let probe = data.join(".doctor");
    let tried = std::fs::create_dir_all(data)
        .and_then(|()| std::fs::write(&probe, b"can this be written?"))
        .and_then(|()| std::fs::remove_file(&probe));
    match tried {
        Ok(()) => Finding::fine("data", format!("{} can be written to", data.display())),
        Err(why) => Finding::broken(
            "data",
            format!("{} cannot be written to: {why}", data.display()),
            "let the user that runs Sitrep write there, or name another folder with SITREP_DATA",
        ),
    }
}

fn backup(config: &Config, now: DateTime<Utc>) -> Option<Finding> {
    if matches!(config.database, Database::Postgres(_)) {
        return Some(Finding::fine("backup", "left to the Postgres server's own tools"));
    }
    if config.backup.at.is_none() {
        return Some(Finding::doubtful(
            "backup",
            "none are made by themselves",
            "set SITREP_BACKUP_AT, unless something else copies the database",
        ));
    }
    Some(match backups::newest(&config.data) {
        None => Finding::doubtful(
            "backup",
            "there is none yet",
            "`sitrep backup FILE` makes one now; a running bot makes one every night",
        ),
        Some(at) if now - at > OLD => Finding::broken(
            "backup",
            format!("the newest is {} days old", (now - at).num_days()),
            "look in the bot's log for why none was made since",
        ),
        Some(at) => Finding::fine("backup", format!("the newest is {} h old", (now - at).num_hours())),
    })
}
