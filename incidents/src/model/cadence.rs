//! How often those who wait hear something: the worse the incident, the sooner the next stakeholder update.

use chrono::TimeDelta;

use super::settings::Settings;

/// The time to the next update, from the worst severity down; milder ones than these have the last.
const CADENCE: [TimeDelta; 4] =
    [TimeDelta::minutes(30), TimeDelta::hours(1), TimeDelta::hours(4), TimeDelta::hours(24)];

/// How often a lead is reminded of one late update before we hold our peace.
pub const MOST_NUDGES: u32 = 3;
/// The time between two reminders of the same update.
pub const BETWEEN_NUDGES: TimeDelta = TimeDelta::minutes(15);

/// How long an incident of this severity may go without an update. A severity the server no longer has counts as mild.
#[must_use]
pub fn of(settings: &Settings, severity: &str) -> TimeDelta {
    let rank = settings.severities.iter().position(|name| name == severity);
    let rank = rank.unwrap_or(usize::MAX).min(CADENCE.len() - 1);
    CADENCE[rank]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worse_it_is_the_sooner_people_hear_again() {
        let settings = Settings::default();
        let hours = |severity: &str| of(&settings, severity).num_minutes();
        assert_eq!(["SEV1", "SEV2", "SEV3", "SEV4", "retired"].map(hours), [30, 60, 240, 1440, 1440]);
    }
}
