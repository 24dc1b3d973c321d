//! Calendars as other programs subscribe to them: RFC 5545, with every time in UTC, so that no zone has to be explained.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};

/// How many bytes a line may have; what is longer goes on in the next, after a blank.
const WIDTH: usize = 75;

/// A calendar to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// What it is called.
    pub name: String,
    /// The zone in which whoever keeps it thinks.
    pub zone: String,
    /// When it was true.
    pub stamp: DateTime<Utc>,
    /// What is in it.
    pub events: Vec<Event>,
}

/// An event to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What tells it from every other event, the same each time it is written.
    pub uid: String,
    /// Its first instant.
    pub from: DateTime<Utc>,
    /// The first instant after it.
    pub to: DateTime<Utc>,
    /// What it is called.
    pub title: String,
}

impl Calendar {
    /// The calendar as a file.
    #[must_use]
    pub fn to_ics(&self) -> String {
        let mut file = File(String::new());
        for fixed in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sitrep//On call//EN", "CALSCALE:GREGORIAN"]
        {
            file.line(fixed);
        }
        let name = escaped(&self.name);
        file.line(&format!("NAME:{name}"));
        file.line(&format!("X-WR-CALNAME:{name}"));
        file.line(&format!("X-WR-TIMEZONE:{}", escaped(&self.zone)));
        file.line("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        file.line("X-PUBLISHED-TTL:PT1H");
        for event in &self.events {
            file.event(event, self.stamp);
        }
        file.line("END:VCALENDAR");
        file.0
    }
}

struct File(String);

impl File {
    fn event(&mut self, event: &Event, stamp: DateTime<Utc>) {
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}", escaped(&event.uid)));
        self.line(&format!("DTSTAMP:{}", instant(stamp)));
        self.line(&format!("DTSTART:{}", instant(event.from)));
        self.line(&format!("DTEND:{}", instant(event.to)));
        self.line(&format!("SUMMARY:{}", escaped(&event.title)));
        // Whoever is on call may still be invited to things.
        self.line("TRANSP:TRANSPARENT");
        self.line("END:VEVENT");
    }

    /// Adds a line, folded where it is too long, and never within a character.
    fn line(&mut self, line: &str) {
        let mut used = 0;
        for letter in line.chars() {
            if used + letter.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(letter);
            used += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A text in which nothing means anything to the format.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => safe.push_str("\\n"),
            '\\' | ';' | ',' => drop(write!(safe, "\\{letter}")),
            other if other.is_control() => {}
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rota::ical::{Off, read};

    fn calendar(titles: &[&str]) -> Calendar {
        let at = |hour: i64| DateTime::from_timestamp(1_717_405_200 + hour * 3_600, 0).unwrap();
        let event = |(n, title): (i64, &&str)| Event {
            uid: format!("1-{n}@sitrep"),
            from: at(n),
            to: at(n + 1),
            title: (*title).to_owned(),
        };
        let events = (0_i64..).zip(titles).map(event).collect();
        Calendar { name: "Pri;mary".into(), zone: "Europe/Berlin".into(), stamp: at(0), events }
    }

    #[test]
    fn what_is_written_is_read_back_the_same() {
        let long = "ß€🙂 and so on, ".repeat(5);
        let titles = ["Ana", "a,b;c\\d", "back\\nslash", "🏴‍☠️ مرحبا", "BEGIN:VEVENT", long.trim()];
        let written = calendar(&titles);
        let read = read(written.to_ics().as_bytes(), chrono_tz::Asia::Tokyo, written.stamp).unwrap();
        let wanted = written.events.into_iter();
        let wanted: Vec<_> = wanted.map(|it| Off { from: it.from, to: it.to, title: it.title }).collect();
        assert_eq!(read, wanted);
    }

    #[test]
    fn lines_are_short_end_as_they_must_and_hold_no_line_of_anybody_elses() {
        let text = calendar(&["one\r\nEND:VEVENT\nDTSTART:19700101", &"€".repeat(80), "bell\u{7}"]).to_ics();
        assert!(
            text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n")
        );
        assert!(text.contains("X-WR-CALNAME:Pri\\;mary\r\n") && text.contains("SUMMARY:bell\r\n"), "{text}");
        assert_eq!(text.matches("\nDTSTART").count(), 3, "{text}");
        assert!(text.contains("SUMMARY:one\\nEND:VEVENT\\nDTSTART:19700101\r\n"), "{text}");
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert!(text.split("\r\n").all(|line| line.len() <= WIDTH), "{text}");
    }
}
