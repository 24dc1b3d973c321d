//! Shifts as people read them, gaps marked.

use chrono::{DateTime, TimeDelta, Utc};
use incidents::model::named::NamedSchedule;
use incidents::model::rota::{Because, Shift};
use incidents::operations::roster::People;

use crate::{people, words};

/// How far ahead gaps are looked for.
const AHEAD: TimeDelta = TimeDelta::weeks(52);
/// How many gaps are named one by one.
const GAPS: usize = 5;

/// The shifts from an instant up to another. Who was removed is nobody, so that their shift is a gap.
pub fn between(
    schedule: &NamedSchedule,
    people: &People,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Vec<Shift> {
    let mut shifts: Vec<Shift> = Vec::new();
    for mut shift in schedule.is.shifts(from, to) {
        shift.who = people.each_once(&shift.who);
        match shifts.last_mut().filter(|last| last.who == shift.who && last.because == shift.because) {
            Some(last) => last.to = shift.to,
            None => shifts.push(shift),
        }
    }
    shifts
}

/// The first `most` shifts from now, one line each, and below them the gaps of the next 52 weeks.
pub fn coming(schedule: &NamedSchedule, people: &People, now: DateTime<Utc>, most: usize) -> String {
    let shifts = between(schedule, people, (now, now + AHEAD));
    let mut text: String =
        shifts.iter().take(most).map(|shift| format!("\n{}", line(shift, people))).collect();
    let gaps: Vec<_> = shifts.iter().filter(|shift| shift.is_gap()).collect();
    if !gaps.is_empty() {
        text.push_str(&say!(
            "\n⚠️ **Nobody is on call** in {count} stretches of the next 52 weeks:",
            count = gaps.len()
        ));
        text.extend(gaps.iter().take(GAPS).map(|gap| format!("\n- {}", stretch(gap))));
        if gaps.len() > GAPS {
            text.push_str(&say!("\n- and {more} more", more = gaps.len() - GAPS));
        }
        text.push_str(&say!(
            "\nFill them with `/schedule override`, or change the rotation with `/schedule edit`."
        ));
    }
    text
}

/// One shift on one line.
pub fn line(shift: &Shift, people: &People) -> String {
    if shift.is_gap() {
        return say!("⚠️ {stretch} · **gap: nobody is on call**", stretch = stretch(shift));
    }
    let why = match shift.because {
        Because::Override(id) => say!(" *(override {id})*", id = id.0),
        Because::Layer(_) | Because::Nobody => String::new(),
    };
    format!("{} · {}{why}", stretch(shift), people::shown_all(people, &shift.who))
}

fn stretch(shift: &Shift) -> String {
    format!("{} – {}", words::instant(shift.from), words::instant(shift.to))
}
