//! A time typed around any clock change of any zone is read as exactly one instant, or refused.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use crate::model::moment::{Face, Hours, Reading, Tense, Unreadable, read};
use crate::model::zone::{Zone, transitions};

/// Minutes around a change at which a time is typed.
const AROUND: [i64; 13] = [-1500, -121, -90, -61, -60, -31, -30, -1, 0, 1, 30, 60, 90];

/// What is stored prints back as what was typed, or the person is told that the time never came or came twice.
fn kept_or_told(typed: NaiveDateTime, zone: Zone) {
    let text = format!("{} {zone}", typed.format("%Y-%m-%d %H:%M:%S"));
    let far = DateTime::<Utc>::from_timestamp(2_200_000_000, 0).unwrap();
    match read(&text, &Reading::new(far, Zone::UTC, Tense::Past)) {
        Ok(moment) => {
            assert_eq!(zone.local(moment.at), typed, "{text}");
            assert_eq!(times_shown(typed, zone), 1, "{text} was guessed");
            let face = Face { clock: Hours::TwentyFour, zone };
            let printed = format!("{} {}", typed.format("%Y-%m-%d %H:%M"), zone.label(moment.at));
            assert_eq!(face.full(moment.at), printed);
        }
        Err(Unreadable::Twice { local, offsets: (first, second), .. }) => {
            assert_eq!(local, typed);
            for offset in [first, second] {
                let at = typed.checked_sub_offset(offset).unwrap().and_utc();
                assert_eq!(zone.local(at), typed, "{text} at {offset}");
            }
            assert_ne!(first, second, "{text}");
        }
        Err(Unreadable::Never { local, first, .. }) => {
            assert_eq!(local, typed);
            assert!(first > typed && first - typed <= TimeDelta::days(1), "{text} {first}");
            assert_eq!(times_shown(typed, zone), 0, "{text} did come");
        }
        Err(refusal) => panic!("{text}: {refusal}"),
    }
}

/// How often the zone's clock showed a time, found without the code under test.
fn times_shown(typed: NaiveDateTime, zone: Zone) -> usize {
    let near = (-30..=30).step_by(2).map(|hours| zone.offset(typed.and_utc() + TimeDelta::hours(hours)));
    let instants: BTreeSet<_> = near.map(|offset| (typed - offset).and_utc()).collect();
    instants.into_iter().filter(|at| zone.local(*at) == typed).count()
}

#[test]
fn around_every_change_of_every_clock_nothing_is_guessed() {
    let mut changes_seen = 0;
    for (zone, changes) in transitions::of_every_place(2000, 2037) {
        for change in &changes {
            changes_seen += 1;
            let (before, after) = (zone.local(*change - TimeDelta::seconds(1)), zone.local(*change));
            for minutes in AROUND {
                kept_or_told(after + TimeDelta::minutes(minutes), zone);
            }
            kept_or_told(before, zone);
        }
    }
    assert!(changes_seen > 5_000, "only {changes_seen} changes were found");
}

#[test]
fn what_is_printed_with_its_letters_is_read_back() {
    let zone: Zone = "America/New_York".parse().unwrap();
    let far = Reading::new(DateTime::from_timestamp(2_000_000_000, 0).unwrap(), zone, Tense::Past);
    for seconds in (1_700_000_000..1_740_000_000).step_by(86_400 * 3 + 3_660) {
        let at = DateTime::from_timestamp(seconds - seconds % 60, 0).unwrap();
        for clock in [Hours::Twelve, Hours::TwentyFour] {
            let printed = Face { clock, zone }.full(at);
            assert_eq!(read(&printed, &far).unwrap().at, at, "{printed}");
        }
    }
}

#[test]
fn both_clocks_print_as_documents_have_them() {
    let at = "2024-06-02T19:13:00Z".parse().unwrap();
    let face = |clock, zone: &str| Face { clock, zone: zone.parse().unwrap() };
    assert_eq!(face(Hours::Twelve, "EST").time(at), "2:13 PM EST");
    assert_eq!(face(Hours::TwentyFour, "EST").time(at), "14:13 EST");
    assert_eq!(face(Hours::TwentyFour, "Europe/Berlin").full(at), "2024-06-02 21:13 CEST");
    assert_eq!(face(Hours::Twelve, "America/New_York").full(at), "June 2, 2024, 3:13 PM EDT");
    assert_eq!(face(Hours::Twelve, "+05:30").full(at), "June 3, 2024, 12:43 AM +05:30");
    assert_eq!(face(Hours::TwentyFour, "UTC").day(at), "2 June");
    assert_eq!(face(Hours::Twelve, "UTC").day(at), "June 2");
}
