//! What is said about a page in its incident's channel.

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
            let again = if *nth > 1 { format!(" (said {nth} times by now)") } else { String::new() };
            let text = format!(
                "🚨 {title}: **nobody answered**{again}. Every level and repeat is through. Phone somebody, press \
                 **Acknowledge** above, or use `/page escalate` to begin again."
            );
            (text, paged.page.called().iter().copied().collect())
        }
        PageSaying::ExhaustedOutside => (format!("🚨 {title}: **nobody answered**."), Vec::new()),
        PageSaying::NobodyOnCall { fallback: Some(to) } => (
            format!(
                "⚠️ {title}: no level has anybody at the moment. {} was called instead.",
                mentioned(people, *to)
            ),
            vec![*to],
        ),
        PageSaying::NobodyOnCall { fallback: None } => {
            let text = format!(
                "🚨 {title}: no level has anybody at the moment, so **nobody was called**. Mention somebody, or use \
                 `/page send` with a person."
            );
            (text, Vec::new())
        }
        PageSaying::StillOnIt { who, by } => {
            let text = format!(
                "👋 {}: still on {title}? Say something here or press **Acknowledge** again; otherwise it is unanswered \
                 again {}.",
                mentioned(people, *who),
                words::ago(*by)
            );
            (text, vec![*who])
        }
        PageSaying::Unreachable { who, why } => {
            (unreachable(*who, *why, people, attempts, &title), Vec::new())
        }
        PageSaying::Taken { who } => {
            (format!("✅ {title}: {} has it. Escalation has stopped.", mentioned(people, *who)), Vec::new())
        }
        PageSaying::Escalated { by, reason } => {
            let reason = reason.as_deref().map(|reason| format!(": {}", words::line(reason)));
            (
                format!(
                    "⏫ {title}: escalated by {}{}",
                    words::line(by),
                    reason.unwrap_or_else(|| ".".into())
                ),
                Vec::new(),
            )
        }
        PageSaying::Declined { who } => {
            (format!("🙅 {title}: {} can't take it.", mentioned(people, *who)), Vec::new())
        }
    };
    Message { pings: pings(people, &pinged), ..Message::public(text) }
}

fn unreachable(who: Who, why: Loss, people: &People, attempts: &[Attempt], title: &str) -> String {
    let mut problems: Vec<String> = Vec::new();
    for attempt in attempts.iter().filter(|attempt| attempt.who == who) {
        let problem = attempt
            .problem
            .as_deref()
            .map(|problem| format!("{}: {}", super::calls::way(attempt.way), words::line(problem)));
        problems
            .extend(problem.filter(|problem| !problems.contains(problem)).into_iter().collect::<Vec<_>>());
    }
    let why = match (why, problems.is_empty()) {
        (Loss::Gone, _) => "they are no longer here".to_owned(),
        (_, true) => "no way to them is known".to_owned(),
        (_, false) => problems.join("; "),
    };
    format!("📵 {title}: {} **could not be reached** ({why}). Phone them if you can.", mentioned(people, who))
}
