//! The doors by which texts come in, each with what must hold whatever they say. One entry for each: bytes in, nothing
//! out, a panic where a promise is broken.

use chrono::{DateTime, Utc};
use incidents::model::moment::{self, Order, Reading, Tense};
use incidents::model::recurrence::Recurrence;
use incidents::model::rota::ical;
use incidents::model::zone::Zone;
use incidents::postmortem::facts::{Facts, Severity};
use incidents::postmortem::import::{Hints, read};
use incidents::postmortem::templates::{Shipped, Tone, render};
use incidents::postmortem::{Sink, html, json, markdown, read_json};
use incidents::report::Period;

/// An entry by its name.
pub type Entry = (&'static str, fn(&[u8]));

/// Every entry.
pub const ALL: [Entry; 7] = [
    ("import", import),
    ("template", template),
    ("moment", moment),
    ("cron", cron),
    ("words", words),
    ("period", period),
    ("calendar", calendar),
];

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_717_337_700, 0).expect("an instant")
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// A document: what is understood fits the ledger, and can be told and read back.
pub fn import(bytes: &[u8]) {
    for name in ["x.md", "x.txt"] {
        let date = now().date_naive();
        let hints = Hints {
            name: name.into(),
            date: Some(date),
            zone: Zone::UTC,
            order: Order::MonthDay,
            now: now(),
        };
        let Ok(past) = read(bytes, &hints) else { continue };
        let facts = past.facts;
        let title = facts.title.chars().count();
        assert!((3..=100).contains(&title), "a title of {title} characters");
        assert!(
            facts.entries.iter().all(|entry| entry.text.chars().count() <= 1_900),
            "an entry is too long"
        );
        assert!(
            facts.actions.iter().all(|action| action.title.chars().count() <= 300),
            "an action is too long"
        );
        for text in [&facts.texts.summary, &facts.texts.cause, &facts.texts.lessons] {
            assert!(text.chars().count() <= 4_000, "a section is too long");
        }
        drop((markdown(&facts, Sink::Chat), html(&facts)));
        let again = read_json(&json(&facts)).expect("what we write we read");
        assert!(again == facts, "something is lost on the way through JSON");
    }
}

/// A template: it ends, and nothing typed leaves it as markup.
pub fn template(bytes: &[u8]) {
    let Some(source) = text(bytes) else { return };
    let mut facts = Facts::new(incidents::ids::Number(7), "Down", Severity { label: "SEV1".into(), rank: 1 });
    facts.texts.summary = "It was down.\n- twice".into();
    facts.texts.cause = "{{ title }} <script>".into();
    if let Ok(told) = render(source, &facts, Tone::Light, Sink::Chat) {
        let own = source.contains("<script");
        assert!(
            own || !told.contains(" <script>") || told.contains("\\<script>"),
            "markup came through: {told}"
        );
    }
    drop(render(Shipped::Standard.source(), &facts, Tone::Plain, Sink::File));
}

/// A time: whatever is read lies within the years we take, on the side that was asked for.
pub fn moment(bytes: &[u8]) {
    let Some(typed) = text(bytes) else { return };
    let berlin: Zone = "Europe/Berlin".parse().expect("a place");
    for (zone, tense) in [(Zone::UTC, Tense::Past), (berlin, Tense::Future), (berlin, Tense::Any)] {
        let reading = Reading { start: Some(now()), ..Reading::new(now(), zone, tense) };
        if let Ok(read) = moment::read(typed, &reading) {
            let slack = chrono::TimeDelta::days(1);
            assert!(tense != Tense::Past || read.at <= now() + slack, "{typed:?} is not past");
            assert!(tense != Tense::Future || read.at >= now() - slack, "{typed:?} is not to come");
        }
    }
}

/// A recurrence or cron line: runs go forward, and there are some where it was accepted.
pub fn cron(bytes: &[u8]) {
    let Some(typed) = text(bytes) else { return };
    let Ok(every) = Recurrence::parse(typed) else { return };
    let zone: Zone = "America/New_York".parse().expect("a place");
    if let Ok(runs) = every.preview(now(), zone) {
        assert!(runs.windows(2).all(|pair| pair[0] < pair[1]), "{typed:?} goes backwards: {runs:?}");
    }
}

/// Typed words: what leaves cannot ping, and holds no character that turns or hides what follows.
pub fn words(bytes: &[u8]) {
    let Some(typed) = text(bytes) else { return };
    for safe in [commands::words::plain(typed), commands::words::line(typed), commands::words::inert(typed)] {
        for ping in ["@everyone", "@here"] {
            assert!(!safe.contains(ping), "{ping} is left in {safe:?}");
        }
        let mut mentions = safe.split("<@").skip(1);
        let pings = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '&' | '!'));
        assert!(!mentions.any(pings), "a mention is left in {safe:?}");
        assert!(!safe.contains(['\u{202e}', '\u{2066}', '\u{7}']), "a control is left in {safe:?}");
        drop(commands::words::fit(&safe, 40));
    }
}

/// A report's period: it ends after it begins.
pub fn period(bytes: &[u8]) {
    let Some(typed) = text(bytes) else { return };
    if let Ok(period) = Period::read(typed, now(), Zone::UTC) {
        assert!(period.from.is_none_or(|from| from <= period.until), "{typed:?} ends before it begins");
    }
}

/// A calendar: what is read is in order, lasts, and comes back the same from a calendar of our own.
pub fn calendar(bytes: &[u8]) {
    let zone: chrono_tz::Tz = "Europe/Berlin".parse().expect("a place");
    let Ok(events) = ical::read(bytes, zone, now()) else { return };
    assert!((1..=500).contains(&events.len()), "{} events", events.len());
    assert!(events.windows(2).all(|pair| pair[0].from <= pair[1].from), "out of order: {events:?}");
    assert!(events.iter().all(|event| event.from < event.to), "one ends before it begins: {events:?}");
    assert!(events.iter().all(|event| event.title.chars().count() <= 80), "a title is too long: {events:?}");
    let ours = ical::Calendar {
        name: "ours".into(),
        zone: zone.to_string(),
        stamp: now(),
        events: (0..)
            .zip(&events)
            .map(|(nth, event)| ical::Event {
                uid: format!("{nth}@sitrep"),
                from: event.from,
                to: event.to,
                title: event.title.clone(),
            })
            .collect(),
    };
    // A day at the edge of the years that are read may begin outside of them elsewhere.
    let lawful =
        |event: &ical::Off| event.from.timestamp() > -2_200_000_000 && event.to.timestamp() < 7_200_000_000;
    if !events.iter().all(lawful) {
        return;
    }
    let again = ical::read(ours.to_ics().as_bytes(), chrono_tz::UTC, now());
    assert_eq!(again.as_ref(), Ok(&events), "something is lost on the way through our own calendar");
}
