//! What months and weekdays are called, for all that print them and all that read them.

use chrono::Weekday;

/// The months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Mon),
    ("Tuesday", Weekday::Tue),
    ("Wednesday", Weekday::Wed),
    ("Thursday", Weekday::Thu),
    ("Friday", Weekday::Fri),
    ("Saturday", Weekday::Sat),
    ("Sunday", Weekday::Sun),
];

/// A month, from 1, by its name; nothing where there is none of that number.
#[must_use]
pub fn month_name(month: u32) -> Option<&'static str> {
    MONTHS.get(usize::try_from(month.checked_sub(1)?).ok()?).copied()
}

/// A month, from 0, by three letters: `Oct`.
#[must_use]
pub fn short_month(month0: u32) -> &'static str {
    MONTHS.get(month0 as usize).map_or("", |name| &name[..3])
}

/// A weekday by three letters: `Mon`.
#[must_use]
pub fn short_weekday(day: Weekday) -> &'static str {
    let (name, _) = WEEKDAYS[day.num_days_from_monday() as usize];
    &name[..3]
}

/// A month, from 1, by its name or the first letters of it.
pub(in crate::model) fn month_named(word: &str) -> Option<u32> {
    let found = MONTHS.iter().position(|name| is_short_for(word, name));
    found.and_then(|index| u32::try_from(index + 1).ok())
}

/// A weekday by its name or the first letters of it.
pub(in crate::model) fn weekday_named(word: &str) -> Option<Weekday> {
    WEEKDAYS.into_iter().find(|(name, _)| is_short_for(word, name)).map(|(_, day)| day)
}

/// Whether a word is the name of a month or a weekday, or the first letters of one.
pub(crate) fn is_in_calendar(word: &str) -> bool {
    month_named(word).is_some() || weekday_named(word).is_some()
}

/// Three letters at least: `ma` and `ju` would be two months.
fn is_short_for(word: &str, name: &str) -> bool {
    word.len() >= 3 && name.get(..word.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_by_three_letters_and_more() {
        for (word, month, weekday) in [
            ("june", Some(6), None),
            ("Sept", Some(9), None),
            ("MON", None, Some(Weekday::Mon)),
            ("thurs", None, Some(Weekday::Thu)),
            ("ju", None, None),
            ("juneau", None, None),
            ("\u{4e94}\u{6708}", None, None),
        ] {
            assert_eq!((month_named(word), weekday_named(word)), (month, weekday), "{word}");
            assert_eq!(is_in_calendar(word), month.is_some() || weekday.is_some(), "{word}");
        }
        assert_eq!((short_month(9), short_weekday(Weekday::Thu)), ("Oct", "Thu"));
        assert_eq!((month_name(0), month_name(12), month_name(13)), (None, Some("December"), None));
    }
}
