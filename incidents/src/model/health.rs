//! Whether what should happen by itself does: every open page goes on, every timer fires, every wish leaves.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};

/// How long something due may have waited before it is called stuck.
pub const YOUNG: TimeDelta = TimeDelta::seconds(60);

/// A part of the program that something can be wrong with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The wishes that wait to leave.
    Outbox,
    /// What is to be done at an instant.
    Timers,
    /// The calls for help.
    Pages,
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub part: Part,
    /// What is wrong.
    pub why: String,
}

/// An open page, as far as its next step goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// What people call it.
    pub name: String,
    /// When it is to be gone on with; none when it rests until somebody does something.
    pub next: Option<DateTime<Utc>>,
    /// When its timer is set for, if it is.
    pub timer: Option<DateTime<Utc>>,
}

impl Part {
    /// The word that machines read.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::Timers => "timers",
            Self::Pages => "pages",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is wrong with something that has been due since an instant, if it has waited too long.
#[must_use]
pub fn waited(part: Part, due: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<Finding> {
    let waited = now - due?;
    let why = || format!("the oldest that is due has waited {} s", waited.num_seconds());
    (waited > YOUNG).then(|| Finding { part, why: why() })
}

/// What is wrong with an open page: nobody would go on with it, or not in time.
#[must_use]
pub fn forsaken(page: &Pending, now: DateTime<Utc>) -> Option<Finding> {
    let next = page.next?;
    let why = match page.timer {
        None => format!("{} has a next step and no timer for it", page.name),
        Some(timer) if timer > next.max(now) + YOUNG => {
            let late = (timer - next.max(now)).num_seconds();
            format!("the timer of {} is set {late} s after its next step", page.name)
        }
        Some(_) => return None,
    };
    Some(Finding { part: Part::Pages, why })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn what_is_due_may_wait_for_a_minute() {
        for (due, found) in
            [(None, false), (Some(0), false), (Some(-60), false), (Some(-61), true), (Some(9), false)]
        {
            assert_eq!(waited(Part::Timers, due.map(at), at(0)).is_some(), found, "{due:?}");
        }
    }

    #[test]
    fn an_open_page_has_a_timer_in_time_for_its_next_step_or_rests() {
        for (next, timer, found) in [
            (None, None, false),
            (Some(300), Some(300), false),
            (Some(300), Some(290), false),
            (Some(300), None, true),
            (Some(300), Some(361), true),
            // Overdue: that its timer fires late is found where timers are looked at.
            (Some(-500), Some(-500), false),
            (Some(-500), Some(30), false),
            (Some(-500), Some(90), true),
        ] {
            let page = Pending { name: "page 1".into(), next: next.map(at), timer: timer.map(at) };
            assert_eq!(forsaken(&page, at(0)).is_some(), found, "{next:?} {timer:?}");
        }
    }
}
