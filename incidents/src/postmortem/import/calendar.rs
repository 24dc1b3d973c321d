//! The day a document is about and the zone of its times, so that each time in it becomes an instant.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::mention::{self, Day, Mention};
use super::parts::Part;
use super::topic::Topic;
use super::{Hints, Unimportable};
use crate::model::milestones::Milestone;
use crate::model::moment::{Order, Reading, Tense, Unreadable, read};
use crate::model::zone::Zone;

/// What the times of a document are read against.
pub(super) struct Calendar {
    /// The zone of times that name none.
    pub zone: Zone,
    /// Whether the document names it.
    pub zone_is_named: bool,
    /// The day it is about, at its beginning.
    pub day: DateTime<Utc>,
    /// How numeric dates are read.
    pub order: Order,
}

/// Where the day is looked for, in this order.
const TELLING: [Topic; 7] = [
    Topic::Duration,
    Topic::Date,
    Topic::Moment(Milestone::ImpactStarted),
    Topic::Summary,
    Topic::Title,
    Topic::Head,
    Topic::Timeline,
];

impl Calendar {
    /// Looks for the day and the zone in a document.
    pub fn of(parts: &[Part], hints: &Hints, notes: &mut Vec<String>) -> Result<Self, Unimportable> {
        let (mentions, telling) = mentions(parts, hints.order);
        let named = mentions.iter().find_map(|mention| mention.zone).or_else(|| in_words(parts));
        if named.is_none() && mentions.iter().any(|mention| mention.has_time) {
            notes.push(format!("no zone is named: times are read as {}", hints.zone));
        }
        let date = date(&mentions, telling, hints, notes)?;
        let zone = named.unwrap_or(hints.zone);
        let day = zone.resolve(date.and_hms_opt(12, 0, 0).unwrap_or_default()).first();
        Ok(Self { zone, zone_is_named: named.is_some(), day, order: hints.order })
    }

    /// The instant of a mention; a time without its day takes the day nearest to `near`.
    pub fn instant(&self, typed: &str, near: DateTime<Utc>) -> Result<DateTime<Utc>, Unreadable> {
        let reading =
            Reading { start: Some(near), order: self.order, ..Reading::new(near, self.zone, Tense::Any) };
        read(typed, &reading).map(|moment| moment.at)
    }
}

/// Every day and time of a document, those in telling places first, and how many those are.
fn mentions(parts: &[Part], order: Order) -> (Vec<Mention>, usize) {
    let place = |part: &Part| TELLING.iter().position(|topic| *topic == part.topic).unwrap_or(TELLING.len());
    let of = |part: &&Part| -> Vec<Mention> {
        part.lines.iter().flat_map(|line| mention::all(&line.text, order)).collect()
    };
    let (mut telling, elsewhere): (Vec<&Part>, Vec<&Part>) =
        parts.iter().partition(|part| place(part) < TELLING.len());
    telling.sort_by_key(|part| place(part));
    let mut mentions: Vec<Mention> = telling.iter().flat_map(of).collect();
    let count = mentions.len();
    mentions.extend(elsewhere.iter().flat_map(of));
    (mentions, count)
}

/// The day of the first mention that names it whole. One elsewhere, such as the day an action is due, says nothing where a telling
/// place names a day without its year.
fn date(
    mentions: &[Mention],
    telling: usize,
    hints: &Hints,
    notes: &mut Vec<String>,
) -> Result<NaiveDate, Unimportable> {
    let whole = |mentions: &[Mention]| {
        mentions.iter().find_map(|mention| match mention.day {
            Day::Whole(date) => Some(date),
            _ => None,
        })
    };
    let partly = |mentions: &[Mention]| mentions.iter().find(|mention| mention.day == Day::NoYear).cloned();
    let (there, elsewhere) = mentions.split_at(telling);
    if let Some(date) = whole(there) {
        return Ok(date);
    }
    let partly = match (partly(there), whole(elsewhere)) {
        (None, Some(date)) => return Ok(date),
        (partly_there, _) => partly_there.or_else(|| partly(elsewhere)),
    };
    match (partly, hints.date) {
        (Some(mention), None) => Err(Unimportable::NoYear(mention.typed)),
        (Some(mention), Some(given)) => {
            let date = in_year(&mention, given.year(), hints.order).unwrap_or(given);
            notes.push(format!("\"{}\" names no year: it is read as in {}", mention.typed, date.year()));
            Ok(date)
        }
        (None, Some(given)) => {
            notes.push(format!("the document names no day: it is read as {given}"));
            Ok(given)
        }
        (None, None) => Err(Unimportable::NoDay),
    }
}

/// The day that a mention without a year names in one.
fn in_year(mention: &Mention, year: i32, order: Order) -> Option<NaiveDate> {
    let middle = NaiveDate::from_ymd_opt(year, 7, 1)?.and_hms_opt(12, 0, 0)?.and_utc();
    let reading = Reading { start: Some(middle), order, ..Reading::new(middle, Zone::UTC, Tense::Any) };
    let moment = read(&mention.typed, &reading).ok()?;
    Some(moment.zone.local(moment.at).date()).filter(|date| date.year() == year)
}

/// `Timeline (UTC)`, `All times are in CET.`
fn in_words(parts: &[Part]) -> Option<Zone> {
    let headings = parts.iter().map(|part| part.heading.as_str());
    let lines = parts.iter().flat_map(|part| part.lines.iter().map(|line| line.text.as_str()));
    let telling = headings.chain(lines.filter(|line| line.to_lowercase().contains("times")));
    let words = telling
        .flat_map(|text| text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '.')));
    let zones = words.filter(|word| {
        word.len() >= 3 && word.chars().all(|c| c.is_ascii_uppercase() || "+-:0123456789".contains(c))
    });
    zones.filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase())).find_map(|word| word.parse().ok())
}
