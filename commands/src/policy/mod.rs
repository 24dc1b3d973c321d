//! `/policy`: whom to page, in which order, and how patiently.

pub mod create;
pub mod edit;
pub mod list;
pub mod move_step;
pub mod remove;
pub mod show;
pub mod step;
pub mod unstep;

use incidents::model::escalation::{Answers, OnActivity, Policy, Target};
use incidents::model::named::{NamedPolicy, Noun};
use incidents::operations::policies::add_step::check_answered;
use incidents::operations::roster;
use incidents::{Result, RosterRefusal, View, store};

use crate::asked::Asked;
use crate::people::Known;
use crate::tongues::word;
use crate::words;

/// The policy that was named.
fn named(view: &mut View<'_>, asked: &Asked<'_>) -> Result<NamedPolicy> {
    let typed = asked.needed("policy")?;
    let unknown = || RosterRefusal::NoSuch(Noun::Policy, words::fit(&words::line(typed), 60));
    Ok(store::policies::named(view, asked.request.guild, typed)?.ok_or_else(unknown)?)
}

/// Everything a policy says, level by level, with a warning where nobody would be told.
fn described(view: &mut View<'_>, asked: &Asked<'_>, policy: &NamedPolicy) -> Result<String> {
    let known = Known::of(view, asked)?;
    let mut text = format!("**{}** · {}", words::line(policy.name.as_str()), patience(&policy.is));
    for (at, level) in policy.is.levels.iter().enumerate() {
        let targets: Vec<_> = level.targets.iter().map(|target| known.shown_target(*target)).collect();
        let wait = words::span(chrono::TimeDelta::seconds(level.wait_s.into()));
        let answers = if level.answers == Answers::Each { word(" · each of them is to answer") } else { "" };
        text.push_str(&say!(
            "\n{at}. {targets} · then {wait}{answers}",
            wait,
            answers,
            at = at + 1,
            targets = targets.join(", ")
        ));
    }
    if let Some(fallback) = policy.is.fallback {
        let who = known.shown_target(Target::Who(fallback));
        text.push_str(&say!("\nWhen no level has anybody: {who}", who));
    }
    text.push_str(warning(view, policy)?);
    Ok(text)
}

fn patience(policy: &Policy) -> String {
    let ack = match policy.ack_timeout_s {
        Some(seconds) => {
            say!(
                "acknowledgement holds {seconds}",
                seconds = words::span(chrono::TimeDelta::seconds(seconds.into()))
            )
        }
        None => say!("acknowledgement holds for good"),
    };
    let delay = match policy.initial_delay_s {
        0 => String::new(),
        seconds => say!(
            "begins after {seconds} · ",
            seconds = words::span(chrono::TimeDelta::seconds(seconds.into()))
        ),
    };
    let activity = match policy.on_activity {
        OnActivity::Ignores if policy.ack_timeout_s.is_some() => word(", whatever goes on in the channel"),
        _ => "",
    };
    say!("{delay}repeats {repeat} times · {ack}{activity}", delay, ack, activity, repeat = policy.repeat)
}

/// What a policy lacks to reach anybody.
fn warning(view: &mut View<'_>, policy: &NamedPolicy) -> Result<&'static str> {
    let people = roster::of(view, policy.guild, &policy.is)?;
    let now = view.now;
    Ok(if policy.is.levels.is_empty() {
        word("\n⚠️ It has no levels yet, so nobody would be told. Add one with `/policy step`.")
    } else if check_answered(&policy.is, &people, now).is_err() {
        word("\n⚠️ Nobody would be told by it. Add somebody with `/policy step`.")
    } else if policy.is.check_answered(&people, now).is_err() {
        word("\n⚠️ Nobody would be told right now, for nobody is on call. See `/oncall next`.")
    } else {
        ""
    })
}
