//! What this machine and its configuration offer.

use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use incidents::model::finding::Finding;
use incidents::sentence;

use crate::backups;
use crate::config::{Config, Database};

/// From so old on, the newest backup is no longer of last night.
const OLD: TimeDelta = TimeDelta::days(2);

/// What is to be known of a machine; by default there is nothing to say of it.
#[derive(Debug, Clone, Default)]
pub struct Machine(Option<Known>);

#[derive(Debug, Clone)]
struct Known {
    data: PathBuf,
    is_postgres: bool,
    backs_up: bool,
    is_public: bool,
    shows_life: bool,
    reads_messages: bool,
}

impl Machine {
    /// A machine by its configuration.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        Self(Some(Known {
            data: config.data.clone(),
            is_postgres: matches!(config.database, Database::Postgres(_)),
            backs_up: config.backup.at.is_some(),
            is_public: config.public_url.is_some(),
            shows_life: config.heartbeat.is_some(),
            reads_messages: config.discord.privileged.messages,
        }))
    }

    /// Whether the bot is to read messages.
    pub(crate) fn reads_messages(&self) -> Option<bool> {
        self.0.as_ref().map(|known| known.reads_messages)
    }

    /// All there is to say to whoever runs it, without leaving it.
    pub(super) fn look(&self, now: DateTime<Utc>) -> Vec<Finding> {
        let Some(known) = &self.0 else { return Vec::new() };
        let mut findings = vec![Finding::fine("configuration", "every setting can be read")];
        findings.push(folder(&known.data));
        findings.extend(self.promises(now));
        if !known.is_public {
            findings.push(Finding::doubtful(
                "web",
                "there is no public address, so messages carry no links to pages",
                "set SITREP_PUBLIC_URL to the address people reach SITREP_LISTEN by",
            ));
        }
        findings
    }

    /// What those who trust in it should know: whether there is a backup, and whether anybody would notice its death.
    pub(crate) fn promises(&self, now: DateTime<Utc>) -> Vec<Finding> {
        let Some(known) = &self.0 else { return Vec::new() };
        let life = match known.shows_life {
            true => Finding::fine("heartbeat", sentence!("signs of life go out")),
            false => Finding::doubtful(
                "heartbeat",
                sentence!("nobody outside would notice if Sitrep stopped"),
                sentence!(
                    "set SITREP_HEARTBEAT_URL to an address that raises an alarm when it is not called"
                ),
            ),
        };
        vec![known.backup(now), life]
    }
}

impl Known {
    fn backup(&self, now: DateTime<Utc>) -> Finding {
        if self.is_postgres {
            return Finding::fine("backup", sentence!("left to the Postgres server's own tools"));
        }
        if !self.backs_up {
            let mend = sentence!("set SITREP_BACKUP_AT, unless something else copies the database");
            return Finding::doubtful("backup", sentence!("none are made by themselves"), mend);
        }
        match backups::newest(&self.data) {
            None => Finding::doubtful(
                "backup",
                sentence!("there is none yet"),
                sentence!("`sitrep backup FILE` makes one now; a running bot makes one every night"),
            ),
            Some(at) if now - at > OLD => Finding::broken(
                "backup",
                sentence!("the newest is {days} days old", days = (now - at).num_days()),
                sentence!("look in the bot's log for why none was made since"),
            ),
            Some(at) => {
                let says = sentence!("the newest is {hours} h old", hours = (now - at).num_hours());
                Finding::fine("backup", says)
            }
        }
    }
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
