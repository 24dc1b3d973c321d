//! One event of a calendar as it stands in the file, and the times at which it happens.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::line::Line;
use super::repeat::{Patience, Rule};
use super::{NoCalendar, Off};
use crate::model::rota::wall;

/// How long an event may last: nobody has a year off in one piece.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// An event as it stands in the file.
#[derive(Debug)]
pub(super) struct Event {
    title: String,
    uid: Option<String>,
    first: When,
    length: Length,
    rule: Option<(usize, Rule)>,
    also: Vec<DateTime<Utc>>,
    but: BTreeSet<Except>,
    /// Which one of those that repeat it stands for.
    stands_for: Option<DateTime<Utc>>,
    is_cancelled: bool,
}

/// The start of an event that repeats, by which one of it is named elsewhere in the file.
pub(super) type Moved = BTreeSet<(String, DateTime<Utc>)>;

/// A day, or a time on a day, by the clocks of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct When {
    day: NaiveDate,
    time: Option<NaiveTime>,
    zone: Tz,
}

#[derive(Debug, Clone, Copy)]
enum Length {
    Days(u64),
    Elapsed(TimeDelta),
}

/// What does not happen though a rule says so.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Except {
    Day(NaiveDate),
    At(DateTime<Utc>),
}

impl Event {
    /// Reads the lines between BEGIN and END. Times without a zone are those of `zone`.
    pub fn read(lines: &[Line], (begins, zone): (usize, Tz)) -> Result<Self, NoCalendar> {
        let of = |name: &str| lines.iter().find(|line| line.name == name);
        let all = |name: &'static str| lines.iter().filter(move |line| line.name == name);
        let title = of("SUMMARY").map_or_else(|| "an event".to_owned(), Line::words);
        let unreadable = |line: Option<&Line>, what| NoCalendar::Unreadable {
            line: line.map_or(begins, |line| line.number),
            title: title.clone(),
            what,
        };
        let start = of("DTSTART");
        let first = start.and_then(|line| When::of(line, zone)).ok_or_else(|| unreadable(start, "start"))?;
        let end = of("DTEND").or_else(|| of("DURATION"));
        let length = first
            .length(of("DTEND"), of("DURATION"), zone)
            .ok_or_else(|| unreadable(end.or(start), "end"))?;
        let mut event = Self {
            title: title.clone(),
            uid: of("UID").map(|line| line.value.clone()),
            first,
            length,
            rule: None,
            also: Vec::new(),
            but: BTreeSet::new(),
            stands_for: None,
            is_cancelled: of("STATUS").is_some_and(|line| line.value.eq_ignore_ascii_case("CANCELLED")),
        };
        let repeats = |line: &Line| NoCalendar::Repeats { line: line.number, title: title.clone() };
        for line in all("RRULE") {
            let rule = Rule::read(&line.value, |text| first.until(text)).ok_or_else(|| repeats(line))?;
            if event.rule.replace((line.number, rule)).is_some() {
                return Err(repeats(line));
            }
        }
        for line in all("RDATE") {
            let dates = line.value.split(',').map(|text| When::read(text, line, zone).map(When::instant));
            event.also.extend(dates.collect::<Option<Vec<_>>>().ok_or_else(|| repeats(line))?);
        }
        for line in all("EXDATE") {
            let dates = line.value.split(',').map(|text| When::read(text, line, zone).map(When::except));
            event.but.extend(dates.collect::<Option<Vec<_>>>().ok_or_else(|| repeats(line))?);
        }
        if let Some(line) = of("RECURRENCE-ID") {
            let one = When::of(line, zone).filter(|_| line.parameter("RANGE").is_none());
            event.stands_for = Some(one.ok_or_else(|| repeats(line))?.instant());
        }
        Ok(event)
    }

    /// Which one of those that repeat it stands for, if it stands for one.
    pub fn moved(&self) -> Option<(String, DateTime<Utc>)> {
        Some((self.uid.clone()?, self.stands_for?))
    }

    /// When it happens: what does not repeat in any case, what does as long as it is not over at `now`, and up to `last`.
    pub fn happens(
        &self,
        moved: &Moved,
        (now, last): (DateTime<Utc>, NaiveDate),
        patience: &mut Patience,
    ) -> Result<Vec<Off>, NoCalendar> {
        if self.is_cancelled {
            return Ok(Vec::new());
        }
        let mut starts = vec![self.first.instant()];
        if let Some((line, rule)) = &self.rule {
            let days = rule.days(self.first.day, last, patience);
            let days = days.map_err(|_| NoCalendar::Repeats { line: *line, title: self.title.clone() })?;
            let on = days.into_iter().map(|day| When { day, ..self.first }.instant());
            starts = on.filter(|at| rule.until.is_none_or(|until| *at <= until)).collect();
        }
        starts.extend(&self.also);
        let repeats = self.rule.is_some() || !self.also.is_empty();
        starts.retain(|at| {
            !self.but.contains(&Except::At(*at)) && !self.but.contains(&Except::Day(self.first.day_of(*at)))
        });
        if let Some(uid) = self.uid.as_ref().filter(|_| self.stands_for.is_none()) {
            starts.retain(|at| !moved.contains(&(uid.clone(), *at)));
        }
        let offs =
            starts.into_iter().map(|from| Off { from, to: self.ends(from), title: self.title.clone() });
        Ok(offs.filter(|off| !repeats || off.to > now).collect())
    }

    /// When one that begins at `from` ends.
    fn ends(&self, from: DateTime<Utc>) -> DateTime<Utc> {
        match self.length {
            Length::Elapsed(length) => from + length,
            Length::Days(days) => {
                let day = self.first.day_of(from).checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
                When { day, ..self.first }.instant()
            }
        }
    }
}

impl When {
    fn of(line: &Line, zone: Tz) -> Option<Self> {
        Self::read(&line.value, line, zone)
    }

    /// Reads `20240603`, `20240603T080000`, `20240603T080000Z`, in the zone that the line names.
    fn read(text: &str, line: &Line, zone: Tz) -> Option<Self> {
        let zone = line.parameter("TZID").map_or(Some(zone), |name| name.parse().ok())?;
        if let Some(day) = date(text) {
            return Some(Self { day, time: None, zone });
        }
        let (text, zone) = match text.strip_suffix(['Z', 'z']) {
            Some(text) => (text, Tz::UTC),
            None => (text, zone),
        };
        let shown = NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").ok()?;
        Some(Self { day: lawful(shown.date())?, time: Some(shown.time()), zone })
    }

    fn instant(self) -> DateTime<Utc> {
        wall::instant(self.zone, self.day.and_time(self.time.unwrap_or(NaiveTime::MIN)))
    }

    fn except(self) -> Except {
        if self.time.is_none() { Except::Day(self.day) } else { Except::At(self.instant()) }
    }

    /// The day of an instant by the same clocks.
    fn day_of(self, at: DateTime<Utc>) -> NaiveDate {
        wall::shown(self.zone, at).date()
    }

    /// The last instant that the end of a rule names: a day counts to its end.
    fn until(self, text: &str) -> Option<DateTime<Utc>> {
        match date(text) {
            Some(day) => {
                Some(Self { day: day.succ_opt()?, time: None, ..self }.instant() - TimeDelta::seconds(1))
            }
            None => {
                let (text, zone) =
                    text.strip_suffix(['Z', 'z']).map_or((text, self.zone), |text| (text, Tz::UTC));
                let shown = NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").ok()?;
                Some(wall::instant(zone, lawful(shown.date())?.and_time(shown.time())))
            }
        }
    }

    /// How long an event lasts that begins so.
    fn length(self, end: Option<&Line>, duration: Option<&Line>, zone: Tz) -> Option<Length> {
        let length = match (end, duration, self.time) {
            (Some(end), _, None) => {
                let days = Self::of(end, zone).filter(|end| end.time.is_none())?.day - self.day;
                Length::Days(u64::try_from(days.num_days()).ok()?)
            }
            (Some(end), _, Some(_)) => Length::Elapsed(Self::of(end, zone)?.instant() - self.instant()),
            (None, Some(length), _) => match (elapsed(&length.value)?, self.time) {
                (length, None) if length.num_seconds() % 86_400 == 0 => {
                    Length::Days(length.num_days().unsigned_abs())
                }
                (length, _) => Length::Elapsed(length),
            },
            // A day without an end is that day.
            (None, None, None) => Length::Days(1),
            (None, None, Some(_)) => return None,
        };
        let about = match length {
            Length::Days(days) => TimeDelta::try_days(i64::try_from(days).ok()?)?,
            Length::Elapsed(length) => length,
        };
        (about > TimeDelta::zero() && about <= LONGEST).then_some(length)
    }
}

fn date(text: &str) -> Option<NaiveDate> {
    let day = (text.len() == 8).then(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok())??;
    lawful(day)
}

/// A day far enough from the ends of the calendar that everything about it can be reckoned.
fn lawful(day: NaiveDate) -> Option<NaiveDate> {
    use chrono::Datelike as _;
    (1900..=2200).contains(&day.year()).then_some(day)
}

/// `P1D`, `PT4H30M`, `P2W`.
fn elapsed(text: &str) -> Option<TimeDelta> {
    let mut seconds = 0_i64;
    let mut number = String::new();
    for letter in text.strip_prefix('P')?.chars().filter(|letter| *letter != 'T') {
        if letter.is_ascii_digit() && number.len() < 6 {
            number.push(letter);
            continue;
        }
        let unit = match letter {
            'W' => 7 * 86_400,
            'D' => 86_400,
            'H' => 3_600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(number.parse::<i64>().ok()? * unit)?;
        number.clear();
    }
    number.is_empty().then(|| TimeDelta::try_seconds(seconds))?
}
