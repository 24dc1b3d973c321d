//! Who somebody is in a server at this moment: asked of Discord by the bot, for a browser's word counts for nothing.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use incidents::ids::{GuildId, RoleId, UserId};
use incidents::model::access::{ADMINISTRATOR, Person};
use serde_json::Value;
use tracing::debug;

use crate::discord::{Discord, Failure};
use crate::reading::name;

/// What a page that follows asks again every few seconds may be so old.
const LATELY: TimeDelta = TimeDelta::seconds(10);
/// For so long what Discord last said counts while it cannot be asked. An incident may be about Discord itself.
const UNREACHABLE: TimeDelta = TimeDelta::minutes(15);
/// So many are remembered.
const MOST: usize = 10_000;

/// How new an answer must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Freshness {
    /// Asked for now.
    Now,
    /// Asked for within the last seconds.
    Lately,
}

/// What Discord said of members, and when.
pub(super) struct Members {
    discord: Discord,
    known: Mutex<HashMap<(GuildId, UserId), Known>>,
}

/// Somebody as Discord described them.
struct Known {
    person: Person,
    at: DateTime<Utc>,
}

impl Members {
    /// Nobody is known yet.
    pub fn new(discord: Discord) -> Self {
        Self { discord, known: Mutex::default() }
    }

    /// Somebody as a member of a server; nobody, if they are none.
    pub async fn person(
        &self,
        (guild, user): (GuildId, UserId),
        freshness: Freshness,
        now: DateTime<Utc>,
    ) -> Result<Option<Person>, Failure> {
        if freshness == Freshness::Lately
            && let Some(person) = self.known((guild, user), LATELY, now)
        {
            return Ok(Some(person));
        }
        match self.asked(guild, user).await {
            Ok(person) => {
                self.note((guild, user), person.clone(), now);
                Ok(person)
            }
            Err(why) => match self.known((guild, user), UNREACHABLE, now) {
                Some(person) => {
                    debug!(guild.id = %guild, user.id = %user, "what was last known of a member counts: {why}");
                    Ok(Some(person))
                }
                None => Err(why),
            },
        }
    }

    async fn asked(&self, guild: GuildId, user: UserId) -> Result<Option<Person>, Failure> {
        let answers = tokio::join!(self.discord.guild(guild), self.discord.member(guild, user));
        match (there(answers.0)?, there(answers.1)?) {
            (Some(server), Some(member)) => Ok(person(&server, &member, (guild, user))),
            _ => Ok(None),
        }
    }

    fn known(&self, key: (GuildId, UserId), within: TimeDelta, now: DateTime<Utc>) -> Option<Person> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Known { person, at } = known.get(&key)?;
        (TimeDelta::zero()..within).contains(&(now - *at)).then(|| person.clone())
    }

    fn note(&self, key: (GuildId, UserId), person: Option<Person>, now: DateTime<Utc>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, known| now - known.at < UNREACHABLE);
        }
        match person {
            Some(person) if known.len() < MOST => {
                known.insert(key, Known { person, at: now });
            }
            _ => {
                known.remove(&key);
            }
        }
    }
}

/// What Discord answered; nothing, where it says that there is nothing or that it is not ours to see.
fn there(answer: Result<Value, Failure>) -> Result<Option<Value>, Failure> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(Failure::Refused(refused)) if matches!(refused.status, 403 | 404) => Ok(None),
        Err(why) => Err(why),
    }
}

fn person(server: &Value, member: &Value, (guild, user): (GuildId, UserId)) -> Option<Person> {
    let own: Vec<RoleId> =
        member["roles"].as_array()?.iter().filter_map(|role| role.as_str()?.parse().ok()).collect();
    let everyone = RoleId(guild.0);
    let rights = server["roles"].as_array()?.iter().filter_map(|role| {
        let id: RoleId = role["id"].as_str()?.parse().ok()?;
        let rights: u64 = role["permissions"].as_str()?.parse().ok()?;
        (id == everyone || own.contains(&id)).then_some(rights.cast_signed())
    });
    let rights = rights.fold(0, |all, rights| all | rights);
    let is_owner = server["owner_id"].as_str().is_some_and(|owner| owner.parse() == Ok(user));
    let permissions = if is_owner { rights | ADMINISTRATOR } else { rights };
    let name = name(member, &member["user"]).unwrap_or_else(|| user.to_string());
    Some(Person { id: user, name, roles: own, permissions })
}

#[cfg(test)]
mod tests {
    use super::*;
    use incidents::model::access::MANAGE_GUILD;
    use serde_json::json;

    #[test]
    fn rights_are_those_of_everybody_of_own_roles_and_of_the_owner() {
        let server = json!({ "owner_id": "9", "roles": [
            { "id": "1", "permissions": "1024" },
            { "id": "2", "permissions": "32" },
            { "id": "3", "permissions": "8" },
        ]});
        let member =
            json!({ "roles": ["2"], "nick": null, "user": { "username": "ana_b", "global_name": "Ana" } });
        let ana = person(&server, &member, (GuildId(1), UserId(7))).unwrap();
        assert_eq!((ana.name.as_str(), ana.permissions), ("Ana", 1024 | MANAGE_GUILD));
        assert!(ana.has(MANAGE_GUILD) && !ana.has(1 << 4));
        let owner = person(&server, &member, (GuildId(1), UserId(9))).unwrap();
        assert!(owner.has(1 << 4));
    }
}
