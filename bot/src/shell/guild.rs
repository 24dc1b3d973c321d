//! Which server a shell means: the one there is, or the one that is named.

use anyhow::{Result, bail};
use clap::Args;
use incidents::ids::GuildId;
use incidents::store::guilds::{self, Known};
use incidents::{Ledger, View};

use super::Misused;

/// The flag that names a server.
#[derive(Debug, Clone, Default, Args)]
pub struct Which {
    /// Which server, by its name or Discord id; needed where Sitrep is in several.
    #[arg(long, value_name = "SERVER")]
    pub guild: Option<String>,
}

impl Which {
    /// The server that is meant, which must be known. In a ledger that knows none yet a new start can begin with an id.
    pub async fn known(&self, ledger: &Ledger) -> Result<GuildId> {
        let all = ledger.read(|view: &mut View<'_>| Ok(guilds::all(view)?)).await?;
        match (self.guild.as_deref().map(str::trim), all.as_slice()) {
            (Some(named), []) => id(named).ok_or_else(|| {
                Misused(format!("\"{named}\" is no server's Discord id: it has 17 to 20 digits")).into()
            }),
            (Some(named), all) => match all.iter().find(|guild| is(guild, named)) {
                Some(guild) => Ok(guild.id),
                None => {
                    bail!(Misused(format!("no server \"{named}\" is known here; known are: {}", list(all))))
                }
            },
            (None, []) => bail!(Misused(
                "no server is known here yet: run the bot once, or name the server's Discord id with --guild"
                    .to_owned()
            )),
            (None, [only]) => Ok(only.id),
            (None, all) => match present(all).as_slice() {
                [only] => Ok(only.id),
                _ => bail!(Misused(format!(
                    "several servers are known here; name one with --guild: {}",
                    list(all)
                ))),
            },
        }
    }

    /// The server that is meant; one that is not known yet is taken by its id.
    pub async fn known_or_new(&self, ledger: &Ledger) -> Result<GuildId> {
        match self.guild.as_deref().and_then(id) {
            Some(id) => Ok(id),
            None => self.known(ledger).await,
        }
    }
}

fn id(named: &str) -> Option<GuildId> {
    named.trim().parse().ok().filter(|id| *id > GuildId(0))
}

fn present(all: &[Known]) -> Vec<&Known> {
    all.iter().filter(|guild| guild.is_present).collect()
}

fn is(guild: &Known, named: &str) -> bool {
    guild.id.to_string() == named || guild.name.to_lowercase() == named.to_lowercase()
}

fn list(all: &[Known]) -> String {
    if all.is_empty() {
        return "none".to_owned();
    }
    let name =
        |guild: &Known| if guild.name.is_empty() { "(no name yet)".to_owned() } else { guild.name.clone() };
    all.iter().map(|guild| format!("{} {}", guild.id, name(guild))).collect::<Vec<_>>().join(", ")
}
