//! What the timers hold: something to be done at an instant, by meaning.

use serde::{Deserialize, Serialize};

use crate::ids::{AlertId, HeartbeatId, IncidentId, PageId, ScheduleId, SourceId};

/// Something to be done when its time comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "timer", rename_all = "snake_case")]
pub enum Timer {
    /// The promised stakeholder update is due.
    UpdateDue {
        /// Of which incident.
        incident: IncidentId,
        /// How often the lead was reminded of it already.
        #[serde(default)]
        nudges: u32,
    },
    /// An incident's channel is to become read-only.
    Archive {
        /// Of which incident.
        incident: IncidentId,
    },
    /// Something about a postmortem.
    Postmortem(super::publication::Alarm),
    /// Something about actions.
    Action(super::action::alarm::Alarm),
    /// A page's next step is due.
    PageDue {
        /// Of which page.
        page: PageId,
    },
    /// A shift ends and another begins.
    Handoff {
        /// In which schedule.
        schedule: ScheduleId,
    },
    /// Whoever comes on call next is to be reminded.
    ShiftReminder {
        /// In which schedule.
        schedule: ScheduleId,
    },
    /// The quiet hours that an alert waits for are over.
    AlertHeld {
        /// Which alert.
        alert: AlertId,
    },
    /// The alerts that were only counted are to be told.
    AlertsCounted {
        /// Of which source.
        source: SourceId,
    },
    /// Those who are to be called are to be asked after.
    RollCall,
    /// A job would be missing, were it not heard until then.
    Heartbeat {
        /// Which.
        heartbeat: HeartbeatId,
    },
}

/// How much a timer can wait, where several are due; the order is the order in which they are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Somebody must be woken.
    Page = 0,
    /// It is late when it is late.
    Other = 1,
}

impl Urgency {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 2] = [Self::Page, Self::Other];
}

impl Timer {
    /// The promised update of an incident, before anybody was reminded of it.
    #[must_use]
    pub fn update_due(incident: IncidentId) -> Self {
        Self::UpdateDue { incident, nudges: 0 }
    }

    /// How much it can wait, where several are due.
    #[must_use]
    pub fn urgency(&self) -> Urgency {
        match self {
            Self::PageDue { .. } => Urgency::Page,
            _ => Urgency::Other,
        }
    }

    /// Two timers with the same key are one timer.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::UpdateDue { incident, .. } => format!("update-due:{incident}"),
            Self::Archive { incident } => format!("archive:{incident}"),
            Self::Postmortem(alarm) => alarm.key(),
            Self::Action(alarm) => alarm.key(),
            Self::PageDue { page } => format!("page-due:{page}"),
            Self::Handoff { schedule } => format!("handoff:{schedule}"),
            Self::ShiftReminder { schedule } => format!("shift-reminder:{schedule}"),
            Self::AlertHeld { alert } => format!("alert-held:{alert}"),
            Self::AlertsCounted { source } => format!("alerts-counted:{source}"),
            Self::RollCall => "roll-call".to_owned(),
            Self::Heartbeat { heartbeat } => format!("heartbeat:{heartbeat}"),
        }
    }
}
