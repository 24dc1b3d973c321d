//! Another reader of cron lines agrees with ours wherever no clock is changed.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use crate::model::recurrence::Recurrence;
use crate::model::zone::Zone;

fn field(range: std::ops::RangeInclusive<u32>) -> impl Strategy<Value = String> {
    let (low, high) = (*range.start(), *range.end());
    let point = range.clone().prop_map(|n| n.to_string());
    let span = (range.clone(), range).prop_map(|(a, b)| format!("{}-{}", a.min(b), a.max(b)));
    let step = (2..=high.max(3) / 2).prop_map(|step| format!("*/{step}"));
    let list = prop::collection::btree_set(low..=high, 1..4)
        .prop_map(|days| days.into_iter().map(|day| day.to_string()).collect::<Vec<_>>().join(","));
    prop_oneof![3 => Just("*".to_owned()), 2 => point, 1 => span, 1 => step, 1 => list]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// In UTC, where no clock ever changes, another library reads a line the same way.
    #[test]
    fn another_library_agrees_where_no_clock_changes(
        fields in (field(0..=59), field(0..=23), field(1..=28), field(1..=12), field(0..=6)),
        start in 1_600_000_000_i64..2_000_000_000,
    ) {
        let (minute, hour, day, month, weekday) = fields;
        // A star with a step counts as restricted there and as free in crontab.
        prop_assume!(!(day.starts_with("*/") || weekday.starts_with("*/")) || day == "*" || weekday == "*");
        let line = format!("{minute} {hour} {day} {month} {weekday}");
        let start = DateTime::<Utc>::from_timestamp(start, 0).unwrap();
        let ours = Recurrence::parse(&line).unwrap().next_runs(5, start, Zone::UTC, start);
        let theirs: Vec<_> = croner::Cron::from_str(&line).unwrap().iter_after(start).take(5).collect();
        prop_assert_eq!(ours, theirs, "{}", line);
    }

    #[test]
    fn no_text_breaks_the_reader(text in any::<String>()) {
        drop(Recurrence::parse(&text));
    }

    #[test]
    fn no_run_of_known_words_breaks_the_reader(words in prop::collection::vec(
        prop::sample::select(vec![
            "every", "0", "*", "*/2", "1-5", "4294967295", "2", "weeks", "month", "last", "friday", "of the month", "on",
            "@daily", "at", "9", "31st", "quarter", "MON", "?", "/", "-", ",", "é", "L", "years", "other", "1000",
        ]),
        0..8,
    )) {
        let start = DateTime::<Utc>::from_timestamp(1_700_000_000, 0).unwrap();
        if let Ok(recurrence) = Recurrence::parse(&words.join(" ")) {
            let runs = recurrence.next_runs(5, start, Zone::UTC, start);
            prop_assert!(runs.is_sorted_by(|a, b| a < b));
            prop_assert_eq!(Recurrence::parse(&recurrence.to_string()).unwrap(), recurrence);
        }
    }
}
