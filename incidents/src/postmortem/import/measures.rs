//! Actions in words: items of a list, rows of a table, or the lines of a section that has neither.

use chrono::{DateTime, TimeDelta, Utc};

use super::calendar::Calendar;
use super::mention;
use super::parts::{Line, Mark, Part};
use crate::ids::ActionId;
use crate::postmortem::facts::{Action, ActionKind, ActionState};

/// The actions of a section, and its lines that are none.
pub(super) fn read(part: &Part, calendar: &Calendar) -> (Vec<Action>, Vec<String>) {
    let mut list = List {
        calendar,
        kind: kind(&part.heading),
        group: String::new(),
        actions: Vec::new(),
        beside: Vec::new(),
    };
    let columns = part.lines.iter().find(|line| line.mark == Mark::Row).map(|line| columns(&line.text));
    let listed = part
        .lines
        .iter()
        .any(|line| matches!(line.mark, Mark::Item | Mark::Number(_) | Mark::Done | Mark::Row));
    let mut header_is_over = false;
    for line in &part.lines {
        match (line.mark, &columns) {
            (Mark::Heading, _) => list.begin(&line.text),
            (Mark::Row, Some(_)) if !header_is_over => header_is_over = true,
            (Mark::Row, Some(columns)) => list.row(&line.text, columns),
            (Mark::Item | Mark::Number(_) | Mark::Done, _) => list.item(line),
            (Mark::None, _) if !listed && !line.text.is_empty() => list.item(line),
            _ => list.go_on(line),
        }
    }
    (list.actions, list.beside)
}

/// What sort of measures a heading announces.
fn kind(heading: &str) -> ActionKind {
    let heading = heading.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    match () {
        () if says(&["improvement"]) => ActionKind::Improvement,
        () if says(&["task", "to do", "todo"]) => ActionKind::Task,
        () if says(&["preventative", "preventive", "prevent"]) => ActionKind::Preventative,
        () => ActionKind::Corrective,
    }
}

struct List<'c> {
    calendar: &'c Calendar,
    kind: ActionKind,
    group: String,
    actions: Vec<Action>,
    beside: Vec<String>,
}

impl List<'_> {
    /// A list under a heading of its own.
    fn begin(&mut self, heading: &str) {
        let known = ["Improvements", "Tasks", "Measures"].contains(&heading);
        self.group = if known { String::new() } else { heading.to_owned() };
        if heading != "Measures" {
            self.kind = kind(heading);
        }
    }

    fn item(&mut self, line: &Line) {
        if line.text == "still to be written" {
            return;
        }
        let mut action = self.plain(&line.text);
        if line.mark == Mark::Done {
            action.state = ActionState::Done(String::new());
        }
        if let Some((title, tail)) = line.text.rsplit_once(" — ")
            && self.details(&mut action, tail)
        {
            title.trim().clone_into(&mut action.title);
        }
        self.actions.push(action);
    }

    fn plain(&self, title: &str) -> Action {
        Action {
            id: ActionId(i64::try_from(self.actions.len()).unwrap_or(i64::MAX) + 1),
            title: title.to_owned(),
            kind: self.kind,
            state: ActionState::Open,
            detail: String::new(),
            owner: String::new(),
            due: None,
            priority: String::new(),
            repeat: String::new(),
            done_when: String::new(),
            link: String::new(),
            group: self.group.clone(),
        }
    }

    /// `owner: Ana · due: June 16, 2024 · open`. Says whether all of it was understood; else nothing is taken.
    fn details(&self, action: &mut Action, tail: &str) -> bool {
        let mut taken = action.clone();
        let understood = tail.split(" · ").all(|part| self.detail(&mut taken, part.trim()));
        if understood {
            *action = taken;
        }
        understood
    }

    fn detail(&self, action: &mut Action, part: &str) -> bool {
        match part.split_once(": ") {
            Some(("owner", name)) => name.clone_into(&mut action.owner),
            Some(("due", day)) => match self.day(day) {
                Some(due) => action.due = Some(due),
                None => return false,
            },
            Some(("priority", word)) => word.clone_into(&mut action.priority),
            Some(("done when", text)) => text.clone_into(&mut action.done_when),
            Some(("decided against", why)) => action.state = ActionState::Dropped(why.to_owned()),
            _ => match part {
                "open" | "no owner yet" | "no due date yet" => {}
                "done" => action.state = ActionState::Done(String::new()),
                "decided against" => action.state = ActionState::Dropped(String::new()),
                link if link.starts_with("https://") || link.starts_with("http://") => {
                    link.clone_into(&mut action.link);
                }
                repeat if repeat.starts_with("every ") => repeat.clone_into(&mut action.repeat),
                note => match &mut action.state {
                    ActionState::Done(said) if said.is_empty() => note.clone_into(said),
                    _ => return false,
                },
            },
        }
        true
    }

    fn day(&self, text: &str) -> Option<DateTime<Utc>> {
        let found = mention::leading(text, self.calendar.order)?;
        let day = self.calendar.instant(&found.typed, self.calendar.day).ok()?;
        // A day is due until its last minute.
        Some(if found.has_time { day } else { day + TimeDelta::minutes(24 * 60 - 1) })
    }

    fn row(&mut self, text: &str, columns: &[Column]) {
        let mut action = self.plain("");
        for (cell, column) in text.split('\t').zip(columns.iter().chain(std::iter::repeat(&Column::Detail))) {
            let cell = cell.trim();
            match column {
                _ if cell.is_empty() => {}
                Column::Title => cell.clone_into(&mut action.title),
                Column::Owner => cell.clone_into(&mut action.owner),
                Column::Priority => cell.clone_into(&mut action.priority),
                Column::Link => cell.clone_into(&mut action.link),
                Column::Due if self.day(cell).is_some() => action.due = self.day(cell),
                Column::Status if is_done(cell) => action.state = ActionState::Done(String::new()),
                Column::Status if cell.eq_ignore_ascii_case("open") => {}
                _ => {
                    let gap = if action.detail.is_empty() { "" } else { "\n" };
                    action.detail = format!("{}{gap}{cell}", action.detail);
                }
            }
        }
        if action.title.is_empty() {
            action.title = std::mem::take(&mut action.detail);
        }
        if !action.title.is_empty() {
            self.actions.push(action);
        }
    }

    /// A line that is no action: more about the one before it, or words beside the list.
    fn go_on(&mut self, line: &Line) {
        if line.text.is_empty() {
            return;
        }
        match self.actions.last_mut() {
            Some(action) if line.mark == Mark::None => {
                let gap = if action.detail.is_empty() { "" } else { "\n" };
                action.detail = format!("{}{gap}{}", action.detail, line.text);
            }
            _ if line.text != "still to be written" => self.beside.push(line.text.clone()),
            _ => {}
        }
    }
}

/// What a column of a table holds.
#[derive(Clone, Copy)]
enum Column {
    Title,
    Owner,
    Due,
    Priority,
    Status,
    Link,
    Detail,
}

/// The columns by their names. Where none is known to hold the titles, the first does.
fn columns(header: &str) -> Vec<Column> {
    let named = |cell: &str| {
        let cell = cell.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| cell.contains(word));
        match () {
            () if says(&["owner", "assign", "who"]) => Column::Owner,
            () if says(&["due", "date", "deadline", "when"]) => Column::Due,
            () if says(&["priority"]) => Column::Priority,
            () if says(&["status", "state"]) => Column::Status,
            () if says(&["ticket", "link", "issue", "tracking"]) => Column::Link,
            () if says(&["action", "task", "item", "title", "description", "what"]) => Column::Title,
            () => Column::Detail,
        }
    };
    let mut columns: Vec<Column> = header.split('\t').map(named).collect();
    if !columns.iter().any(|column| matches!(column, Column::Title))
        && let Some(first) = columns.first_mut()
    {
        *first = Column::Title;
    }
    columns
}

fn is_done(cell: &str) -> bool {
    ["done", "complete", "completed", "closed", "fixed"].iter().any(|word| cell.eq_ignore_ascii_case(word))
}
