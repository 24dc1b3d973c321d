//! What had to be assumed to read a time, as the sentence the person is told.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use super::Reading;
use crate::model::zone::{Abbreviation, Zone};
use crate::worded::Worded;

/// Something the person should be told about how their time was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Worded)]
pub enum Note {
    /// Standard-time letters were written while the place's clocks were on daylight time, or the other way round.
    #[error("{letters} always means UTC{offset}, but {place} was on {shown} then: that is {time} {shown}.", letters = .letters.name(), offset = .letters.offset(), time = .local.format("%H:%M"))]
    OtherClock {
        /// What was written.
        letters: Abbreviation,
        /// Whose clocks were on the other time.
        place: Zone,
        /// What those clocks call it.
        shown: String,
        /// What those clocks showed.
        local: NaiveDateTime,
    },
    /// The letters mean something else elsewhere.
    #[error("{letters} was read as {meaning} (UTC{offset}). If you meant another, type the offset.")]
    Letters {
        /// What was written.
        letters: &'static str,
        /// What it was taken for.
        meaning: &'static str,
        /// Its offset.
        offset: FixedOffset,
    },
    /// The time had no date and took the incident's day.
    #[error("Without a date I took the incident's day, {}. Add the date if it was another.", .0.format("%Y-%m-%d"))]
    IncidentDay(NaiveDate),
    /// The time had no date, is still to come today, and took yesterday.
    #[error("That time is still to come today, so I took yesterday, {}.", .0.format("%Y-%m-%d"))]
    Yesterday(NaiveDate),
    /// The time had no date, has passed today, and took tomorrow.
    #[error("That time has passed today, so I took tomorrow, {}.", .0.format("%Y-%m-%d"))]
    Tomorrow(NaiveDate),
    /// The date had no year and took another than the present one.
    #[error("Without a year I took {}.", .0.format("%Y-%m-%d"))]
    Year(NaiveDate),
    /// Day and month were the other way round than the server writes them, since the date is impossible otherwise.
    #[error("There is no month {month}, so I read the date as {}.", .date.format("%Y-%m-%d"))]
    Swapped {
        /// The month that is none.
        month: u32,
        /// The date as read.
        date: NaiveDate,
    },
    /// Only a date was given for something that happened.
    #[error("Without a time I took the start of the day, {}.", .0.format("%Y-%m-%d %H:%M"))]
    StartOfDay(NaiveDateTime),
}

/// What letters behind a time leave to be told.
pub(super) fn about_letters(zone: Zone, at: DateTime<Utc>, reading: &Reading) -> Option<Note> {
    let Zone::Letters(letters) = zone else { return None };
    let place = reading.zone;
    let shown = place.label(at);
    if shown == letters.name() {
        return None;
    }
    // Letters are the place's own when its clocks show them at some other time of the year.
    let is_its_own = (1..=12).any(|month| place.label(at + TimeDelta::days(30 * month)) == letters.name());
    if is_its_own {
        return Some(Note::OtherClock { letters, place, shown, local: place.local(at) });
    }
    letters.chosen().map(|meaning| Note::Letters {
        letters: letters.name(),
        meaning,
        offset: letters.offset(),
    })
}
