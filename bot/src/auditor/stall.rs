//! Whether the bot stands still: something is due, it is the same thing look after look, and nothing else is done either.

use chrono::{DateTime, Utc};

use super::Stuck;

/// So many looks in a row without any movement are enough: five minutes.
const LOOKS: u32 = 10;

/// What would have moved, had anything been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    /// The wish that is due first.
    pub wish: Option<DateTime<Utc>>,
    /// The timer that is due first.
    pub timer: Option<DateTime<Utc>>,
    /// How much was done since the program started.
    pub done: u64,
}

/// Counts the looks in a row at which nothing had moved.
#[derive(Debug, Default)]
pub(super) struct Stall {
    last: Option<Marks>,
    looks: u32,
}

impl Stall {
    /// Takes another look. `None`: nothing waits too long.
    pub fn look(&mut self, marks: Option<Marks>) -> Result<(), Stuck> {
        self.looks = if marks.is_some() && marks == self.last { self.looks + 1 } else { 0 };
        self.last = marks;
        if self.looks >= LOOKS { Err(Stuck(self.looks)) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(done: u64) -> Option<Marks> {
        Some(Marks { wish: DateTime::from_timestamp(1_700_000_000, 0), timer: None, done })
    }

    #[test]
    fn only_what_has_not_moved_for_five_minutes_is_stuck() {
        let mut stall = Stall::default();
        for look in 0..LOOKS {
            assert_eq!(stall.look(marks(7)), Ok(()), "look {look}");
        }
        assert_eq!(stall.look(marks(7)), Err(Stuck(LOOKS)));
    }

    #[test]
    fn a_bot_that_is_slow_or_well_is_not_stuck() {
        let mut stall = Stall::default();
        for look in 0..100 {
            assert_eq!(stall.look(marks(look)), Ok(()), "something was done");
        }
        for look in 0..100 {
            assert_eq!(stall.look(marks(7).filter(|_| look % 9 > 0)), Ok(()), "in between all was well");
        }
    }
}
