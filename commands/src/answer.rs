//! The way of every request: found in the table, allowed, run, and answered once however often it arrives.

use incidents::ids::InteractionId;
use incidents::model::settings::Settings;
use incidents::model::tongue::Tongue;
use incidents::operations::paging::activity::activity;
use incidents::{Actor, Change, Error, Fault, Ledger, Refusal, Result, View, Who, store};

use crate::asked::Asked;
use crate::permissions;
use crate::reply::{Message, Reply};
use crate::request::{Ask, Given, Request};
use crate::table::{Needs, Run, Takes};
use crate::tongues::{self, Listeners, aloud, speaking};
use crate::{COMMANDS, MENUS, words};

/// What came of a request: what the person sees, and what we must look into.
#[derive(Debug)]
pub struct Answer {
    /// What the person sees.
    pub reply: Reply,
    /// What went wrong on our side, to be logged with the reference that the person was given.
    pub fault: Option<Fault>,
    /// What kind of answer it is.
    pub outcome: Outcome,
}

/// The kinds of answer, for whoever counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was done, or shown.
    Answered,
    /// The person has to mend something first.
    Refused,
    /// There was more to do than could be kept up with.
    Busy,
    /// It went wrong on our side.
    Failed,
}

impl Outcome {
    /// The word it is counted by.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Refused => "refused",
            Self::Busy => "busy",
            Self::Failed => "failed",
        }
    }
}

/// Answers a request. What it changed is on the disk by then.
pub async fn answer(ledger: &Ledger, request: Request) -> Answer {
    let reference = reference(&request);
    let repeated = request.id;
    let typed = typed(&request);
    let tongue = tongue(&request);
    let outcome = match route(&request) {
        Ok(Route::Run(needs, Run::Changes(run))) => {
            ledger.change(by(&request), move |change| changes(change, &request, needs, run)).await
        }
        Ok(Route::Run(needs, Run::Aloud(run))) => {
            let run = move |change: &mut Change<'_>, asked: &Asked<'_>| aloud(|| run(change, asked));
            ledger.change(by(&request), move |change| changes(change, &request, needs, run)).await
        }
        Ok(Route::Run(needs, Run::Reads(run))) => {
            ledger
                .read(move |view| {
                    reads(view, &request, |view, asked| {
                        permissions::check(view, asked, needs)?;
                        run(view, asked)
                    })
                })
                .await
        }
        Ok(Route::Suggest) => ledger.read(move |view| reads(view, &request, suggest)).await,
        Err(refusal) => Err(refusal.into()),
    };
    let outcome = match outcome {
        // What was done already is often refused the second time: an incident is resolved once.
        Err(Error::Refused(refusal)) => {
            ledger.read(move |view| alone(tongue, || answered(view, repeated, refusal))).await
        }
        outcome => outcome,
    };
    let (reply, fault, outcome) = match outcome {
        Ok(reply) => (with_secrets(reply), None, Outcome::Answered),
        Err(Error::Refused(refusal)) => (sent_back(&refusal, &typed, tongue), None, Outcome::Refused),
        Err(Error::Fault(Fault::Busy)) => (alone(tongue, busy), None, Outcome::Busy),
        Err(Error::Fault(fault)) if fault.is_no_room() => {
            (alone(tongue, no_room), Some(fault), Outcome::Failed)
        }
        Err(Error::Fault(fault)) => (apology(&reference, tongue), Some(fault), Outcome::Failed),
    };
    Answer { reply: alone(tongue, || crate::limits::within(reply)), fault, outcome }
}

/// The language of whoever asks. At a shell and by the API that is English, whatever a server speaks: programs read it.
fn tongue(request: &Request) -> Tongue {
    let spoken = Tongue::of_locale(&request.locale).filter(|_| request.is_from_chat());
    spoken.unwrap_or_default()
}

/// Words what is said to one person alone.
fn alone<T>(tongue: Tongue, words: impl FnOnce() -> T) -> T {
    speaking(Listeners::of(tongue), words)
}

/// Who hears the answer, and in which language.
fn listeners(request: &Request, settings: &Settings) -> Listeners {
    let one = tongue(request);
    let all = if request.is_from_chat() { settings.tongue() } else { one };
    Listeners { one, all }
}

/// The reply as it is said: what it holds once, it holds now.
fn with_secrets(mut reply: Reply) -> Reply {
    if let Reply::Say(message) | Reply::Change(message) = &mut reply {
        let once = std::mem::take(&mut message.once);
        message.text.push_str(&once);
    }
    reply
}

/// Longer texts than this are given back when they were refused: nobody types them twice.
const WORTH_KEEPING: usize = 60;

/// The long texts of a request, by what they were typed for.
fn typed(request: &Request) -> Vec<(String, String)> {
    let texts: Vec<(&String, &String)> = match &request.ask {
        Ask::Form { fields, .. } => fields.iter().collect(),
        Ask::Command { options, .. } => {
            let texts = options.iter().filter_map(|(name, given)| match given {
                Given::Text(text) => Some((name, text)),
                _ => None,
            });
            texts.collect()
        }
        _ => Vec::new(),
    };
    let is_form = matches!(request.ask, Ask::Form { .. });
    let worth = |text: &str| text.chars().count() > WORTH_KEEPING || (is_form && !text.trim().is_empty());
    texts
        .into_iter()
        .filter(|(_, text)| worth(text))
        .map(|(name, text)| (name.clone(), text.clone()))
        .collect()
}

/// What was wrong and what to type next.
#[must_use]
pub fn refused(refusal: &Refusal, tongue: Tongue) -> Reply {
    sent_back(refusal, &[], tongue)
}

/// The same with what was typed, so that it can be copied and sent again.
fn sent_back(refusal: &Refusal, typed: &[(String, String)], tongue: Tongue) -> Reply {
    let mut text = words::inert(&alone(tongue, || tongues::worded(refusal)));
    if !typed.is_empty() {
        text.push_str("\n-# ");
        text.push_str(&alone(tongue, || say!("What you typed:")));
    }
    for (name, kept) in typed {
        text.push_str(&format!("\n**{}** {}", words::line(name), words::plain(kept)));
    }
    Message::private(text).into()
}

fn no_room() -> Reply {
    Message::private(say!(
        "I could not write that down: the disk that holds my database is full. Nothing was changed. Tell whoever runs \
         Sitrep to make room, then send it again; I go on by myself."
    ))
    .into()
}

enum Route {
    Run(Needs, Run),
    Suggest,
}

/// The reference that a person is given when something went wrong, and that stands in the log.
#[must_use]
pub fn reference(request: &Request) -> String {
    format!("{:x}", request.id.0)
}

/// What people read when we failed.
#[must_use]
pub fn apology(reference: &str, tongue: Tongue) -> Reply {
    let sorry = || {
        say!(
            "Sorry, that did not work, and it is our fault. Nothing was changed; please try again. If it happens again, \
             tell whoever runs Sitrep the reference `{reference}`.",
            reference
        )
    };
    Message::private(alone(tongue, sorry)).into()
}

/// What people read whose form was ready when Discord no longer opened it.
#[must_use]
pub fn too_late_for_a_form(tongue: Tongue) -> Message {
    Message::private(alone(tongue, || say!("That took too long to open a form. Please run it again.")))
}

/// What people read meanwhile whose answer takes long: that it is still being worked on, and for how long by now.
#[must_use]
pub fn still_working(tongue: Tongue, on: &str, seconds: i64) -> Message {
    let on = format!("`{}`", words::fit(on, 100).replace('`', "'"));
    Message::private(alone(tongue, || {
        say!(
            "⏳ {on} takes longer than usual: {seconds} s by now. The answer comes here by itself.",
            on,
            seconds
        )
    }))
}

fn busy() -> Reply {
    Message::private(say!(
        "Sitrep has more to do than it can keep up with. Nothing was changed; try again in a few seconds."
    ))
    .into()
}

fn by(request: &Request) -> Actor {
    let person = &request.person;
    let name = person.name.clone();
    let who = if person.is_at_shell() {
        Who::Shell(name)
    } else if person.is_program() {
        Who::Token(name)
    } else {
        Who::Person { id: person.id, name }
    };
    Actor { guild: request.guild, who }
}

fn route(request: &Request) -> Result<Route, Refusal> {
    match &request.ask {
        Ask::Command { path, .. } => {
            let command =
                COMMANDS.iter().find(|command| command.path == path).ok_or(Refusal::UnknownCommand)?;
            Ok(Route::Run(command.needs, command.run))
        }
        Ask::Complete { .. } => Ok(Route::Suggest),
        Ask::Message { name, .. } => {
            let menu = MENUS.iter().find(|menu| menu.name == name).ok_or(Refusal::UnknownCommand)?;
            Ok(Route::Run(menu.needs, menu.run))
        }
        Ask::Press { id, .. } | Ask::Pick { id, .. } | Ask::Form { id, .. } => {
            let name = crate::handles::name(id).ok_or(Refusal::StaleButton)?;
            let mut handles = COMMANDS.iter().flat_map(|command| command.handles);
            let mut menus = MENUS.iter().flat_map(|menu| menu.handles);
            let found = handles
                .find(|handle| handle.name == name)
                .or_else(|| menus.find(|handle| handle.name == name));
            found.map(|handle| Route::Run(handle.needs, handle.run)).ok_or(Refusal::StaleButton)
        }
    }
}

fn changes(
    change: &mut Change<'_>,
    request: &Request,
    needs: Needs,
    run: impl FnOnce(&mut Change<'_>, &Asked<'_>) -> Result<Reply>,
) -> Result<Reply> {
    let settings = store::guilds::settings(change, request.guild)?;
    let asked = Asked { request, settings: &settings };
    let reply = speaking(listeners(request, &settings), || {
        permissions::check(change, &asked, needs)?;
        let reply = run(change, &asked)?;
        told_once(change, &asked, needs, reply)
    })?;
    // A program is refused where people get a form, and may say the rest under the same key.
    if request.person.is_program() && matches!(reply, Reply::Form(_)) {
        return Ok(reply);
    }
    activity(change, request.channel)?;
    if let Some(heard) = Tongue::of_locale(&request.locale).filter(|_| request.is_from_chat()) {
        store::tongues::put(change, request.person.id, heard)?;
    }
    let now = change.now;
    let first = store::answers::put(change, request.id, &serde_json::to_string(&reply)?, now)?;
    if first { Ok(reply) } else { Err(Refusal::AnsweredBefore.into()) }
}

/// Where everybody is a responder, the first who acts as one is told, and nobody after.
fn told_once(change: &mut Change<'_>, asked: &Asked<'_>, needs: Needs, reply: Reply) -> Result<Reply> {
    let Reply::Say(mut message) = reply else { return Ok(reply) };
    if needs != Needs::Responder
        || asked.settings.told_everybody_responds
        || !permissions::everybody_responds(change, asked)?
    {
        return Ok(message.into());
    }
    let guild = asked.request.guild;
    store::guilds::ensure(change, guild)?;
    let settings = Settings { told_everybody_responds: true, ..store::guilds::settings(change, guild)? };
    store::guilds::save_settings(change, guild, &settings)?;
    message.text.push_str("\n-# ");
    message.text.push_str(&if message.private { everybody() } else { aloud(everybody) });
    Ok(message.into())
}

fn everybody() -> String {
    say!(
        "Everybody here is a responder, for no role named Responders exists. Make one, or name another with `/settings set` \
         `responders`, and only those who have it can open and resolve incidents."
    )
}

fn reads(
    view: &mut View<'_>,
    request: &Request,
    run: impl FnOnce(&mut View<'_>, &Asked<'_>) -> Result<Reply>,
) -> Result<Reply> {
    let settings: Settings = store::guilds::settings(view, request.guild)?;
    speaking(listeners(request, &settings), || run(view, &Asked { request, settings: &settings }))
}

fn suggest(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let Ask::Complete { path, focused, .. } = &asked.request.ask else {
        return Ok(Reply::Choices(Vec::new()));
    };
    let option = COMMANDS
        .iter()
        .find(|command| command.path == path)
        .and_then(|command| command.options.iter().find(|option| option.name == focused));
    match option.map(|option| &option.takes) {
        Some(Takes::Suggested(suggest)) => {
            let typed = asked.text(focused).unwrap_or_default();
            Ok(Reply::Choices(suggest(view, asked, typed)?))
        }
        _ => Ok(Reply::Choices(Vec::new())),
    }
}

/// What a request was answered when it came first, or why it is refused.
fn answered(view: &mut View<'_>, id: InteractionId, refusal: Refusal) -> Result<Reply> {
    match store::answers::get(view, id)? {
        None => Err(refusal.into()),
        Some(stored) if stored == store::answers::BLANK => {
            Ok(Message::private(say!("That was done already.")).into())
        }
        Some(stored) => Ok(serde_json::from_str(&stored)?),
    }
}
