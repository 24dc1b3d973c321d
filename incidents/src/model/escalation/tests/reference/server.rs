//! What a server keeps while pages run, and people edit: a policy, a schedule, contacts. The real page looks at the real thing; the
//! naive one at a table with a cell for every minute.

use super::*;
use crate::model::rota::{self, Edit, HandoffTime, Layer, Length, Rotation, Schedule};

/// How many minutes anybody looks ahead.
const MINUTES: usize = 1_000;

/// What is edited.
#[derive(Debug, Clone)]
pub(super) enum Edited {
    /// The policy, for pages to come.
    Policy(Box<Opening>),
    /// The schedule begins anew with these people.
    Turns(Vec<Who>),
    /// Somebody is on call for so many minutes, or nobody.
    Override(Option<Who>, i64),
    /// Somebody is no contact any more.
    Removed(Who),
    /// And is one again.
    Added(Who),
}

/// The real thing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Server {
    pub policy: Policy,
    schedule: Schedule,
    removed: Vec<Who>,
}

/// The table.
#[derive(Debug, Clone)]
pub(super) struct Table {
    turns: Vec<Vec<Who>>,
    overrides: Vec<(i64, i64, Option<Who>)>,
    removed: Vec<Who>,
}

impl Server {
    pub fn new(policy: &Policy) -> Self {
        let handoff = HandoffTime { time: minute(0).time(), weekday: None };
        let rotation = Rotation::new(vec![ANA, BEN], minute(0), Length::Hours(1), handoff, chrono_tz::UTC);
        let schedule = Schedule::new(vec![Layer::always(rotation.unwrap())]);
        Self { policy: policy.clone(), schedule, removed: Vec::new() }
    }

    /// Makes an edit, and says whether it was taken.
    pub fn edit(&mut self, edited: &Edited, now: i64) -> bool {
        let at = minute(now);
        match edited {
            Edited::Policy(opening) => self.policy = opening.policy.clone(),
            Edited::Turns(people) => {
                let handoff = Some(HandoffTime { time: at.time(), weekday: None });
                let edit = Edit { people: Some(people.clone()), handoff, from: Some(at), ..Edit::default() };
                self.schedule.edit(0, &edit, at).unwrap();
            }
            Edited::Override(who, minutes) => {
                let what = who.map_or(rota::Change::Clear, rota::Change::Take);
                return self.schedule.add_override(what, (at, minute(now + minutes)), at).is_ok();
            }
            Edited::Removed(who) => self.removed.push(*who),
            Edited::Added(who) => self.removed.retain(|other| other != who),
        }
        true
    }
}

impl Roster for Server {
    fn people(&self, target: Target, at: DateTime<Utc>) -> Vec<Who> {
        let mut people = match target {
            Target::Who(who) => vec![who],
            Target::Schedule(_) => self.schedule.on_call(at).who,
        };
        people.retain(|who| !self.removed.contains(who));
        people
    }
}

impl Table {
    pub fn new() -> Self {
        let mut table = Self { turns: vec![Vec::new(); MINUTES], overrides: Vec::new(), removed: Vec::new() };
        table.begin(&[ANA, BEN], 0);
        table
    }

    fn begin(&mut self, people: &[Who], from: i64) {
        let from = usize::try_from(from).unwrap();
        for (nth, cell) in self.turns[from..].iter_mut().enumerate() {
            *cell = people.get(nth / 60 % people.len().max(1)).copied().into_iter().collect();
        }
    }

    pub fn edit(&mut self, edited: &Edited, now: i64) {
        match edited {
            Edited::Policy(_) => {}
            Edited::Turns(people) => self.begin(people, now),
            Edited::Override(who, minutes) => self.overrides.push((now, now + minutes, *who)),
            Edited::Removed(who) => self.removed.push(*who),
            Edited::Added(who) => self.removed.retain(|other| other != who),
        }
    }

    /// Whom a target means in a minute.
    pub fn means(&self, target: &Target, now: i64) -> Vec<Who> {
        let mut people = match target {
            Target::Who(who) => vec![*who],
            Target::Schedule(_) => {
                let cell = self.turns[usize::try_from(now).unwrap()].clone();
                let last = self.overrides.iter().rfind(|(from, to, _)| (*from..*to).contains(&now));
                last.map_or(cell, |(_, _, who)| who.iter().copied().collect())
            }
        };
        people.retain(|who| !self.removed.contains(who));
        people
    }
}
