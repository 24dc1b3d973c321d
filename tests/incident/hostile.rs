//! Whatever is typed into whichever option: nobody is pinged, nothing is formatted, every limit holds, nothing fails.

use commands::COMMANDS;
use commands::parcels::Parcel;
use commands::reply::{Message, Reply};
use commands::request::Given;
use commands::table::{Opt, Takes};
use incidents::ids::{ChannelId, UserId};
use tests::world::desk::Desk;
use tests::world::post::delivers;

const NOW: &str = "2024-06-02T18:00:00Z";

const HOSTILE: [&str; 8] = [
    "@everyone <@&9> <@1> <#2> @here",
    "**bold** __under__ ~~gone~~ ||hidden|| `code` ```block```",
    "[click](https://evil.example) <https://evil.example>",
    "# heading\n> quote\n- list\n-# small",
    "\u{200b}\u{200d}\u{feff}",
    "\u{202e}gnirts \u{2066}x\u{2069}",
    "Z\u{0300}\u{0301}\u{0302}\u{0303}\u{0304}algo",
    "a\0b\u{1b}[31mred",
];

#[tokio::test]
async fn no_option_of_any_command_lets_typed_words_act() {
    Desk::on_each(NOW, async |desk| {
        desk.sets(|settings| {
            settings.announcements = Some(ChannelId(77));
            settings.postmortems = Some(ChannelId(78));
        })
        .await;
        let long = "@everyone ".repeat(600);
        for (nth, command) in (1..).zip(COMMANDS) {
            stage(desk, nth).await;
            for option in command.options {
                if !matches!(option.takes, Takes::Text { .. } | Takes::Suggested(_)) {
                    continue;
                }
                for typed in HOSTILE.into_iter().chain([long.as_str()]) {
                    let given = filled(command.options, (option.name, typed), nth);
                    let reply = desk.gives(command.path, given).await;
                    inert(&reply, &format!("{} {} {typed:?}", command.path, option.name));
                }
            }
            leaves_inert(desk, command.path).await;
        }
    })
    .await;
}

/// An incident of hostile words for one command to work on, with an entry and an action of the same sort.
async fn stage(desk: &Desk, nth: i64) {
    let (number, [ping, markdown, link, ..]) = (nth.to_string(), HOSTILE);
    desk.hears("incident open", &[("title", ping), ("summary", markdown), ("impact", link)]).await;
    desk.hears("timeline add", &[("incident", &number), ("text", &HOSTILE[..4].join("\n"))]).await;
    desk.hears("action add", &[("incident", &number), ("title", markdown), ("detail", ping)]).await;
}

/// Whatever leaves for Discord afterwards: nobody is pinged but those the bot means to, and nothing typed acts.
async fn leaves_inert(desk: &Desk, path: &str) {
    for left in delivers(&desk.ledger).await {
        let what = format!("{path}, then {:?}", left.notice);
        match &left.parcel {
            Parcel::Post { message, .. }
            | Parcel::Direct { message, .. }
            | Parcel::Answer { message, .. } => {
                shows_nothing_active(message, &what);
                let body = sitrep::body::said(message);
                assert_eq!(body["allowed_mentions"]["parse"], serde_json::json!([]), "{what}");
                let pinged: Vec<_> = ["users", "roles"]
                    .iter()
                    .flat_map(|kind| body["allowed_mentions"][kind].as_array().cloned().unwrap_or_default())
                    .collect();
                assert_eq!(pinged.len(), message.pings.len(), "{what}: {body}");
            }
            Parcel::Channel(channel) => {
                let topic = &channel.topic;
                assert!(topic.chars().count() <= 1_024 && !topic.contains("@everyone"), "{what}: {topic}");
                assert!(channel.name.chars().count() <= 100, "{what}: {}", channel.name);
            }
            _ => {}
        }
    }
}

/// Every needed option with something harmless, and one with what was typed.
fn filled<'o>(options: &'o [Opt], (name, typed): (&'o str, &str), nth: i64) -> Vec<(&'o str, Given)> {
    let needed = options.iter().filter(|one| one.required || one.name == name || one.name == "incident");
    let given = |one: &Opt| match (&one.takes, one.name) {
        _ if one.name == name => Given::Text(typed.to_owned()),
        (Takes::User, _) => Given::User { id: UserId(9), name: typed.to_owned() },
        (Takes::OneOf(words), _) => Given::Text(words[0].to_owned()),
        (_, "incident") => Given::Text(nth.to_string()),
        (_, "action") => Given::Text(format!("A-{nth}")),
        (_, "entry") => Given::Text("2".into()),
        (_, "setting") => Given::Text("severities".into()),
        (_, "role") => Given::Text("lead".into()),
        (_, "level") => Given::Text("SEV1".into()),
        (_, "state") => Given::Text("fixing".into()),
        _ => Given::Text("something harmless".into()),
    };
    needed.map(|one| (one.name, given(one))).collect()
}

#[track_caller]
fn inert(reply: &Reply, what: &str) {
    match reply {
        Reply::Say(message) | Reply::Change(message) => quiet(message, what),
        Reply::Form(form) => assert!(form.inputs.len() <= 5 && form.title.chars().count() <= 45, "{what}"),
        Reply::Choices(choices) => assert!(choices.len() <= 25, "{what}"),
    }
}

#[track_caller]
fn quiet(message: &Message, what: &str) {
    shows_nothing_active(message, what);
    assert!(message.pings.is_empty(), "{what}: pings {:?}", message.pings);
}

#[track_caller]
fn shows_nothing_active(message: &Message, what: &str) {
    let card = message.card.as_ref();
    let fields = card.map(|card| card.fields.iter().map(|field| field.value.as_str()).collect::<String>());
    let (title, text) = card.map_or(("", ""), |card| (&card.title, &card.text));
    let shown = format!("{}{title}{text}{}", message.text, fields.unwrap_or_default());
    assert!(message.text.chars().count() <= 2_000, "{what}: too long");
    for active in [
        "@everyone",
        "@here",
        "<@&9>",
        "<@1>",
        " [click](https://evil",
        "**bold**",
        "||hidden||",
        "\n# heading",
        "\u{202e}",
    ] {
        // A search marks what it found in bold itself, between the asterisks that were typed.
        let ours = active == "**bold**" && shown.contains("\\*\\***bold**\\*\\*");
        assert!(ours || !shown.contains(active), "{what}: {active:?} acts in {shown}");
    }
}
