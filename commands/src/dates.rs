//! Days as people write them, in the language that is spoken.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, Weekday};

use crate::tongues::word;

/// A day: `Fri, 23 Oct 2026`.
#[must_use]
pub fn date(day: NaiveDate) -> String {
    say!(
        "{weekday}, {day} {month} {year}",
        weekday = weekday(day.weekday()),
        month = month(day),
        year = day.year(),
        day = day.day()
    )
}

/// A time on a day: `23 Oct 2026 09:00`.
#[must_use]
pub fn instant(at: NaiveDateTime) -> String {
    let day = at.date();
    say!(
        "{day} {month} {year} {time}",
        month = month(day),
        year = day.year(),
        day = day.day(),
        time = at.format("%H:%M")
    )
}

/// A day of this year: `Oct 03`.
#[must_use]
pub fn short(day: NaiveDate) -> String {
    say!("{month} {day}", month = month(day), day = day.format("%d"))
}

/// A day of the week, by the letters it is written with.
#[must_use]
pub fn weekday(day: Weekday) -> &'static str {
    word(match day {
        Weekday::Mon => "Mon",
        Weekday::Tue => "Tue",
        Weekday::Wed => "Wed",
        Weekday::Thu => "Thu",
        Weekday::Fri => "Fri",
        Weekday::Sat => "Sat",
        Weekday::Sun => "Sun",
    })
}

fn month(day: NaiveDate) -> &'static str {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    word(MONTHS[day.month0() as usize])
}

#[cfg(test)]
mod tests {
    use incidents::model::tongue::Tongue;

    use super::*;
    use crate::tongues::{Listeners, speaking};

    #[test]
    fn a_day_is_written_as_each_language_writes_it() {
        let day = NaiveDate::from_ymd_opt(2026, 10, 23).unwrap();
        for (tongue, written) in [
            (Tongue::English, "Fri, 23 Oct 2026"),
            (Tongue::German, "Fr, 23. Okt. 2026"),
            (Tongue::Japanese, "2026年10月23日（金）"),
        ] {
            assert_eq!(speaking(Listeners::of(tongue), || date(day)), written);
        }
    }
}
