//! Who may see a channel, by Discord's own rule.

use serde::{Deserialize, Serialize};

use crate::ids::{GuildId, RoleId, UserId};

/// Discord's right to see a channel.
pub const VIEW_CHANNEL: i64 = 1 << 10;
/// Discord's right to everything.
pub const ADMINISTRATOR: i64 = 1 << 3;
/// Discord's right to change a server.
pub const MANAGE_GUILD: i64 = 1 << 5;

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

    /// Whether they have a right where they clicked.
    #[must_use]
    pub fn has(&self, right: i64) -> bool {
        self.permissions & (right | ADMINISTRATOR) != 0
    }

    /// Whether they see a channel with these overwrites. Later rules outrank earlier ones: everybody, roles, the person.
    #[must_use]
    pub fn sees(&self, guild: GuildId, overwrites: &[Overwrite]) -> bool {
        if self.has(ADMINISTRATOR) {
            return true;
        }
        let mut sees = true;
        let decide = |sees: bool, those: &mut dyn Iterator<Item = &Overwrite>| {
            let (allow, deny) = those.fold((0, 0), |(allow, deny), one| (allow | one.allow, deny | one.deny));
            (sees && deny & VIEW_CHANNEL == 0) || allow & VIEW_CHANNEL != 0
        };
        let of = |kind: OverwriteKind| overwrites.iter().filter(move |one| one.kind == kind);
        sees = decide(sees, &mut of(OverwriteKind::Role).filter(|one| one.target == guild.0));
        sees =
            decide(sees, &mut of(OverwriteKind::Role).filter(|one| self.roles.contains(&RoleId(one.target))));
        decide(sees, &mut of(OverwriteKind::Member).filter(|one| one.target == self.id.0))
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
