//! Who stands behind a target at an instant, and which names mean the same human.
//!
//! Read once from one consistent state, so that a level that fires sees one roster however many targets it has.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::change::View;
use crate::error::Result;
use crate::ids::{ContactId, GuildId, RoleId, ScheduleId, UserId};
use crate::model::contact::Contact;
use crate::model::escalation::{Policy, Roster, Target};
use crate::model::member::Member;
use crate::model::rota::Schedule;
use crate::model::who::Who;
use crate::store;

/// Everybody of a server who can be called, and the schedules that were asked for.
#[derive(Debug, Clone, Default)]
pub struct People {
    contacts: BTreeMap<ContactId, Contact>,
    users: BTreeMap<UserId, ContactId>,
    roles: BTreeSet<RoleId>,
    members: BTreeMap<UserId, Member>,
    schedules: BTreeMap<ScheduleId, Schedule>,
}

/// Everybody, with every schedule of the server.
pub fn all(view: &mut View<'_>, guild: GuildId) -> Result<People> {
    let mut people = everybody(view, guild)?;
    for named in store::schedules::all(view, guild)? {
        people.schedules.insert(named.id, named.is);
    }
    Ok(people)
}

/// Everybody, with the schedules that a policy names.
pub fn of(view: &mut View<'_>, guild: GuildId, policy: &Policy) -> Result<People> {
    let mut people = everybody(view, guild)?;
    for target in policy.levels.iter().flat_map(|level| &level.targets) {
        if let Target::Schedule(id) = target
            && let Some(named) = store::schedules::look(view, guild, *id)?
        {
            people.schedules.insert(*id, named.is);
        }
    }
    Ok(people)
}

/// Everybody, with no schedule.
pub fn everybody(view: &mut View<'_>, guild: GuildId) -> Result<People> {
    let mut people =
        People { roles: store::roles::all(view, guild)?.into_iter().collect(), ..People::default() };
    people.members = store::members::all(view, guild)?.into_iter().map(|one| (one.user, one)).collect();
    for contact in store::contacts::all(view, guild)? {
        people.users.extend(contact.user.map(|user| (user, contact.id)));
        people.contacts.insert(contact.id, contact);
    }
    Ok(people)
}

impl People {
    /// The one name of a human, or of a role: a user who is a contact is that contact. Nobody, if they were removed, or have left and
    /// can be reached by Discord alone.
    #[must_use]
    pub fn identity(&self, who: Who) -> Option<Who> {
        match who {
            Who::Contact(id) => self.contacts.contains_key(&id).then_some(who),
            Who::User(user) => match self.users.get(&user) {
                Some(id) => Some(Who::Contact(*id)),
                None => self.members.get(&user).is_none_or(|member| member.is_here).then_some(who),
            },
            // A server whose roles nobody has told us yet may have any.
            Who::Role(role) => (self.roles.is_empty() || self.roles.contains(&role)).then_some(who),
        }
    }

    /// The contact behind a name, if it is one.
    #[must_use]
    pub fn contact(&self, who: Who) -> Option<&Contact> {
        match self.identity(who)? {
            Who::Contact(id) => self.contacts.get(&id),
            Who::User(_) | Who::Role(_) => None,
        }
    }

    /// The user behind a name, if they are on Discord.
    #[must_use]
    pub fn user(&self, who: Who) -> Option<UserId> {
        match self.identity(who)? {
            Who::Contact(id) => self.contacts.get(&id)?.user,
            Who::User(user) => Some(user),
            Who::Role(_) => None,
        }
    }

    /// What a user is called in the server, where Discord has said so.
    #[must_use]
    pub fn called(&self, user: UserId) -> Option<&str> {
        self.members.get(&user).map(|member| member.name.as_str()).filter(|name| !name.is_empty())
    }

    /// Those of whom Discord says that they have left.
    pub fn left(&self) -> impl Iterator<Item = UserId> {
        self.members.values().filter(|member| !member.is_here).map(|member| member.user)
    }

    /// Every contact, by the order they were made.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.values()
    }

    /// When somebody else comes on call by a target, if it is a schedule that was asked for.
    #[must_use]
    pub fn next_handoff(&self, target: Target, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match target {
            Target::Schedule(id) => Some(self.schedules.get(&id)?.next_handoff_after(at)?.at),
            Target::Who(_) => None,
        }
    }

    /// The names of one list, each human once, without those who are nobody any more.
    #[must_use]
    pub fn each_once(&self, names: &[Who]) -> Vec<Who> {
        let mut people = Vec::with_capacity(names.len());
        for who in names.iter().filter_map(|who| self.identity(*who)) {
            if !people.contains(&who) {
                people.push(who);
            }
        }
        people
    }
}

impl Roster for People {
    fn people(&self, target: Target, at: DateTime<Utc>) -> Vec<Who> {
        match target {
            Target::Who(who) => self.each_once(&[who]),
            Target::Schedule(id) => self
                .schedules
                .get(&id)
                .map_or_else(Vec::new, |schedule| self.each_once(&schedule.on_call(at).who)),
        }
    }
}
