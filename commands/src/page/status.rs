//! `/page status`: every page of an incident, who was told, by which way, what came of it, and what happens next.

use crate::tongues::noted;
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
use crate::tongues::word;
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
    let mut text = say!("**{title}** · pages", title = suggest::title(&incident));
    for paged in pages.iter().rev() {
        let attempts = store::attempts::of_page(view, paged.id)?;
        text.push_str(&one(paged, &attempts, &people, view.now));
    }
    Ok(Message::private(text).into())
}

fn one(paged: &Paged, attempts: &[Attempt], people: &People, now: chrono::DateTime<chrono::Utc>) -> String {
    let mut text = say!(
        "\n\n📟 {title}, sent by {sent_by_name} {opened_at}: {state}. {next}",
        title = title(paged),
        sent_by_name = words::line(&paged.sent_by_name),
        opened_at = words::instant(paged.opened_at),
        state = state(&paged.page, people),
        next = next(&paged.page, now)
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
        return say!(
            "\n• next, level {level}: nobody is on call there, so it will be skipped",
            level = place.level + 1
        );
    }
    say!("\n• next, level {level}, {due}: {who}", who, level = place.level + 1, due = words::ago(due))
}

pub(super) fn line(attempt: &Attempt, people: &People) -> String {
    let who = mentioned(people, attempt.who);
    let problem = attempt
        .problem
        .as_deref()
        .map(|problem| format!(" ({})", words::fit(&words::line(&noted(problem)), 160)));
    say!(
        "\n• call {firing} · {who} · {way} · {came_of}{problem} · {changed_at}",
        who,
        firing = attempt.firing,
        way = way(attempt.way),
        came_of = came_of(attempt.state),
        problem = problem.unwrap_or_default(),
        changed_at = words::time(attempt.changed_at)
    )
}

fn came_of(state: State) -> &'static str {
    match state {
        State::Pending => word("waits to be sent"),
        State::Sending => word("is being sent"),
        State::QueuedRemotely => word("handed to the provider"),
        State::Sent => word("sent"),
        State::Delivered => word("arrived"),
        State::Read => word("read"),
        State::FailedTemp => word("failed, and is tried again"),
        State::FailedPerm => word("failed"),
        State::Stale => word("taken back before it was sent"),
        State::Bundled => word("told together with others in one message"),
    }
}
