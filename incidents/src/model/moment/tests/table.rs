//! Times as responders type them, each with what it means or why it is refused.

use chrono::{DateTime, Utc};

use crate::model::moment::{Grain, Order, Reading, Tense, read};
use crate::model::zone::Zone;

/// A Tuesday at noon in New York, on daylight time.
const NOW: &str = "2024-06-04T16:00:00Z";

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn new_york() -> Zone {
    "America/New_York".parse().unwrap()
}

fn reading(tense: Tense) -> Reading {
    Reading::new(instant(NOW), new_york(), tense)
}

fn expect(text: &str, reading: &Reading, at: &str, note: &str) {
    let moment = read(text, reading).unwrap_or_else(|refusal| panic!("{text:?}: {refusal}"));
    let notes: Vec<String> = moment.notes.iter().map(ToString::to_string).collect();
    assert_eq!(moment.at, instant(at), "{text:?} {notes:?}");
    match note {
        "" => assert!(notes.is_empty(), "{text:?} {notes:?}"),
        note => assert!(notes.iter().any(|told| told.contains(note)), "{text:?} {notes:?}"),
    }
}

fn table(reading: &Reading, rows: &[(&str, &str, &str)]) {
    for (text, at, note) in rows {
        expect(text, reading, at, note);
    }
}

#[test]
fn what_happened_is_read_in_every_form() {
    table(
        &reading(Tense::Past),
        &[
            ("now", "2024-06-04T16:00:00Z", ""),
            ("Just now", "2024-06-04T16:00:00Z", ""),
            ("11:13", "2024-06-04T15:13:00Z", ""),
            ("  11:13  ", "2024-06-04T15:13:00Z", ""),
            ("at 11:13", "2024-06-04T15:13:00Z", ""),
            ("@11:13", "2024-06-04T15:13:00Z", ""),
            ("11:13:07", "2024-06-04T15:13:07Z", ""),
            ("11:13:07.250", "2024-06-04T15:13:07.250Z", ""),
            ("12:00", "2024-06-04T16:00:00Z", ""),
            ("12:01", "2024-06-04T16:01:00Z", ""),
            ("12:02", "2024-06-03T16:02:00Z", "took yesterday, 2024-06-03"),
            ("14:13", "2024-06-03T18:13:00Z", "took yesterday, 2024-06-03"),
            ("2:13 PM", "2024-06-03T18:13:00Z", "took yesterday"),
            ("2pm", "2024-06-03T18:00:00Z", "took yesterday"),
            ("2 pm", "2024-06-03T18:00:00Z", "took yesterday"),
            ("9am", "2024-06-04T13:00:00Z", ""),
            ("9 A.M.", "2024-06-04T13:00:00Z", ""),
            ("9:30a.m.", "2024-06-04T13:30:00Z", ""),
            ("12 AM", "2024-06-04T04:00:00Z", ""),
            ("12:30 am", "2024-06-04T04:30:00Z", ""),
            ("12 PM", "2024-06-04T16:00:00Z", ""),
            ("12:30 PM", "2024-06-03T16:30:00Z", "took yesterday"),
            ("noon", "2024-06-04T16:00:00Z", ""),
            ("midnight", "2024-06-04T04:00:00Z", ""),
            ("0:05", "2024-06-04T04:05:00Z", ""),
            ("at 9", "2024-06-04T13:00:00Z", ""),
            (
                "10:13 EST",
                "2024-06-04T15:13:00Z",
                "EST always means UTC-05:00, but America/New_York was on EDT then",
            ),
            ("10:13 AM EST", "2024-06-04T15:13:00Z", "that is 11:13 EDT"),
            ("10:13 est", "2024-06-04T15:13:00Z", "EST always"),
            ("10:13 EDT", "2024-06-04T14:13:00Z", ""),
            ("10:13 (EDT)", "2024-06-04T14:13:00Z", ""),
            ("10:13 UTC", "2024-06-04T10:13:00Z", ""),
            ("10:13Z", "2024-06-04T10:13:00Z", ""),
            ("10:13 UTC+2", "2024-06-04T08:13:00Z", ""),
            ("10:13+05:30", "2024-06-04T04:43:00Z", ""),
            ("10:13 +0530", "2024-06-04T04:43:00Z", ""),
            ("10:13 IST", "2024-06-04T04:43:00Z", "read as India Standard Time"),
            ("10:13 CST", "2024-06-03T16:13:00Z", "Central Standard Time"),
            ("10:13 Europe/Berlin", "2024-06-04T08:13:00Z", ""),
            ("10:13 berlin", "2024-06-04T08:13:00Z", ""),
            ("7:13 Los Angeles", "2024-06-04T14:13:00Z", ""),
            ("5m ago", "2024-06-04T15:55:00Z", ""),
            ("-15m", "2024-06-04T15:45:00Z", ""),
            ("\u{2212}15m", "2024-06-04T15:45:00Z", ""),
            ("15m", "2024-06-04T15:45:00Z", ""),
            ("1h30m ago", "2024-06-04T14:30:00Z", ""),
            ("1 hour and 30 minutes ago", "2024-06-04T14:30:00Z", ""),
            ("an hour ago", "2024-06-04T15:00:00Z", ""),
            ("2 days ago", "2024-06-02T16:00:00Z", ""),
            ("1w ago", "2024-05-28T16:00:00Z", ""),
            ("yesterday 14:00", "2024-06-03T18:00:00Z", ""),
            ("yesterday at 2 PM", "2024-06-03T18:00:00Z", ""),
            ("14:00 yesterday", "2024-06-03T18:00:00Z", ""),
            ("today 9", "2024-06-04T13:00:00Z", ""),
            ("today at 9am", "2024-06-04T13:00:00Z", ""),
            ("yesterday noon", "2024-06-03T16:00:00Z", ""),
            ("yesterday 24:00", "2024-06-04T04:00:00Z", ""),
            ("day before yesterday 10:00", "2024-06-02T14:00:00Z", ""),
            ("yesterday", "2024-06-03T04:00:00Z", "start of the day, 2024-06-03 00:00"),
            ("June 2 2:15 PM", "2024-06-02T18:15:00Z", ""),
            ("June 2, 2:15 PM", "2024-06-02T18:15:00Z", ""),
            ("June 2nd at 2:15 PM", "2024-06-02T18:15:00Z", ""),
            ("2 June 14:15", "2024-06-02T18:15:00Z", ""),
            ("2 June, 14:15", "2024-06-02T18:15:00Z", ""),
            ("2nd of June 14:15", "2024-06-02T18:15:00Z", ""),
            ("14:15 2 June", "2024-06-02T18:15:00Z", ""),
            ("14:15 on June 2", "2024-06-02T18:15:00Z", ""),
            ("14:15 EST June 2", "2024-06-02T19:15:00Z", "EST always"),
            ("Jun 2, 2024, 12:00 PM", "2024-06-02T16:00:00Z", ""),
            ("Jun 2, 2024 12:00 AM", "2024-06-02T04:00:00Z", ""),
            ("Sunday, June 2, 2024 at 2:15 PM", "2024-06-02T18:15:00Z", ""),
            ("Sun 2 Jun 2024 14:15", "2024-06-02T18:15:00Z", ""),
            ("Sept. 3 2023 10:00", "2023-09-03T14:00:00Z", ""),
            ("2024-06-02 14:15", "2024-06-02T18:15:00Z", ""),
            ("2024-06-02T14:15", "2024-06-02T18:15:00Z", ""),
            ("2024-06-02, 14:15", "2024-06-02T18:15:00Z", ""),
            ("2024-06-02 2:13 PM EST", "2024-06-02T19:13:00Z", "EST always"),
            ("2024-01-02 2:13 PM EST", "2024-01-02T19:13:00Z", ""),
            ("2024-01-02 2:13 PM EDT", "2024-01-02T18:13:00Z", "EDT always"),
            ("2024-06-02 14:15 America/Los_Angeles", "2024-06-02T21:15:00Z", ""),
            ("2024/06/02 14:15", "2024-06-02T18:15:00Z", ""),
            ("2024-6-2 9:05", "2024-06-02T13:05:00Z", ""),
            ("2024-06-02", "2024-06-02T04:00:00Z", "start of the day"),
            ("2024-06-02 EST", "2024-06-02T05:00:00Z", "start of the day"),
            ("02/06/2024", "2024-06-02T04:00:00Z", "start of the day"),
            ("02/06/2024 14:15", "2024-06-02T18:15:00Z", ""),
            ("2.6.2024 14:15", "2024-06-02T18:15:00Z", ""),
            ("2.6. 14:15", "2024-06-02T18:15:00Z", ""),
            ("2/6/24 14:15", "2024-06-02T18:15:00Z", ""),
            ("2/6 14:15", "2024-06-02T18:15:00Z", ""),
            (
                "05/31/2024 14:15",
                "2024-05-31T18:15:00Z",
                "There is no month 31, so I read the date as 2024-05-31",
            ),
            ("December 24 18:00", "2023-12-24T23:00:00Z", "Without a year I took 2023-12-24"),
            ("Feb 29 10:00", "2024-02-29T15:00:00Z", ""),
            ("2020-02-29 10:00", "2020-02-29T15:00:00Z", ""),
            ("2024-06-02T18:15:00Z", "2024-06-02T18:15:00Z", ""),
            ("2024-06-02T18:15:00.123Z", "2024-06-02T18:15:00.123Z", ""),
            ("2024-06-02T18:15:00.123456789+02:00", "2024-06-02T16:15:00.123456789Z", ""),
            ("2024-06-02T18:15+0200", "2024-06-02T16:15:00Z", ""),
            ("2024-06-02 18:15:00 UTC", "2024-06-02T18:15:00Z", ""),
            ("<t:1717337580>", "2024-06-02T14:13:00Z", ""),
            ("<t:1717337580:R>", "2024-06-02T14:13:00Z", ""),
            ("<t:1717337580:f>", "2024-06-02T14:13:00Z", ""),
            ("monday 9:00", "2024-06-03T13:00:00Z", ""),
            ("last friday 9:00", "2024-05-31T13:00:00Z", ""),
            ("tuesday 9:00", "2024-06-04T13:00:00Z", ""),
            ("tuesday 13:00", "2024-05-28T17:00:00Z", ""),
            ("2:13\u{202f}PM June 2", "2024-06-02T18:13:00Z", ""),
            ("2:13\u{a0}PM\u{a0}yesterday", "2024-06-03T18:13:00Z", ""),
            ("2023-11-05 01:30 EDT", "2023-11-05T05:30:00Z", ""),
        ],
    );
}

#[test]
fn what_is_to_come_is_read_in_every_form() {
    table(
        &reading(Tense::Future),
        &[
            ("tomorrow 9:00", "2024-06-05T13:00:00Z", ""),
            ("tomorrow 9", "2024-06-05T13:00:00Z", ""),
            ("tomorrow", "2024-06-05T04:00:00Z", ""),
            ("today", "2024-06-04T04:00:00Z", ""),
            ("day after tomorrow 9:00", "2024-06-06T13:00:00Z", ""),
            ("in 3 days", "2024-06-07T16:00:00Z", ""),
            ("3 days from now", "2024-06-07T16:00:00Z", ""),
            ("+30m", "2024-06-04T16:30:00Z", ""),
            ("2w", "2024-06-18T16:00:00Z", ""),
            ("in 2 months", "2024-08-04T16:00:00Z", ""),
            ("in 4 business days", "2024-06-10T16:00:00Z", ""),
            ("friday", "2024-06-07T04:00:00Z", ""),
            ("Fri 17:00", "2024-06-07T21:00:00Z", ""),
            ("tuesday", "2024-06-11T04:00:00Z", ""),
            ("tuesday 13:00", "2024-06-04T17:00:00Z", ""),
            ("tuesday 9:00", "2024-06-11T13:00:00Z", ""),
            ("next tuesday", "2024-06-11T04:00:00Z", ""),
            ("next monday", "2024-06-10T04:00:00Z", ""),
            ("next monday at 10am", "2024-06-10T14:00:00Z", ""),
            ("end of month", "2024-06-30T04:00:00Z", ""),
            ("end of the month 17:00", "2024-06-30T21:00:00Z", ""),
            ("end of week", "2024-06-07T04:00:00Z", ""),
            ("next week", "2024-06-11T04:00:00Z", ""),
            ("next month", "2024-07-01T04:00:00Z", ""),
            ("noon", "2024-06-04T16:00:00Z", ""),
            ("midnight", "2024-06-05T04:00:00Z", "took tomorrow, 2024-06-05"),
            ("9:00", "2024-06-05T13:00:00Z", "took tomorrow"),
            ("17:00", "2024-06-04T21:00:00Z", ""),
            ("January 5", "2025-01-05T05:00:00Z", "Without a year I took 2025-01-05"),
            ("Feb 29", "2028-02-29T05:00:00Z", "2028-02-29"),
            ("2024-07-01 09:00", "2024-07-01T13:00:00Z", ""),
        ],
    );
}

#[test]
fn a_locale_with_months_first_reads_numbers_so() {
    let reading = Reading { order: Order::MonthDay, ..reading(Tense::Past) };
    table(
        &reading,
        &[
            ("02/06/2024 14:15", "2024-02-06T19:15:00Z", ""),
            ("6/2 14:15", "2024-06-02T18:15:00Z", ""),
            ("31/05/2024 14:15", "2024-05-31T18:15:00Z", "There is no month 31"),
        ],
    );
}

#[test]
fn a_time_alone_takes_the_day_of_the_incident() {
    let started = |start: &str| Reading { start: Some(instant(start)), ..reading(Tense::Past) };
    let late = started("2024-06-02T03:50:00Z");
    expect("23:55", &late, "2024-06-02T03:55:00Z", "the incident's day, 2024-06-01");
    expect("0:10", &late, "2024-06-02T04:10:00Z", "the incident's day, 2024-06-02");
    expect("23:30", &late, "2024-06-02T03:30:00Z", "2024-06-01");
    let this_morning = started("2024-06-04T12:00:00Z");
    expect("8:05", &this_morning, "2024-06-04T12:05:00Z", "");
    expect("13:00", &this_morning, "2024-06-03T17:00:00Z", "2024-06-03");
    let last_year = started("2023-12-31T20:00:00Z");
    expect("January 1 10:00", &last_year, "2024-01-01T15:00:00Z", "");
    expect("December 31 10:00", &last_year, "2023-12-31T15:00:00Z", "2023-12-31");
}

#[test]
fn a_date_alone_is_a_day() {
    let day = read("2024-06-02", &reading(Tense::Past)).unwrap();
    assert_eq!((day.grain, day.zone), (Grain::Day, new_york()));
    let time = read("2024-06-02 0:00 EST", &reading(Tense::Past)).unwrap();
    assert_eq!((time.grain, time.zone.to_string()), (Grain::Time, "EST".to_owned()));
}

#[test]
fn what_cannot_be_is_refused_with_what_to_type() {
    for (text, said) in [
        ("", "Type a time, for example 14:13"),
        (" \u{a0} ", "Type a time, for example 14:13"),
        ("soon", "could not read “soon”"),
        ("a while ago", "Type for example 14:13, 5m ago or 2024-06-02 2:13 PM EST"),
        ("14:13 14:14", "do not know the zone “14:14”"),
        ("yesterday tomorrow", "do not know the zone"),
        ("EST", "could not read"),
        ("14:13 Atlantis", "do not know the zone “atlantis”"),
        ("14:1", "could not read"),
        ("5", "Type 5:00, 5 PM or 5m ago"),
        ("1717337580", "could not read"),
        ("2024-02-30", "no such date as February 30, 2024"),
        ("Feb 30", "no such date as February 30"),
        ("2023-02-29 10:00", "no such date as February 29, 2023"),
        ("32/13/2024", "no such date"),
        ("2024-13-01", "no such date as month 13"),
        ("0/0/2024", "no such date"),
        ("25:00", "no such time as 25:00"),
        ("14:60", "no such time as 14:60"),
        ("14:13:75", "no such time as 14:13:75"),
        ("24:01", "no such time as 24:01"),
        ("13 PM", "13:00 PM mixes two clocks. Type 13:00 or 1:00 PM."),
        ("14:13 PM", "Type 14:13 or 2:13 PM."),
        ("14:13 AM", "Type 14:13."),
        ("0:30 AM", "no such time as 0:30 AM"),
        ("2024-03-10 02:30", "never came in America/New_York"),
        ("2024-03-10 02:30", "The first time after it is 2024-03-10 03:00"),
        ("2023-11-05 01:30", "Type 2023-11-05 01:30 -04:00 for the first time, or 2023-11-05 01:30 -05:00"),
        ("tomorrow", "is still to come"),
        ("2024-06-04 12:02", "2024-06-04 12:02 America/New_York is still to come"),
        ("in 5m", "is still to come"),
        ("<t:1817337580>", "is still to come"),
        ("1960-01-01", "too far away"),
        ("2200-01-01", "too far away"),
        ("<t:99999999999999999>", "too far away"),
        ("200y ago", "too long"),
        ("９:００", "could not read"),
    ] {
        let refusal = read(text, &reading(Tense::Past)).expect_err(text).to_string();
        assert!(refusal.contains(said), "{text:?}: {refusal}");
    }
}

#[test]
fn what_is_over_is_refused_where_something_to_come_is_asked_for() {
    for text in ["yesterday", "2024-06-03", "2024-06-04 11:58", "5m ago", "last friday"] {
        let refusal = read(text, &reading(Tense::Future)).expect_err(text).to_string();
        assert!(refusal.contains("has passed"), "{text:?}: {refusal}");
    }
    for (text, said) in [
        (
            "banana",
            "I could not read “banana” as a time to come. Type for example tomorrow 9:00, next friday, in 3",
        ),
        ("1717337580", "could not read “1717337580” as a time to come"),
        ("EST", "could not read “EST” as a time to come"),
    ] {
        let refusal = read(text, &reading(Tense::Future)).expect_err(text).to_string();
        assert!(refusal.contains(said) && !refusal.contains("ago"), "{text:?}: {refusal}");
    }
    for example in ["tomorrow 9:00", "next friday", "in 3 days"] {
        read(example, &reading(Tense::Future)).unwrap_or_else(|refusal| panic!("{example}: {refusal}"));
    }
    let either = read("5m", &reading(Tense::Any)).unwrap_err().to_string();
    assert_eq!(either, "Is that past or to come? Type 5m ago or in 5m.");
}

#[test]
fn the_readings_offered_for_a_fold_are_both_read() {
    let first = read("2023-11-05 01:30 -04:00", &reading(Tense::Past)).unwrap().at;
    let second = read("2023-11-05 01:30 -05:00", &reading(Tense::Past)).unwrap().at;
    assert_eq!((second - first).num_minutes(), 60);
}
