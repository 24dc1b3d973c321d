//! Days off out of an iCalendar file, as calendars export them, and schedules as calendars read them. What is not read as it is
//! meant is refused by its line rather than read half.

mod event;
mod line;
mod repeat;
mod write;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::worded::Worded;
use event::{Event as Read, Moved};
use line::{Line, lines};
use repeat::Patience;
pub use write::{Calendar, Event};

/// How large a file may be, in bytes.
pub const MOST_BYTES: usize = 512 * 1024;
/// How many events it may hold, those that repeat counted as often as they come.
const MOST_EVENTS: usize = 500;
/// How far ahead what repeats is followed.
const AHEAD: TimeDelta = TimeDelta::days(2 * 366);

/// An event of a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Off {
    /// Its first instant.
    pub from: DateTime<Utc>,
    /// The first instant after it.
    pub to: DateTime<Utc>,
    /// What it is called.
    pub title: String,
}

/// Events that were read, and what shall happen in their time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The events.
    pub events: Vec<Off>,
    /// What an override in their time does.
    pub what: super::Change,
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
    /// An event that comes again and again, in a way that is not followed here.
    #[error(
        "Line {line}: how \"{title}\" repeats is not understood. Export the calendar with single events, or use \
         `/schedule override`."
    )]
    Repeats {
        /// Where.
        line: usize,
        /// Which event.
        title: String,
    },
    /// An event that cannot be understood.
    #[error(
        "Line {line}: the {what} of \"{title}\" cannot be read. Correct it, or use `/schedule override`."
    )]
    Unreadable {
        /// Where.
        line: usize,
        /// Of which event.
        title: String,
        /// Which part.
        what: &'static str,
    },
}

/// The events of a calendar in the order of their beginnings. Times without a zone are those of `zone`; what repeats is followed
/// from `now` on, for two years.
///
/// # Errors
///
/// If the bytes are no calendar, are too many, or hold an event that is not read as it is meant.
pub fn read(bytes: &[u8], zone: Tz, now: DateTime<Utc>) -> Result<Vec<Off>, NoCalendar> {
    if bytes.len() > MOST_BYTES {
        return Err(NoCalendar::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| NoCalendar::NotOne)?;
    let text = text.trim_start_matches('\u{feff}');
    if !text.trim_start().get(..15).is_some_and(|begin| begin.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return Err(NoCalendar::NotOne);
    }
    let events = events(text, zone)?;
    let moved: Moved = events.iter().filter_map(Read::moved).collect();
    let last = (now + AHEAD).date_naive();
    let (mut offs, mut patience) = (Vec::new(), Patience::default());
    for event in &events {
        offs.extend(event.happens(&moved, (now, last), &mut patience)?);
        if offs.len() > MOST_EVENTS {
            return Err(NoCalendar::TooLarge);
        }
    }
    offs.sort_by_key(|off| (off.from, off.to));
    if offs.is_empty() { Err(NoCalendar::Empty) } else { Ok(offs) }
}

/// The events as they stand in the file.
fn events(text: &str, zone: Tz) -> Result<Vec<Read>, NoCalendar> {
    let (mut events, mut depth, mut open) = (Vec::new(), 0_u32, None::<(usize, Vec<Line>)>);
    for line in lines(text) {
        match (line.name.as_str(), line.value.to_ascii_uppercase().as_str()) {
            ("BEGIN", "VEVENT") if depth <= 1 => open = Some((line.number, Vec::new())),
            ("BEGIN", _) => depth = depth.saturating_add(1),
            ("END", "VEVENT") => {
                if let Some((begins, lines)) = open.take() {
                    events.push(Read::read(&lines, (begins, zone))?);
                }
            }
            ("END", _) => depth = depth.saturating_sub(1),
            // What stands in an alarm inside an event is not the event's.
            _ if depth <= 1 => {
                if let Some((_, lines)) = &mut open {
                    lines.push(line);
                }
            }
            _ => {}
        }
        if events.len() > MOST_EVENTS {
            return Err(NoCalendar::TooLarge);
        }
    }
    Ok(events)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BERLIN: Tz = chrono_tz::Europe::Berlin;
    const NOW: &str = "2024-06-01T00:00:00Z";

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
            let read = read(file(&format!("BEGIN:VEVENT\n{event}END:VEVENT\n")).as_bytes(), BERLIN, at(NOW));
            assert_eq!(read, Ok(vec![Off { from: at(from), to: at(to), title: title.into() }]), "{event}");
        }
    }

    fn starts(events: &str) -> Vec<String> {
        let read = read(file(events).as_bytes(), BERLIN, at(NOW)).unwrap();
        read.into_iter().map(|off| format!("{} {}", off.from.format("%F %H:%M"), off.title)).collect()
    }

    #[test]
    fn what_repeats_is_followed_for_two_years_with_what_is_left_out_added_and_moved() {
        let christmas = "BEGIN:VEVENT\nUID:c\nDTSTART;VALUE=DATE:20001225\nDURATION:P2D\nRRULE:FREQ=YEARLY\nSUMMARY:Christmas\nEND:VEVENT\n";
        assert_eq!(starts(christmas), ["2024-12-24 23:00 Christmas", "2025-12-24 23:00 Christmas"]);
        let weekly = "BEGIN:VEVENT\nUID:w\nDTSTART;TZID=Europe/Berlin:20240325T090000\nDTEND;TZID=Europe/Berlin:20240325T100000\n\
                      RRULE:FREQ=WEEKLY;UNTIL=20240624\nEXDATE;TZID=Europe/Berlin:20240610T090000\nRDATE:20240612T060000Z\nSUMMARY:Dentist\n\
                      END:VEVENT\nBEGIN:VEVENT\nUID:w\nRECURRENCE-ID:20240617T070000Z\nDTSTART:20240618T080000Z\n\
                      DTEND:20240618T090000Z\nSUMMARY:Moved\nEND:VEVENT\n";
        let wanted = [
            "2024-06-03 07:00 Dentist",
            "2024-06-12 06:00 Dentist",
            "2024-06-18 08:00 Moved",
            "2024-06-24 07:00 Dentist",
        ];
        assert_eq!(starts(weekly), wanted);
        let fallen_out = christmas.to_owned()
            + "BEGIN:VEVENT\nUID:c\nRECURRENCE-ID;VALUE=DATE:20241225\nDTSTART:20241225\nSTATUS:CANCELLED\nEND:VEVENT\n";
        assert_eq!(starts(&fallen_out), ["2025-12-24 23:00 Christmas"]);
        assert_eq!(
            starts(&christmas.replace("SUMMARY", "EXDATE;VALUE=DATE:20251225\nSUMMARY")),
            ["2024-12-24 23:00 Christmas"]
        );
    }

    #[test]
    fn what_cannot_be_read_as_it_is_meant_is_refused_by_its_line() {
        let event = |lines: &str| file(&format!("BEGIN:VEVENT\nSUMMARY:Off\n{lines}\nEND:VEVENT\n"));
        let unreadable = |line, what| NoCalendar::Unreadable { line, title: "Off".into(), what };
        let repeats = |line| NoCalendar::Repeats { line, title: "Off".into() };
        for (text, why) in [
            ("hello".into(), NoCalendar::NotOne),
            (String::new(), NoCalendar::NotOne),
            (file(""), NoCalendar::Empty),
            (event("STATUS:CANCELLED\nDTSTART:20240603"), NoCalendar::Empty),
            (event("DTSTART:20240103\nRRULE:FREQ=DAILY;COUNT=3"), NoCalendar::Empty),
            (event("DTSTART:20240603\nRRULE:FREQ=HOURLY"), repeats(6)),
            (event("DTSTART:20240603\nRRULE:FREQ=YEARLY\nRRULE:FREQ=DAILY"), repeats(7)),
            (event("DTSTART:20240603\nRDATE;VALUE=PERIOD:20240604T000000Z/P1D"), repeats(6)),
            (event("DTSTART:20240603\nEXDATE:soon"), repeats(6)),
            (event("DTSTART:20240603\nRECURRENCE-ID;RANGE=THISANDFUTURE:20240603"), repeats(6)),
            (event("DTEND:20240603"), unreadable(3, "start")),
            (event("DTSTART:20241301"), unreadable(5, "start")),
            (event("DTSTART:00010101"), unreadable(5, "start")),
            (event("DTSTART;TZID=Mars/Base:20240603T080000\nDTEND:20240604"), unreadable(5, "start")),
            (event("DTSTART:20240603T080000Z"), unreadable(5, "end")),
            (event("DTSTART:20240603\nDTEND:20240603"), unreadable(6, "end")),
            (event("DTSTART:20240603\nDTEND:20260603"), unreadable(6, "end")),
            (event("DTSTART:20240603\nDURATION:P999999W"), unreadable(6, "end")),
            (event("DTSTART:20240603\nDURATION:-P1D"), unreadable(6, "end")),
            (format!("BEGIN:VCALENDAR{}", " ".repeat(MOST_BYTES)), NoCalendar::TooLarge),
            (file(&"BEGIN:VEVENT\nDTSTART:20240603\nEND:VEVENT\n".repeat(501)), NoCalendar::TooLarge),
            (event("DTSTART:20240603\nRRULE:FREQ=DAILY"), NoCalendar::TooLarge),
        ] {
            assert_eq!(read(text.as_bytes(), BERLIN, at(NOW)), Err(why), "{}", &text[..text.len().min(200)]);
        }
        assert_eq!(read(b"BEGIN:VCALENDAR\xff", BERLIN, at(NOW)), Err(NoCalendar::NotOne));
    }

    #[test]
    fn many_rules_from_long_ago_are_not_followed_for_ever() {
        let rule = "BEGIN:VEVENT\nSUMMARY:Off\nDTSTART:19000101\nRRULE:FREQ=YEARLY;BYDAY=53MO\nEND:VEVENT\n";
        assert!(matches!(
            read(file(&rule.repeat(400)).as_bytes(), BERLIN, at(NOW)),
            Err(NoCalendar::Repeats { .. })
        ));
    }
}
