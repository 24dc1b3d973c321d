//! What happened to a page, with the reason: for the incident's record.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Ending, Gravity, Loss, Place, Standing};
use crate::model::who::Who;

/// Why a level fires, or somebody is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// The page was opened.
    Opened,
    /// The page was reopened.
    Reopened,
    /// The level before did not answer in its time.
    NoAnswer,
    /// All levels are through, and begin again.
    Repeat,
    /// Somebody escalated by hand.
    Escalated,
    /// Nobody of the level before can be reached, or take it.
    NobodyReachable,
    /// The acknowledgement ran out.
    AckTimedOut {
        /// Whose it was.
        by: Who,
    },
    /// The snooze is over.
    SnoozeEnded {
        /// Whose it was.
        by: Who,
    },
    /// Whoever had the page gave it back.
    GivenBack {
        /// Who.
        by: Who,
    },
    /// The page was given to this person.
    Reassigned,
    /// No level has anybody; this is the fallback.
    NobodyOnCall,
}

/// Why a level was skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkippedFor {
    /// It has no targets.
    NoTargets,
    /// Its targets come to nobody at the moment.
    NobodyOnCall,
}

/// A transition, with its reason, for the incident's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The page was opened.
    Opened,
    /// A level was called.
    LevelFired {
        /// Which.
        place: Place,
        /// Who was called.
        who: Vec<Who>,
        /// Why.
        because: Because,
        /// How late it was, in seconds: more than nought after the program was down.
        late_s: i64,
        /// How many levels before it were due meanwhile, and passed over.
        passed_over: u32,
    },
    /// A level was skipped, for there is nobody in it.
    LevelSkipped {
        /// Which.
        place: Place,
        /// Why.
        because: SkippedFor,
    },
    /// No level has anybody: the fallback and the channel were told.
    FellBack {
        /// Who was called instead.
        to: Option<Who>,
    },
    /// Every level and repeat is through.
    Exhausted,
    /// It was said again that nobody answered.
    StillExhausted {
        /// How often by now.
        nth: u32,
    },
    /// Somebody took the page.
    Acknowledged {
        /// Who.
        by: Who,
        /// Whether they were called.
        standing: Standing,
    },
    /// Somebody else also said that they have it.
    AlsoAcknowledged {
        /// Who.
        by: Who,
        /// Whether they were called.
        standing: Standing,
    },
    /// Whoever has the page said that they still do.
    StillOnIt {
        /// Who.
        by: Who,
    },
    /// Whoever has the page fell silent, and was asked.
    AskedStillOnIt {
        /// Who.
        who: Who,
    },
    /// The page is unanswered again.
    Unacknowledged {
        /// Why.
        because: Because,
    },
    /// Somebody put the page off.
    Snoozed {
        /// Who.
        by: Who,
        /// Until when.
        until: DateTime<Utc>,
    },
    /// Somebody escalated by hand.
    Escalated {
        /// To where.
        to: Place,
    },
    /// The page was given to somebody else.
    Reassigned {
        /// From whom.
        from: Option<Who>,
        /// To whom.
        to: Who,
    },
    /// Somebody who was called cannot be reached or cannot take it.
    Lost {
        /// Who.
        who: Who,
        /// Why.
        why: Loss,
    },
    /// Maintenance began.
    Suspended {
        /// Until when, if that was said.
        until: Option<DateTime<Utc>>,
    },
    /// Maintenance ended.
    Resumed,
    /// A page that did not escalate now does.
    UrgencyRaised,
    /// The incident's severity changed how loud the page stays.
    Regraded {
        /// To what.
        to: Gravity,
    },
    /// The page is over.
    Ended {
        /// How.
        how: Ending,
    },
    /// The page began anew.
    Reopened {
        /// Which run this is, counted from nought.
        run: u32,
    },
    /// The clock was set back, and what was due moved with it.
    ClockSetBack {
        /// By how much, in seconds.
        by_s: i64,
    },
}
