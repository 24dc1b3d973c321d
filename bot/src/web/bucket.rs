//! Counts what strangers do, so that trying out addresses gets slow before it gets anywhere.

use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};

/// Lets so many through in a minute, whoever they are.
pub(super) struct Bucket {
    each: TimeDelta,
    burst: TimeDelta,
    /// The instant up to which all is spent.
    spent: Mutex<DateTime<Utc>>,
}

impl Bucket {
    /// A bucket of `per_minute`, all of which may come at once.
    pub fn new(per_minute: i32) -> Self {
        let each = TimeDelta::minutes(1) / per_minute;
        Self { each, burst: TimeDelta::minutes(1), spent: Mutex::new(DateTime::UNIX_EPOCH) }
    }

    /// Whether one more is let through. If not: after how many seconds one is.
    pub fn take(&self, now: DateTime<Utc>) -> Result<(), i64> {
        let mut spent = self.spent.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let after = (*spent).max(now - self.burst) + self.each;
        if after > now {
            return Err((after - now).num_seconds() + 1);
        }
        *spent = after;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_a_minute_and_no_more() {
        let (bucket, now) = (Bucket::new(3), DateTime::from_timestamp(1_717_337_700, 0).unwrap());
        assert_eq!((0..5).filter(|_| bucket.take(now).is_ok()).count(), 3);
        assert_eq!(bucket.take(now), Err(21));
        assert_eq!(bucket.take(now + TimeDelta::seconds(20)), Ok(()));
        assert!(bucket.take(now + TimeDelta::seconds(20)).is_err());
        assert_eq!((0..5).filter(|_| bucket.take(now + TimeDelta::hours(1)).is_ok()).count(), 3);
    }
}
