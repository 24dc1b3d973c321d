//! Who may see and do what in a channel, by Discord's own rule, and which rights the bot works with.

use serde::{Deserialize, Serialize};

use crate::ids::{GuildId, ProgramId, RoleId, UserId};

/// Discord's right to see a channel.
pub const VIEW_CHANNEL: i64 = 1 << 10;
/// Discord's right to everything.
pub const ADMINISTRATOR: i64 = 1 << 3;
/// Discord's right to change a server.
pub const MANAGE_GUILD: i64 = 1 << 5;

/// A right that the bot works with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Right {
    /// Discord's bit for it.
    pub bit: u8,
    /// What Discord's clients call it.
    pub name: &'static str,
    /// What the bot does with it.
    pub purpose: &'static str,
    /// What its lack means.
    pub weight: Weight,
}

/// What the lack of a right means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Nothing can be written in a channel.
    Writing,
    /// An incident cannot be worked on as it should.
    Working,
    /// Something is missing that not every server needs.
    Extra,
}

const fn right(bit: u8, name: &'static str, purpose: &'static str, weight: Weight) -> Right {
    Right { bit, name, purpose, weight }
}

/// All rights the bot works with, and no others.
pub const RIGHTS: [Right; 13] = [
    right(10, "View Channels", "see where it works", Weight::Writing),
    right(11, "Send Messages", "cards, pages, updates, postmortems", Weight::Writing),
    right(14, "Embed Links", "the cards themselves", Weight::Writing),
    right(15, "Attach Files", "postmortems and pictures", Weight::Writing),
    right(16, "Read Message History", "find its own messages again after a crash", Weight::Writing),
    right(4, "Manage Channels", "a channel for each incident", Weight::Working),
    right(28, "Manage Roles", "let people into private channels, close old ones", Weight::Working),
    right(51, "Pin Messages", "keep the card at hand", Weight::Working),
    right(35, "Create Public Threads", "a thread where a server is full", Weight::Extra),
    right(38, "Send Messages in Threads", "work in such a thread", Weight::Extra),
    right(34, "Manage Threads", "close such a thread at the end", Weight::Extra),
    right(
        17,
        "Mention Everyone and All Roles",
        "page a role that nobody may mention; never everyone",
        Weight::Extra,
    ),
    right(44, "Create Events", "reviews in the server's calendar", Weight::Extra),
];

/// The rights of these weights that are not among what somebody may do.
#[must_use]
pub fn missing(rights: i64, weights: &[Weight]) -> Vec<Right> {
    let has = |right: &Right| rights & (1 << right.bit | ADMINISTRATOR) != 0;
    RIGHTS.into_iter().filter(|right| weights.contains(&right.weight) && !has(right)).collect()
}

/// Rights as people look for them in Discord's settings: `Send Messages, Embed Links`.
#[must_use]
pub fn names(rights: &[Right]) -> String {
    rights.iter().map(|right| right.name).collect::<Vec<_>>().join(", ")
}

/// What somebody may do in a channel, from what the server lets them do. Later rules outrank earlier ones: everybody, roles,
/// the person.
#[must_use]
pub fn rights_in(
    base: i64,
    (guild, user, roles): (GuildId, UserId, &[RoleId]),
    overwrites: &[Overwrite],
) -> i64 {
    if base & ADMINISTRATOR != 0 {
        return base;
    }
    let of = |kind: OverwriteKind| overwrites.iter().filter(move |one| one.kind == kind);
    let decide = |rights: i64, those: &mut dyn Iterator<Item = &Overwrite>| {
        let (allow, deny) = those.fold((0, 0), |(allow, deny), one| (allow | one.allow, deny | one.deny));
        rights & !deny | allow
    };
    let rights = decide(base, &mut of(OverwriteKind::Role).filter(|one| one.target == guild.0));
    let mut by_role = of(OverwriteKind::Role).filter(|one| roles.contains(&RoleId(one.target)));
    let rights = decide(rights, &mut by_role);
    decide(rights, &mut of(OverwriteKind::Member).filter(|one| one.target == user.0))
}

/// What a channel allows or denies a role or a person, beyond what the server does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overwrite {
    /// The role or person.
    pub target: i64,
    /// Which of the two.
    pub kind: OverwriteKind,
    /// The rights it gives.
    pub allow: i64,
    /// The rights it takes.
    pub deny: i64,
}

/// Whom an overwrite is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverwriteKind {
    /// Everybody with a role; the role of the server's own id is everybody.
    Role,
    /// One person.
    Member,
}

impl OverwriteKind {
    /// The word the database stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Member => "member",
        }
    }
}

impl std::str::FromStr for OverwriteKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "role" => Ok(Self::Role),
            "member" => Ok(Self::Member),
            other => Err(format!("{other:?} is no kind of overwrite")),
        }
    }
}

/// Somebody who is let into a channel that is closed to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    /// Whether it is everybody with a role, or one person.
    pub kind: OverwriteKind,
    /// The role or person.
    pub target: i64,
}

impl Guest {
    /// One person.
    #[must_use]
    pub fn person(user: UserId) -> Self {
        Self { kind: OverwriteKind::Member, target: user.0 }
    }

    /// Everybody with a role.
    #[must_use]
    pub fn role(role: RoleId) -> Self {
        Self { kind: OverwriteKind::Role, target: role.0 }
    }

    /// Whether a person is among them.
    #[must_use]
    pub fn is(&self, person: &Person) -> bool {
        match self.kind {
            OverwriteKind::Member => self.target == person.id.0,
            OverwriteKind::Role => person.roles.contains(&RoleId(self.target)),
        }
    }
}

/// A person of a server, as Discord describes them with every click.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their id.
    pub id: UserId,
    /// The name they go by in this server.
    pub name: String,
    /// Their roles.
    pub roles: Vec<RoleId>,
    /// Their rights where they clicked, as Discord's bits.
    pub permissions: i64,
}

impl Person {
    /// Somebody at a shell of the machine Sitrep runs on. Who has the database may do and see everything in it.
    #[must_use]
    pub fn at_shell(name: &str) -> Self {
        Self { id: UserId(0), name: name.to_owned(), roles: Vec::new(), permissions: ADMINISTRATOR }
    }

    /// Whether they sit at a shell: nobody on Discord has this id.
    #[must_use]
    pub fn is_at_shell(&self) -> bool {
        self.id == UserId(0)
    }

    /// A program that uses the API: it may do what a responder may, and sees what everybody sees.
    #[must_use]
    pub fn by_token(program: ProgramId, name: &str) -> Self {
        Self { id: UserId(-program.0), name: name.to_owned(), roles: Vec::new(), permissions: 0 }
    }

    /// Whether it is a program: everybody on Discord has a positive id.
    #[must_use]
    pub fn is_program(&self) -> bool {
        self.id < UserId(0)
    }

    /// Whether they have a right where they clicked.
    #[must_use]
    pub fn has(&self, right: i64) -> bool {
        self.permissions & (right | ADMINISTRATOR) != 0
    }

    /// Whether they see a channel with these overwrites.
    #[must_use]
    pub fn sees(&self, guild: GuildId, overwrites: &[Overwrite]) -> bool {
        let base = VIEW_CHANNEL | self.permissions & ADMINISTRATOR;
        let rights = rights_in(base, (guild, self.id, &self.roles), overwrites);
        rights & (VIEW_CHANNEL | ADMINISTRATOR) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUILD: GuildId = GuildId(1);

    fn overwrite(kind: OverwriteKind, target: i64, allow: i64, deny: i64) -> Overwrite {
        Overwrite { target, kind, allow, deny }
    }

    #[test]
    fn what_is_missing_is_named_as_discord_names_it() {
        let all = RIGHTS.iter().fold(0, |all, right| all | 1 << right.bit);
        let lacks = |rights: i64| names(&missing(rights, &[Weight::Writing, Weight::Working, Weight::Extra]));
        assert_eq!((lacks(all), lacks(ADMINISTRATOR)), (String::new(), String::new()));
        assert_eq!(lacks(all & !(1 << 51) & !(1 << 44)), "Pin Messages, Create Events");
        let cannot_write = |overwrites: &[Overwrite]| {
            let rights = rights_in(all, (GUILD, UserId(1), &[]), overwrites);
            names(&missing(rights, &[Weight::Writing]))
        };
        let no_files = overwrite(OverwriteKind::Role, GUILD.0, 0, 1 << 15);
        let again = overwrite(OverwriteKind::Member, 1, 1 << 15, 0);
        assert_eq!(cannot_write(&[no_files]), "Attach Files");
        assert_eq!(cannot_write(&[again, no_files]), "");
    }

    #[test]
    fn a_channel_hidden_from_everybody_is_seen_by_whom_it_is_opened_to() {
        let ana = Person { id: UserId(7), name: "ana".into(), roles: vec![RoleId(3)], permissions: 0 };
        let hidden = overwrite(OverwriteKind::Role, GUILD.0, 0, VIEW_CHANNEL);
        let by_role = overwrite(OverwriteKind::Role, 3, VIEW_CHANNEL, 0);
        let other_role = overwrite(OverwriteKind::Role, 4, VIEW_CHANNEL, 0);
        let to_ana = overwrite(OverwriteKind::Member, 7, VIEW_CHANNEL, 0);
        let not_ana = overwrite(OverwriteKind::Member, 7, 0, VIEW_CHANNEL);
        for (overwrites, sees) in [
            (vec![], true),
            (vec![hidden], false),
            (vec![hidden, other_role], false),
            (vec![hidden, by_role], true),
            (vec![hidden, to_ana], true),
            (vec![hidden, by_role, not_ana], false),
        ] {
            assert_eq!(ana.sees(GUILD, &overwrites), sees, "{overwrites:?}");
        }
        let admin = Person { permissions: ADMINISTRATOR, ..ana };
        assert!(admin.sees(GUILD, &[hidden, not_ana]));
    }
}
