//! `/alerts edit`: what is done with the alerts of a source.

use incidents::ids::PolicyId;
use incidents::model::action::hours::QuietHours;
use incidents::model::alert::{Does, UnreadableRule, read_grades};
use incidents::operations::alerts::edit::{Wish, edit};
use incidents::{Change, Result, View};

use super::{named, policy, rules};
use crate::asked::Asked;
use crate::reply::{Choice, Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::tongues::word;
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "alerts edit",
    about: "Change what is done with the alerts of a source",
    options: &[
        Opt::suggested("source", "Which source", suggest::alert_sources).required(),
        Opt::text("name", "Another name", 50),
        Opt::suggested("policy", "Who is paged, or none", suggest::policies),
        Opt::suggested("severity", "How bad an alert is that does not say so, or none", suggest::severities),
        Opt::text("severities", "How bad its own words are: critical=SEV1, info=nothing; or none", 500),
        Opt::one_of("opens", "An incident for each alert, or a page alone", &["incident", "page"]),
        Opt::suggested("same", "Which alerts are the same: group, alert, title or label:NAME", same),
        Opt::text("quiet_hours", "When only the gravest page, for example 22:00-07:00, or none", 40),
    ],
    needs: Needs::Admin,
    run: Run::Changes(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let source = named(change, asked)?;
    let hours = |typed: &str| typed.parse::<QuietHours>().map_err(UnreadableRule::from);
    let wish = Wish {
        name: asked.text("name").map(str::parse).transpose()?,
        policy: another_policy(change, asked)?,
        severity: unless_none(asked, "severity").map(|typed| typed.map(str::to_owned)),
        grades: asked.text("severities").map(|typed| read_grades(asked.settings, typed)).transpose()?,
        does: asked.text("opens").map(|typed| if typed == "page" { Does::Page } else { Does::Incident }),
        same: asked.text("same").map(str::parse).transpose()?,
        quiet_hours: unless_none(asked, "quiet_hours")
            .map(|typed| typed.map(hours).transpose())
            .transpose()?,
    };
    let source = edit(change, source.id, wish)?;
    let text = format!("**{}**: {}.", words::line(source.name.as_str()), rules(change, asked, &source)?);
    Ok(Message::private(text).into())
}

fn another_policy(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Option<Option<PolicyId>>> {
    match unless_none(asked, "policy") {
        None => Ok(None),
        Some(None) => Ok(Some(None)),
        Some(Some(_)) => Ok(Some(policy(view, asked)?)),
    }
}

/// What was given; `none` takes away what stood there.
fn unless_none<'r>(asked: &Asked<'r>, name: &str) -> Option<Option<&'r str>> {
    let typed = asked.text(name)?;
    let takes_away = ["none", "off", "-"].contains(&typed.trim().to_lowercase().as_str());
    Some((!takes_away).then_some(typed))
}

fn same(_: &mut View<'_>, _: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let usual = [
        ("group", word("one incident for each group of the sender's")),
        ("alert", word("one incident for each alert")),
        ("title", word("alerts of one title are the same")),
        ("label:service", word("alerts that share a label are the same")),
    ];
    let fitting = usual.into_iter().filter(|(value, _)| value.contains(&typed.trim().to_lowercase()));
    let choice = |(value, about): (&str, &str)| Choice {
        label: format!("{value} · {about}"),
        value: value.to_owned(),
    };
    Ok(fitting.map(choice).collect())
}
