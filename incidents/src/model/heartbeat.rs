//! A job that says regularly that it is alive, and what its silence means.

use chrono::{DateTime, TimeDelta, Utc};

use super::named::Name;
use crate::ids::{GuildId, HeartbeatId, IncidentId, PolicyId};
use crate::worded::Worded;

/// A job that is listened for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heartbeat {
    /// Its row.
    pub id: HeartbeatId,
    /// The server it belongs to.
    pub guild: GuildId,
    /// What people call it.
    pub name: Name,
    /// When it is listened for, and who is called.
    pub rhythm: Rhythm,
    /// When it was last heard.
    pub last_at: Option<DateTime<Utc>>,
    /// Since when it is missing, if somebody was told so.
    pub missing_since: Option<DateTime<Utc>>,
    /// The incident in which its last absence was told.
    pub incident: Option<IncidentId>,
    /// How often it went missing in that incident.
    pub misses: u32,
}

/// When a job is listened for, and who is called when it is not heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    /// It says that it is alive once in so many seconds.
    pub every_s: u32,
    /// It may be late by so many seconds.
    pub grace_s: u32,
    /// Who is called; nobody without one.
    pub policy: Option<PolicyId>,
}

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It was never heard: nothing can be missed yet.
    Pending,
    /// It was heard in time.
    Well,
    /// It is late, and may be.
    Late,
    /// It is later than it may be.
    Missing,
}

/// What was wrong with the times of a heartbeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Worded)]
pub enum NoRhythm {
    /// Too often or too seldom.
    #[error(
        "A heartbeat comes once in 30 seconds to 366 days. Try `every:1h`, or `every:1d` for a nightly job."
    )]
    Every,
    /// Too little or too much patience.
    #[error("The grace of a heartbeat is from 10 seconds to 30 days. Try `grace:5m`.")]
    Grace,
}

/// How long a job may be late when nobody says otherwise.
pub const GRACE: TimeDelta = TimeDelta::minutes(5);
/// From this on a timer was late itself: Sitrep was down, and may have missed what it listens for.
pub const DEAF: TimeDelta = TimeDelta::seconds(60);

impl Rhythm {
    /// A rhythm within its bounds.
    pub fn new(every: TimeDelta, grace: TimeDelta, policy: Option<PolicyId>) -> Result<Self, NoRhythm> {
        let seconds = |span: TimeDelta, least: i64, most: TimeDelta| {
            let fits = (least..=most.num_seconds()).contains(&span.num_seconds());
            u32::try_from(span.num_seconds()).ok().filter(|_| fits)
        };
        Ok(Self {
            every_s: seconds(every, 30, TimeDelta::days(366)).ok_or(NoRhythm::Every)?,
            grace_s: seconds(grace, 10, TimeDelta::days(30)).ok_or(NoRhythm::Grace)?,
            policy,
        })
    }

    /// How often it is heard.
    #[must_use]
    pub fn every(self) -> TimeDelta {
        TimeDelta::seconds(i64::from(self.every_s))
    }

    /// How late it may be.
    #[must_use]
    pub fn grace(self) -> TimeDelta {
        TimeDelta::seconds(i64::from(self.grace_s))
    }
}

impl Heartbeat {
    /// How it stands at an instant. On the very instant it is due, or its grace ends, it is still in time.
    #[must_use]
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        let Some(last) = self.last_at else { return Standing::Pending };
        let waited = now - last;
        if waited <= self.rhythm.every() {
            Standing::Well
        } else if waited <= self.rhythm.every() + self.rhythm.grace() {
            Standing::Late
        } else {
            Standing::Missing
        }
    }

    /// The first instant at which it would be missing; none while it was never heard.
    #[must_use]
    pub fn missing_from(&self) -> Option<DateTime<Utc>> {
        Some(self.last_at? + self.rhythm.every() + self.rhythm.grace() + TimeDelta::milliseconds(1))
    }
}

impl Standing {
    /// What people read.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Pending => "⏳ never heard yet",
            Self::Well => "🟢 well",
            Self::Late => "🟡 late, within its grace",
            Self::Missing => "🔴 missing",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + seconds, 0).unwrap()
    }

    fn heard(last_at: Option<DateTime<Utc>>) -> Heartbeat {
        Heartbeat {
            id: HeartbeatId(1),
            guild: GuildId(1),
            name: "backup".parse().unwrap(),
            rhythm: Rhythm::new(TimeDelta::hours(1), GRACE, None).unwrap(),
            last_at,
            missing_since: None,
            incident: None,
            misses: 0,
        }
    }

    #[test]
    fn silence_is_pending_then_late_then_missing() {
        assert_eq!(heard(None).standing(at(1_000_000)), Standing::Pending);
        assert_eq!(heard(None).missing_from(), None);
        let heartbeat = heard(Some(at(0)));
        for (seconds, standing) in [
            (0, Standing::Well),
            (3_600, Standing::Well),
            (3_601, Standing::Late),
            (3_900, Standing::Late),
            (3_901, Standing::Missing),
            // A clock that was set back.
            (-500, Standing::Well),
        ] {
            assert_eq!(heartbeat.standing(at(seconds)), standing, "{seconds}");
        }
        let from = heartbeat.missing_from().unwrap();
        assert_eq!(heartbeat.standing(from), Standing::Missing);
        assert_eq!(heartbeat.standing(from - TimeDelta::milliseconds(1)), Standing::Late);
    }

    #[test]
    fn rhythms_have_bounds() {
        let rhythm = |every_s, grace_s| {
            Rhythm::new(TimeDelta::seconds(every_s), TimeDelta::seconds(grace_s), None).map(|_| ())
        };
        assert_eq!(rhythm(30, 10), Ok(()));
        assert_eq!(rhythm(29, 10), Err(NoRhythm::Every));
        assert_eq!(rhythm(367 * 86_400, 10), Err(NoRhythm::Every));
        assert_eq!(rhythm(30, 9), Err(NoRhythm::Grace));
        assert_eq!(rhythm(30, 31 * 86_400), Err(NoRhythm::Grace));
    }
}
