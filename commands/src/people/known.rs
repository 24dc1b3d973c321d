//! People as they are typed: `@ana, ben and primary`. The one reader of such lists, wherever they are typed.

use incidents::ids::{GuildId, RoleId, UserId};
use incidents::model::escalation::Target;
use incidents::model::named::{Name, NamedSchedule};
use incidents::model::who::Who;
use incidents::operations::roster::{self, People};
use incidents::{Result, RosterRefusal, View, store};

use super::{mention, shown};
use crate::asked::Asked;
use crate::words;

/// What a suggestion puts before the name of a schedule.
pub const SCHEDULE: &str = "schedule:";
/// What a suggestion puts before the name of a contact.
pub const CONTACT: &str = "contact:";

/// Everybody who can be named here.
pub struct Known {
    /// The people of the server.
    pub people: People,
    guild: GuildId,
    schedules: Vec<NamedSchedule>,
    asker: UserId,
    asker_name: String,
}

/// A piece of a list as it was typed.
enum Piece<'t> {
    User(UserId),
    Role(RoleId),
    Words(&'t str),
}

impl Known {
    /// Everybody of the server in which something is asked.
    pub fn of(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Self> {
        let request = asked.request;
        Ok(Self {
            people: roster::everybody(view, request.guild)?,
            guild: request.guild,
            schedules: store::schedules::all(view, request.guild)?,
            asker: request.person.id,
            asker_name: request.person.name.clone(),
        })
    }

    /// The server they are of.
    pub const fn guild(&self) -> GuildId {
        self.guild
    }

    /// Those in a typed list, each once, in order.
    pub fn targets(&self, typed: &str) -> Result<Vec<Target>, RosterRefusal> {
        let mut targets = Vec::new();
        for piece in pieces(typed) {
            match piece {
                Piece::User(user) => targets.push(self.person(Who::User(user))?),
                Piece::Role(role) => targets.push(self.person(Who::Role(role))?),
                Piece::Words(words) => self.named(words, &mut targets)?,
            }
        }
        let mut seen = Vec::new();
        targets.retain(|target| {
            !seen.contains(target) && {
                seen.push(*target);
                true
            }
        });
        if targets.is_empty() { Err(RosterRefusal::Nobody(quoted(typed))) } else { Ok(targets) }
    }

    /// Those in a typed list of people alone.
    pub fn people(&self, typed: &str) -> Result<Vec<Who>, RosterRefusal> {
        let people = self.targets(typed)?.into_iter().map(|target| match target {
            Target::Who(who @ (Who::Contact(_) | Who::User(_))) => Ok(who),
            Target::Who(Who::Role(_)) | Target::Schedule(_) => Err(RosterRefusal::PeopleOnly),
        });
        people.collect()
    }

    /// The one person who was typed.
    pub fn one(&self, typed: &str) -> Result<Who, RosterRefusal> {
        match self.people(typed).map_err(|why| match why {
            RosterRefusal::PeopleOnly => RosterRefusal::OnePerson,
            other => other,
        })?[..]
        {
            [who] => Ok(who),
            _ => Err(RosterRefusal::OnePerson),
        }
    }

    fn person(&self, who: Who) -> Result<Target, RosterRefusal> {
        let unknown = || RosterRefusal::Nobody(say!("that role"));
        self.people.identity(who).map(Target::Who).ok_or_else(unknown)
    }

    /// Takes words apart into the longest names that are known.
    fn named(&self, typed: &str, targets: &mut Vec<Target>) -> Result<(), RosterRefusal> {
        let words: Vec<_> = typed.split_whitespace().collect();
        let mut at = 0;
        while at < words.len() {
            let found = (at + 1..=words.len())
                .rev()
                .find_map(|end| Some((self.called(&words[at..end].join(" "))?, end)));
            match found {
                Some((target, end)) => {
                    targets.push(target);
                    at = end;
                }
                None if ["and", "&", "+"].contains(&words[at]) => at += 1,
                None => return Err(RosterRefusal::Nobody(quoted(&words[at..].join(" ")))),
            }
        }
        Ok(())
    }

    /// What goes by a name: a contact, else a schedule, else whoever asks.
    fn called(&self, typed: &str) -> Option<Target> {
        let key = Name::key_of(typed.trim_start_matches('@'));
        let asker = || key == "me" || key == Name::key_of(&self.asker_name);
        self.contact(&key)
            .or_else(|| self.schedule(&key))
            .or_else(|| asker().then(|| self.people.identity(Who::User(self.asker)).map(Target::Who))?)
    }

    fn contact(&self, key: &str) -> Option<Target> {
        let contact = self.people.contacts().find(|contact| contact.name.key() == key)?;
        Some(Target::Who(contact.who()))
    }

    fn schedule(&self, key: &str) -> Option<Target> {
        let schedule = self.schedules.iter().find(|schedule| schedule.name.key() == key)?;
        Some(Target::Schedule(schedule.id))
    }

    /// The one target that was typed, or that a suggestion put in with the sort of thing it is.
    pub fn target(&self, typed: &str) -> Option<Target> {
        let typed = typed.trim();
        if let Some(name) = typed.strip_prefix(SCHEDULE) {
            return self.schedule(&Name::key_of(name));
        }
        if let Some(name) = typed.strip_prefix(CONTACT) {
            return self.contact(&Name::key_of(name));
        }
        match self.targets(typed).ok()?[..] {
            [target] => Some(target),
            _ => None,
        }
    }

    /// What a target is called where it is written down: its own name, or a mention.
    pub fn name_of(&self, target: Target) -> String {
        match target {
            Target::Who(who) => match self.people.contact(who) {
                Some(contact) => contact.name.to_string(),
                None => mention(who).unwrap_or_else(|| say!("somebody")),
            },
            Target::Schedule(id) => {
                let schedule = self.schedules.iter().find(|schedule| schedule.id == id);
                schedule.map_or_else(|| say!("a schedule"), |schedule| schedule.name.to_string())
            }
        }
    }

    /// A target as people read it.
    pub fn shown_target(&self, target: Target) -> String {
        match target {
            Target::Who(who) => shown(&self.people, who),
            Target::Schedule(id) => match self.schedules.iter().find(|schedule| schedule.id == id) {
                Some(schedule) => say!("schedule **{name}**", name = words::line(schedule.name.as_str())),
                None => say!("*a schedule that was removed*"),
            },
        }
    }
}

fn quoted(typed: &str) -> String {
    words::fit(&words::line(typed), 60)
}

/// Cuts a list at commas and mentions.
fn pieces(typed: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for part in typed.split([',', ';', '\n']) {
        let mut rest = part;
        while let Some(start) = rest.find("<@") {
            let Some((piece, length)) = mentioned(&rest[start..]) else { break };
            pieces.push(Piece::Words(&rest[..start]));
            pieces.push(piece);
            rest = &rest[start + length..];
        }
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// The mention that a text begins with, and its length in bytes.
fn mentioned(text: &str) -> Option<(Piece<'_>, usize)> {
    let (inner, _) = text.strip_prefix("<@")?.split_once('>')?;
    let length = "<@".len() + inner.len() + ">".len();
    let piece = match inner.strip_prefix('&') {
        Some(role) => Piece::Role(RoleId(snowflake(role)?)),
        None => Piece::User(UserId(snowflake(inner.trim_start_matches('!'))?)),
    };
    Some((piece, length))
}

fn snowflake(digits: &str) -> Option<i64> {
    digits.parse().ok().filter(|id| *id > 0)
}
