//! Asking for cover: somebody cannot be on call for a while, and the first who accepts a part of it has that part.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::who::Who;

use crate::worded::Worded;

/// A request for cover, and how much of it is still open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// Who asks.
    pub asker: Who,
    /// What was asked for.
    pub asked: Stretch,
    /// What nobody has accepted yet, in order.
    pub open: Vec<Stretch>,
    /// Who accepted what, in the order they did.
    pub taken: Vec<Taken>,
}

/// The time from an instant up to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// Its first instant.
    pub from: DateTime<Utc>,
    /// The first instant that is no longer in it.
    pub to: DateTime<Utc>,
}

/// A part that somebody accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Who.
    pub by: Who,
    /// Which part.
    pub part: Stretch,
}

/// Why cover cannot be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Worded)]
pub enum CoverRefused {
    /// Somebody was faster.
    #[error("All of that is covered already. Thank you; nothing is left to do.")]
    Taken,
    /// The time has passed.
    #[error("That time has passed. Use `/oncall next` to see what comes.")]
    Past,
    /// The asker themselves.
    #[error("You asked for this cover yourself. Somebody else has to accept it.")]
    Oneself,
    /// The part is not within what is open.
    #[error("That time is not open in this request. Give a part of what nobody has accepted yet.")]
    NotOpen,
}

impl Stretch {
    /// What both have in common.
    fn overlap(self, other: Self) -> Option<Self> {
        let both = Self { from: self.from.max(other.from), to: self.to.min(other.to) };
        (both.from < both.to).then_some(both)
    }

    /// What is left of it without `other`.
    fn without(self, other: Self) -> impl Iterator<Item = Self> {
        let before = Self { from: self.from, to: self.to.min(other.from) };
        let after = Self { from: self.from.max(other.to), to: self.to };
        [before, after].into_iter().filter(|rest| rest.from < rest.to)
    }
}

impl Cover {
    /// A request that nobody has answered.
    #[must_use]
    pub fn ask(asker: Who, asked: Stretch) -> Self {
        Self { asker, asked, open: vec![asked], taken: Vec::new() }
    }

    /// Gives `by` whatever of `part` is still open and to come: all that is open when no part is named.
    ///
    /// # Errors
    ///
    /// If nothing of it is left, or the asker accepts their own request.
    pub fn accept(
        &mut self,
        by: Who,
        part: Option<Stretch>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Stretch>, CoverRefused> {
        if by == self.asker {
            return Err(CoverRefused::Oneself);
        }
        if self.open.is_empty() {
            return Err(CoverRefused::Taken);
        }
        if self.asked.to <= now {
            return Err(CoverRefused::Past);
        }
        let wanted = part.unwrap_or(self.asked);
        let to_come = Stretch { from: wanted.from.max(now), to: wanted.to };
        let given: Vec<_> = self.open.iter().filter_map(|open| open.overlap(to_come)).collect();
        if given.is_empty() {
            return Err(CoverRefused::NotOpen);
        }
        for part in &given {
            self.open = self.open.iter().flat_map(|open| open.without(*part)).collect();
            self.taken.push(Taken { by, part: *part });
        }
        self.open.retain(|open| open.to > now);
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::UserId;

    const ANA: Who = Who::User(UserId(1));
    const BEN: Who = Who::User(UserId(2));
    const CLEO: Who = Who::User(UserId(3));

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_717_286_400 + hour * 3_600, 0).unwrap()
    }

    fn hours(from: i64, to: i64) -> Stretch {
        Stretch { from: at(from), to: at(to) }
    }

    #[test]
    fn the_first_to_accept_has_it() {
        let mut cover = Cover::ask(ANA, hours(10, 18));
        assert_eq!(cover.accept(BEN, None, at(1)), Ok(vec![hours(10, 18)]));
        assert_eq!(cover.accept(CLEO, None, at(2)), Err(CoverRefused::Taken));
        assert_eq!(cover.taken, [Taken { by: BEN, part: hours(10, 18) }]);
    }

    #[test]
    fn parts_leave_the_rest_open() {
        let mut cover = Cover::ask(ANA, hours(10, 18));
        assert_eq!(cover.accept(BEN, Some(hours(12, 14)), at(1)), Ok(vec![hours(12, 14)]));
        assert_eq!(cover.open, [hours(10, 12), hours(14, 18)]);
        assert_eq!(cover.accept(CLEO, Some(hours(12, 14)), at(1)), Err(CoverRefused::NotOpen));
        assert_eq!(cover.accept(CLEO, None, at(1)), Ok(vec![hours(10, 12), hours(14, 18)]));
        assert_eq!(cover.accept(BEN, None, at(1)), Err(CoverRefused::Taken));
    }

    #[test]
    fn only_what_is_to_come_can_be_covered_and_not_by_oneself() {
        let mut cover = Cover::ask(ANA, hours(10, 18));
        assert_eq!(cover.accept(ANA, None, at(1)), Err(CoverRefused::Oneself));
        assert_eq!(cover.accept(BEN, None, at(18)), Err(CoverRefused::Past));
        assert_eq!(cover.accept(BEN, None, at(15)), Ok(vec![hours(15, 18)]));
        assert!(cover.open.is_empty(), "hours that have passed are open no more");
    }
}
