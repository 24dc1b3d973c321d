//! What will be done about it: one list, or improvements and tasks apart.

use super::{Column, ListKind, Row, STILL_TO_BE_WRITTEN, Span, Table, Teller, Writer};
use crate::postmortem::facts::{Action, ActionKind, ActionState};

const TABLE: Table = Table {
    columns: &[
        Column { head: "", share: 5 },
        Column { head: "Measure", share: 47 },
        Column { head: "Owner", share: 16 },
        Column { head: "Due", share: 16 },
        Column { head: "State", share: 16 },
    ],
    or: ListKind::Numbers,
};

const NO_OWNER: &str = "no owner yet";
const NO_DUE_DATE: &str = "no due date yet";

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
        to.open_table(&TABLE);
        for (before, action) in actions.into_iter().enumerate() {
            tell_action(before + 1, action, teller, to);
        }
        to.close_table();
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

fn tell_action(number: usize, action: &Action, teller: &Teller<'_>, to: &mut impl Writer) {
    let due = action.due.map(|due| teller.stamp.date(due)).unwrap_or_default();
    let number = format!("{number}.");
    let (state, note) = standing(&action.state);
    let mut state = vec![Span::Word(state)];
    if !note.is_empty() {
        state.extend([Span::Break, Span::Said(note)]);
    }
    to.row(&Row {
        cells: &[
            &[Span::Word(&number)],
            &described(action),
            &[wanted(&action.owner, NO_OWNER, teller)],
            &[wanted(&due, NO_DUE_DATE, teller)],
            &state,
        ],
        item: &on_one_line(action, &due, teller),
    });
}

/// What an action is, below its title what more is known of it.
fn described(action: &Action) -> Vec<Span<'_>> {
    let mut spans = vec![Span::Said(&action.title)];
    for (label, text) in [
        ("", &action.detail),
        ("", &action.repeat),
        ("priority: ", &action.priority),
        ("done when: ", &action.done_when),
        ("", &action.link),
    ] {
        if !text.trim().is_empty() {
            spans.extend([Span::Break, Span::Aside(label), Span::Said(text)]);
        }
    }
    spans
}

/// A cell that a draft misses where nothing stands in it.
fn wanted<'a>(text: &'a str, missing: &'static str, teller: &Teller<'_>) -> Span<'a> {
    match text.trim() {
        "" if teller.is_draft() => Span::Aside(missing),
        _ => Span::Said(text),
    }
}

/// The state in a word, and what was said of it.
fn standing(state: &ActionState) -> (&'static str, &str) {
    match state {
        ActionState::Open => ("open", ""),
        ActionState::Done(note) => ("done", note.trim()),
        ActionState::Dropped(reason) => ("decided against", reason.trim()),
    }
}

fn on_one_line<'a>(action: &'a Action, due: &'a str, teller: &Teller<'_>) -> Vec<Span<'a>> {
    let mut line = Line { spans: vec![Span::Said(&action.title)], gap: " — " };
    line.wanted("owner: ", &action.owner, NO_OWNER, teller);
    line.wanted("due: ", due, NO_DUE_DATE, teller);
    line.part("", &action.repeat);
    line.part("priority: ", &action.priority);
    match standing(&action.state) {
        ("decided against", reason) if !reason.is_empty() => line.part("decided against: ", reason),
        (state, note) => {
            line.part("", state);
            line.part("", note);
        }
    }
    line.part("done when: ", &action.done_when);
    line.part("", &action.link);
    if !action.detail.trim().is_empty() {
        line.spans.extend([Span::Break, Span::Said(&action.detail)]);
    }
    line.spans
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
