//! Recurrences as people type them, and the instants they name.

use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use crate::model::recurrence::{Missed, Recurrence};
use crate::model::zone::Zone;

fn new_york() -> Zone {
    "America/New_York".parse().unwrap()
}

/// An instant by the clock of New York.
fn at(text: &str) -> DateTime<Utc> {
    new_york().resolve(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()).first()
}

fn parse(text: &str) -> Recurrence {
    Recurrence::parse(text).unwrap_or_else(|refusal| panic!("{text}: {refusal}"))
}

fn shown(runs: &[DateTime<Utc>]) -> Vec<String> {
    runs.iter().map(|run| new_york().local(*run).format("%Y-%m-%d %H:%M").to_string()).collect()
}

#[test]
fn words_and_lines_come_round_as_written() {
    // A Tuesday at noon.
    let start = at("2024-06-04 12:00");
    for (text, printed, runs) in [
        ("every day", "every day at 09:00", ["2024-06-05 09:00", "2024-06-06 09:00"]),
        ("every day at 9", "every day at 09:00", ["2024-06-05 09:00", "2024-06-06 09:00"]),
        ("daily 14:30", "every day at 14:30", ["2024-06-04 14:30", "2024-06-05 14:30"]),
        ("every 3 days", "every 3 days at 09:00", ["2024-06-07 09:00", "2024-06-10 09:00"]),
        ("every other day at 1pm", "every 2 days at 13:00", ["2024-06-04 13:00", "2024-06-06 13:00"]),
        ("Every Monday 9:00", "every Monday at 09:00", ["2024-06-10 09:00", "2024-06-17 09:00"]),
        ("every tuesday", "every Tuesday at 09:00", ["2024-06-11 09:00", "2024-06-18 09:00"]),
        ("every tue noon", "every Tuesday at 12:00", ["2024-06-11 12:00", "2024-06-18 12:00"]),
        ("every mondays at 9am", "every Monday at 09:00", ["2024-06-10 09:00", "2024-06-17 09:00"]),
        (
            "every thu, mon 9:00",
            "every Monday and Thursday at 09:00",
            ["2024-06-06 09:00", "2024-06-10 09:00"],
        ),
        ("every weekday 10:00", "every weekday at 10:00", ["2024-06-05 10:00", "2024-06-06 10:00"]),
        ("weekdays at 10:00", "every weekday at 10:00", ["2024-06-05 10:00", "2024-06-06 10:00"]),
        ("every weekend", "every Saturday and Sunday at 09:00", ["2024-06-08 09:00", "2024-06-09 09:00"]),
        ("every 2 weeks", "every 2 weeks at 09:00", ["2024-06-18 09:00", "2024-07-02 09:00"]),
        ("fortnightly", "every 2 weeks at 09:00", ["2024-06-18 09:00", "2024-07-02 09:00"]),
        (
            "every other friday 15:00",
            "every 2 weeks on Friday at 15:00",
            ["2024-06-07 15:00", "2024-06-21 15:00"],
        ),
        (
            "every 2 weeks on monday",
            "every 2 weeks on Monday at 09:00",
            ["2024-06-10 09:00", "2024-06-24 09:00"],
        ),
        ("every month", "every month at 09:00", ["2024-07-04 09:00", "2024-08-04 09:00"]),
        ("every month on the 15th", "15th of the month at 09:00", ["2024-06-15 09:00", "2024-07-15 09:00"]),
        ("31st of the month", "last day of the month at 09:00", ["2024-06-30 09:00", "2024-07-31 09:00"]),
        (
            "last day of every month 17:00",
            "last day of the month at 17:00",
            ["2024-06-30 17:00", "2024-07-31 17:00"],
        ),
        ("every 3 months", "every quarter at 09:00", ["2024-09-04 09:00", "2024-12-04 09:00"]),
        ("every quarter", "every quarter at 09:00", ["2024-09-04 09:00", "2024-12-04 09:00"]),
        ("every 2 quarters", "every 6 months at 09:00", ["2024-12-04 09:00", "2025-06-04 09:00"]),
        ("yearly", "every year at 09:00", ["2025-06-04 09:00", "2026-06-04 09:00"]),
        ("every 2 years", "every 2 years at 09:00", ["2026-06-04 09:00", "2028-06-04 09:00"]),
        (
            "last friday of the month",
            "last Friday of the month at 09:00",
            ["2024-06-28 09:00", "2024-07-26 09:00"],
        ),
        (
            "the first monday of the month 10:00",
            "first Monday of the month at 10:00",
            ["2024-07-01 10:00", "2024-08-05 10:00"],
        ),
        (
            "every third thursday of the month",
            "third Thursday of the month at 09:00",
            ["2024-06-20 09:00", "2024-07-18 09:00"],
        ),
        ("0 9 * * 1-5", "0 9 * * 1-5", ["2024-06-05 09:00", "2024-06-06 09:00"]),
        ("0 9 * * 0", "0 9 * * 0", ["2024-06-09 09:00", "2024-06-16 09:00"]),
        ("0 9 * * 7", "0 9 * * 7", ["2024-06-09 09:00", "2024-06-16 09:00"]),
        ("0 9 * * 5-7", "0 9 * * 5-7", ["2024-06-07 09:00", "2024-06-08 09:00"]),
        ("0 9 * * fri-mon", "0 9 * * FRI-MON", ["2024-06-07 09:00", "2024-06-08 09:00"]),
        ("0 9 * * 6,0", "0 9 * * 6,0", ["2024-06-08 09:00", "2024-06-09 09:00"]),
        ("0 9 * * */2", "0 9 * * */2", ["2024-06-06 09:00", "2024-06-08 09:00"]),
        ("0 9 * * 1-5/2", "0 9 * * 1-5/2", ["2024-06-05 09:00", "2024-06-07 09:00"]),
        ("0 9 * * MON,wed", "0 9 * * MON,WED", ["2024-06-05 09:00", "2024-06-10 09:00"]),
        ("0 9 13 * FRI", "0 9 13 * FRI", ["2024-06-07 09:00", "2024-06-13 09:00"]),
        ("0 9 1 JAN ?", "0 9 1 JAN ?", ["2025-01-01 09:00", "2026-01-01 09:00"]),
        ("30 0 9 * * 1", "30 0 9 * * 1", ["2024-06-10 09:00", "2024-06-17 09:00"]),
        ("0 0 9 1 1 * 2030-2031", "0 0 9 1 1 * 2030-2031", ["2030-01-01 09:00", "2031-01-01 09:00"]),
        ("*/15 * * * *", "*/15 * * * *", ["2024-06-04 12:15", "2024-06-04 12:30"]),
        ("@daily", "@daily", ["2024-06-05 00:00", "2024-06-06 00:00"]),
        ("@weekly", "@weekly", ["2024-06-09 00:00", "2024-06-16 00:00"]),
        ("@hourly", "@hourly", ["2024-06-04 13:00", "2024-06-04 14:00"]),
        ("@monthly", "@monthly", ["2024-07-01 00:00", "2024-08-01 00:00"]),
        ("@annually", "@annually", ["2025-01-01 00:00", "2026-01-01 00:00"]),
    ] {
        let recurrence = parse(text);
        assert_eq!(recurrence.to_string(), printed, "{text}");
        assert_eq!(parse(printed), recurrence, "{printed} reads back");
        assert_eq!(shown(&recurrence.next_runs(2, start, new_york(), start)), runs, "{text}");
        let kept = serde_json::to_string(&recurrence).unwrap();
        assert_eq!(serde_json::from_str::<Recurrence>(&kept).unwrap(), recurrence, "{kept}");
    }
}

#[test]
fn what_cannot_come_round_is_refused_with_what_to_type() {
    for (text, said) in [
        ("", "every monday 9:00"),
        ("whenever", "could not read “whenever”"),
        ("every", "could not read"),
        ("every blue moon", "could not read"),
        ("every day at lunch", "no such time as lunch"),
        ("every day at 25:00", "no such time as 25:00"),
        ("every day 9:00 9:00", "no such time"),
        ("every hour", "0 * * * * is every hour"),
        ("every 5 minutes", "0 * * * * is every hour"),
        ("every 0 days", "cannot repeat every 0"),
        ("every 4000 weeks", "cannot repeat every 4000"),
        ("0 9 * *", "this has 4"),
        ("* * * * * * * *", "this has 8"),
        ("60 9 * * *", "The minute “60” of the cron line cannot be: it takes 0 to 59"),
        ("0 24 * * *", "The hour “24”"),
        ("0 9 32 * *", "The day of month “32”"),
        ("0 9 * 13 *", "The month “13”"),
        ("0 9 * * 8", "The weekday “8”"),
        ("0 9 * * funday", "The weekday “funday”"),
        ("0 9 * * 1/0", "The weekday"),
        ("0/0 9 * * *", "The minute"),
        ("0 9 * * 5L", "last friday of the month"),
        ("0 9 L * *", "last friday of the month"),
        ("0 9 * * 5#2", "last friday of the month"),
        ("@reboot", "do not know @reboot"),
        ("0 0 30 2 *", "“0 0 30 2 *” never comes"),
        ("0 0 31 2,4,6,9,11 *", "never comes"),
        ("0 0 0 30 2 ? *", "never comes"),
        ("0 9 * * 99999999999999999999", "The weekday"),
        ("99999999999999999999 9 * * *", "The minute"),
    ] {
        let began = std::time::Instant::now();
        let refusal = Recurrence::parse(text).expect_err(text).to_string();
        assert!(refusal.contains(said), "{text:?}: {refusal}");
        assert!(began.elapsed() < Duration::from_millis(200), "{text:?} took {:?}", began.elapsed());
    }
    let over = parse("0 0 9 1 1 * 2020").preview(at("2024-06-04 12:00"), new_york());
    assert!(over.unwrap_err().to_string().contains("never comes"));
}

#[test]
fn a_leap_day_in_a_line_waits_for_its_year() {
    let runs = parse("0 9 29 2 *").next_runs(2, at("2024-06-04 12:00"), new_york(), at("2024-06-04 12:00"));
    assert_eq!(shown(&runs), ["2028-02-29 09:00", "2032-02-29 09:00"]);
}

#[test]
fn a_month_too_short_does_not_move_the_ones_after_it() {
    let anchor = at("2024-01-31 08:00");
    let runs = parse("every month").next_runs(4, anchor, new_york(), anchor);
    let expected = ["2024-01-31 09:00", "2024-02-29 09:00", "2024-03-31 09:00", "2024-04-30 09:00"];
    assert_eq!(shown(&runs), expected);
}

#[test]
fn clock_changes_neither_swallow_nor_double_a_run() {
    let runs = |text: &str, after: &str, count| {
        let runs = parse(text).next_runs(count, at(after), new_york(), at(after));
        runs.iter().map(|run| run.format("%d %H:%M").to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        runs("30 2 * * *", "2024-03-09 12:00", 2),
        ["10 07:00", "11 06:30"],
        "the gap's end stands in"
    );
    assert_eq!(runs("every day 2:30", "2024-03-09 12:00", 2), ["10 07:00", "11 06:30"]);
    assert_eq!(runs("30 1 * * *", "2024-11-02 12:00", 2), ["03 05:30", "04 06:30"], "the first time counts");
    let quarters = runs("*/15 * * * *", "2024-11-03 00:50", 10);
    let expected = ["05:00", "05:15", "05:30", "05:45", "06:00", "06:15", "06:30", "06:45", "07:00", "07:15"];
    assert_eq!(quarters, expected.map(|time| format!("03 {time}")), "time goes on through the doubled hour");
    assert_eq!(runs("0 * * * *", "2024-03-10 00:30", 3), ["10 06:00", "10 07:00", "10 08:00"]);
}

#[test]
fn missed_runs_collapse_into_the_latest() {
    let missed = |text: &str, last: &str, now: &str| {
        parse(text).missed_between(at(last), at(now), new_york(), at(last))
    };
    assert_eq!(missed("every day", "2024-06-04 12:00", "2024-06-05 08:59"), None);
    let week = missed("every day", "2024-06-04 12:00", "2024-06-10 09:00");
    assert_eq!(week, Some(Missed { count: 6, latest: at("2024-06-10 09:00") }));
    let year = missed("* * * * * *", "2023-06-04 12:00", "2024-06-04 12:00");
    assert_eq!(year, Some(Missed { count: 1000, latest: at("2024-06-04 12:00") }));
    let backwards = missed("every day", "2024-06-10 12:00", "2024-06-04 09:00");
    assert_eq!(backwards, None, "a clock set back misses nothing");
    assert_eq!(at("2024-06-05 00:00") - at("2024-06-04 00:00"), TimeDelta::days(1));
}
