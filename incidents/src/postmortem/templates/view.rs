//! What a template sees of an incident: finished words and numbers, so that a template needs no logic of its own.

use chrono::{DateTime, Datelike as _, Utc};
use minijinja::Value;
use serde::Serialize;

use super::engine::Tone;
use crate::model::metrics::{self, Metric, span};
use crate::model::milestones::Milestone;
use crate::model::moment::{Hours, MONTHS};
use crate::postmortem::facts::{
    Action, ActionKind, ActionState, Entry, Facts, Further, Page, Person, SeverityChange, State,
};
use crate::postmortem::stamp::Stamp;
use crate::postmortem::telling;

/// The names a template can use.
#[derive(Serialize)]
pub(super) struct View<'a> {
    number: String,
    title: &'a str,
    severity: &'a str,
    /// `draft`, `in-review` or `published`.
    state: State,
    edition: u32,
    drill: bool,
    tone: Tone,
    summary: &'a str,
    impact: &'a str,
    affected: String,
    affected_percent: Option<Value>,
    detection: &'a str,
    cause: &'a str,
    cause_in_short: &'a str,
    resolution: &'a str,
    lessons: &'a str,
    conclusion: &'a str,
    start: Option<Moment>,
    end: Option<Moment>,
    duration: Option<Length>,
    timeline: Vec<Event<'a>>,
    actions: Vec<Measure<'a>>,
    action_groups: Vec<Group<'a>>,
    metrics: Vec<Reading>,
    people: &'a [Person],
    pages: Vec<Call<'a>>,
    severity_changes: Vec<Change<'a>>,
    further: &'a [Further],
}

/// An instant in every form a house style may want.
#[derive(Serialize)]
struct Moment {
    /// As the server prints hours.
    time: String,
    time12: String,
    time24: String,
    date: String,
    date_long: String,
    date_iso: String,
    year: i32,
    month: &'static str,
    day: u32,
    weekday: String,
    zone: String,
    iso: String,
}

#[derive(Serialize)]
struct Length {
    words: String,
    minutes: i64,
    hours: Value,
}

#[derive(Serialize)]
struct Event<'a> {
    #[serde(flatten)]
    at: Moment,
    /// Whether it happened on another day than the start.
    other_day: bool,
    kind: &'static str,
    text: &'a str,
    author: &'a str,
    pictures: Vec<&'a str>,
}

#[derive(Serialize)]
struct Measure<'a> {
    title: &'a str,
    kind: ActionKind,
    state: &'static str,
    note: &'a str,
    detail: &'a str,
    owner: &'a str,
    due: String,
    priority: &'a str,
    repeat: &'a str,
    done_when: &'a str,
    link: &'a str,
}

#[derive(Serialize)]
struct Group<'a> {
    name: &'a str,
    actions: Vec<Measure<'a>>,
}

#[derive(Serialize)]
struct Reading {
    name: &'static str,
    words: String,
    minutes: i64,
    from: &'static str,
    from_at: Option<Moment>,
    to: &'static str,
    to_at: Option<Moment>,
}

#[derive(Serialize)]
struct Call<'a> {
    who: &'a str,
    at: Moment,
    acknowledged_by: &'a str,
    acknowledged_at: Option<Moment>,
    escalated_at: Option<Moment>,
    exhausted_at: Option<Moment>,
}

#[derive(Serialize)]
struct Change<'a> {
    at: Moment,
    from: &'a str,
    to: &'a str,
    reason: &'a str,
}

impl<'a> View<'a> {
    pub(super) fn of(facts: &'a Facts, tone: Tone) -> Self {
        let stamp = facts.stamp();
        let texts = &facts.texts;
        let started =
            facts.milestones.at(Milestone::ImpactStarted).or(facts.milestones.at(Milestone::Declared));
        let ended = facts.milestones.at(Milestone::Resolved);
        let groups = telling::groups(&facts.actions).into_iter();
        Self {
            number: facts.number.to_string(),
            title: &facts.title,
            severity: &facts.severity.label,
            state: facts.state,
            edition: facts.version,
            drill: facts.drill,
            tone,
            summary: &texts.summary,
            impact: &texts.impact,
            affected: facts.affected.as_ref().map_or_else(String::new, telling::share),
            affected_percent: facts.affected.as_ref().and_then(|affected| affected.percent).map(plain),
            detection: &texts.detection,
            cause: &texts.cause,
            cause_in_short: &texts.cause_in_short,
            resolution: &texts.resolution,
            lessons: &texts.lessons,
            conclusion: &texts.conclusion,
            start: started.map(|at| Moment::of(at, &stamp)),
            end: ended.map(|at| Moment::of(at, &stamp)),
            duration: started.zip(ended).map(|(from, to)| Length::of(to - from)),
            timeline: facts.narrative().map(|entry| event(entry, facts, &stamp, started)).collect(),
            actions: facts.actions.iter().map(|action| measure(action, &stamp)).collect(),
            action_groups: groups
                .map(|(name, actions)| Group {
                    name,
                    actions: actions.iter().map(|it| measure(it, &stamp)).collect(),
                })
                .collect(),
            metrics: readings(facts, &stamp),
            people: &facts.people,
            pages: facts.pages.iter().map(|page| call(page, &stamp)).collect(),
            severity_changes: facts.severity_changes.iter().map(|change| changed(change, &stamp)).collect(),
            further: &facts.further,
        }
    }
}

impl Moment {
    fn of(at: DateTime<Utc>, stamp: &Stamp<'_>) -> Self {
        let time = |hours| {
            let mut out = String::new();
            Stamp { hours, ..*stamp }.push_time(&mut out, at);
            out
        };
        let mut zone = String::new();
        stamp.push_label(&mut zone, at);
        let day = stamp.day(at);
        Self {
            time: time(stamp.hours),
            time12: time(Hours::Twelve),
            time24: time(Hours::TwentyFour),
            date: stamp.date(at),
            date_long: Stamp { hours: Hours::Twelve, ..*stamp }.date(at),
            date_iso: Stamp { hours: Hours::TwentyFour, ..*stamp }.date(at),
            year: day.year(),
            month: MONTHS[day.month0() as usize],
            day: day.day(),
            weekday: day.format("%A").to_string(),
            zone,
            iso: at.to_rfc3339(),
        }
    }
}

impl Length {
    #[expect(clippy::cast_precision_loss, reason = "no incident lasts that many minutes")]
    fn of(span: chrono::TimeDelta) -> Self {
        let minutes = span.num_minutes();
        Self { words: span::in_words(span), minutes, hours: plain((minutes as f64 / 6.0).round() / 10.0) }
    }
}

/// A whole number without a point: `68`, and `2.5`.
#[expect(clippy::cast_possible_truncation, reason = "what is whole and small is not cut")]
fn plain(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        Value::from(number as i64)
    } else {
        Value::from(number)
    }
}

fn event<'a>(
    entry: &'a Entry,
    facts: &'a Facts,
    stamp: &Stamp<'_>,
    started: Option<DateTime<Utc>>,
) -> Event<'a> {
    let pictures = facts.files.iter().filter(|file| entry.files.contains(&file.id) && file.is_picture());
    Event {
        at: Moment::of(entry.at, stamp),
        other_day: started.is_some_and(|started| stamp.day(started) != stamp.day(entry.at)),
        kind: entry.kind.as_str(),
        text: &entry.text,
        author: &entry.author,
        pictures: pictures.map(|file| file.name.as_str()).collect(),
    }
}

fn measure<'a>(action: &'a Action, stamp: &Stamp<'_>) -> Measure<'a> {
    let (state, note) = match &action.state {
        ActionState::Open => ("open", ""),
        ActionState::Done(note) => ("done", note.as_str()),
        ActionState::Dropped(reason) => ("dropped", reason.as_str()),
    };
    Measure {
        title: &action.title,
        kind: action.kind,
        state,
        note,
        detail: &action.detail,
        owner: &action.owner,
        due: action.due.map(|due| stamp.date(due)).unwrap_or_default(),
        priority: &action.priority,
        repeat: &action.repeat,
        done_when: &action.done_when,
        link: &action.link,
    }
}

fn readings(facts: &Facts, stamp: &Stamp<'_>) -> Vec<Reading> {
    let at = |milestone| facts.milestones.at(milestone).map(|at| Moment::of(at, stamp));
    let taken = Metric::ALL.into_iter().filter_map(|metric| metrics::read(metric, &facts.milestones).ok());
    taken
        .map(|reading| Reading {
            name: reading.metric.words(),
            words: span::in_words(reading.shown()),
            minutes: reading.shown().num_minutes(),
            from: reading.from.words(),
            from_at: at(reading.from),
            to: reading.to.words(),
            to_at: at(reading.to),
        })
        .collect()
}

fn call<'a>(page: &'a Page, stamp: &Stamp<'_>) -> Call<'a> {
    let answer = page.acknowledged.as_ref();
    Call {
        who: &page.who,
        at: Moment::of(page.at, stamp),
        acknowledged_by: answer.map_or("", |answer| &answer.by),
        acknowledged_at: answer.map(|answer| Moment::of(answer.at, stamp)),
        escalated_at: page.escalated.map(|at| Moment::of(at, stamp)),
        exhausted_at: page.exhausted.map(|at| Moment::of(at, stamp)),
    }
}

fn changed<'a>(change: &'a SeverityChange, stamp: &Stamp<'_>) -> Change<'a> {
    Change {
        at: Moment::of(change.at, stamp),
        from: &change.from.label,
        to: &change.to.label,
        reason: &change.reason,
    }
}
