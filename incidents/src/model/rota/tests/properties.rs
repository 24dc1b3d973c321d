//! What holds for any schedule at all.

use chrono::{NaiveTime, TimeDelta, Weekday};
use chrono_tz::{America, Asia, Australia, Europe, UTC};
use proptest::prelude::*;

use super::*;

const ZONES: [Tz; 5] = [UTC, America::New_York, Europe::Berlin, Australia::Lord_Howe, Asia::Kathmandu];
const DAYS: [Weekday; 3] = [Weekday::Mon, Weekday::Sat, Weekday::Sun];

fn minutes_in(minutes: i64) -> DateTime<Utc> {
    at("2024-02-20T00:00:00Z") + TimeDelta::minutes(minutes)
}

fn length() -> impl Strategy<Value = Length> {
    prop_oneof![
        (1..40u32).prop_map(Length::Hours),
        (1..5u32).prop_map(Length::Days),
        (1..3u32).prop_map(Length::Weeks),
        (1..3u32).prop_map(Length::Months),
    ]
}

fn time_of_day() -> impl Strategy<Value = NaiveTime> {
    (0..24u32, 0..4u32).prop_map(|(hour, quarter)| NaiveTime::from_hms_opt(hour, quarter * 15, 0).unwrap())
}

fn rotation() -> impl Strategy<Value = Rotation> {
    let people = prop::collection::vec(prop::sample::select(vec![ANA, BEN, CLEO]), 1..5);
    let zone = prop::sample::select(ZONES.to_vec());
    (people, -30_000..30_000i64, length(), time_of_day(), zone).prop_map(
        |(people, start, every, time, zone)| {
            Rotation::new(people, minutes_in(start), every, HandoffTime { time, weekday: None }, zone)
                .unwrap()
        },
    )
}

fn restriction() -> impl Strategy<Value = Restriction> {
    let days = prop::sample::subsequence(DAYS.to_vec(), 0..=3);
    (days, time_of_day(), time_of_day()).prop_map(|(days, from, to)| Restriction { days, from, to })
}

fn layer() -> impl Strategy<Value = Layer> {
    let windows = prop::collection::vec(restriction(), 0..3);
    (rotation(), windows).prop_map(|(rotation, restrictions)| Layer { rotation, restrictions })
}

fn change() -> impl Strategy<Value = Change> {
    prop::sample::select(vec![
        Change::Add(CLEO),
        Change::Remove(ANA),
        Change::Replace { who: BEN, by: ANA },
        Change::Take(BEN),
        Change::Clear,
    ])
}

/// Layers, with overrides and edits made along the way.
fn schedule() -> impl Strategy<Value = Schedule> {
    let overrides = prop::collection::vec((change(), 0..60_000i64, 1..9_000i64), 0..4);
    let edits =
        prop::collection::vec((0..60_000i64, prop::sample::subsequence(vec![BEN, ANA, CLEO], 0..=3)), 0..3);
    (prop::collection::vec(layer(), 1..4), overrides, edits).prop_map(|(layers, overrides, mut edits)| {
        let mut schedule = Schedule::new(layers);
        for (change, from, long) in overrides {
            let span = (minutes_in(from), minutes_in(from + long));
            // One that conflicts is refused; the schedule is as good without it.
            let _refused_or_not = schedule.add_override(change, span, minutes_in(0));
        }
        edits.sort_by_key(|edit| edit.0);
        for (when, people) in edits {
            schedule.edit(0, &Edit { people: Some(people), ..Edit::default() }, minutes_in(when)).unwrap();
        }
        schedule
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn shifts_tile_the_time_and_agree_with_the_resolver(schedule in schedule(), looks in prop::collection::vec(0..80_000i64, 12)) {
        let (from, to) = (minutes_in(0), minutes_in(80_000));
        let shifts = schedule.shifts(from, to);
        prop_assert_eq!(shifts.first().unwrap().from, from);
        prop_assert_eq!(shifts.last().unwrap().to, to);
        for pair in shifts.windows(2) {
            prop_assert_eq!(pair[0].to, pair[1].from);
            prop_assert!(pair[0].from < pair[0].to);
            prop_assert!((&pair[0].who, pair[0].because) != (&pair[1].who, pair[1].because));
        }
        let edges = shifts.iter().flat_map(|shift| [shift.from, shift.to - TimeDelta::milliseconds(1)]);
        for instant in edges.chain(looks.into_iter().map(minutes_in)) {
            let shift = shifts.iter().find(|shift| shift.from <= instant && instant < shift.to).unwrap();
            let on_call = schedule.on_call(instant);
            prop_assert_eq!((&on_call.who, on_call.because), (&shift.who, shift.because), "at {}", instant);
            if shift.to < to {
                prop_assert_eq!(on_call.until, Some(shift.to));
            }
        }
    }

    #[test]
    fn positions_reckoned_far_away_agree_with_handoffs_counted_one_by_one(rotation in rotation()) {
        let mut now = rotation.start;
        for turn in 0..40 {
            prop_assert_eq!(rotation.person_at(now), Some(rotation.people[turn % rotation.people.len()]));
            now = rotation.next_handoff_after(now);
        }
    }

    #[test]
    fn an_edit_of_the_people_keeps_whoever_remains_on_call(
        schedule in rotation().prop_map(|rotation| Schedule::new(vec![Layer::always(rotation)])),
        when in 0..60_000i64,
        people in prop::sample::subsequence(vec![BEN, CLEO, ANA], 1..=3),
    ) {
        let mut edited = schedule.clone();
        let now = minutes_in(when);
        edited.edit(0, &Edit { people: Some(people.clone()), ..Edit::default() }, now).unwrap();
        let (before, after) = (schedule.on_call(now), edited.on_call(now));
        if before.who.iter().all(|who| people.contains(who)) {
            prop_assert_eq!(before.who, after.who);
        }
        prop_assert_eq!(schedule.shifts(minutes_in(-50_000), now), edited.shifts(minutes_in(-50_000), now));
    }
}
