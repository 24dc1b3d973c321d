//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{Key, Layers};

/// A chat-ops incident bot for Discord.
#[derive(Debug, Parser)]
#[command(name = "sitrep", version = env!("SITREP_VERSION"), arg_required_else_help = true)]
pub struct Cli {
    /// Settings given as flags.
    #[command(flatten)]
    pub flags: Flags,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the bot against Discord.
    Run,
    /// Try everything without a token: a pretend Discord and a page to sit at, in one process.
    Demo,
    /// Look at everything a start needs and a night depends on, and say how to mend each.
    Doctor,
    /// Walk the audit log, and name every row that was changed, taken out or put in by another hand.
    Verify,
    /// Bring the database to this program's schema, and stop.
    Migrate,
    /// Copy the database to a file, while the bot runs or not, and read the copy through.
    Backup {
        /// The file to write; it must not be there yet.
        #[arg(value_name = "FILE")]
        to: PathBuf,
    },
    /// Put a backup in the database's place, after reading it through. What was there is kept beside it.
    Restore {
        /// The backup.
        #[arg(value_name = "FILE")]
        from: PathBuf,
    },
    /// What can be done with the ledger from a shell.
    #[command(flatten)]
    Shell(crate::shell::Verb),
}

/// Settings given as flags; secrets have none, for other users of a machine can see them.
#[derive(Debug, Default, Clone, Args)]
pub struct Flags {
    /// Read settings from this file instead of sitrep.toml.
    #[arg(long, global = true, env = "SITREP_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Keep the database, attachments and backups in this folder.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Keep the ledger in sqlite://PATH or postgres://…
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// Call this address instead of Discord's.
    #[arg(long, global = true, value_name = "URL")]
    pub discord_url: Option<String>,
    /// Serve alerts, health and pages on this address; off for none.
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// The address people reach our pages by.
    #[arg(long, global = true, value_name = "URL")]
    pub public_url: Option<String>,
    /// What to log: error, warn, info, debug, trace, or target=level.
    #[arg(long, global = true, value_name = "FILTER")]
    pub log: Option<String>,
    /// How to log: text or json.
    #[arg(long, global = true, value_name = "FORMAT")]
    pub log_format: Option<String>,
}

impl Flags {
    /// The flags, the process's environment and the configuration file, to be read with `Config::read`.
    #[must_use]
    pub fn layers(&self) -> Layers {
        Layers::new()
            .with_file(self.config.clone())
            .with_env(|name| std::env::var(name).ok())
            .with_flags(self.given())
    }

    fn given(&self) -> impl Iterator<Item = (Key, String)> {
        let data = self.data.as_ref().map(|path| path.display().to_string());
        [
            (Key::Data, data),
            (Key::DatabaseUrl, self.database_url.clone()),
            (Key::DiscordUrl, self.discord_url.clone()),
            (Key::Listen, self.listen.clone()),
            (Key::PublicUrl, self.public_url.clone()),
            (Key::Log, self.log.clone()),
            (Key::LogFormat, self.log_format.clone()),
        ]
        .into_iter()
        .filter_map(|(key, text)| Some((key, text?)))
    }
}

/// How the program ended, as scripts see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// What was asked for is done.
    Done,
    /// It was tried and did not succeed.
    Failed,
    /// The command line or the configuration is wrong; nothing was tried.
    Misused,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Done => Self::SUCCESS,
            Ending::Failed => Self::from(1),
            Ending::Misused => Self::from(2),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::config::Config;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn flags_reach_the_configuration_wherever_they_stand() {
        for line in [
            ["sitrep", "--listen", "off", "--data", "/srv", "run"],
            ["sitrep", "run", "--listen", "off", "--data", "/srv"],
        ] {
            let cli = Cli::try_parse_from(line).unwrap();
            let layers = Layers::new().with_flags(cli.flags.given());
            let config = Config::read(&layers).unwrap();
            assert_eq!((config.listen, config.data), (None, PathBuf::from("/srv")));
        }
    }

    #[test]
    fn wrong_usage_is_told_apart_from_failure() {
        let error = Cli::try_parse_from(["sitrep", "dance"]).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert_eq!(ExitCode::from(Ending::Misused), ExitCode::from(2));
    }
}
