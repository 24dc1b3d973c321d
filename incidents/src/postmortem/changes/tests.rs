//! Each kind of change has its sentence, and no change has none.

use chrono::TimeDelta;

use super::*;
use crate::model::milestones::{Mark, Milestone};
use crate::postmortem::facts::{ActionState, State};
use crate::postmortem::samples;

#[test]
fn nothing_changed_says_nothing() {
    assert_eq!(what_changed(&samples::full(), &samples::full()), Vec::<String>::new());
}

#[test]
fn each_change_has_its_sentence() {
    let old = samples::full();
    let mut new = old.clone();
    new.title = "Payments were down".into();
    new.state = State::InReview;
    new.texts.resolution = "Traffic moved.".into();
    new.texts.cause = "A leak.".into();
    new.texts.lessons.clear();
    let later = old.milestones.at(Milestone::Resolved).unwrap() + TimeDelta::minutes(5);
    new.milestones.set(Milestone::Resolved, Mark::at(later));
    new.entries[0].text = "An alert fired.".into();
    let removed = new.entries.remove(1);
    let mut added = removed.clone();
    added.id = crate::ids::EntryId(500);
    added.text = "The on-call engineer looked.".into();
    new.entries.push(added);
    new.actions[0].owner = "Ben".into();
    new.actions[2].state = ActionState::Done("drilled".into());
    new.people.remove(1);
    new.files.clear();
    assert_eq!(
        what_changed(&old, &new),
        [
            "The title is now “Payments were down”.",
            "The document is now: in review.",
            "Rewritten: root cause.",
            "Written: resolution.",
            "Removed: lessons.",
            "Moved: resolved from 4:45 PM EST to 4:50 PM EST.",
            "Corrected in the timeline: 2:13 PM EST - An alert fired.",
            "Added to the timeline: 2:15 PM EST - The on-call engineer looked.",
            "Removed from the timeline: 2:15 PM EST - The on-call engineer investigated the alert and confirmed the database server had become unresponsiv…",
            "Action with another owner: Implement more robust memory monitoring and alerting on all database servers to quickly identify and…",
            "Action done: Enhance the incident response playbook to include more detailed steps for quickly identifying and mi…",
            "Ben is no longer named as scribe.",
            "File removed: memory graph.png",
        ]
    );
}
