//! `/heartbeat add`: listens for a job, and says which address it shall call.

use chrono::TimeDelta;
use incidents::model::heartbeat::{GRACE, Rhythm};
use incidents::model::named::Noun;
use incidents::model::span::{NoSpan, Span};
use incidents::model::token::Token;
use incidents::operations::heartbeats::add::add;
use incidents::{Change, Result, RosterRefusal, chance, store};

use super::{address, called, keep};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "heartbeat add",
    about: "Have people called when a job of yours no longer says that it is alive",
    options: &[
        Opt::text("name", "What it is called, for example nightly backup", 50).required(),
        Opt::text("every", "How often it says so: 5m, 1h, 1d", 40).required(),
        Opt::text("grace", "How late it may be; 5m unless you say otherwise", 40),
        Opt::suggested("policy", "Who is paged when it is missing; without one, nobody", suggest::policies),
    ],
    needs: Needs::Admin,
    run: Run::Changes(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let policy = match asked.text("policy") {
        None => None,
        Some(typed) => {
            let unknown = || RosterRefusal::NoSuch(Noun::Policy, words::fit(&words::line(typed), 60));
            Some(store::policies::named(change, asked.request.guild, typed)?.ok_or_else(unknown)?.id)
        }
    };
    let grace = asked.text("grace").map_or(Ok(GRACE), span)?;
    let rhythm = Rhythm::new(span(asked.needed("every")?)?, grace, policy)?;
    let token = Token::from_bytes(&chance::secret_bytes()?);
    let heartbeat = add(change, &asked.needed("name")?.parse()?, rhythm, &token)?;
    let text = say!(
        "Listening for **{name}**. When it is missing: {called}. Nothing is missed before it was heard for the first time.",
        name = words::line(heartbeat.name.as_str()),
        called = called(change, &heartbeat)?
    );
    Ok(Message::private(format!("{text}\n{}", keep())).with_secret(address(change, &token)).into())
}

fn span(typed: &str) -> Result<TimeDelta, RosterRefusal> {
    Ok(typed.parse::<Span>()?.elapsed().ok_or(NoSpan::Unreadable)?)
}
