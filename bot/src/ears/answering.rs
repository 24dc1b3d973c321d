//! One interaction, answered: at once where that goes, with a sign of life within a second where it does not.

use chrono::TimeDelta;
use commands::reply::{Message, Reply};
use commands::request::Request;
use commands::{Answer, apology, direct, handles, reference, refused};
use incidents::ids::{GuildId, InteractionId};
use incidents::model::tongue::Tongue;
use incidents::{Clock, Ledger, Refusal};
use serde_json::Value;
use tracing::{error, info, warn};

use super::line::Line;
use crate::discord::{Discord, Failure, Priority, Reason};
use crate::gateway::{Interaction, Kind};
use crate::metrics::Metrics;
use crate::{body, reading};

/// How long a person waits before they get a sign of life.
const PATIENCE: TimeDelta = TimeDelta::seconds(1);
/// How often they hear after that for how long it has taken.
const STILL: TimeDelta = TimeDelta::seconds(3);

/// Answers an interaction. Whatever happens, the person hears something.
pub(super) async fn answer(
    ledger: &Ledger,
    discord: &Discord,
    metrics: &Metrics,
    (interaction, line): (&Interaction, Line),
) {
    let read = match server(ledger, interaction).await {
        None => match reading::ask(interaction).and_then(|ask| direct::answer(&ask, tongue(interaction))) {
            Some(Ok(reply)) => return first(discord, (interaction, line), &reply).await,
            Some(Err(refusal)) => Err(refusal),
            None => Err(Refusal::ServersOnly),
        },
        Some(guild) => reading::request(interaction, guild).ok_or(Refusal::UnknownCommand),
    };
    let request = match read {
        Ok(request) => request,
        Err(refusal) => {
            return first(discord, (interaction, line), &refused(&refusal, tongue(interaction))).await;
        }
    };
    let (reference, user, guild) = (reference(&request), request.person.id, request.guild);
    let asked = asked(&request);
    info!(user.id = %user, guild.id = %guild, interaction.reference = %reference, "asked: {asked}");
    let mut work = tokio::spawn({
        let (ledger, metrics) = (ledger.clone(), metrics.clone());
        async move {
            let called = commands::called(&request);
            let answer = commands::answer(&ledger, request).await;
            metrics.answered(called, answer.outcome.as_str());
            answer
        }
    });
    let answer = tokio::select! {
        answer = &mut work => answer,
        () = ledger.clock().sleep(PATIENCE), if interaction.kind != Kind::Autocomplete => {
            let meanwhile = Meanwhile { clock: ledger.clock(), asked: &asked, reference: &reference };
            return late(discord, (interaction, line), work, &meanwhile).await;
        }
    };
    first(discord, (interaction, line), &told(answer, interaction, &reference)).await;
}

/// The server it counts in. A button in a direct message knows its own, if it was made for whoever presses it.
async fn server(ledger: &Ledger, interaction: &Interaction) -> Option<GuildId> {
    if interaction.guild.is_some() || interaction.kind == Kind::Command {
        return interaction.guild;
    }
    let id = interaction.data["custom_id"].as_str()?.to_owned();
    if let Some(guild) = handles::guild(&id) {
        return Some(guild);
    }
    let user = interaction.member.user;
    match ledger.read(move |view| direct::home(view, &id, user)).await {
        Ok(guild) => guild,
        Err(why) => {
            error!("the server of a button in a direct message could not be looked up: {why}");
            None
        }
    }
}

/// The language of whoever asks.
fn tongue(interaction: &Interaction) -> Tongue {
    interaction.locale.as_deref().and_then(Tongue::of_locale).unwrap_or_default()
}

/// What the person sees; what went wrong on our side is logged with the reference that they see.
fn told(answer: Result<Answer, tokio::task::JoinError>, interaction: &Interaction, reference: &str) -> Reply {
    match answer {
        Ok(Answer { reply, fault: None, .. }) => reply,
        Ok(Answer { reply, fault: Some(fault), .. }) => {
            error!(interaction.reference = %reference, "a request failed: {fault}");
            reply
        }
        Err(panic) => {
            error!(interaction.reference = %reference, "a request panicked: {panic}");
            apology(reference, tongue(interaction))
        }
    }
}

fn asked(request: &Request) -> String {
    match &request.ask {
        commands::request::Ask::Command { path, .. } => format!("/{path}"),
        commands::request::Ask::Complete { path, .. } => format!("suggestions for /{path}"),
        commands::request::Ask::Press { id, .. } | commands::request::Ask::Pick { id, .. } => {
            format!("button {id:?}")
        }
        commands::request::Ask::Form { id, .. } => format!("form {id:?}"),
        commands::request::Ask::Message { name, .. } => format!("menu {name:?}"),
    }
}

/// Gives the first answer.
async fn first(discord: &Discord, (interaction, line): (&Interaction, Line), reply: &Reply) {
    let body = body::callback(reply);
    let has_files = matches!(reply, Reply::Say(message) if !message.files.is_empty());
    let answered = if has_files {
        line.promise(discord, interaction, body).await
    } else {
        line.say(discord, interaction, body).await
    };
    match (answered, reply) {
        (Ok(()), Reply::Say(message)) if has_files => fill_in(discord, interaction, message).await,
        (Ok(()), _) => {}
        (Err(failure), Reply::Say(message) | Reply::Change(message)) => {
            warn!("an answer did not arrive: {failure}");
            if is_too_late(&failure) {
                elsewhere(discord, interaction, message).await;
            }
        }
        (Err(failure), _) => warn!("an answer did not arrive: {failure}"),
    }
}

fn is_too_late(failure: &Failure) -> bool {
    matches!(failure, Failure::Refused(refused) if refused.reason == Reason::UnknownInteraction)
}

/// What can be said of an answer that is not there yet.
struct Meanwhile<'a> {
    clock: &'a Clock,
    asked: &'a str,
    reference: &'a str,
}

/// Promises an answer now, says how long it takes while it does, and gives it when it is there.
async fn late(
    discord: &Discord,
    (interaction, line): (&Interaction, Line),
    mut work: tokio::task::JoinHandle<Answer>,
    meanwhile: &Meanwhile<'_>,
) {
    let began = meanwhile.clock.now() - PATIENCE;
    if let Err(failure) = line.promise(discord, interaction, body::deferred(true)).await {
        warn!("a sign of life did not arrive: {failure}");
    }
    let answer = loop {
        tokio::select! {
            answer = &mut work => break answer,
            () = meanwhile.clock.sleep(STILL) => {
                let seconds = (meanwhile.clock.now() - began).num_seconds();
                let message = commands::still_working(tongue(interaction), meanwhile.asked, seconds);
                if let Err(failure) = stand(discord, interaction, &message).await {
                    warn!("it could not be said that an answer takes long: {failure}");
                }
            }
        }
    };
    let message = match told(answer, interaction, meanwhile.reference) {
        Reply::Say(message) | Reply::Change(message) => message,
        Reply::Form(_) => commands::too_late_for_a_form(tongue(interaction)),
        Reply::Choices(_) => return,
    };
    fill_in(discord, interaction, &message).await;
}

async fn fill_in(discord: &Discord, interaction: &Interaction, message: &Message) {
    if let Err(failure) = stand(discord, interaction, message).await {
        warn!("a promised answer did not arrive: {failure}");
        elsewhere(discord, interaction, message).await;
    }
}

/// Has an answer that was promised say something.
async fn stand(discord: &Discord, interaction: &Interaction, message: &Message) -> Result<Value, Failure> {
    let (application, token) = (interaction.application, &interaction.token);
    discord.edit_original(application, token, body::standing(message), body::files(message)).await
}

/// Says in the channel, or to the person alone, what the answer can no longer say.
async fn elsewhere(discord: &Discord, interaction: &Interaction, message: &Message) {
    let channel = if message.private {
        let opened = discord.open_dm(interaction.member.user, Priority::Normal).await;
        opened.ok().and_then(|dm| dm["id"].as_str()?.parse().ok())
    } else {
        interaction.channel
    };
    let Some(channel) = channel else { return };
    let nonce = format!("a{}", interaction.id);
    let public = Message { private: false, ..message.clone() };
    let parts = (Some(nonce.as_str()), Priority::Normal);
    if let Err(failure) =
        discord.send_message(channel, body::said(&public), body::files(&public), parts).await
    {
        error!("an answer was lost on every way: {failure}");
    }
}

/// Answers an interaction that could not even be read.
pub(super) async fn apologise(discord: &Discord, value: &Value) {
    let (Some((id, sorry)), Some(token)) = (sorry(value), value["token"].as_str()) else { return };
    if let Err(failure) = discord.answer_interaction(id, &token.into(), sorry).await {
        warn!("an apology did not arrive: {failure}");
    }
}

/// The answer to an interaction that could not even be read, if at least its number could.
pub(super) fn sorry(value: &Value) -> Option<(InteractionId, Value)> {
    let id: i64 = value["id"].as_str()?.parse().ok()?;
    let tongue = value["locale"].as_str().and_then(Tongue::of_locale).unwrap_or_default();
    Some((InteractionId(id), body::callback(&apology(&format!("{id:x}"), tongue))))
}
