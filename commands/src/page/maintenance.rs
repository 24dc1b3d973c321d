//! `/page maintenance`: for a while nobody is called, for a good reason and never for good.

use incidents::model::maintenance::{Maintenance, Scope};
use incidents::model::named::Noun;
use incidents::operations::paging::maintenance::{end, start};
use incidents::{Change, Result, RosterRefusal, View, store};

use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, times, words};

pub const COMMAND: Command = Command {
    path: "page maintenance",
    about: "Hold all paging for a while; it catches up when that ends",
    options: &[
        Opt::one_of(
            "state",
            "Begin it, end it before its time, or show what goes on",
            &["start", "end", "show"],
        )
        .required(),
        Opt::text("for", "How long it lasts: 2h unless you say otherwise, 7 days at most", 40),
        Opt::suggested("policy", "Hold this policy alone", suggest::policies),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

/// How long it lasts when nobody says.
const DEFAULT: chrono::TimeDelta = chrono::TimeDelta::hours(2);

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let scope = scope(change, asked)?;
    let what = named(change, asked, scope)?;
    match asked.needed("state")? {
        "start" => {
            let span = asked.text("for").map_or(Ok(DEFAULT), times::elapsed)?;
            let (maintenance, held) = start(change, scope, span)?;
            let held = if held == 0 { String::new() } else { say!(" {held} open pages wait for it.", held) };
            let text = say!(
                "🔧 Maintenance: {what} waits until {until} ({ago}).{held} What was sent already goes on; at the end the latest level \
                 that is due is called.",
                what,
                held,
                until = words::instant(maintenance.until),
                ago = words::ago(maintenance.until)
            );
            Ok(Message::public(text).into())
        }
        "end" => {
            let resumed = end(change, scope)?;
            let text = say!(
                "🔧 Maintenance is over: {what} goes on. {resumed} open pages catch up now.",
                what,
                resumed
            );
            Ok(Message::public(text).into())
        }
        _ => Ok(Message::private(shown(change, asked)?).into()),
    }
}

fn scope(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Scope> {
    let Some(typed) = asked.text("policy") else { return Ok(Scope::Everything) };
    let unknown = || RosterRefusal::NoSuch(Noun::Policy, words::fit(&words::line(typed), 60));
    let policy = store::policies::named(view, asked.request.guild, typed)?.ok_or_else(unknown)?;
    Ok(Scope::Policy(policy.id))
}

fn named(view: &mut View<'_>, asked: &Asked<'_>, scope: Scope) -> Result<String> {
    let Some(id) = scope.policy() else { return Ok(say!("all paging")) };
    let policy = store::policies::look(view, asked.request.guild, id)?;
    Ok(policy.map_or_else(
        || say!("paging by a policy that was removed"),
        |policy| say!("paging by **{name}**", name = words::line(policy.name.as_str())),
    ))
}

fn shown(view: &mut View<'_>, asked: &Asked<'_>) -> Result<String> {
    let now = view.now;
    let all = store::maintenances::going_on(view, asked.request.guild, now)?;
    if all.is_empty() {
        return Ok(say!("No maintenance goes on: people are called as the policies say."));
    }
    let mut text = say!("🔧 Maintenance goes on:");
    for Maintenance { scope, until, by, .. } in all {
        let what = named(view, asked, scope)?;
        text.push_str(&say!(
            "\n- {what} waits until {until}, by {by}",
            what,
            until = words::instant(until),
            by = words::line(&by)
        ));
    }
    Ok(text)
}
