//! Writing one human down alike everywhere, once it is known that two names are theirs.

use super::{Policy, Target};
use crate::model::who::Who;

impl Policy {
    /// Puts `new` wherever `old` stood. Says whether it stood anywhere.
    pub fn rename(&mut self, old: Who, new: Who) -> bool {
        let mut renamed = false;
        for target in self.levels.iter_mut().flat_map(|level| &mut level.targets) {
            if *target == Target::Who(old) {
                *target = Target::Who(new);
                renamed = true;
            }
        }
        if self.fallback == Some(old) {
            self.fallback = Some(new);
            renamed = true;
        }
        renamed
    }

    /// Whether any level or the fallback names this person.
    #[must_use]
    pub fn names(&self, who: Who) -> bool {
        self.fallback == Some(who) || self.targets().any(|target| target == Target::Who(who))
    }

    /// Every target of every level.
    pub fn targets(&self) -> impl Iterator<Item = Target> {
        self.levels.iter().flat_map(|level| &level.targets).copied()
    }
}
