//! Nothing gets out: not to another server, not out of a private incident, and no secret into a log, a backup or an answer.
//!
//! These stories walk the whole table of commands, so that a command added later is held to them on its own.

mod forged;
mod logs;
mod pages;
mod private;
mod redaction;
mod servers;

use std::sync::atomic::{AtomicI64, Ordering};

use commands::parcels::Parcel;
use commands::reply::{Form, Message, Of, Reply, Widget};
use commands::request::{Ask, Given, Request};
use commands::table::{Command, Opt, Takes};
use incidents::ids::{ChannelId, GuildId, InteractionId, RoleId, UserId};
use incidents::model::access::Person;
use tests::world::desk::Desk;
use tests::world::post::Left;

const NOW: &str = "2024-06-02T18:00:00Z";
/// A word that stands nowhere but where a story puts it.
const SECRET: &str = "zanzibar";

/// Somebody who asks, and where.
#[derive(Clone)]
struct Seat {
    guild: GuildId,
    channel: ChannelId,
    person: Person,
}

/// Asks one thing, and gives what comes back.
async fn asks(desk: &Desk, seat: &Seat, ask: Ask) -> Reply {
    static NEXT: AtomicI64 = AtomicI64::new(5_000_000);
    let id = NEXT.fetch_add(1, Ordering::Relaxed);
    let request = Request {
        id: InteractionId(id),
        token: format!("token-{id}"),
        guild: seat.guild,
        channel: seat.channel,
        person: seat.person.clone(),
        locale: "en-US".into(),
        ask,
    };
    commands::answer(&desk.ledger, request).await.reply
}

/// Everything that can be asked with a command when its texts are `text`: with what it needs, and with all it takes.
fn asked_of(command: &Command, text: &str) -> Vec<Ask> {
    let named = |options: &mut dyn Iterator<Item = &Opt>| -> Ask {
        let given = options.map(|option| (option.name.to_owned(), given(option, text)));
        Ask::Command { path: command.path.to_owned(), options: given.collect() }
    };
    let needed = |option: &&Opt| option.required || option.name == "incident";
    vec![named(&mut command.options.iter().filter(needed)), named(&mut command.options.iter())]
}

fn given(option: &Opt, text: &str) -> Given {
    match (&option.takes, option.name) {
        (_, "incident" | "entry" | "action" | "into" | "page") => Given::Text("1".into()),
        (Takes::OneOf(words), _) => Given::Text(words[0].to_owned()),
        (Takes::Number { least, .. }, _) => Given::Number(*least),
        (Takes::Truth, _) => Given::Truth(false),
        (Takes::User, _) => Given::User { id: UserId(2), name: "ben".into() },
        (Takes::Role, _) => Given::Role(RoleId(9)),
        (Takes::Channel, _) => Given::Channel(ChannelId(500)),
        (Takes::File, _) => Given::Text(String::new()),
        (Takes::Text { .. } | Takes::Suggested(_), _) => Given::Text(text.to_owned()),
    }
}

/// What is suggested for every option of a command.
fn completions(command: &Command) -> Vec<Ask> {
    let suggested = command.options.iter().filter(|option| matches!(option.takes, Takes::Suggested(_)));
    let typed = |option: &Opt, text: &str| Ask::Complete {
        path: command.path.to_owned(),
        options: [(option.name.to_owned(), Given::Text(text.to_owned()))].into(),
        focused: option.name.to_owned(),
    };
    suggested.flat_map(|option| [typed(option, ""), typed(option, "1"), typed(option, SECRET)]).collect()
}

/// What can be pressed, chosen from or sent in a reply.
fn handles(reply: &Reply) -> Vec<Ask> {
    match reply {
        Reply::Say(message) | Reply::Change(message) => handles_of(message),
        Reply::Form(Form { id, inputs, .. }) => {
            let fields = inputs.iter().map(|input| (input.id.clone(), "1".to_owned()));
            vec![Ask::Form { id: id.clone(), fields: fields.collect() }]
        }
        Reply::Choices(_) => Vec::new(),
    }
}

fn handles_of(message: &Message) -> Vec<Ask> {
    let widgets = message.rows.iter().flatten().filter_map(|widget| match widget {
        Widget::Button { id, .. } => Some(Ask::Press { id: id.clone(), values: Vec::new() }),
        Widget::List { id, choices, .. } => Some(Ask::Press {
            id: id.clone(),
            values: choices.first().map(|one| one.value.clone()).into_iter().collect(),
        }),
        Widget::Pick { id, of: Of::People { .. }, .. } => {
            Some(Ask::Pick { id: id.clone(), people: vec![(UserId(2), "ben".into())] })
        }
        Widget::Pick { id, .. } => Some(Ask::Press { id: id.clone(), values: vec!["500".into()] }),
        Widget::Link { .. } => None,
    });
    widgets.collect()
}

/// What can be pressed on messages that were sent.
fn pressable(left: &[Left]) -> Vec<Ask> {
    let messages = left.iter().filter_map(|left| match &left.parcel {
        Parcel::Post { message, .. } | Parcel::Direct { message, .. } => Some(message),
        _ => None,
    });
    messages.flat_map(handles_of).collect()
}

/// Whether what a person sees holds the secret, other than as an echo of what they typed themselves.
fn leaks(reply: &Reply) -> bool {
    format!("{reply:?}").to_lowercase().contains(SECRET)
}
