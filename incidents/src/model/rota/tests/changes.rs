//! Edits: the past stays, and so does whoever is on call.

use chrono::TimeDelta;
use chrono_tz::{Europe, UTC};

use super::*;

/// Ana has the 2nd of March, Ben the 3rd, Cleo the 4th, each from 09:00.
fn daily() -> Schedule {
    three("2026-03-02T09:00:00Z", Length::Days(1), daily_at("09:00:00"), UTC)
}

fn people(list: &[Who]) -> Edit {
    Edit { people: Some(list.to_vec()), ..Edit::default() }
}

#[test]
fn a_schedule_in_the_past_is_unchanged_by_an_edit() {
    let mut schedule = daily();
    let now = at("2026-03-10T12:00:00Z");
    let past = (at("2026-03-01T00:00:00Z"), now);
    let before = schedule.shifts(past.0, past.1);
    schedule.edit(0, &people(&[CLEO]), now).unwrap();
    schedule.edit(0, &people(&[BEN, ANA]), now + TimeDelta::hours(1)).unwrap();
    assert_eq!(schedule.shifts(past.0, past.1), before);
    assert_eq!(schedule.history().len(), 2);
}

#[test]
fn removing_somebody_else_keeps_the_current_person() {
    let mut schedule = daily();
    schedule.edit(0, &people(&[BEN, CLEO]), at("2026-03-03T12:00:00Z")).unwrap();
    assert_eq!(who(&schedule, "2026-03-03T12:00:00Z"), [BEN]);
    hands_over(&schedule, "2026-03-04T09:00:00Z", BEN, CLEO);
    hands_over(&schedule, "2026-03-05T09:00:00Z", CLEO, BEN);
}

#[test]
fn removing_the_person_on_call_brings_in_the_next_in_turn_at_once() {
    let mut schedule = daily();
    schedule.edit(0, &people(&[ANA, CLEO]), at("2026-03-03T12:00:00Z")).unwrap();
    hands_over(&schedule, "2026-03-03T12:00:00Z", BEN, CLEO);
    hands_over(&schedule, "2026-03-04T09:00:00Z", CLEO, ANA);
}

#[test]
fn a_list_that_becomes_empty_is_a_gap_until_somebody_comes_back() {
    let mut schedule = daily();
    schedule.edit(0, &people(&[]), at("2026-03-03T12:00:00Z")).unwrap();
    assert_eq!(schedule.on_call(at("2026-03-03T12:00:00Z")).because, Because::Nobody);
    schedule.edit(0, &people(&[CLEO]), at("2026-03-03T18:00:00Z")).unwrap();
    assert_eq!(who(&schedule, "2026-03-03T17:59:59Z"), []);
    assert_eq!(who(&schedule, "2026-03-03T18:00:00Z"), [CLEO]);
}

#[test]
fn a_list_that_becomes_one_has_that_one_on_call_for_good() {
    let mut schedule = daily();
    schedule.edit(0, &people(&[CLEO]), at("2026-03-03T12:00:00Z")).unwrap();
    let on_call = schedule.on_call(at("2026-03-03T12:00:00Z"));
    assert_eq!((on_call.who, on_call.until), (vec![CLEO], None));
}

#[test]
fn adding_somebody_never_moves_the_current_shift() {
    let dee = Who::User(UserId(4));
    let mut schedule = daily();
    schedule.edit(0, &people(&[dee, ANA, BEN, CLEO]), at("2026-03-03T12:00:00Z")).unwrap();
    assert_eq!(schedule.on_call(at("2026-03-03T12:00:00Z")).until, Some(at("2026-03-04T09:00:00Z")));
    hands_over(&schedule, "2026-03-04T09:00:00Z", BEN, CLEO);
    hands_over(&schedule, "2026-03-05T09:00:00Z", CLEO, dee);
}

#[test]
fn adding_somebody_keeps_the_phase_of_long_shifts() {
    let mut schedule = three("2026-03-02T09:00:00Z", Length::Days(4), daily_at("09:00:00"), UTC);
    schedule.edit(0, &people(&[ANA, BEN]), at("2026-03-03T12:00:00Z")).unwrap();
    hands_over(&schedule, "2026-03-06T09:00:00Z", ANA, BEN);
}

#[test]
fn other_handoff_times_keep_the_current_person_until_the_first_of_them() {
    let mut schedule = daily();
    let edit = Edit { handoff: Some(daily_at("18:00:00")), zone: Some(Europe::Berlin), ..Edit::default() };
    schedule.edit(0, &edit, at("2026-03-03T12:00:00Z")).unwrap();
    assert_eq!(who(&schedule, "2026-03-03T12:00:00Z"), [BEN]);
    hands_over(&schedule, "2026-03-03T17:00:00Z", BEN, CLEO);
}

#[test]
fn other_lengths_keep_the_current_person() {
    let mut schedule = daily();
    let edit = Edit { every: Some(Length::Weeks(1)), ..Edit::default() };
    schedule.edit(0, &edit, at("2026-03-03T12:00:00Z")).unwrap();
    hands_over(&schedule, "2026-03-10T09:00:00Z", BEN, CLEO);
}

#[test]
fn an_edit_for_a_later_day_leaves_the_days_until_then() {
    let mut schedule = daily();
    let from = at("2026-03-06T09:00:00Z");
    let edit = Edit { from: Some(from), ..people(&[CLEO, BEN]) };
    schedule.edit(0, &edit, at("2026-03-03T12:00:00Z")).unwrap();
    hands_over(&schedule, "2026-03-05T09:00:00Z", CLEO, ANA);
    hands_over(&schedule, "2026-03-06T09:00:00Z", ANA, CLEO);
    hands_over(&schedule, "2026-03-07T09:00:00Z", CLEO, BEN);
}

#[test]
fn taking_back_an_override_keeps_the_part_that_has_passed() {
    let mut schedule = daily();
    let span = (at("2026-03-02T12:00:00Z"), at("2026-03-02T20:00:00Z"));
    let id = schedule.add_override(Change::Take(CLEO), span, at("2026-03-01T00:00:00Z")).unwrap();
    schedule.remove_override(id, at("2026-03-02T15:00:00Z")).unwrap();
    assert_eq!(who(&schedule, "2026-03-02T14:00:00Z"), [CLEO]);
    hands_over(&schedule, "2026-03-02T15:00:00Z", CLEO, ANA);
    let again = schedule.remove_override(id, at("2026-03-02T16:00:00Z"));
    assert_eq!(again, Err(OverrideRefused::Past));
}

#[test]
fn an_override_of_the_past_begins_now_and_numbers_are_never_given_twice() {
    let mut schedule = daily();
    let now = at("2026-03-02T15:00:00Z");
    let span = (at("2026-03-02T12:00:00Z"), at("2026-03-02T20:00:00Z"));
    let first = schedule.add_override(Change::Take(CLEO), span, now).unwrap();
    assert_eq!(who(&schedule, "2026-03-02T14:00:00Z"), [ANA]);
    assert_eq!(who(&schedule, "2026-03-02T15:00:00Z"), [CLEO]);
    schedule.remove_override(first, now).unwrap();
    assert!(schedule.overrides().is_empty());
    assert_ne!(schedule.add_override(Change::Take(CLEO), span, now).unwrap(), first);
    assert_eq!(schedule.remove_override(first, now), Err(OverrideRefused::Unknown));
}

#[test]
fn an_edit_that_makes_no_sense_changes_nothing() {
    let mut schedule = daily();
    let before = schedule.clone();
    let now = at("2026-03-03T12:00:00Z");
    let zero = Edit { every: Some(Length::Weeks(0)), ..Edit::default() };
    assert_eq!(schedule.edit(0, &zero, now), Err(EditRefused::Rotation(RotationRefused::Length)));
    assert_eq!(schedule.edit(1, &people(&[ANA]), now), Err(EditRefused::NoSuchLayer));
    assert_eq!(schedule, before);
}

#[test]
fn a_schedule_survives_being_written_down() {
    let mut schedule = daily();
    schedule.edit(0, &people(&[BEN]), at("2026-03-03T12:00:00Z")).unwrap();
    let span = (at("2026-03-04T00:00:00Z"), at("2026-03-05T00:00:00Z"));
    schedule.add_override(Change::Clear, span, at("2026-03-03T12:00:00Z")).unwrap();
    let written = serde_json::to_string(&schedule).unwrap();
    assert_eq!(serde_json::from_str::<Schedule>(&written).unwrap(), schedule);
}
