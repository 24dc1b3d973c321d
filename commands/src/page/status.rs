//! `/page status`: every page of an incident, who was told, by which way, what came of it, and what happens next.

use incidents::model::attempt::{Attempt, State};
use incidents::model::escalation::{Page, Roster as _};
use incidents::model::paged::Paged;
use incidents::operations::roster::{self, People};
use incidents::{Refusal, Result, View, store};

use super::calls::way;
use super::next::{next, state, title};
use crate::asked::Asked;
use crate::people::{all_mentioned, mentioned};
use crate::reply::{Message, Reply};
use crate::table::{Command, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "page status",
    about: "Show who was paged, by which way, what came of it, and what happens next",
    options: &[Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents)],
    run: Run::Reads(run),
    ..Command::PLAIN
};

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(view)?;
    let pages = store::pages::of_incident(view, incident.id)?;
    if pages.is_empty() {
        return Err(Refusal::NoPage(incident.number).into());
    }
    let people = roster::all(view, incident.guild)?;
    let mut text = format!("**{}** · pages", suggest::title(&incident));
    for paged in pages.iter().rev() {
        let attempts = store::attempts::of_page(view, paged.id)?;
        text.push_str(&one(paged, &attempts, &people, view.now));
    }
    Ok(Message::private(text).into())
}

fn one(paged: &Paged, attempts: &[Attempt], people: &People, now: chrono::DateTime<chrono::Utc>) -> String {
    let mut text = format!(
        "\n\n📟 {}, sent by {} {}: {}. {}",
        title(paged),
        words::line(&paged.sent_by_name),
        words::instant(paged.opened_at),
        state(&paged.page, people),
        next(&paged.page, now),
    );
    text.push_str(&coming(&paged.page, people));
    for attempt in attempts.iter().rev() {
        text.push_str(&line(attempt, people));
    }
    text
}

/// Whom the next step calls, as things are now: schedules are asked again when it comes.
fn coming(page: &Page, people: &People) -> String {
    let (Some(due), Some(place)) = (page.next_due(page.seen()), page.coming()) else { return String::new() };
    let level = page.policy().levels.get(place.level);
    let mut who = Vec::new();
    for target in level.into_iter().flat_map(|level| &level.targets) {
        who.extend(people.people(*target, due));
    }
    let who = all_mentioned(people, &people.each_once(&who));
    if who.is_empty() {
        return format!(
            "\n• next, level {}: nobody is on call there, so it will be skipped",
            place.level + 1
        );
    }
    format!("\n• next, level {}, {}: {who}", place.level + 1, words::ago(due))
}

pub(super) fn line(attempt: &Attempt, people: &People) -> String {
    let who = mentioned(people, attempt.who);
    let problem =
        attempt.problem.as_deref().map(|problem| format!(" ({})", words::fit(&words::line(problem), 160)));
    format!(
        "\n• call {} · {who} · {} · {}{} · {}",
        attempt.firing,
        way(attempt.way),
        came_of(attempt.state),
        problem.unwrap_or_default(),
        words::time(attempt.changed_at)
    )
}

fn came_of(state: State) -> &'static str {
    match state {
        State::Pending => "waits to be sent",
        State::Sending => "is being sent",
        State::QueuedRemotely => "handed to the provider",
        State::Sent => "sent",
        State::Delivered => "arrived",
        State::Read => "read",
        State::FailedTemp => "failed, and is tried again",
        State::FailedPerm => "failed",
        State::Stale => "taken back before it was sent",
        State::Bundled => "told together with others in one message",
    }
}
