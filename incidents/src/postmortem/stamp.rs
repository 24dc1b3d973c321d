//! Instants as documents print them: `14:13 EST` or `2:13 PM EST`, with the date where it matters.
//!
//! Digits are pushed by hand: a timeline of ten thousand entries prints as many times.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};

use crate::model::moment::{Hours, MONTHS};
use crate::model::zone::Zone;

/// Prints instants in one zone and one manner.
#[derive(Debug, Clone, Copy)]
pub struct Stamp<'a> {
    /// Where times are told.
    pub zone: Zone,
    /// The label as the team types it (`EST`); without one the zone's own name of the day is printed.
    pub label: Option<&'a str>,
    /// How hours are told.
    pub hours: Hours,
}

impl Stamp<'_> {
    /// Appends the time of day: `2:13 PM`.
    pub fn push_time(&self, out: &mut String, at: DateTime<Utc>) {
        push_clock(out, self.zone.local(at), self.hours);
    }

    /// Appends the time of day and the zone: `2:13 PM EST`.
    pub fn push_zoned(&self, out: &mut String, at: DateTime<Utc>) {
        self.push_time(out, at);
        out.push(' ');
        self.push_label(out, at);
    }

    /// Appends what the zone is called at this instant: `EST`.
    pub fn push_label(&self, out: &mut String, at: DateTime<Utc>) {
        match self.label {
            Some(label) => out.push_str(label),
            None => out.push_str(&self.zone.label(at)),
        }
    }

    /// The local day.
    #[must_use]
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        self.zone.local(at).date()
    }

    /// The day: `June 2, 2024`, or `2024-06-02` on a clock of 24 hours.
    #[must_use]
    pub fn date(&self, at: DateTime<Utc>) -> String {
        let mut out = String::new();
        self.push_date(&mut out, self.day(at));
        out
    }

    /// Appends a day.
    pub fn push_date(&self, out: &mut String, day: NaiveDate) {
        match self.hours {
            Hours::Twelve => {
                out.push_str(MONTHS[day.month0() as usize]);
                out.push(' ');
                push_number(out, day.day());
                out.push_str(", ");
                out.push_str(&day.year().to_string());
            }
            Hours::TwentyFour => out.push_str(&day.to_string()),
        }
    }

    /// The time of day and the zone.
    #[must_use]
    pub fn zoned(&self, at: DateTime<Utc>) -> String {
        let mut out = String::new();
        self.push_zoned(&mut out, at);
        out
    }

    /// Appends time and zone, and the date before it where the day is not `usual`.
    pub fn push_on_other_day(&self, out: &mut String, at: DateTime<Utc>, usual: Option<NaiveDate>) {
        let local = self.zone.local(at);
        if usual.is_some_and(|usual| usual != local.date()) {
            self.push_date(out, local.date());
            out.push_str(", ");
        }
        push_clock(out, local, self.hours);
        out.push(' ');
        self.push_label(out, at);
    }
}

fn push_clock(out: &mut String, local: NaiveDateTime, hours: Hours) {
    match hours {
        Hours::TwentyFour => {
            push_two(out, local.hour());
            out.push(':');
            push_two(out, local.minute());
        }
        Hours::Twelve => {
            let (afternoon, hour) = local.hour12();
            push_number(out, hour);
            out.push(':');
            push_two(out, local.minute());
            out.push_str(if afternoon { " PM" } else { " AM" });
        }
    }
}

fn push_number(out: &mut String, number: u32) {
    if number >= 10 {
        push_two(out, number);
    } else {
        out.push(digit(number));
    }
}

fn push_two(out: &mut String, number: u32) {
    out.push(digit(number / 10 % 10));
    out.push(digit(number % 10));
}

fn digit(number: u32) -> char {
    char::from_digit(number, 10).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        name.parse().unwrap()
    }

    #[test]
    fn times_are_told_in_the_zone_and_under_its_label() {
        let at: DateTime<Utc> = "2024-06-02T19:13:00Z".parse().unwrap();
        let cases = [
            ("EST", None, Hours::TwentyFour, "14:13 EST"),
            ("EST", None, Hours::Twelve, "2:13 PM EST"),
            ("-05:00", Some("Bank time"), Hours::Twelve, "2:13 PM Bank time"),
            ("America/New_York", None, Hours::Twelve, "3:13 PM EDT"),
            ("Asia/Kathmandu", None, Hours::TwentyFour, "00:58 +05:45"),
            ("UTC", None, Hours::TwentyFour, "19:13 UTC"),
        ];
        for (name, label, hours, expected) in cases {
            assert_eq!(Stamp { zone: zone(name), label, hours }.zoned(at), expected);
        }
    }

    #[test]
    fn midnight_and_noon_are_twelve() {
        let stamp = Stamp { zone: Zone::UTC, label: None, hours: Hours::Twelve };
        assert_eq!(stamp.zoned("2024-06-02T00:05:00Z".parse().unwrap()), "12:05 AM UTC");
        assert_eq!(stamp.zoned("2024-06-02T12:00:00Z".parse().unwrap()), "12:00 PM UTC");
    }

    #[test]
    fn another_day_prints_its_date() {
        let at: DateTime<Utc> = "2024-06-03T00:05:00Z".parse().unwrap();
        let print = |hours, usual: &str| {
            let mut out = String::new();
            Stamp { zone: Zone::UTC, label: None, hours }.push_on_other_day(&mut out, at, usual.parse().ok());
            out
        };
        assert_eq!(print(Hours::Twelve, "2024-06-02"), "June 3, 2024, 12:05 AM UTC");
        assert_eq!(print(Hours::TwentyFour, "2024-06-02"), "2024-06-03, 00:05 UTC");
        assert_eq!(print(Hours::TwentyFour, "2024-06-03"), "00:05 UTC");
    }
}
