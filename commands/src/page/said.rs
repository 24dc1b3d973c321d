//! What is said about a page in its incident's channel.

use crate::tongues::noted;
use incidents::model::attempt::Attempt;
use incidents::model::escalation::Loss;
use incidents::model::notice::PageSaying;
use incidents::model::paged::Paged;
use incidents::model::who::Who;
use incidents::operations::roster::People;

use super::next::title;
use crate::people::{mentioned, pings};
use crate::reply::Message;
use crate::words;

/// Words what is to be said.
pub(super) fn said(what: &PageSaying, paged: &Paged, people: &People, attempts: &[Attempt]) -> Message {
    let title = title(paged);
    let (text, pinged): (String, Vec<Who>) = match what {
        PageSaying::Exhausted { nth } => {
            let again = if *nth > 1 { say!(" (said {nth} times by now)", nth) } else { String::new() };
            let text = say!(
                "🚨 {title}: **nobody answered**{again}. Every level and repeat is through. Phone somebody, press \
                 **Acknowledge** above, or use `/page escalate` to begin again.",
                title,
                again
            );
            (text, paged.page.called().iter().copied().collect())
        }
        PageSaying::ExhaustedOutside => (say!("🚨 {title}: **nobody answered**.", title), Vec::new()),
        PageSaying::NobodyOnCall { fallback: Some(to) } => (
            say!(
                "⚠️ {title}: no level has anybody at the moment. {mentioned} was called instead.",
                title,
                mentioned = mentioned(people, *to)
            ),
            vec![*to],
        ),
        PageSaying::NobodyOnCall { fallback: None } => {
            let text = say!(
                "🚨 {title}: no level has anybody at the moment, so **nobody was called**. Mention somebody, or use \
                 `/page send` with a person.",
                title
            );
            (text, Vec::new())
        }
        PageSaying::StillOnIt { who, by } => {
            let text = say!(
                "👋 {mentioned}: still on {title}? Say something here or press **Acknowledge** again; otherwise it is unanswered \
                 again {by}.",
                title,
                mentioned = mentioned(people, *who),
                by = words::ago(*by)
            );
            (text, vec![*who])
        }
        PageSaying::Unreachable { who, why } => {
            (unreachable(*who, *why, people, attempts, &title), Vec::new())
        }
        PageSaying::Taken { who } => (
            say!(
                "✅ {title}: {mentioned} has it. Escalation has stopped.",
                title,
                mentioned = mentioned(people, *who)
            ),
            Vec::new(),
        ),
        PageSaying::Escalated { by, reason } => {
            let reason = reason.as_deref().map(|reason| format!(": {}", words::line(reason)));
            (
                say!(
                    "⏫ {title}: escalated by {by}{into}",
                    title,
                    by = words::line(by),
                    into = reason.unwrap_or_else(|| ".".into())
                ),
                Vec::new(),
            )
        }
        PageSaying::Declined { who } => (
            say!("🙅 {title}: {mentioned} can't take it.", title, mentioned = mentioned(people, *who)),
            Vec::new(),
        ),
    };
    Message { pings: pings(people, &pinged), ..Message::public(text) }
}

fn unreachable(who: Who, why: Loss, people: &People, attempts: &[Attempt], title: &str) -> String {
    let mut problems: Vec<String> = Vec::new();
    for attempt in attempts.iter().filter(|attempt| attempt.who == who) {
        let problem = attempt
            .problem
            .as_deref()
            .map(|problem| format!("{}: {}", super::calls::way(attempt.way), words::line(&noted(problem))));
        problems
            .extend(problem.filter(|problem| !problems.contains(problem)).into_iter().collect::<Vec<_>>());
    }
    let why = match (why, problems.is_empty()) {
        (Loss::Gone, _) => say!("they are no longer here"),
        (_, true) => say!("no way to them is known"),
        (_, false) => problems.join("; "),
    };
    say!(
        "📵 {title}: {mentioned} **could not be reached** ({why}). Phone them if you can.",
        title,
        why,
        mentioned = mentioned(people, who)
    )
}
