//! The doors by which texts come in, each with what must hold whatever they say. One entry for each: bytes in, nothing
//! out, a panic where a promise is broken.

use chrono::{DateTime, Utc};
use incidents::ids::GuildId;
use incidents::model::alert::{self, Alert, Product, Rules};
use incidents::model::contact::{Email, Ntfy, Phone, Webhook};
use incidents::model::moment::{self, Order, Reading, Tense};
use incidents::model::named::Name;
use incidents::model::query::Query;
use incidents::model::recurrence::Recurrence;
use incidents::model::rota::{HandoffTime, Length, Restriction, ical};
use incidents::model::setting::Setting;
use incidents::model::settings::Settings;
use incidents::model::span::Span;
use incidents::model::tracker::{Kind, Project, There};
use incidents::model::zone::Zone;
use incidents::postmortem::facts::{Facts, Severity};
use incidents::postmortem::import::{Hints, read};
use incidents::postmortem::templates::{Shipped, Tone, render};
use incidents::postmortem::{Sink, html, json, markdown, read_json};
use incidents::report::Period;
use sitrep::discord::{PublicKey, Signed};
use sitrep::gateway::{Heard, Interaction};
use sitrep::trackers::answers::{self, Found};
use sitrep::web::Report;

/// An entry by its name.
pub type Entry = (&'static str, fn(&[u8]));

/// Every entry.
pub const ALL: [Entry; 15] = [
    ("import", import),
    ("template", template),
    ("moment", moment),
    ("cron", cron),
    ("words", words),
    ("period", period),
    ("calendar", calendar),
    ("interaction", interaction),
    ("signed", signed),
    ("handle", handle),
    ("contact", contact),
    ("setting", setting),
    ("alert", alert),
    ("twilio", twilio),
    ("tracker", tracker),
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

/// What Discord tells, over its line or by a request: whatever can be read can be turned into something to be asked.
pub fn interaction(bytes: &[u8]) {
    let Ok(mut value) = serde_json::from_slice::<serde_json::Value>(bytes) else { return };
    for kind in [
        "INTERACTION_CREATE",
        "GUILD_CREATE",
        "MESSAGE_CREATE",
        "CHANNEL_UPDATE",
        "MESSAGE_REACTION_ADD",
        "READY",
    ] {
        drop(Heard::read(kind, value.clone()));
    }
    let Some(interaction) = Interaction::read(&mut value) else { return };
    let Some(request) = sitrep::reading::request(&interaction, GuildId(1)) else { return };
    assert_eq!(request.id, interaction.id, "an answer would be kept under another number");
    assert!(!commands::called(&request).kind.is_empty(), "it is counted as something");
}

/// A request in Discord's name: its first line says when it was signed, the second by what, the rest is its body. Nobody here
/// has the key.
pub fn signed(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let mut parts = text.splitn(3, '\n');
    let mut part = || parts.next().unwrap_or_default();
    let (signed, body) = (Signed { at: part(), signature: part() }, part());
    let key =
        PublicKey::read("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a").expect("a key");
    assert!(key.believes(signed, body.as_bytes(), now()).is_err(), "{text:?} is believed");
    if let Some(key) = PublicKey::read(text) {
        assert_eq!(key.to_string(), text.to_ascii_lowercase(), "a key is shown as it was typed");
    }
}

/// The id of a button or form: its name is one word, and what names a server names it again.
pub fn handle(bytes: &[u8]) {
    let Some(typed) = text(bytes) else { return };
    if let Some(name) = commands::handles::name(typed) {
        assert!(!name.contains('/') && typed.contains(name), "{typed:?} is named {name:?}");
    }
    if let Some(guild) = commands::handles::guild(typed) {
        assert!(typed.contains(&guild.0.unsigned_abs().to_string()), "{typed:?} is of {guild}");
    }
}

/// How somebody is reached and called: what is taken is one line that can go into a header, a list and a log.
pub fn contact(bytes: &[u8]) {
    let Some(typed) = text(bytes) else { return };
    let is_plain = |taken: &str| taken.bytes().all(|byte| byte.is_ascii_graphic());
    if let Ok(email) = typed.parse::<Email>() {
        assert!(is_plain(email.expose()) && !email.masked().is_empty(), "{typed:?}");
    }
    if let Ok(phone) = typed.parse::<Phone>() {
        assert!(is_plain(phone.expose()), "{typed:?}");
    }
    if let Ok(webhook) = typed.parse::<Webhook>() {
        assert!(is_plain(webhook.expose()) && !webhook.masked().contains('?'), "{typed:?}");
    }
    if let Ok(ntfy) = typed.parse::<Ntfy>() {
        assert!(is_plain(ntfy.expose()), "{typed:?}");
    }
    if let Ok(name) = typed.parse::<Name>() {
        let name = name.to_string();
        assert!(!name.contains(['<', '@', '`', '\n', '\u{202e}']), "{name:?} could act");
        assert_eq!(name.parse::<Name>().map(|again| again.to_string()), Ok(name.clone()), "{name:?} changes");
    }
}

/// What is typed to set something up, or to look for something.
pub fn setting(bytes: &[u8]) {
    let Some(typed) = text(bytes) else { return };
    for setting in Setting::ALL {
        let mut settings = Settings::default();
        if setting.read(&mut settings, typed).is_err() {
            assert!(settings == Settings::default(), "{typed:?} was refused and has changed something");
        }
    }
    if let Ok(query) = Query::read(typed) {
        let is_word = |word: &String| word.chars().all(char::is_alphanumeric);
        assert!(query.words().iter().all(is_word), "{query:?} could mean something to the index");
    }
    if let Ok(project) = typed.parse::<Project>() {
        let way_out = ["/../", "//", "?", "#"];
        assert!(!way_out.iter().any(|way| project.to_string().contains(way)), "{typed:?} leads elsewhere");
    }
    drop((typed.parse::<Span>(), typed.parse::<Length>(), typed.parse::<HandoffTime>()));
    drop((Restriction::typed(Some(typed), None), Restriction::typed(None, Some(typed))));
}

/// A monitoring system's body: what is understood of it is bounded, whoever is said to have sent it.
pub fn alert(bytes: &[u8]) {
    let senders = Product::ALL.map(Some).into_iter().chain([None]);
    for read in senders.filter_map(|sender| alert::read(bytes, sender).ok()) {
        assert!(read.alerts.len() <= alert::MOST, "{} alerts", read.alerts.len());
        read.alerts.iter().for_each(is_bounded);
        let several = read.alerts.len();
        let folded = alert::fold(read.alerts, &Rules::default(), |_| 0);
        assert!(
            folded.len() <= several && (several == 0 || !folded.is_empty()),
            "alerts are lost in the fold"
        );
    }
}

fn is_bounded(alert: &Alert) {
    let counts = |text: &str, most: usize| text.chars().count() <= most;
    assert!(counts(&alert.title, 200) && !alert.title.trim().is_empty(), "the title {:?}", alert.title);
    assert!(!alert.title.contains(['\n', '\r']), "a title of several lines");
    assert!(counts(&alert.text, 1_500), "the text is too long");
    for word in [&alert.severity, &alert.key, &alert.group].into_iter().flatten() {
        assert!(counts(word, 200), "{} characters in one word", word.len());
    }
    let is_web = |url: &String| url.len() <= 500 && url.to_ascii_lowercase().starts_with("http");
    assert!(alert.url.as_ref().is_none_or(is_web), "the address {:?}", alert.url);
    assert!(alert.labels.len() <= 40, "{} labels", alert.labels.len());
    assert!(
        alert.labels.iter().all(|(name, text)| counts(name, 200) && counts(text, 200)),
        "a label is too long"
    );
}

/// A report in Twilio's name: its first line is the signature, the rest a form. Nobody here has the key.
pub fn twilio(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (signature, body) = (&bytes[..end], bytes.get(end + 1..).unwrap_or_default());
    let Some(report) = Report::read(body) else { return };
    let address = "https://sitrep.example.com/twilio/sms";
    assert!(!report.is_signed(address, signature, b"nobody has it"), "{report:?} is believed");
    let turned: Vec<_> = body.rsplit(|byte| *byte == b'&').collect();
    assert_eq!(
        Report::read(&turned.join(&b'&')),
        Some(report.clone()),
        "the order of fields means something"
    );
    let key_is_there = body.iter().any(|byte| b"12".contains(byte));
    assert!(report.pressed().is_none() || key_is_there, "{report:?} means a key that nobody pressed");
    let (_, said) = report.texted();
    let (named, _) = commands::outside::read(said);
    let digits = said.chars().filter(char::is_ascii_digit).count();
    assert!(named.is_none_or(|call| call.0 >= 0 && digits > 0), "{said:?} names {named:?}");
}

/// What a tracker answers: whatever is found can be shown, and can be part of an address.
pub fn tracker(bytes: &[u8]) {
    // Which tracker says it is not told: the same bytes may come from each.
    let Ok(answer) = serde_json::from_slice::<serde_json::Value>(bytes) else { return };
    for kind in [Kind::Github, Kind::Gitlab, Kind::Jira] {
        let found = answers::issue(kind, &answer).into_iter();
        let marked = answers::marked(kind, &answer, "sitrep-1-1").ok().flatten();
        found.chain(marked).for_each(|found| is_harmless(kind, &found));
        for mark in ["", "sitrep-1-2"].into_iter().filter(|_| kind != Kind::Jira) {
            let other = answers::marked(kind, &answer, mark).ok().flatten();
            let hidden = format!("<!-- {mark} -->");
            assert!(other.is_none() || answer.to_string().contains(&hidden), "found without its mark");
        }
    }
    for shall in [There::Open, There::Done, There::Declined] {
        let all = answer["transitions"].as_array().map_or(0, Vec::len);
        assert!(answers::transition(&answer, shall).is_none() || all > 0, "a step that nobody offers");
    }
    if let Some(why) = answers::reason(&answer) {
        assert!(why.chars().count() <= 120 && !why.contains(char::is_control), "{why:?}");
    }
}

fn is_harmless(kind: Kind, found: &Found) {
    let of_key = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
    assert!(
        (1..=50).contains(&found.key.len()) && found.key.bytes().all(of_key),
        "{kind:?}: {:?}",
        found.key
    );
    let is_web = |url: &String| url.len() <= 300 && url.starts_with("http") && !url.contains(['<', '>', ')']);
    assert!(found.url.as_ref().is_none_or(is_web), "{kind:?}: {:?}", found.url);
}
