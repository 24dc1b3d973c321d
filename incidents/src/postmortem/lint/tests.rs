//! What is flagged, and what is left alone.

use chrono::TimeDelta;

use super::*;
use crate::model::entry::EntryKind;
use crate::postmortem::facts::Action;
use crate::postmortem::samples;

fn with_actions(titles: &[&str]) -> Facts {
    let mut facts = samples::full();
    let due = facts.entries[0].at + TimeDelta::days(7);
    let action = |title: &&str| Action {
        title: (*title).to_owned(),
        owner: "Ana".into(),
        due: Some(due),
        ..samples::full().actions.remove(0)
    };
    facts.actions = titles.iter().map(action).collect();
    facts.texts.resolution = "Traffic moved to the second server.".into();
    facts
}

#[test]
fn a_whole_postmortem_lacks_nothing() {
    assert_eq!(check(&with_actions(&["Alert on memory growth", "Rehearse the failover"])), []);
}

#[test]
fn everything_that_is_missing_is_named() {
    let mut facts = samples::bare();
    facts.zone_chosen = false;
    assert_eq!(
        check(&facts),
        [
            Finding::NoZone,
            Finding::NoShareAffected,
            Finding::NoImpact,
            Finding::NoDetection,
            Finding::NoCause,
            Finding::NoResolution,
            Finding::NoDeadEnd,
            Finding::NoEscalation,
            Finding::NoActions,
        ]
    );
    for finding in check(&facts) {
        assert!(
            finding.sentence().in_english().ends_with(['.', '?'])
                && finding.next_step().in_english().ends_with('.'),
            "{finding:?}"
        );
    }
}

#[test]
fn real_actions_have_no_owner_and_no_date_but_are_each_one_thing() {
    for facts in [samples::memory_leak(), samples::connection_spike()] {
        let findings = check(&facts);
        let count = |like: fn(&Finding) -> bool| findings.iter().filter(|finding| like(finding)).count();
        assert_eq!(count(|finding| matches!(finding, Finding::NoOwner(_))), facts.actions.len());
        assert_eq!(count(|finding| matches!(finding, Finding::NoDueDate(_))), facts.actions.len());
        assert_eq!(count(|finding| matches!(finding, Finding::TwoActions(_) | Finding::SameAction(..))), 0);
    }
}

#[test]
fn the_same_action_twice_and_two_in_one_are_flagged() {
    let facts = with_actions(&[
        "Set up automated alerts for database memory",
        "Set up alerts for database memory",
        "Upgrade the database and document the failover",
        "Add monitoring and alerting on all servers",
    ]);
    assert_eq!(
        check(&facts),
        [
            Finding::SameAction(facts.actions[0].title.clone(), facts.actions[1].title.clone()),
            Finding::TwoActions(facts.actions[2].title.clone()),
        ]
    );
}

#[test]
fn blame_is_flagged_where_it_stands_and_not_within_other_words() {
    let mut facts = with_actions(&["Rehearse the failover"]);
    facts.texts.cause = "Ana forgot the default setting. Human error.".into();
    facts.entries[0].text = "The default was not Anaconda's fault".into();
    let found: Vec<_> = check(&facts).iter().map(|finding| finding.sentence().in_english()).collect();
    assert_eq!(
        found,
        [
            "“human error” in the root cause reads like blame.",
            "“forgot” in the root cause reads like blame.",
            "“fault” in the entry of 2:13 PM EST reads like blame.",
            "The root cause names Ana; a person is never the root cause.",
        ]
    );
}

#[test]
fn an_alert_says_how_it_was_detected() {
    let mut facts = samples::bare();
    facts.entries = samples::full().entries;
    assert!(!check(&facts).contains(&Finding::NoDetection));
    facts.entries.retain(|entry| entry.kind != EntryKind::Alert);
    assert!(check(&facts).contains(&Finding::NoDetection));
}
