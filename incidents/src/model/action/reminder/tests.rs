//! The plan as a table: what is due when, and on which mornings it is reminded of.

use super::*;
use crate::ids::{ActionNumber, GuildId};
use crate::model::action::{Kind, State};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn plan<'p>(due: Due, zone: Zone, calendar: &'p Calendar) -> Plan<'p> {
    Plan { due, zone, calendar, snoozed_until: None }
}

fn mornings(plan: &Plan<'_>, from: DateTime<Utc>, count: usize) -> Vec<String> {
    let next = |after: &DateTime<Utc>| Some(plan.next_after(*after));
    let mornings = std::iter::successors(next(&from), next).take(count);
    mornings.map(|at| at.format("%m-%d %H:%M").to_string()).collect()
}

#[test]
fn it_is_reminded_of_before_on_and_after_the_day() {
    let calendar = Calendar::default();
    let mut with_holiday = Calendar::default();
    with_holiday.holidays.insert("2026-10-22".parse().unwrap());
    let utc = Zone::UTC;
    let new_york: Zone = "America/New_York".parse().unwrap();
    let kiritimati: Zone = "Pacific/Kiritimati".parse().unwrap();
    // Friday 23 October 2026, all day; the clocks in New York are set back on 1 November.
    let friday = |zone| Due { at: at("2026-10-23T23:59:00Z"), whole_day: true, zone };
    for (plan, expected) in [
        (
            plan(friday(utc), utc, &calendar),
            vec!["10-21 09:00", "10-23 09:00", "10-24 09:00", "10-26 09:00", "10-30 09:00", "11-06 09:00"],
        ),
        (plan(friday(utc), utc, &with_holiday), vec!["10-20 09:00", "10-23 09:00"]),
        (
            plan(friday(utc), new_york, &calendar),
            vec!["10-21 13:00", "10-23 13:00", "10-24 13:00", "10-26 13:00", "10-30 13:00", "11-06 14:00"],
        ),
        // A whole day is the same date for everybody, an instant is not.
        (plan(friday(utc), kiritimati, &calendar), vec!["10-20 19:00", "10-22 19:00"]),
        (
            plan(Due { whole_day: false, ..friday(utc) }, kiritimati, &calendar),
            vec!["10-21 19:00", "10-23 19:00"],
        ),
    ] {
        assert_eq!(mornings(&plan, at("2026-10-01T00:00:00Z"), expected.len()), expected);
    }
}

#[test]
fn what_is_long_overdue_is_reminded_of_weekly_for_ever() {
    let calendar = Calendar::default();
    let due = Due { at: at("2024-01-05T23:59:00Z"), whole_day: true, zone: Zone::UTC };
    let plan = plan(due, Zone::UTC, &calendar);
    assert_eq!(plan.next_after(at("2026-01-02T08:59:59Z")), at("2026-01-02T09:00:00Z"));
    assert_eq!(plan.next_after(at("2026-01-02T09:00:00Z")), at("2026-01-09T09:00:00Z"));
    assert_eq!(plan.days_overdue(at("2026-01-02T09:00:00Z")), 728);
}

#[test]
fn snoozing_holds_everything_until_it_ends() {
    let calendar = Calendar::default();
    let due = Due { at: at("2026-10-23T23:59:00Z"), whole_day: true, zone: Zone::UTC };
    let until = at("2026-10-25T15:00:00Z");
    let plan = Plan { snoozed_until: Some(until), ..plan(due, Zone::UTC, &calendar) };
    assert_eq!(mornings(&plan, at("2026-10-20T00:00:00Z"), 3), ["10-25 15:00", "10-26 09:00", "10-30 09:00"]);
}

#[test]
fn the_longer_it_is_overdue_the_more_are_told() {
    let (ana, ben) = (UserId(1), UserId(2));
    let user = |id, name: &str| Some(Owner::User { id, name: name.into() });
    let channel = Recipient::Channel(IncidentId(9));
    let (to_ana, to_ben) = (Recipient::User(ana), Recipient::User(ben));
    let of_ops = || Some(Owner::Role { id: crate::ids::RoleId(5), name: "ops".into() });
    let of_cleo = || Some(Owner::Contact { id: ContactId(3), name: "Cleo".into() });
    let of_acme = || Some(Owner::Named { name: "Acme".into() });
    for (owner, lead, days, expected) in [
        (user(ana, "ana"), Some(ben), -2, vec![(to_ana, Why::Owner)]),
        (user(ana, "ana"), Some(ben), 6, vec![(to_ana, Why::Owner)]),
        (user(ana, "ana"), Some(ben), 7, vec![(to_ana, Why::Owner), (to_ben, Why::Lead)]),
        (
            user(ana, "ana"),
            Some(ben),
            14,
            vec![(to_ana, Why::Owner), (to_ben, Why::Lead), (channel, Why::Everybody)],
        ),
        (user(ana, "ana"), Some(ana), 14, vec![(to_ana, Why::Owner), (channel, Why::Everybody)]),
        (user(ana, "ana"), None, 7, vec![(to_ana, Why::Owner)]),
        (of_ops(), Some(ben), 0, vec![(channel, Why::Owner)]),
        (of_ops(), Some(ben), 20, vec![(channel, Why::Owner), (to_ben, Why::Lead)]),
        (of_acme(), Some(ben), 0, vec![(to_ben, Why::Stranded)]),
        (None, Some(ben), 8, vec![(to_ben, Why::Stranded)]),
        (None, None, 20, vec![(channel, Why::Stranded)]),
    ] {
        let action = action(owner);
        let person = action.owner.as_ref().and_then(Owner::user).map(Recipient::User);
        assert_eq!(audience(&action, person, lead, days), expected, "{:?} {days}", action.owner);
    }
    let cleos = action(of_cleo());
    let to_cleo = Recipient::Contact(ContactId(3));
    assert_eq!(audience(&cleos, None, Some(ben), 0), [(to_ben, Why::Stranded)], "there is no way to her");
    assert_eq!(audience(&cleos, Some(to_cleo), Some(ben), 0), [(to_cleo, Why::Owner)], "she reads mail");
    assert_eq!(audience(&cleos, Some(to_ana), Some(ben), 0), [(to_ana, Why::Owner)], "she is on Discord");
    assert_eq!(instead_of(to_ana, IncidentId(9), Some(ben)), to_ben);
    assert_eq!(instead_of(to_cleo, IncidentId(9), Some(ana)), to_ana);
    assert_eq!(instead_of(to_ana, IncidentId(9), Some(ana)), channel);
    assert_eq!(instead_of(to_ana, IncidentId(9), None), channel);
}

fn action(owner: Option<Owner>) -> Action {
    Action {
        id: ActionId(1),
        guild: GuildId(1),
        number: ActionNumber(1),
        incident: IncidentId(9),
        title: "Add an alert".into(),
        kind: Kind::Corrective,
        detail: None,
        owner,
        due: None,
        priority: None,
        repeat: None,
        done_when: None,
        state: State::Open,
        closed: None,
        snoozed_until: None,
        issue: None,
        created_by: None,
        created_by_name: "ana".into(),
        created_at: at("2026-10-01T00:00:00Z"),
    }
}
