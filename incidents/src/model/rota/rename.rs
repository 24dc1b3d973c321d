//! Writing one human down alike everywhere, once it is known that two names are theirs.

use super::{Change, Layer, Schedule};
use crate::model::who::Who;

impl Schedule {
    /// Puts `new` wherever `old` stood, in the past too: it is the same human. Says whether it stood anywhere.
    pub fn rename(&mut self, old: Who, new: Who) -> bool {
        let mut renamed = false;
        let mut put = |who: &mut Who| {
            if *who == old {
                *who = new;
                renamed = true;
            }
        };
        let past = self.history.iter_mut().flat_map(|version| &mut version.layers);
        for layer in self.layers.iter_mut().chain(past) {
            layer.rotation.people.iter_mut().for_each(&mut put);
        }
        for one in &mut self.overrides {
            match &mut one.change {
                Change::Add(who) | Change::Remove(who) | Change::Take(who) => put(who),
                Change::Replace { who, by } => {
                    put(who);
                    put(by);
                }
                Change::Clear => {}
            }
        }
        renamed
    }

    /// Whether any layer in force names this person.
    #[must_use]
    pub fn names(&self, who: Who) -> bool {
        self.people().contains(&who)
    }

    /// Those who take turns in the layers in force, each once, in order.
    #[must_use]
    pub fn people(&self) -> Vec<Who> {
        let mut people = Vec::new();
        for who in self.layers.iter().flat_map(|Layer { rotation, .. }| &rotation.people) {
            if !people.contains(who) {
                people.push(*who);
            }
        }
        people
    }
}
