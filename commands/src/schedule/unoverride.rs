//! `/schedule unoverride`: the rotation counts again.

use chrono::{DateTime, Utc};
use incidents::model::rota::{Change as What, Override, OverrideId, OverrideRefused};
use incidents::operations::roster::{self, People};
use incidents::operations::schedules::take_back::take_back;
use incidents::{Change, Result, View};

use super::{named, shifts};
use crate::asked::Asked;
use crate::people::{Known, shown};
use crate::reply::{Choice, Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{dates, suggest, words};

pub const COMMAND: Command = Command {
    path: "schedule unoverride",
    about: "Take an override back, from now on",
    options: &[
        Opt::suggested("schedule", "Which schedule", suggest::schedules).required(),
        Opt::suggested("override", "Which override, by its number", overrides).required(),
    ],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let schedule = named(change, asked)?;
    let typed = asked.needed("override")?;
    let digits: String = typed.chars().skip_while(|letter| !letter.is_ascii_digit()).take(9).collect();
    let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
    let number = digits.parse().map(OverrideId).map_err(|_| OverrideRefused::Unknown)?;
    let schedule = take_back(change, schedule.id, number)?;
    let known = Known::of(change, asked)?;
    let text = say!(
        "Took override {number} of **{name}** back. The next shifts:{coming}",
        number = number.0,
        name = words::line(schedule.name.as_str()),
        coming = shifts::coming(&schedule, &known.people, change.now, 5)
    );
    Ok(Message::public(text).into())
}

/// The overrides of the schedule at hand that are not over.
fn overrides(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let Ok(schedule) = named(view, asked) else { return Ok(Vec::new()) };
    let (people, now) = (roster::everybody(view, schedule.guild)?, view.now);
    let coming = schedule.is.overrides().iter().filter(|one| one.to > now);
    let choices = coming.map(|one| Choice { label: label(one, &people), value: one.id.0.to_string() });
    let typed = typed.trim().to_lowercase();
    Ok(choices.filter(|choice| choice.label.to_lowercase().contains(&typed)).take(25).collect())
}

fn label(one: &Override, people: &People) -> String {
    let name = |who| {
        let contact = people.contact(who).map(|contact| contact.name.to_string());
        contact.unwrap_or_else(|| shown(people, who).replace('*', ""))
    };
    let what = match one.change {
        What::Add(who) => say!("{who} too", who = name(who)),
        What::Remove(who) => say!("without {who}", who = name(who)),
        What::Replace { who, by } => say!("{by} for {who}", who = name(who), by = name(by)),
        What::Take(who) => name(who),
        What::Clear => say!("nobody"),
    };
    let day = |at: DateTime<Utc>| format!("{} {}", dates::short(at.date_naive()), at.format("%H:%M"));
    format!("{} · {what} · {} – {} UTC", one.id.0, day(one.from), day(one.to))
}
