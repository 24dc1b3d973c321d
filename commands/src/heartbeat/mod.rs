//! `/heartbeat`: jobs that say that they are alive, and who is called when one does not.

pub mod add;
pub mod list;
pub mod remove;
pub mod rotate;

use incidents::model::heartbeat::Heartbeat;
use incidents::model::token::Token;
use incidents::{HeartbeatRefusal, Result, View, store};

use crate::asked::Asked;
use crate::reply::Choice;
use crate::words;

/// The heartbeat that was named.
fn named(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Heartbeat> {
    let typed = asked.needed("heartbeat")?;
    let unknown = || HeartbeatRefusal::NoSuch(words::fit(&words::line(typed), 60));
    Ok(store::heartbeats::named(view, asked.request.guild, typed)?.ok_or_else(unknown)?)
}

/// Heartbeats, by name.
fn suggest(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let typed = typed.trim().to_lowercase();
    let all = store::heartbeats::all(view, asked.request.guild)?.into_iter();
    let fitting = all.filter(|one| one.name.key().contains(&typed)).take(25);
    Ok(fitting.map(|one| Choice { label: one.name.to_string(), value: one.name.to_string() }).collect())
}

/// Who is called, as people read it.
fn called(view: &mut View<'_>, heartbeat: &Heartbeat) -> Result<String> {
    let Some(policy) = heartbeat.rhythm.policy else { return Ok(say!("pages nobody")) };
    Ok(match store::policies::look(view, heartbeat.guild, policy)? {
        Some(named) => say!("pages **{name}**", name = words::line(named.name.as_str())),
        None => say!("⚠️ pages nobody, for its policy was removed"),
    })
}

/// The address to call, said once.
fn address(view: &View<'_>, token: &Token) -> String {
    let address = format!("{}/heartbeat/{}", view.address(), token.reveal());
    format!(
        "\n\n{}\n```\n{address}\n```\n{}\n```\ncurl --retry 3 -fsS {address}\n```",
        say!("Its address, shown this once:"),
        say!("At the end of the job:")
    )
}

/// What is true of every answer that shows an address.
fn keep() -> String {
    say!(
        "-# GET and POST do the same. Whoever has the address can keep this heartbeat alive: keep it like a password. It is \
         stored nowhere; `/heartbeat rotate` makes another."
    )
}
