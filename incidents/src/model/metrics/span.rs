//! How long something took, in words.

use chrono::TimeDelta;

/// What time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Of 24 hours.
    Day,
    /// Of 60 minutes.
    Hour,
    /// Of 60 seconds.
    Minute,
    /// The smallest that matters.
    Second,
}

/// The two largest units that matter, and how many of each.
#[must_use]
pub fn parts(span: TimeDelta) -> Vec<(i64, Unit)> {
    let seconds = span.num_seconds().abs();
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) if seconds > 0 => vec![(seconds, Unit::Second)],
        (0, 0, minutes) => vec![(minutes, Unit::Minute)],
        (0, hours, 0) => vec![(hours, Unit::Hour)],
        (0, hours, minutes) => vec![(hours, Unit::Hour), (minutes, Unit::Minute)],
        (days, 0, _) => vec![(days, Unit::Day)],
        (days, hours, _) => vec![(days, Unit::Day), (hours, Unit::Hour)],
    }
}

/// The same in words: `2 hours 30 minutes`, `45 seconds`, `1 day 2 hours`.
#[must_use]
pub fn in_words(span: TimeDelta) -> String {
    let word = |(count, unit): &(i64, Unit)| match unit {
        Unit::Day => plural(*count, "day"),
        Unit::Hour => plural(*count, "hour"),
        Unit::Minute => plural(*count, "minute"),
        Unit::Second => plural(*count, "second"),
    };
    parts(span).iter().map(word).collect::<Vec<_>>().join(" ")
}

/// In words, and past an hour in minutes too, which is what people compare: `2 hours 30 minutes (150 minutes)`.
#[must_use]
pub fn with_minutes(span: TimeDelta) -> String {
    let words = in_words(span);
    if span.num_minutes().abs() < 60 {
        words
    } else {
        format!("{words} ({} minutes)", span.num_minutes().abs())
    }
}

/// As short as it can be read: `45 min`, `2 h 30 min`, `3 d 4 h`.
#[must_use]
pub fn short(span: TimeDelta) -> String {
    let minutes = span.num_minutes().max(0);
    match (minutes / 1440, minutes / 60 % 24, minutes % 60) {
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, 0, _) => format!("{days} d"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

fn plural(count: i64, unit: &str) -> String {
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_as_people_say_them() {
        let cases = [
            (0, "0 minutes"),
            (45, "45 seconds"),
            (60, "1 minute"),
            (150 * 60, "2 hours 30 minutes"),
            (3_600, "1 hour"),
            (86_400 + 7_200 + 60, "1 day 2 hours"),
            (-120, "2 minutes"),
        ];
        for (seconds, words) in cases {
            assert_eq!(in_words(TimeDelta::seconds(seconds)), words);
        }
        assert_eq!(with_minutes(TimeDelta::minutes(150)), "2 hours 30 minutes (150 minutes)");
        assert_eq!(with_minutes(TimeDelta::minutes(45)), "45 minutes");
    }
}
