//! How long to wait before the next session: not at all after a long one, then longer each time.

use chrono::TimeDelta;

const FIRST: TimeDelta = TimeDelta::seconds(5);
/// Asked for a reason once, not each time: it costs an IDENTIFY.
const SUSPICIOUS: u32 = 2;
const LONGEST: TimeDelta = TimeDelta::minutes(15);

/// Failures in a row.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// Whether so many failed in a row, just now, that there may be more behind it than bad luck.
    pub fn is_suspicious(&self) -> bool {
        self.failures == SUSPICIOUS
    }

    /// The wait after a session that ended; one that stood long enough wipes the slate.
    pub fn after(&mut self, was_steady: bool) -> TimeDelta {
        self.failures = if was_steady { 1 } else { self.failures.saturating_add(1) };
        match self.failures {
            1 => TimeDelta::zero(),
            failures => {
                let doublings = (failures - 2).min(16);
                (FIRST * 2_i32.pow(doublings)).min(LONGEST)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_loss_is_mended_at_once_and_later_ones_ever_slower() {
        let mut backoff = Backoff::default();
        let waits: Vec<i64> = (0..11).map(|_| backoff.after(false).num_seconds()).collect();
        assert_eq!(waits, [0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
        assert_eq!(backoff.after(true), TimeDelta::zero());
        assert_eq!(backoff.after(false), FIRST);
    }

    #[test]
    fn a_bad_day_stays_far_below_a_thousand() {
        let (mut backoff, mut day, mut identifies) = (Backoff::default(), TimeDelta::days(1), 0);
        while day > TimeDelta::zero() {
            day -= backoff.after(false);
            identifies += 1;
        }
        assert!(identifies < 110, "{identifies}");
    }
}
