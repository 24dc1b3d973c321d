//! Recurrences in words, read and written.

use std::fmt;

use chrono::{NaiveTime, Weekday};
use winnow::ascii::{dec_uint, space1};
use winnow::combinator::{alt, eof, opt, preceded, separated, terminated};
use winnow::prelude::*;
use winnow::token::{rest, take_while};

use super::Refused;
use super::refused::quoted;
use super::rule::{Nth, Rhythm, Rule, Weekdays};
use crate::model::moment::{time_of_day, weekday_named};

/// The longest step that is taken, in whatever unit.
const LONGEST: u32 = 1000;

/// What a text asks for before it is known to make sense.
enum Asked {
    Rhythm(Rhythm),
    TooOften,
}

/// Reads lower-case words, singly spaced.
pub(super) fn parse(text: &str) -> Result<Rule, Refused> {
    let (asked, time) = whole.parse(text).map_err(|_| Refused::not_understood(text))?;
    let Asked::Rhythm(days) = asked else { return Err(Refused::TooOften) };
    if let Rhythm::Days(count) | Rhythm::Weeks(count, _) | Rhythm::Months(count) = days
        && !(1..=LONGEST).contains(&count)
    {
        return Err(Refused::Count(count));
    }
    let time = match time.trim() {
        "" => nine(),
        written => time_of_day(written).ok_or_else(|| Refused::Time(quoted(written)))?,
    };
    Ok(Rule { days, time })
}

fn nine() -> NaiveTime {
    NaiveTime::from_hms_opt(9, 0, 0).expect("nine o'clock comes every day")
}

fn whole<'a>(input: &mut &'a str) -> winnow::Result<(Asked, &'a str)> {
    let asked = alt((every, of_the_month, adverb)).parse_next(input)?;
    let time = opt(preceded((opt(','), space1, opt("at ")), rest)).parse_next(input)?;
    eof.parse_next(input)?;
    Ok((asked, time.unwrap_or_default()))
}

fn adverb(input: &mut &str) -> winnow::Result<Asked> {
    word.verify_map(|word| match word {
        "daily" => Some(Asked::Rhythm(Rhythm::Days(1))),
        "weekly" => Some(Asked::Rhythm(Rhythm::Weeks(1, None))),
        "fortnightly" | "biweekly" => Some(Asked::Rhythm(Rhythm::Weeks(2, None))),
        "monthly" => Some(Asked::Rhythm(Rhythm::Months(1))),
        "quarterly" => Some(Asked::Rhythm(Rhythm::Months(3))),
        "yearly" | "annually" => Some(Asked::Rhythm(Rhythm::Months(12))),
        "weekdays" => Some(Asked::Rhythm(Rhythm::On(Weekdays::BUSINESS))),
        "hourly" => Some(Asked::TooOften),
        _ => None,
    })
    .parse_next(input)
}

fn every(input: &mut &str) -> winnow::Result<Asked> {
    preceded(alt(("every ", "each ")), alt((of_the_month, weekdays, weeks_on, counted))).parse_next(input)
}

fn counted(input: &mut &str) -> winnow::Result<Asked> {
    let (count, unit) = (count, word).parse_next(input)?;
    let rhythm = match unit {
        "day" | "days" => Rhythm::Days(count),
        "week" | "weeks" => Rhythm::Weeks(count, None),
        "fortnight" => Rhythm::Weeks(2, None),
        "month" | "months" => match opt(preceded(opt_on_the, numbered)).parse_next(input)? {
            Some(day) if count == 1 => Rhythm::Date(day),
            _ => Rhythm::Months(count),
        },
        "quarter" | "quarters" => Rhythm::Months(count.saturating_mul(3)),
        "year" | "years" => Rhythm::Months(count.saturating_mul(12)),
        "hour" | "hours" | "minute" | "minutes" | "second" | "seconds" => return Ok(Asked::TooOften),
        _ => return fail(input),
    };
    Ok(Asked::Rhythm(rhythm))
}

fn fail<T>(input: &mut &str) -> winnow::Result<T> {
    winnow::combinator::fail.parse_next(input)
}

fn opt_on_the(input: &mut &str) -> winnow::Result<()> {
    alt((" on the ", " on ")).void().parse_next(input)
}

fn numbered(input: &mut &str) -> winnow::Result<u32> {
    terminated(dec_uint, alt(("st", "nd", "rd", "th"))).verify(|day| (1..=31).contains(day)).parse_next(input)
}

/// `2 `, `other `, or nothing for one.
fn count(input: &mut &str) -> winnow::Result<u32> {
    opt(alt((terminated(dec_uint, space1), "other ".value(2), "second ".value(2), "third ".value(3))))
        .map(|count| count.unwrap_or(1))
        .parse_next(input)
}

/// `monday`, `monday and thursday`, `weekday`.
fn weekdays(input: &mut &str) -> winnow::Result<Asked> {
    let named = separated(1.., weekday, alt((", and ", " and ", ", ", ",")));
    let named = named.map(|days: Vec<Weekday>| days.into_iter().fold(Weekdays::default(), Weekdays::with));
    let whole = word.verify_map(|word| match word {
        "weekday" | "weekdays" | "workday" => Some(Weekdays::BUSINESS),
        "weekend" => Some(Weekdays::WEEKEND),
        _ => None,
    });
    let business = "business day".value(Weekdays::BUSINESS);
    alt((whole, business, named)).map(|days| Asked::Rhythm(Rhythm::On(days))).parse_next(input)
}

/// `2 weeks on monday`, `other friday`, `week on monday`.
fn weeks_on(input: &mut &str) -> winnow::Result<Asked> {
    let in_full = (terminated(count, alt(("weeks on ", "week on "))), weekday);
    let in_short = (
        alt((terminated(dec_uint, opt(alt(("nd", "rd", "th")))), "other".value(2))),
        preceded(space1, weekday),
    );
    alt((in_full, in_short))
        .map(|(count, day)| Asked::Rhythm(Rhythm::Weeks(count, Some(day))))
        .parse_next(input)
}

/// `last friday of the month`, `1st of the month`, `last day of every month`.
fn of_the_month(input: &mut &str) -> winnow::Result<Asked> {
    opt("the ").parse_next(input)?;
    let on_weekday = (nth, preceded(space1, weekday)).map(|(nth, day)| Rhythm::Nth(nth, day));
    let last_day = "last day".value(Rhythm::Date(31));
    let on_date = terminated(numbered, opt(" day")).map(Rhythm::Date);
    let rhythm = alt((on_weekday, last_day, on_date)).parse_next(input)?;
    let mut of = alt((" of the month", " of every month", " of each month", " of a month", " every month"));
    of.parse_next(input)?;
    Ok(Asked::Rhythm(rhythm))
}

fn nth(input: &mut &str) -> winnow::Result<Nth> {
    alt((
        alt(("first", "1st")).value(Nth::Counted(1)),
        alt(("second", "2nd")).value(Nth::Counted(2)),
        alt(("third", "3rd")).value(Nth::Counted(3)),
        alt(("fourth", "4th")).value(Nth::Counted(4)),
        "last".value(Nth::Last),
    ))
    .parse_next(input)
}

fn weekday(input: &mut &str) -> winnow::Result<Weekday> {
    word.verify_map(|word| weekday_named(word).or_else(|| weekday_named(word.strip_suffix('s')?)))
        .parse_next(input)
}

fn word<'a>(input: &mut &'a str) -> winnow::Result<&'a str> {
    take_while(1.., 'a'..='z').parse_next(input)
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = if self.time.format("%S").to_string() == "00" { "%H:%M" } else { "%H:%M:%S" };
        write!(f, "{} at {}", self.days, self.time.format(form))
    }
}

impl fmt::Display for Rhythm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(count) => every_so_many(f, *count, "day"),
            Self::Weeks(count, None) => every_so_many(f, *count, "week"),
            Self::Weeks(count, Some(day)) => {
                every_so_many(f, *count, "week")?;
                write!(f, " on {}", name(*day))
            }
            Self::Months(3) => f.write_str("every quarter"),
            Self::Months(count) if count.is_multiple_of(12) => every_so_many(f, count / 12, "year"),
            Self::Months(count) => every_so_many(f, *count, "month"),
            Self::On(Weekdays::BUSINESS) => f.write_str("every weekday"),
            Self::On(days) => {
                let names: Vec<&str> = days.iter().map(name).collect();
                write!(f, "every {}", names.join(" and "))
            }
            Self::Date(31) => f.write_str("last day of the month"),
            Self::Date(day) => write!(f, "{day}{} of the month", ordinal(*day)),
            Self::Nth(nth, day) => {
                let nth = match nth {
                    Nth::Counted(1) => "first",
                    Nth::Counted(2) => "second",
                    Nth::Counted(3) => "third",
                    Nth::Counted(_) => "fourth",
                    Nth::Last => "last",
                };
                write!(f, "{nth} {} of the month", name(*day))
            }
        }
    }
}

fn every_so_many(f: &mut fmt::Formatter<'_>, count: u32, unit: &str) -> fmt::Result {
    match count {
        1 => write!(f, "every {unit}"),
        count => write!(f, "every {count} {unit}s"),
    }
}

fn ordinal(day: u32) -> &'static str {
    match (day % 10, day) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
