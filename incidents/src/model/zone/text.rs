//! Zones in writing.

use std::fmt;
use std::str::FromStr;

use chrono::FixedOffset;
use chrono_tz::{TZ_VARIANTS, Tz};
use winnow::ascii::digit1;
use winnow::combinator::{alt, opt, preceded};
use winnow::prelude::*;
use winnow::token::{one_of, take};

use super::{Abbreviation, Zone};

use crate::worded::Worded;

/// Nobody knows a zone by that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Worded)]
#[error(
    "I do not know the zone “{0}”. Type a place like Europe/Berlin, an offset like +05:30, or letters like EST."
)]
pub struct UnknownZone(String);

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(text: &str) -> Result<Self, UnknownZone> {
        let name = text.trim();
        let unknown = || UnknownZone(name.chars().filter(|c| !c.is_control()).take(40).collect());
        if name.len() > 60 || name.is_empty() {
            return Err(unknown());
        }
        if ["utc", "z", "zulu", "utc+0", "utc-0"].contains(&name.to_ascii_lowercase().as_str()) {
            return Ok(Self::UTC);
        }
        // The letters come first: the zone database also lists some of them, as places that change their clocks.
        Abbreviation::find(name)
            .map(Self::Letters)
            .or_else(|| offset(name).map(Self::Offset))
            .or_else(|| place(name).map(Self::Place))
            .ok_or_else(unknown)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place(place) => f.write_str(place.name()),
            Self::Offset(offset) => offset.fmt(f),
            Self::Letters(letters) => f.write_str(letters.name()),
        }
    }
}

fn offset(text: &str) -> Option<FixedOffset> {
    let spaceless: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (sign, hours, minutes) = signed.parse(spaceless.to_ascii_lowercase().as_str()).ok()?;
    if hours > 14 || minutes > 59 {
        return None;
    }
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60))
}

fn signed(input: &mut &str) -> winnow::Result<(i32, i32, i32)> {
    opt(alt(("utc", "gmt"))).parse_next(input)?;
    let sign = one_of(['+', '-', '−']).map(|sign| if sign == '+' { 1 } else { -1 }).parse_next(input)?;
    let (hours, minutes) = alt((
        (two_digits, preceded(opt(':'), two_digits)),
        (digit1.verify(|digits: &str| digits.len() < 3).parse_to(), preceded(':', two_digits)),
        digit1.verify(|digits: &str| digits.len() < 3).parse_to().map(|hours| (hours, 0)),
    ))
    .parse_next(input)?;
    Ok((sign, hours, minutes))
}

fn two_digits(input: &mut &str) -> winnow::Result<i32> {
    take(2_usize).verify(|two: &str| two.bytes().all(|b| b.is_ascii_digit())).parse_to().parse_next(input)
}

/// A place by its full name, or by its city alone where only one place has that city.
fn place(text: &str) -> Option<Tz> {
    let name = text.replace(' ', "_");
    if let Some(exact) = TZ_VARIANTS.iter().find(|place| place.name().eq_ignore_ascii_case(&name)) {
        return Some(*exact);
    }
    let mut by_city = TZ_VARIANTS.iter().filter(|place| {
        place.name().rsplit_once('/').is_some_and(|(_, city)| city.eq_ignore_ascii_case(&name))
    });
    match (by_city.next(), by_city.next()) {
        (Some(only), None) => Some(*only),
        _ => None,
    }
}
