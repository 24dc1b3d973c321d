//! Handoffs where clocks jump, months are short and years leap.

use chrono::Weekday;
use chrono_tz::{America, Asia, Australia, Europe, Pacific, UTC};

use super::*;

#[test]
fn at_the_handoff_second_the_new_person_is_on_call() {
    let schedule = three("2026-03-02T12:00:00Z", Length::Days(1), daily_at("09:00:00"), UTC);
    hands_over(&schedule, "2026-03-03T09:00:00Z", ANA, BEN);
}

#[test]
fn a_handoff_in_the_spring_gap_happens_when_the_gap_ends() {
    let schedule = three("2024-03-09T12:00:00Z", Length::Days(1), daily_at("02:30:00"), America::New_York);
    hands_over(&schedule, "2024-03-10T07:00:00Z", ANA, BEN);
    hands_over(&schedule, "2024-03-11T06:30:00Z", BEN, CLEO);
}

#[test]
fn a_handoff_in_the_autumn_fold_happens_once_at_the_first_occurrence() {
    let schedule = three("2024-11-02T12:00:00Z", Length::Days(1), daily_at("01:30:00"), America::New_York);
    hands_over(&schedule, "2024-11-03T05:30:00Z", ANA, BEN);
    for shown_again in ["2024-11-03T06:10:00Z", "2024-11-03T06:30:00Z"] {
        assert_eq!(who(&schedule, shown_again), [BEN], "{shown_again}");
    }
    hands_over(&schedule, "2024-11-04T06:30:00Z", BEN, CLEO);
}

#[test]
fn lord_howe_shifts_its_clock_by_half_an_hour() {
    let zone = Australia::Lord_Howe;
    let spring = three("2024-10-04T20:00:00Z", Length::Days(1), daily_at("02:15:00"), zone);
    hands_over(&spring, "2024-10-05T15:30:00Z", ANA, BEN);
    hands_over(&spring, "2024-10-06T15:15:00Z", BEN, CLEO);
    let autumn = three("2024-04-05T20:00:00Z", Length::Days(1), daily_at("01:45:00"), zone);
    hands_over(&autumn, "2024-04-06T14:45:00Z", ANA, BEN);
    assert_eq!(who(&autumn, "2024-04-06T15:15:00Z"), [BEN]);
}

#[test]
fn a_zone_without_summer_time_hands_off_at_one_utc_time_all_year() {
    let schedule = three("2024-01-01T00:00:00Z", Length::Days(1), daily_at("09:00:00"), Asia::Kolkata);
    for day in ["2024-03-31", "2024-07-01", "2024-10-27"] {
        let shift = schedule.shifts(at(&format!("{day}T03:30:00Z")), at(&format!("{day}T23:00:00Z")));
        assert_eq!(shift.len(), 1, "{day}");
        let handoff = schedule.next_handoff_after(at(&format!("{day}T00:00:00Z"))).unwrap();
        assert_eq!(handoff.at, at(&format!("{day}T03:30:00Z")));
    }
}

#[test]
fn the_day_that_samoa_skipped_hands_off_when_the_next_day_begins() {
    let schedule = three("2011-12-28T20:00:00Z", Length::Days(1), daily_at("09:00:00"), Pacific::Apia);
    // The 29th ends at 10:00 UTC and the 31st begins: the 30th's handoff falls there, the 31st's at its own time.
    hands_over(&schedule, "2011-12-29T19:00:00Z", ANA, BEN);
    hands_over(&schedule, "2011-12-30T10:00:00Z", BEN, CLEO);
    hands_over(&schedule, "2011-12-30T19:00:00Z", CLEO, ANA);
}

#[test]
fn a_weekly_rotation_keeps_its_wall_clock_across_summer_time() {
    let handoff = weekly_at(Weekday::Mon, "09:00:00");
    let schedule = three("2024-03-20T12:00:00Z", Length::Weeks(1), handoff, Europe::Berlin);
    hands_over(&schedule, "2024-03-25T08:00:00Z", ANA, BEN);
    hands_over(&schedule, "2024-04-01T07:00:00Z", BEN, CLEO);
    hands_over(&schedule, "2024-10-28T08:00:00Z", BEN, CLEO);
}

#[test]
fn hourly_shifts_count_elapsed_hours_across_summer_time() {
    let zone = Europe::Berlin;
    let schedule = three("2024-03-30T19:00:00Z", Length::Hours(12), daily_at("20:00:00"), zone);
    hands_over(&schedule, "2024-03-31T07:00:00Z", ANA, BEN);
    hands_over(&schedule, "2024-03-31T19:00:00Z", BEN, CLEO);
}

#[test]
fn a_month_without_a_31st_hands_off_on_its_last_day() {
    let schedule = three("2024-01-31T09:00:00Z", Length::Months(1), daily_at("09:00:00"), UTC);
    hands_over(&schedule, "2024-02-29T09:00:00Z", ANA, BEN);
    hands_over(&schedule, "2024-03-31T09:00:00Z", BEN, CLEO);
    hands_over(&schedule, "2024-04-30T09:00:00Z", CLEO, ANA);
    hands_over(&schedule, "2025-02-28T09:00:00Z", ANA, BEN);
}

#[test]
fn a_yearly_rotation_from_leap_day_hands_off_on_the_28th_between() {
    let schedule = three("2024-02-29T09:00:00Z", Length::Months(12), daily_at("09:00:00"), UTC);
    hands_over(&schedule, "2025-02-28T09:00:00Z", ANA, BEN);
    hands_over(&schedule, "2028-02-29T09:00:00Z", ANA, BEN);
}

#[test]
fn a_rotation_made_before_the_handoff_time_hands_over_the_same_day() {
    let schedule = three("2026-03-02T08:00:00Z", Length::Days(1), daily_at("09:00:00"), UTC);
    hands_over(&schedule, "2026-03-02T09:00:00Z", ANA, BEN);
}

#[test]
fn weeks_without_a_weekday_hand_over_on_the_day_they_began() {
    let schedule = three("2026-03-04T00:00:00Z", Length::Weeks(1), daily_at("09:00:00"), UTC);
    assert_eq!(who(&schedule, "2026-03-04T08:00:00Z"), [ANA]);
    hands_over(&schedule, "2026-03-11T09:00:00Z", ANA, BEN);
}

#[test]
fn a_rotation_that_makes_no_sense_is_refused() {
    let make = |people: &[Who], every, handoff| {
        Rotation::new(people.to_vec(), at("2026-03-02T00:00:00Z"), every, handoff, UTC).unwrap_err()
    };
    let nine = daily_at("09:00:00");
    let monday = weekly_at(Weekday::Mon, "09:00:00");
    assert_eq!(make(&[], Length::Days(1), nine), RotationRefused::Nobody);
    assert_eq!(make(&[ANA], Length::Days(0), nine), RotationRefused::Length);
    assert_eq!(make(&[ANA], Length::Months(121), nine), RotationRefused::Length);
    assert_eq!(make(&[ANA], Length::Days(1), monday), RotationRefused::Weekday);
}
