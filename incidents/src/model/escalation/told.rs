//! What happened to a page, as the sentence that stands on the timeline.

use super::{Because, Ending, Event, Gravity, Loss, Place, SkippedFor, Standing};
use crate::model::who::Who;

/// Names of those a sentence may speak of.
pub type Names = [(Who, String)];

impl Event {
    /// The sentence, with people by their names.
    #[must_use]
    pub fn sentence(&self, names: &Names) -> String {
        let name = |who: &Who| name(*who, names);
        match self {
            Self::LevelFired { place, who, because, late_s, passed_over } => {
                fired((*place, who), *because, (*late_s, *passed_over), names)
            }
            Self::LevelSkipped { place, because } => skipped(*place, *because),
            Self::FellBack { to: Some(to) } => {
                format!("no level has anybody; {} was called instead", name(to))
            }
            Self::FellBack { to: None } => "no level has anybody, and there is no fallback".into(),
            Self::Acknowledged { by, standing } => {
                format!("acknowledged by {}{}", name(by), own_account(*standing))
            }
            Self::AlsoAcknowledged { by, standing } => {
                format!("also acknowledged by {}{}", name(by), own_account(*standing))
            }
            Self::StillOnIt { by } => format!("{} is still on it", name(by)),
            Self::AskedStillOnIt { who } => format!("{} was asked whether they are still on it", name(who)),
            Self::Unacknowledged { because } => {
                format!("unanswered again: {}", why(*because, names))
            }
            Self::Snoozed { by, until } => {
                format!("snoozed by {} until {}", name(by), until.format("%Y-%m-%d %H:%M UTC"))
            }
            Self::Escalated { to } => format!("escalated by hand to level {}", to.level + 1),
            Self::Reassigned { to, .. } => format!("given to {}", name(to)),
            Self::Lost { who, why } => format!("{} {}", name(who), lost(*why)),
            plain => plain.without_names(),
        }
    }

    fn without_names(&self) -> String {
        match self {
            Self::Opened => "opened".into(),
            Self::Exhausted => "nobody answered: every level and repeat is through".into(),
            Self::StillExhausted { nth } => format!("nobody has answered; said {nth} times by now"),
            Self::Suspended { .. } => "escalation waits for maintenance to end".into(),
            Self::Resumed => "maintenance is over, escalation goes on".into(),
            Self::UrgencyRaised => "urgency raised: it escalates from now on".into(),
            Self::Regraded { to: Gravity::Critical } => "stays loud until somebody answers".into(),
            Self::Regraded { to: Gravity::Ordinary } => "no longer stays loud".into(),
            Self::Ended { how: Ending::Resolved } => "over: the incident was resolved".into(),
            Self::Ended { how: Ending::Cancelled } => "stopped".into(),
            Self::Ended { how: Ending::Merged } => "over: the incident joined another".into(),
            Self::Reopened { .. } => "begins anew".into(),
            Self::ClockSetBack { by_s } => {
                format!("the clock was set back by {by_s} seconds, and what was due moved with it")
            }
            _ => String::new(),
        }
    }

    /// Whether more people than before are called by it.
    #[must_use]
    pub const fn escalates(&self) -> bool {
        match self {
            Self::Escalated { .. } => true,
            Self::LevelFired { place, .. } => place.level > 0 || place.round > 0,
            _ => false,
        }
    }
}

fn name(who: Who, names: &Names) -> String {
    let known = names.iter().find(|(known, _)| *known == who).map(|(_, name)| name.clone());
    known.unwrap_or_else(|| match who {
        Who::Contact(_) => "somebody who was removed".into(),
        Who::User(user) => format!("<@{user}>"),
        Who::Role(role) => format!("<@&{role}>"),
    })
}

fn fired((place, who): (Place, &[Who]), because: Because, late: (i64, u32), names: &Names) -> String {
    let who = who.iter().map(|who| name(*who, names)).collect::<Vec<_>>().join(", ");
    let round = if place.round > 0 { format!(", round {}", place.round + 1) } else { String::new() };
    let late = match late {
        (..=1, _) => String::new(),
        (late_s, 0) => format!(" ({late_s} s late)"),
        (late_s, passed) => format!(" ({late_s} s late; {passed} earlier levels passed over)"),
    };
    format!("level {}{round} called {who}: {}{late}", place.level + 1, why(because, names))
}

fn why(because: Because, names: &Names) -> String {
    match because {
        Because::Opened => "the page was sent".into(),
        Because::Reopened => "the incident was reopened".into(),
        Because::NoAnswer => "no answer so far".into(),
        Because::Repeat => "no level answered, so it begins again".into(),
        Because::Escalated => "escalated by hand".into(),
        Because::NobodyReachable => "nobody of the level before can be reached or take it".into(),
        Because::AckTimedOut { by } => format!("nothing was heard of {}", name(by, names)),
        Because::SnoozeEnded { by } => format!("the snooze of {} is over", name(by, names)),
        Because::GivenBack { by } => format!("{} gave it back", name(by, names)),
        Because::Reassigned => "it was given to them".into(),
        Because::NobodyOnCall => "no level has anybody".into(),
    }
}

fn skipped(place: Place, because: SkippedFor) -> String {
    let why = match because {
        SkippedFor::NoTargets => "it names nobody",
        SkippedFor::NobodyOnCall => "nobody of it is on call",
    };
    format!("level {} skipped: {why}", place.level + 1)
}

fn own_account(standing: Standing) -> &'static str {
    match standing {
        Standing::Paged => "",
        Standing::NotPaged => ", who was not paged",
    }
}

fn lost(why: Loss) -> &'static str {
    match why {
        Loss::Unreachable => "could not be reached",
        Loss::Gone => "is no longer there",
        Loss::Declined => "cannot take it",
    }
}
