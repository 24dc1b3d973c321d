//! How often one address may be used: so many times a minute, whatever comes by it.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// How many a minute.
const MOST: usize = 120;
const WINDOW: TimeDelta = TimeDelta::minutes(1);

/// Who came when, of late.
#[derive(Debug)]
pub(super) struct Flood<K>(Mutex<HashMap<K, Lately>>);

#[derive(Debug, Default)]
struct Lately {
    /// The instants of what was let in: never more than [`MOST`].
    let_in: VecDeque<DateTime<Utc>>,
    /// When something was last refused.
    refused: Option<DateTime<Utc>>,
}

/// Too many came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMany {
    /// After how many seconds there is room again.
    pub after_s: i64,
    /// Whether it is the first refused within the window: one of a flood is worth noting.
    pub is_first: bool,
}

impl<K> Default for Flood<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Copy + Eq + Hash> Flood<K> {
    /// Lets somebody in, or says when to come back.
    pub fn admit(&self, source: K, now: DateTime<Utc>) -> Result<(), TooMany> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_late = |at: &DateTime<Utc>| now - *at < WINDOW && *at <= now;
        all.retain(|known, lately| *known == source || lately.let_in.back().is_some_and(of_late));
        let lately = all.entry(source).or_default();
        lately.let_in.retain(of_late);
        if lately.let_in.len() < MOST {
            lately.let_in.push_back(now);
            return Ok(());
        }
        let room = lately.let_in.front().map_or(now, |oldest| *oldest + WINDOW);
        let is_first = !lately.refused.as_ref().is_some_and(of_late);
        if is_first {
            lately.refused = Some(now);
        }
        Err(TooMany { after_s: (room - now).num_seconds().max(1), is_first })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use incidents::ids::SourceId;

    #[test]
    fn a_source_has_its_own_120_a_minute() {
        let flood = Flood::default();
        let start: DateTime<Utc> = "2024-06-02T14:15:00Z".parse().unwrap();
        for number in 0..120 {
            assert_eq!(flood.admit(SourceId(1), start + TimeDelta::milliseconds(number)), Ok(()));
        }
        let later = start + TimeDelta::seconds(20);
        assert_eq!(flood.admit(SourceId(1), later), Err(TooMany { after_s: 40, is_first: true }));
        assert_eq!(flood.admit(SourceId(1), later), Err(TooMany { after_s: 40, is_first: false }));
        assert_eq!(flood.admit(SourceId(2), later), Ok(()));
        assert_eq!(
            flood.admit(SourceId(1), start + TimeDelta::seconds(60)),
            Ok(()),
            "the first is a minute ago"
        );
        assert_eq!(flood.admit(SourceId(1), start - TimeDelta::hours(1)), Ok(()), "the clock was set back");
        let next_day = start + TimeDelta::days(1);
        assert_eq!(flood.admit(SourceId(3), next_day), Ok(()));
        assert_eq!(flood.0.lock().unwrap().len(), 1, "who was silent is forgotten");
    }
}
