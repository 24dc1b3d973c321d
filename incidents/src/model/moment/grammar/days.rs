//! The forms in which people write days.

use winnow::ascii::space1;
use winnow::combinator::{alt, not, opt, peek, preceded, terminated};
use winnow::prelude::*;
use winnow::token::{one_of, take_while};

use super::{up_to_two, word_end};
use crate::model::moment::day::{Day, Which};
use crate::model::moment::names::{month_named, weekday_named};

/// A day in any form.
pub(super) fn day(input: &mut &str) -> winnow::Result<Day> {
    alt((year_first, numeric, day_then_month, month_then_day, weekday, spoken)).parse_next(input)
}

fn spoken(input: &mut &str) -> winnow::Result<Day> {
    let the = opt("the ");
    let near = alt((
        alt(("today", "tonight")).value(Day::FromToday(0)),
        "yesterday".value(Day::FromToday(-1)),
        "tomorrow".value(Day::FromToday(1)),
        "day before yesterday".value(Day::FromToday(-2)),
        "day after tomorrow".value(Day::FromToday(2)),
    ));
    let this = || opt(alt(("the ", "this ")));
    let far = alt((
        "next week".value(Day::FromToday(7)),
        "next month".value(Day::NextMonth),
        ("end of ", this(), "month").value(Day::EndOfMonth),
        ("end of ", this(), "week").value(Day::EndOfWeek),
        alt(("eom", "month end")).value(Day::EndOfMonth),
    ));
    let words = alt((near, far));
    preceded(the, terminated(words, word_end)).parse_next(input)
}

fn weekday(input: &mut &str) -> winnow::Result<Day> {
    let which = alt((
        "next ".value(Which::Next),
        "last ".value(Which::Last),
        "this ".value(Which::Nearest),
        "coming ".value(Which::Nearest),
    ));
    let which = opt(which).parse_next(input)?.unwrap_or(Which::Nearest);
    let day = terminated(word, opt('.')).verify_map(weekday_named).parse_next(input)?;
    // `Sunday, June 2` names the day twice: the date decides.
    if let Some(date) =
        opt(preceded((opt(','), space1), alt((day_then_month, month_then_day)))).parse_next(input)?
    {
        return Ok(date);
    }
    Ok(Day::Weekday(which, day))
}

fn month(input: &mut &str) -> winnow::Result<u32> {
    terminated(word.verify_map(month_named), opt('.')).parse_next(input)
}

fn word<'a>(input: &mut &'a str) -> winnow::Result<&'a str> {
    take_while(1.., 'a'..='z').parse_next(input)
}

/// `2024-06-02` or `2024/06/02`.
fn year_first(input: &mut &str) -> winnow::Result<Day> {
    let year = year.parse_next(input)?;
    let mark = one_of(['-', '/', '.']).parse_next(input)?;
    let (month, _, day) = (up_to_two, mark, up_to_two).parse_next(input)?;
    not(one_of('0'..='9')).parse_next(input)?;
    Ok(Day::Named { year: Some(year), month, day })
}

/// `02/06/2024`, `2.6.24`, `2/6`.
fn numeric(input: &mut &str) -> winnow::Result<Day> {
    let first = up_to_two.parse_next(input)?;
    let mark = one_of(['/', '.', '-']).parse_next(input)?;
    let second = up_to_two.parse_next(input)?;
    let short = up_to_two.verify_map(|year| i32::try_from(2000 + year).ok());
    let year = opt(preceded(mark, alt((year, short)))).parse_next(input)?;
    if year.is_none() {
        opt(mark).verify(|trail: &Option<char>| *trail != Some('/')).parse_next(input)?;
        // `2-6` is rather a range or a sum than a date.
        not(peek(one_of('0'..='9'))).verify(|()| mark != '-').parse_next(input)?;
    }
    not(one_of(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':'])).parse_next(input)?;
    Ok(Day::Numeric { first, second, year })
}

/// `2 June`, `2nd of June 2024`.
fn day_then_month(input: &mut &str) -> winnow::Result<Day> {
    let day = terminated(numbered, (opt('.'), opt(space1), opt("of "))).parse_next(input)?;
    let month = terminated(month, word_end).parse_next(input)?;
    let year = opt(year_behind).parse_next(input)?;
    Ok(Day::Named { year, month, day })
}

/// `June 2`, `Jun 2nd, 2024`.
fn month_then_day(input: &mut &str) -> winnow::Result<Day> {
    let month = terminated(month, opt(space1)).parse_next(input)?;
    let day = terminated(numbered, (not(':'), word_end)).parse_next(input)?;
    let year = opt(year_behind).parse_next(input)?;
    Ok(Day::Named { year, month, day })
}

fn numbered(input: &mut &str) -> winnow::Result<u32> {
    terminated(up_to_two, opt(alt(("st", "nd", "rd", "th")))).parse_next(input)
}

fn year_behind(input: &mut &str) -> winnow::Result<i32> {
    preceded((opt(','), space1), terminated(year, (not(':'), word_end))).parse_next(input)
}

fn year(input: &mut &str) -> winnow::Result<i32> {
    take_while(4..=4, '0'..='9').parse_to().parse_next(input)
}
