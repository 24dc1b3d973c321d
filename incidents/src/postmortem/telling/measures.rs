//! What will be done about it: one list, or improvements and tasks apart.

use super::{ListKind, STILL_TO_BE_WRITTEN, Span, Teller, Writer};
use crate::postmortem::facts::{Action, ActionKind, ActionState};

pub(super) fn tell(teller: &Teller<'_>, to: &mut impl Writer) {
    let actions = &teller.facts.actions;
    if actions.is_empty() && !teller.is_draft() {
        return;
    }
    to.heading(2, &[Span::Word("Corrective and Preventative Measures")]);
    if actions.is_empty() {
        return to.paragraph(&[STILL_TO_BE_WRITTEN]);
    }
    let groups = groups(actions);
    let apart = groups.len() > 1;
    for (name, actions) in groups {
        if apart || !actions[0].group.trim().is_empty() {
            to.heading(3, &[Span::Said(name)]);
        }
        to.open_list(ListKind::Numbers);
        for action in actions {
            tell_action(action, teller, to);
        }
        to.close_list();
    }
}

/// The lists actions stand in, in the order they were begun. A group the team named counts before the kind.
pub(in crate::postmortem) fn groups(actions: &[Action]) -> Vec<(&str, Vec<&Action>)> {
    let mut groups: Vec<(&str, Vec<&Action>)> = Vec::new();
    for action in actions {
        let name = match (action.group.trim().trim_end_matches(':'), action.kind) {
            ("", ActionKind::Improvement) => "Improvements",
            ("", ActionKind::Task) => "Tasks",
            ("", ActionKind::Corrective | ActionKind::Preventative) => "Measures",
            (named, _) => named,
        };
        match groups.iter_mut().find(|(other, _)| *other == name) {
            Some((_, actions)) => actions.push(action),
            None => groups.push((name, vec![action])),
        }
    }
    groups
}

fn tell_action(action: &Action, teller: &Teller<'_>, to: &mut impl Writer) {
    let due = action.due.map(|due| teller.stamp.date(due)).unwrap_or_default();
    let mut line = Line { spans: vec![Span::Said(&action.title)], gap: " — " };
    line.wanted("owner: ", &action.owner, "no owner yet", teller);
    line.wanted("due: ", &due, "no due date yet", teller);
    line.part("", &action.repeat);
    line.part("priority: ", &action.priority);
    match &action.state {
        ActionState::Open => line.part("", "open"),
        ActionState::Done(note) => {
            line.part("", "done");
            line.part("", note);
        }
        ActionState::Dropped(reason) if reason.trim().is_empty() => line.part("", "decided against"),
        ActionState::Dropped(reason) => line.part("decided against: ", reason),
    }
    line.part("done when: ", &action.done_when);
    line.part("", &action.link);
    if !action.detail.trim().is_empty() {
        line.spans.extend([Span::Break, Span::Said(&action.detail)]);
    }
    to.item(&line.spans);
}

/// An action's line: the title, then its parts.
struct Line<'a> {
    spans: Vec<Span<'a>>,
    gap: &'static str,
}

impl<'a> Line<'a> {
    fn part(&mut self, label: &'static str, text: &'a str) {
        if !text.trim().is_empty() {
            self.spans.extend([Span::Word(self.gap), Span::Word(label), Span::Said(text)]);
            self.gap = " · ";
        }
    }

    /// A part that a draft misses where it is not there.
    fn wanted(&mut self, label: &'static str, text: &'a str, missing: &'static str, teller: &Teller<'_>) {
        if text.trim().is_empty() && teller.is_draft() {
            self.part("", missing);
        } else {
            self.part(label, text);
        }
    }
}
