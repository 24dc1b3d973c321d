//! `/alerts`: which monitoring systems may open incidents and call people, and what is made of what they send.

pub mod add;
pub mod edit;
pub mod list;
mod made;
pub mod remove;
pub mod rotate;
pub mod show;

use incidents::ids::PolicyId;
use incidents::model::alert::{Does, NamedSource};
use incidents::model::token::Token;
use incidents::{AlertRefusal, Result, RosterRefusal, View, store};

use crate::asked::Asked;
use crate::tongues::word;
use crate::words;

/// The source that was named.
fn named(view: &mut View<'_>, asked: &Asked<'_>) -> Result<NamedSource> {
    let typed = asked.needed("source")?;
    let unknown = || AlertRefusal::NoSuch(words::fit(&words::line(typed), 60));
    Ok(store::alert_sources::named(view, asked.request.guild, typed)?.ok_or_else(unknown)?)
}

/// The policy that was named under `policy`.
fn policy(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Option<PolicyId>> {
    let Some(typed) = asked.text("policy") else { return Ok(None) };
    let noun = incidents::model::named::Noun::Policy;
    let unknown = || RosterRefusal::NoSuch(noun, words::fit(&words::line(typed), 60));
    Ok(Some(store::policies::named(view, asked.request.guild, typed)?.ok_or_else(unknown)?.id))
}

/// What is done with the alerts of a source, in one line.
fn rules(view: &mut View<'_>, asked: &Asked<'_>, source: &NamedSource) -> Result<String> {
    let rules = &source.is.rules;
    let pages = match rules.policy {
        None => say!("pages nobody"),
        Some(policy) => match store::policies::look(view, source.guild, policy)? {
            Some(named) => say!("pages **{name}**", name = words::line(named.name.as_str())),
            None => say!("⚠️ pages nobody, for its policy was removed"),
        },
    };
    let usual = rules.severity.as_deref().unwrap_or_else(|| asked.settings.default_severity());
    let opens = match rules.does {
        Does::Incident => word("opens incidents"),
        Does::Page => word("opens no incident unless nobody answers"),
    };
    let usual = say!("{severity} unless the alert says otherwise", severity = words::line(usual));
    let mut text = format!("{opens} · {pages} · {usual}");
    if !rules.grades.is_empty() {
        let pairs = rules.grades.iter().map(|(word, grade)| format!("{word}={grade}"));
        text.push_str(&format!(
            " · {}",
            words::fit(&words::line(&pairs.collect::<Vec<_>>().join(", ")), 300)
        ));
    }
    text.push_str(&say!(" · same by {what}", what = words::fit(&words::line(&rules.same.to_string()), 80)));
    if let Some(hours) = rules.quiet_hours {
        text.push_str(&say!(" · quiet {hours}", hours));
    }
    Ok(text)
}

/// The address to post to, said once.
fn address(view: &View<'_>, token: &Token) -> String {
    let address = format!("{}/alerts/{}", view.address(), token.reveal());
    let alert = r#"{"title": "Trying out Sitrep", "severity": "low"}"#;
    format!(
        "\n\n{}\n```\n{address}\n```\n{}\n```\ncurl -H 'Content-Type: application/json' -d '{alert}' {address}\n```",
        say!("Its address, shown this once:"),
        say!("Try it:")
    )
}

/// What is true of every answer that shows an address.
fn keep() -> String {
    say!(
        "-# Alertmanager, Grafana, Datadog, Sentry, Uptime Kuma, GitHub and plain JSON are understood. Whoever has the address \
         can open incidents here: keep it like a password. It is stored nowhere; `/alerts rotate` makes another."
    )
}
