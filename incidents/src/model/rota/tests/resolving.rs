//! Layers, windows, overrides and gaps.

use chrono::Weekday;
use chrono_tz::UTC;

use super::*;

fn always(who: Who) -> Layer {
    let start = at("2026-01-01T00:00:00Z");
    Layer::always(Rotation::new(vec![who], start, Length::Weeks(1), daily_at("00:00:00"), UTC).unwrap())
}

fn window(who: Who, days: &[Weekday], from: &str, to: &str) -> Layer {
    let restriction = Restriction { days: days.to_vec(), from: time(from), to: time(to) };
    Layer { restrictions: vec![restriction], ..always(who) }
}

fn daily() -> Schedule {
    three("2026-03-02T09:00:00Z", Length::Days(1), daily_at("09:00:00"), UTC)
}

fn with(change: Change, from: &str, to: &str) -> (Schedule, OverrideId) {
    let mut schedule = daily();
    let id = schedule.add_override(change, (at(from), at(to)), at("2026-03-01T00:00:00Z")).unwrap();
    (schedule, id)
}

#[test]
fn the_later_of_two_active_layers_wins() {
    let schedule = Schedule::new(vec![always(ANA), window(BEN, &[], "09:00:00", "17:00:00")]);
    let day = schedule.on_call(at("2026-03-02T12:00:00Z"));
    assert_eq!((day.who, day.because), (vec![BEN], Because::Layer(1)));
    let evening = schedule.on_call(at("2026-03-02T17:00:00Z"));
    assert_eq!((evening.who, evening.because), (vec![ANA], Because::Layer(0)));
    assert_eq!(evening.until, Some(at("2026-03-03T09:00:00Z")));
}

#[test]
fn a_window_over_midnight_belongs_to_the_day_it_opens_on() {
    let night = window(BEN, &[Weekday::Fri], "22:00:00", "06:00:00");
    let schedule = Schedule::new(vec![always(ANA), night]);
    hands_over(&schedule, "2026-03-06T22:00:00Z", ANA, BEN);
    hands_over(&schedule, "2026-03-07T06:00:00Z", BEN, ANA);
    assert_eq!(who(&schedule, "2026-03-07T23:00:00Z"), [ANA]);
    assert_eq!(who(&schedule, "2026-03-06T05:00:00Z"), [ANA]);
}

#[test]
fn a_window_that_closes_as_it_opens_lasts_a_day() {
    let schedule = Schedule::new(vec![window(ANA, &[Weekday::Mon], "09:00:00", "09:00:00")]);
    let gaps = schedule.shifts(at("2026-03-02T00:00:00Z"), at("2026-03-04T00:00:00Z"));
    assert_eq!(
        gaps.iter().map(|shift| shift.to).collect::<Vec<_>>(),
        [at("2026-03-02T09:00:00Z"), at("2026-03-03T09:00:00Z"), at("2026-03-04T00:00:00Z")]
    );
}

#[test]
fn a_gap_of_one_second_is_found_each_day_for_a_year() {
    let schedule = Schedule::new(vec![
        window(ANA, &[], "09:00:00", "16:59:59"),
        window(BEN, &[], "17:00:00", "09:00:00"),
    ]);
    let gaps = schedule.gaps(at("2026-03-02T00:00:00Z"));
    assert_eq!(gaps.len(), 364);
    assert!(gaps.iter().all(|gap| (gap.to - gap.from).num_seconds() == 1 && gap.because == Because::Nobody));
    assert_eq!(gaps[0].from, at("2026-03-02T16:59:59Z"));
}

#[test]
fn a_schedule_without_windows_has_no_gaps() {
    assert!(daily().gaps(at("2026-03-02T09:00:00Z")).is_empty());
}

#[test]
fn a_schedule_that_begins_later_has_a_gap_before() {
    let gaps = daily().gaps(at("2026-03-01T00:00:00Z"));
    assert_eq!(gaps.len(), 1);
    assert_eq!(gaps[0].to, at("2026-03-02T09:00:00Z"));
}

#[test]
fn an_override_spans_a_handoff_and_gives_back_to_whoever_is_due() {
    let (schedule, id) = with(Change::Take(CLEO), "2026-03-02T20:00:00Z", "2026-03-03T20:00:00Z");
    hands_over(&schedule, "2026-03-02T20:00:00Z", ANA, CLEO);
    assert_eq!(schedule.on_call(at("2026-03-03T09:00:00Z")).because, Because::Override(id));
    hands_over(&schedule, "2026-03-03T20:00:00Z", CLEO, BEN);
}

#[test]
fn adjacent_overrides_of_one_person_do_not_conflict() {
    let (mut schedule, _) = with(Change::Take(CLEO), "2026-03-02T20:00:00Z", "2026-03-02T22:00:00Z");
    for (from, to) in [("22:00:00", "23:00:00"), ("19:00:00", "20:00:00")] {
        let span = (at(&format!("2026-03-02T{from}Z")), at(&format!("2026-03-02T{to}Z")));
        schedule.add_override(Change::Take(CLEO), span, at("2026-03-01T00:00:00Z")).unwrap();
    }
    hands_over(&schedule, "2026-03-02T19:00:00Z", ANA, CLEO);
    assert_eq!(who(&schedule, "2026-03-02T22:00:00Z"), [CLEO]);
    hands_over(&schedule, "2026-03-02T23:00:00Z", CLEO, ANA);
}

#[test]
fn overlapping_overrides_of_one_person_are_refused() {
    let (mut schedule, id) = with(Change::Take(CLEO), "2026-03-02T20:00:00Z", "2026-03-02T22:00:00Z");
    let now = at("2026-03-01T00:00:00Z");
    let overlap = (at("2026-03-02T21:59:59Z"), at("2026-03-03T00:00:00Z"));
    for change in [Change::Remove(CLEO), Change::Add(CLEO), Change::Replace { who: ANA, by: CLEO }] {
        let refused = schedule.add_override(change, overlap, now).unwrap_err();
        assert_eq!(refused, OverrideRefused::Conflict { with: id }, "{change:?}");
    }
    assert_eq!(schedule.overrides().len(), 1);
    let ben = schedule.add_override(Change::Take(BEN), overlap, now).unwrap();
    assert_eq!(schedule.on_call(at("2026-03-02T21:59:59Z")).because, Because::Override(ben));
}

#[test]
fn an_override_outside_the_schedule_puts_somebody_on_call_there() {
    let (schedule, id) = with(Change::Take(CLEO), "2026-03-01T10:00:00Z", "2026-03-01T12:00:00Z");
    let shifts = schedule.shifts(at("2026-03-01T09:00:00Z"), at("2026-03-02T10:00:00Z"));
    let told: Vec<_> = shifts.iter().map(|shift| (shift.who.clone(), shift.because)).collect();
    assert_eq!(
        told,
        [
            (vec![], Because::Nobody),
            (vec![CLEO], Because::Override(id)),
            (vec![], Because::Nobody),
            (vec![ANA], Because::Layer(0)),
        ]
    );
}

#[test]
fn each_kind_of_override_does_what_it_says() {
    let cases = [
        (Change::Add(CLEO), vec![ANA, CLEO]),
        (Change::Remove(ANA), vec![]),
        (Change::Remove(BEN), vec![ANA]),
        (Change::Replace { who: ANA, by: CLEO }, vec![CLEO]),
        (Change::Replace { who: BEN, by: CLEO }, vec![ANA]),
        (Change::Take(CLEO), vec![CLEO]),
        (Change::Clear, vec![]),
    ];
    for (change, expected) in cases {
        let (schedule, id) = with(change, "2026-03-02T12:00:00Z", "2026-03-02T13:00:00Z");
        let on_call = schedule.on_call(at("2026-03-02T12:30:00Z"));
        let because = if expected == [ANA] { Because::Layer(0) } else { Because::Override(id) };
        assert_eq!((on_call.who, on_call.because), (expected, because), "{change:?}");
    }
}

#[test]
fn an_override_that_makes_no_sense_is_refused() {
    let mut schedule = daily();
    let now = at("2026-03-05T00:00:00Z");
    let (noon, one) = (at("2026-03-05T12:00:00Z"), at("2026-03-05T13:00:00Z"));
    let mut refused = |change, span| schedule.add_override(change, span, now).unwrap_err();
    assert_eq!(refused(Change::Take(ANA), (one, noon)), OverrideRefused::Empty);
    assert_eq!(refused(Change::Take(ANA), (noon, noon)), OverrideRefused::Empty);
    assert_eq!(refused(Change::Take(ANA), (at("2026-03-04T00:00:00Z"), now)), OverrideRefused::Past);
    assert_eq!(refused(Change::Replace { who: ANA, by: ANA }, (noon, one)), OverrideRefused::Themselves);
}

#[test]
fn a_handoff_names_both_people_and_is_found_once() {
    let schedule = daily();
    let first = schedule.next_handoff_after(at("2026-03-02T09:00:00Z")).unwrap();
    assert_eq!((first.at, first.from, first.to), (at("2026-03-03T09:00:00Z"), vec![ANA], vec![BEN]));
    let second = schedule.next_handoff_after(first.at).unwrap();
    assert_eq!((second.at, second.from, second.to), (at("2026-03-04T09:00:00Z"), vec![BEN], vec![CLEO]));
}

#[test]
fn one_person_alone_never_hands_over() {
    let schedule = Schedule::new(vec![always(ANA)]);
    let now = at("2026-03-02T00:00:00Z");
    assert_eq!(schedule.next_handoff_after(now), None);
    assert_eq!(schedule.on_call(now).until, None);
}
