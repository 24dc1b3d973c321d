//! Zones by the names people give them, and what their clocks do twice or never.

use chrono::NaiveDate;

use super::*;

fn zone(text: &str) -> Zone {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn local(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

#[test]
fn names_are_read_however_they_are_written() {
    for (text, printed) in [
        ("america/new_york", "America/New_York"),
        ("New York", "America/New_York"),
        ("berlin", "Europe/Berlin"),
        ("+05:30", "+05:30"),
        ("+0530", "+05:30"),
        ("-5", "-05:00"),
        ("UTC+2", "+02:00"),
        ("gmt -03:30", "-03:30"),
        ("+9:30", "+09:30"),
        ("est", "EST"),
        ("Gmt", "GMT"),
        ("z", "UTC"),
        ("utc", "UTC"),
        ("Etc/GMT+5", "Etc/GMT+5"),
    ] {
        assert_eq!(zone(text).to_string(), printed, "{text}");
        assert_eq!(zone(printed), zone(text), "{printed} reads back");
    }
}

#[test]
fn an_unknown_name_is_refused_with_what_to_type() {
    for text in ["", "Mars/Olympus", "+25:00", "+05:75", "Louisville", "é", "+é1", "+", &"x".repeat(5000)] {
        let refusal = text.parse::<Zone>().unwrap_err().to_string();
        assert!(refusal.contains("Europe/Berlin") && refusal.len() < 300, "{refusal}");
    }
}

#[test]
fn letters_never_follow_the_clocks_of_a_place() {
    let june = NaiveDate::from_ymd_opt(2024, 6, 2).unwrap().and_hms_opt(12, 0, 0).unwrap().and_utc();
    assert_eq!(zone("EST").label(june), "EST");
    assert_eq!(zone("EST").offset(june).local_minus_utc(), -5 * 3600);
    assert_eq!(zone("America/New_York").label(june), "EDT");
    assert_eq!(zone("Asia/Dubai").label(june), "+04:00");
    assert_eq!(zone("Asia/Kolkata").label(june), "IST");
}

#[test]
fn a_fold_has_two_readings_and_a_gap_has_an_end() {
    let new_york = zone("America/New_York");
    let Resolved::Fold(earlier, later) = new_york.resolve(local("2024-11-03 01:30")) else {
        panic!("01:30 came twice")
    };
    assert_eq!(
        (earlier.naive_utc(), later.naive_utc()),
        (local("2024-11-03 05:30"), local("2024-11-03 06:30"))
    );
    let gap = new_york.resolve(local("2024-03-10 02:30"));
    assert_eq!(gap, Resolved::Gap(local("2024-03-10 07:00").and_utc()));
    let plain = new_york.resolve(local("2024-03-10 03:00"));
    assert_eq!(plain, Resolved::One(local("2024-03-10 07:00").and_utc()));
}

#[test]
fn a_day_that_never_was_ends_at_the_next_midnight() {
    let samoa = zone("Pacific/Apia").resolve(local("2011-12-30 09:00"));
    assert_eq!(samoa, Resolved::Gap(local("2011-12-30 10:00").and_utc()));
}

#[test]
fn a_zone_is_kept_as_its_name() {
    for name in ["America/New_York", "+05:30", "EST", "UTC"] {
        let kept = serde_json::to_string(&zone(name)).unwrap();
        assert_eq!(kept, format!("\"{name}\""));
        assert_eq!(serde_json::from_str::<Zone>(&kept).unwrap(), zone(name));
    }
}
