//! The forms in which people write times.
//!
//! A wall-clock time is a run of pieces in any order: at most one day, one time and one zone.

use chrono::NaiveTime;
use winnow::ascii::{dec_int, dec_uint, digit1, multispace0, space0, space1};
use winnow::combinator::{alt, delimited, not, opt, peek, preceded, terminated};
use winnow::error::ContextError;
use winnow::prelude::*;
use winnow::token::{one_of, take_while};

use super::Unreadable;
use super::clock::{Half, TimeOfDay, Typed};
use super::day::Day;
use crate::model::span::{NoSpan, Span};
use crate::model::zone::Zone;

mod days;

/// Longer texts are not times.
const LONGEST: usize = 120;

/// A text as one of the forms.
pub(super) enum Phrase {
    Now,
    Unix(i64),
    Ago(Span),
    Ahead(Span),
    /// A span without a direction.
    Bare(Span),
    Wall(Wall),
}

/// A time as a clock on the wall would show it.
#[derive(Default)]
pub(super) struct Wall {
    pub day: Option<Day>,
    pub time: Option<Typed>,
    pub zone: Option<Zone>,
}

/// Reads a text as one of the forms.
pub(super) fn phrase(text: &str) -> Result<Phrase, Unreadable> {
    if text.len() > LONGEST * 4 {
        return Err(Unreadable::not_understood(text));
    }
    // Discord, macOS and browsers put narrow and unbreakable spaces into times.
    let typed: String = text.to_lowercase().replace(['\u{2212}', '\u{2012}'], "-");
    let words: Vec<&str> = typed.split(|c: char| c.is_whitespace() || c == '\u{200b}').collect();
    let typed = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match typed.as_str() {
        "" => return Err(Unreadable::Empty),
        "now" | "right now" | "just now" => return Ok(Phrase::Now),
        _ => {}
    }
    if let Ok(seconds) = discord_stamp.parse(typed.as_str()) {
        return Ok(Phrase::Unix(seconds));
    }
    if let Some(found) = relative(&typed)? {
        return Ok(found);
    }
    if let Ok(number) = dec_uint::<_, u32, ContextError>.parse(typed.as_str()) {
        return Err(match number {
            0..=31 => Unreadable::BareNumber(number),
            _ => Unreadable::not_understood(text),
        });
    }
    match wall(&typed) {
        Some(Ok(wall)) => Ok(Phrase::Wall(wall)),
        Some(Err(error)) => Err(error),
        None => Err(Unreadable::not_understood(text)),
    }
}

/// `<t:1717337580>`, with or without a style.
fn discord_stamp(input: &mut &str) -> winnow::Result<i64> {
    let style = preceded(':', one_of(['t', 'd', 'f', 'r', 's']));
    delimited("<t:", dec_int, (opt(style), '>')).parse_next(input)
}

/// Spans before or after now. None where the text is something else.
fn relative(text: &str) -> Result<Option<Phrase>, Unreadable> {
    let ago = |rest: &str| rest.parse().map(Phrase::Ago);
    let ahead = |rest: &str| rest.parse().map(Phrase::Ahead);
    let attempt = if let Some(rest) = text.strip_suffix(" ago").or_else(|| text.strip_suffix(" earlier")) {
        ago(rest.trim_start_matches('-'))
    } else if let Some(rest) = text.strip_prefix('-') {
        ago(rest)
    } else if let Some(rest) = text.strip_prefix("in ") {
        ahead(rest)
    } else if let Some(rest) = text.strip_prefix('+') {
        ahead(rest)
    } else if let Some(rest) = text.strip_suffix(" from now").or_else(|| text.strip_suffix(" later")) {
        ahead(rest)
    } else {
        text.parse().map(Phrase::Bare)
    };
    match attempt {
        Ok(phrase) => Ok(Some(phrase)),
        Err(NoSpan::Unreadable) => Ok(None),
        Err(too_long) => Err(too_long.into()),
    }
}

/// A time of day alone, in lower case; `9` is an hour. None where it is no time, or none that exists.
pub(in crate::model) fn time_of_day(text: &str) -> Option<NaiveTime> {
    let typed = (|input: &mut &str| time(input, true)).parse(text).ok()?;
    typed.check().ok().filter(|time| !time.ends_the_day()).map(TimeOfDay::time)
}

/// The pieces of a wall-clock time. None where a piece is not understood.
fn wall(text: &str) -> Option<Result<Wall, Unreadable>> {
    let mut rest = text;
    let mut wall = Wall::default();
    loop {
        let joined = separator(&mut rest).ok()?;
        if rest.is_empty() {
            break;
        }
        if wall.day.is_none()
            && let Some(day) = piece(&mut rest, days::day)
        {
            wall.day = Some(day);
            continue;
        }
        let may_be_bare = wall.day.is_some() || joined == Joined::At;
        if wall.time.is_none()
            && let Some(time) = piece(&mut rest, |input| time(input, may_be_bare))
        {
            wall.time = Some(time);
            continue;
        }
        if wall.zone.is_some() || wall.time.is_none() && wall.day.is_none() {
            return None;
        }
        match zone(&mut rest) {
            Ok(zone) => wall.zone = Some(zone),
            Err(error) => return Some(Err(error)),
        }
    }
    let is_empty = wall.day.is_none() && wall.time.is_none();
    (!is_empty).then_some(Ok(wall))
}

/// Takes a piece off the text, or leaves the text as it was.
fn piece<'a, T>(rest: &mut &'a str, mut parser: impl FnMut(&mut &'a str) -> winnow::Result<T>) -> Option<T> {
    let mut ahead = *rest;
    let found = parser(&mut ahead).ok()?;
    *rest = ahead;
    Some(found)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joined {
    /// By `at`, so that a number behind it is an hour.
    At,
    Otherwise,
}

fn separator(input: &mut &str) -> winnow::Result<Joined> {
    multispace0.parse_next(input)?;
    opt((',', multispace0)).parse_next(input)?;
    let mut at = opt(alt((
        ("at", space1).value(Joined::At),
        ('@', space0).value(Joined::At),
        ("on", space1).value(Joined::Otherwise),
    )));
    let joined = at.parse_next(input)?.unwrap_or(Joined::Otherwise);
    opt(('t', peek(one_of('0'..='9')))).parse_next(input)?;
    Ok(joined)
}

/// A time of day; without minutes only where `may_be_bare`, or with its half of the day.
fn time(input: &mut &str, may_be_bare: bool) -> winnow::Result<Typed> {
    if let Some(word) = opt(terminated(alt(("noon", "midday", "midnight")), word_end)).parse_next(input)? {
        return Ok(Typed { hour: if word == "midnight" { 0 } else { 12 }, ..Typed::default() });
    }
    let hour = up_to_two.parse_next(input)?;
    let minute = opt(preceded(':', two)).parse_next(input)?;
    let seconds = match minute {
        Some(_) => {
            opt((preceded(':', two), opt(preceded(one_of(['.', ',']), fraction)))).parse_next(input)?
        }
        None => None,
    };
    let half = opt(preceded(space0, half)).parse_next(input)?;
    if minute.is_none() && half.is_none() {
        opt(preceded(space0, ("o'clock", word_end))).parse_next(input)?;
        (not(one_of(['/', '.', '-'])), word_end).verify(|_| may_be_bare).parse_next(input)?;
    }
    not(one_of('0'..='9')).parse_next(input)?;
    let (second, nanos) = seconds.unwrap_or_default();
    Ok(Typed { hour, minute: minute.unwrap_or_default(), second, nanos: nanos.unwrap_or_default(), half })
}

fn half(input: &mut &str) -> winnow::Result<Half> {
    let word = alt((alt(("a.m.", "a.m", "am")).value(Half::Am), alt(("p.m.", "p.m", "pm")).value(Half::Pm)));
    terminated(word, word_end).parse_next(input)
}

/// A zone to the end of the text, else one word of it.
fn zone(rest: &mut &str) -> Result<Zone, Unreadable> {
    let bare = rest.trim_matches(['(', ')', '[', ']', ' ']);
    if let Ok(zone) = bare.parse() {
        *rest = "";
        return Ok(zone);
    }
    let end = rest.find([' ', ',']).unwrap_or(rest.len());
    let (word, behind) = rest.split_at(end);
    let zone = word.trim_matches(['(', ')', '[', ']']).parse()?;
    *rest = behind;
    Ok(zone)
}

fn word_end(input: &mut &str) -> winnow::Result<()> {
    not(one_of(|c: char| c.is_alphanumeric())).parse_next(input)
}

fn two(input: &mut &str) -> winnow::Result<u32> {
    take_while(2..=2, '0'..='9').parse_to().parse_next(input)
}

fn up_to_two(input: &mut &str) -> winnow::Result<u32> {
    take_while(1..=2, '0'..='9').parse_to().parse_next(input)
}

/// Digits behind a second's point, as nanoseconds.
fn fraction(input: &mut &str) -> winnow::Result<u32> {
    let scaled = |digits: &str| format!("{digits:0<9.9}").parse().ok();
    digit1.verify_map(scaled).parse_next(input)
}
