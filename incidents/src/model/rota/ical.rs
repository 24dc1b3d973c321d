//! Days off out of an iCalendar file, as calendars export them. Only single events are read: what repeats is refused rather
//! than read half.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use thiserror::Error;

use super::wall;

use crate::worded::Worded;

/// How large a file may be, in bytes.
pub const MOST_BYTES: usize = 512 * 1024;
/// How many events it may hold.
const MOST_EVENTS: usize = 500;
/// How long an event may last: nobody has a year off in one piece.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// An event of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Off {
    /// Its first instant.
    pub from: DateTime<Utc>,
    /// The first instant after it.
    pub to: DateTime<Utc>,
    /// What it is called.
    pub title: String,
}

/// Why a text is no calendar that can be read.
#[derive(Debug, Clone, PartialEq, Eq, Error, Worded)]
pub enum NoCalendar {
    /// Not an iCalendar file.
    #[error("That is no iCalendar file: it has to begin with BEGIN:VCALENDAR. Export it as .ics.")]
    NotOne,
    /// Too large, or too many events.
    #[error("A calendar may have 512 KB and 500 events. Export a shorter time.")]
    TooLarge,
    /// It has nothing in it.
    #[error("There is no event in that calendar. Export one that has.")]
    Empty,
    /// An event that comes again and again.
    #[error(
        "\"{0}\" repeats, which is not read. Export the calendar with single events, or use `/schedule override`."
    )]
    Repeats(String),
    /// An event that cannot be understood.
    #[error("The {what} of \"{title}\" cannot be read. Correct it, or use `/schedule override`.")]
    Unreadable {
        /// Of which event.
        title: String,
        /// Which part.
        what: &'static str,
    },
}

/// One line of a file: `DTSTART;VALUE=DATE:20240603`.
struct Line {
    name: String,
    parameters: Vec<(String, String)>,
    value: String,
}

/// The events of a calendar in the order of their beginnings. Times without a zone are those of `zone`.
///
/// # Errors
///
/// If the text is no calendar, is too large, or holds an event that is not read as it is meant.
pub fn read(text: &str, zone: Tz) -> Result<Vec<Off>, NoCalendar> {
    if text.len() > MOST_BYTES {
        return Err(NoCalendar::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.get(..15).is_some_and(|begin| begin.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return Err(NoCalendar::NotOne);
    }
    let (mut events, mut depth, mut open) = (Vec::new(), 0_u32, None);
    for line in unfolded(text).iter().filter_map(|line| Line::read(line)) {
        match (line.name.as_str(), line.value.to_ascii_uppercase().as_str()) {
            ("BEGIN", "VEVENT") if depth <= 1 => open = Some(Vec::new()),
            ("BEGIN", _) => depth += 1,
            ("END", "VEVENT") => events.extend(open.take().map(|lines| event(&lines, zone))),
            ("END", _) => depth = depth.saturating_sub(1),
            // What stands in an alarm inside an event is not the event's.
            _ if depth <= 1 => open.iter_mut().for_each(|lines: &mut Vec<Line>| lines.push(line.clone_of())),
            _ => {}
        }
        if events.len() > MOST_EVENTS {
            return Err(NoCalendar::TooLarge);
        }
    }
    let events: Result<Vec<_>, _> = events.into_iter().filter_map(Result::transpose).collect();
    let mut events = events?;
    events.sort_by_key(|off| (off.from, off.to));
    if events.is_empty() { Err(NoCalendar::Empty) } else { Ok(events) }
}

/// The lines as they were before they were folded: one that begins with a blank goes on the one before.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some(last)) => last.push_str(rest),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

impl Line {
    fn read(line: &str) -> Option<Self> {
        let mut quoted = false;
        let colon = line.char_indices().find(|(_, letter)| {
            quoted ^= *letter == '"';
            *letter == ':' && !quoted
        })?;
        let (head, value) = (&line[..colon.0], &line[colon.0 + 1..]);
        let mut parts = head.split(';');
        let name = parts.next()?.trim().to_ascii_uppercase();
        let parameters = parts.filter_map(|part| part.split_once('=')).map(|(name, value)| {
            (name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned())
        });
        Some(Self { name, parameters: parameters.collect(), value: value.trim().to_owned() })
    }

    fn clone_of(&self) -> Self {
        Self { name: self.name.clone(), parameters: self.parameters.clone(), value: self.value.clone() }
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// The event of these lines; none if it was cancelled.
fn event(lines: &[Line], zone: Tz) -> Result<Option<Off>, NoCalendar> {
    let of = |name: &str| lines.iter().find(|line| line.name == name);
    let title = of("SUMMARY").map_or_else(|| "an event".to_owned(), |line| words(&line.value));
    if of("STATUS").is_some_and(|line| line.value.eq_ignore_ascii_case("CANCELLED")) {
        return Ok(None);
    }
    if ["RRULE", "RDATE", "RECURRENCE-ID"].iter().any(|name| of(name).is_some()) {
        return Err(NoCalendar::Repeats(title));
    }
    let unreadable = |what| NoCalendar::Unreadable { title: title.clone(), what };
    let start = of("DTSTART").ok_or_else(|| unreadable("start"))?;
    let from = instant(start, zone).ok_or_else(|| unreadable("start"))?;
    let to = match (of("DTEND"), of("DURATION"), date(&start.value)) {
        (Some(end), _, _) => instant(end, zone),
        (None, Some(length), _) => duration(&length.value).and_then(|length| from.checked_add_signed(length)),
        // A day without an end is that day.
        (None, None, Some(day)) => day.checked_add_days(Days::new(1)).map(|next| midnight(next, zone)),
        (None, None, None) => None,
    };
    let to = to.filter(|to| *to > from && *to - from <= LONGEST).ok_or_else(|| unreadable("end"))?;
    Ok(Some(Off { from, to, title }))
}

fn instant(line: &Line, zone: Tz) -> Option<DateTime<Utc>> {
    if let Some(day) = date(&line.value) {
        return Some(midnight(day, zone));
    }
    let (text, is_utc) = match line.value.strip_suffix(['Z', 'z']) {
        Some(text) => (text, true),
        None => (line.value.as_str(), false),
    };
    let shown = NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").ok()?;
    if is_utc {
        return Some(shown.and_utc());
    }
    let zone = line.parameter("TZID").map_or(Some(zone), |name| name.parse().ok())?;
    Some(wall::instant(zone, shown))
}

fn date(text: &str) -> Option<NaiveDate> {
    (text.len() == 8).then(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok())?
}

fn midnight(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    wall::instant(zone, day.and_time(chrono::NaiveTime::MIN))
}

/// `P1D`, `PT4H30M`, `P2W`.
fn duration(text: &str) -> Option<TimeDelta> {
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
        seconds += number.parse::<i64>().ok()? * unit;
        number.clear();
    }
    number.is_empty().then(|| TimeDelta::try_seconds(seconds))?
}

/// The words of a text, without the marks that the format puts before some letters; never too many.
fn words(value: &str) -> String {
    let plain = value.replace("\\n", " ").replace("\\N", " ").replace("\\,", ",").replace("\\;", ";");
    plain.replace("\\\\", "\\").chars().filter(|letter| !letter.is_control()).take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BERLIN: Tz = chrono_tz::Europe::Berlin;

    fn file(events: &str) -> String {
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", events.replace('\n', "\r\n"))
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn days_hours_zones_and_folded_lines_are_read_as_calendars_write_them() {
        for (event, from, to, title) in [
            (
                "DTSTART;VALUE=DATE:20241225\nDTEND;VALUE=DATE:20241227\nSUMMARY:Christmas\n",
                "2024-12-24T23:00:00Z",
                "2024-12-26T23:00:00Z",
                "Christmas",
            ),
            (
                "DTSTART:20240603\nSUMMARY:One\n  day\\, off\n",
                "2024-06-02T22:00:00Z",
                "2024-06-03T22:00:00Z",
                "One day, off",
            ),
            (
                "DTSTART:20240603T080000Z\nDTEND:20240603T100000Z\n",
                "2024-06-03T08:00:00Z",
                "2024-06-03T10:00:00Z",
                "an event",
            ),
            (
                "DTSTART;TZID=\"America/New_York\":20240603T080000\nDURATION:PT1H30M\nSUMMARY:x\n",
                "2024-06-03T12:00:00Z",
                "2024-06-03T13:30:00Z",
                "x",
            ),
            (
                "DTSTART:20240603T080000\nDURATION:P1D\nBEGIN:VALARM\nSUMMARY:alarm\nEND:VALARM\nSUMMARY:x\n",
                "2024-06-03T06:00:00Z",
                "2024-06-04T06:00:00Z",
                "x",
            ),
        ] {
            let read = read(&file(&format!("BEGIN:VEVENT\n{event}END:VEVENT\n")), BERLIN);
            assert_eq!(read, Ok(vec![Off { from: at(from), to: at(to), title: title.into() }]), "{event}");
        }
    }

    #[test]
    fn what_cannot_be_read_as_it_is_meant_is_refused_by_name() {
        let event = |lines: &str| file(&format!("BEGIN:VEVENT\nSUMMARY:Off\n{lines}\nEND:VEVENT\n"));
        let unreadable = |what| NoCalendar::Unreadable { title: "Off".into(), what };
        for (text, why) in [
            ("hello".into(), NoCalendar::NotOne),
            (String::new(), NoCalendar::NotOne),
            (file(""), NoCalendar::Empty),
            (event("STATUS:CANCELLED\nDTSTART:20240603"), NoCalendar::Empty),
            (event("DTSTART:20240603\nRRULE:FREQ=YEARLY"), NoCalendar::Repeats("Off".into())),
            (event("DTSTART:20240603\nRDATE:20240604"), NoCalendar::Repeats("Off".into())),
            (event("DTEND:20240603"), unreadable("start")),
            (event("DTSTART:20241301"), unreadable("start")),
            (event("DTSTART;TZID=Mars/Base:20240603T080000\nDTEND:20240604"), unreadable("start")),
            (event("DTSTART:20240603T080000Z"), unreadable("end")),
            (event("DTSTART:20240603\nDTEND:20240603"), unreadable("end")),
            (event("DTSTART:20240603\nDTEND:20260603"), unreadable("end")),
            (event("DTSTART:20240603\nDURATION:P999999W"), unreadable("end")),
            (event("DTSTART:20240603\nDURATION:-P1D"), unreadable("end")),
            (format!("BEGIN:VCALENDAR{}", " ".repeat(MOST_BYTES)), NoCalendar::TooLarge),
            (file(&"BEGIN:VEVENT\nDTSTART:20240603\nEND:VEVENT\n".repeat(501)), NoCalendar::TooLarge),
        ] {
            assert_eq!(read(&text, BERLIN), Err(why), "{}", &text[..text.len().min(200)]);
        }
    }
}
