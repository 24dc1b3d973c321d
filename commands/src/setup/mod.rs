//! `/setup`: step by step from an empty server to one where incidents can be worked on. What is chosen is kept as it is chosen, so
//! that anybody who manages the server can go on at any time; nothing is made before all of it was seen.

mod people;
mod piece;
mod preview;
mod standing;
mod undo;

use incidents::ids::GuildId;
use incidents::model::notice::AnswerTo;
use incidents::model::set_up::{Piece, SetUp, Stage, Task, Wish};
use incidents::operations::set_up::plan::{Planned, plan};
use incidents::operations::set_up::{make, rehearse};
use incidents::{Change, Refusal, Result, View, store};

use crate::asked::Asked;
use crate::handles;
use crate::parcels::{Parcel, SettingUp};
use crate::reply::{Choice, Look, Message, Reply, Widget};
use crate::table::{Command, Handle, Needs, Run};
use crate::tongues::{Listeners, speaking, word};

pub const COMMAND: Command = Command {
    path: "setup",
    about: "Set this server up step by step: channels, roles, who can be paged; nothing is made unseen",
    needs: Needs::Admin,
    run: Run::Changes(run),
    handles: &[
        Handle { name: TURN, needs: Needs::Admin, run: Run::Changes(turn) },
        Handle { name: piece::CHOOSE, needs: Needs::Admin, run: Run::Changes(piece::choose_it) },
        Handle { name: piece::OTHER, needs: Needs::Admin, run: Run::Changes(piece::choose_other) },
        Handle { name: people::ADD, needs: Needs::Admin, run: Run::Changes(people::add) },
        Handle { name: MAKE, needs: Needs::Admin, run: Run::Changes(make_it) },
        Handle { name: REHEARSE, needs: Needs::Admin, run: Run::Changes(try_page) },
        Handle { name: undo::ASK, needs: Needs::Admin, run: Run::Reads(undo::ask) },
        Handle { name: undo::UNDO, needs: Needs::Admin, run: Run::Changes(undo::undo) },
    ],
    ..Command::PLAIN
};

const TURN: &str = "setup-turn";
const MAKE: &str = "setup-make";
const REHEARSE: &str = "setup-page";

/// What can be turned to beside the pieces.
const PEOPLE: &str = "people";
const PREVIEW: &str = "preview";
const STANDING: &str = "standing";
/// What the id of the list of steps says in place of a step.
const LISTED: &str = "listed";

/// How many steps there are before the preview: one for each piece, and the people.
const STEPS: usize = Piece::ALL.len() + 1;

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    Ok(Message { private: true, ..go_on(change, asked)? }.into())
}

/// The step that comes next.
fn go_on(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Message> {
    let guild = asked.request.guild;
    let set_up = store::setups::look(change, guild)?;
    match set_up.next() {
        _ if set_up.stage != Stage::Choosing => standing::show(change, guild),
        Some(piece) => piece::show(change, guild, piece),
        None if !set_up.people_chosen => people::show(change, asked),
        None if plan(change, guild, &set_up)?.iter().all(Planned::is_done) => standing::show(change, guild),
        None => look_first(change, asked),
    }
}

/// Turns to a step.
fn turn(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let guild = asked.request.guild;
    let to = asked.chosen().or(asked.words().first().copied()).unwrap_or_default();
    let message = match (to, Piece::named(to)) {
        (_, Some(piece)) => piece::show(change, guild, piece)?,
        (PEOPLE, _) => people::show(change, asked)?,
        (PREVIEW, _) => {
            incidents::operations::set_up::choose::choose_people(change, &[])?;
            look_first(change, asked)?
        }
        (STANDING, _) => standing::show(change, guild)?,
        _ => return Err(Refusal::StaleButton.into()),
    };
    Ok(Reply::Change(message))
}

/// The preview, and a wish to see what Discord lets us do of it.
fn look_first(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Message> {
    make::look(change, asked.answer())?;
    preview::show(change, asked.request.guild)
}

fn make_it(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let seen = asked.words().first().and_then(|seen| seen.parse().ok()).ok_or(Refusal::StaleButton)?;
    make::begin(change, seen, asked.answer())?;
    Ok(Reply::Change(standing::show(change, asked.request.guild)?))
}

fn try_page(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    rehearse::rehearse(change, asked.answer())?;
    Ok(Reply::Change(standing::show(change, asked.request.guild)?))
}

/// What leaves for a set-up: what is to be done on Discord, and with what.
pub fn parcel(view: &mut View<'_>, guild: GuildId, wish: &Wish) -> Result<Parcel> {
    let set_up = store::setups::look(view, guild)?;
    let is_due = match wish.task {
        Task::Make => set_up.stage == Stage::Making,
        Task::Undo => set_up.stage == Stage::Undoing,
        Task::Look | Task::Show => true,
    };
    // Done already, by a try whose answer was lost: what came of it is still to be shown.
    let task = if is_due { wish.task } else { Task::Show };
    let wish = Wish { task, ..wish.clone() };
    let plan = plan(view, guild, &set_up)?;
    Ok(Parcel::SetUp(Box::new(SettingUp { wish, plan, made: set_up.made })))
}

/// How a set-up stands, for an answer that changes: what is seen before anything is made, or what came of it.
pub fn now(view: &mut View<'_>, guild: GuildId, answer: &AnswerTo) -> Result<Message> {
    speaking(Listeners::of(answer.tongue), || stands(view, guild))
}

fn stands(view: &mut View<'_>, guild: GuildId) -> Result<Message> {
    let set_up = store::setups::look(view, guild)?;
    let is_done = plan(view, guild, &set_up)?.iter().all(Planned::is_done);
    let is_told = is_done || !set_up.report.is_empty();
    match set_up.stage == Stage::Choosing && !is_told {
        true => preview::show(view, guild),
        false => standing::show(view, guild),
    }
}

/// `Set-up · 2 of 6 · Announcements`.
fn heading(step: usize, title: &str) -> String {
    say!("**Set-up · {step} of {steps} · {title}**\n", step, title, steps = STEPS)
}

fn turning(label: &str, to: &str, look: Look) -> Widget {
    Widget::button(label, handles::id(TURN, &[&to]), look)
}

/// A list of all steps, to choose otherwise in one of them.
fn steps() -> Vec<Widget> {
    let pieces = Piece::ALL.map(|piece| (piece::title(piece), piece.setting().as_str()));
    let choices = pieces.into_iter().chain([(word("People"), PEOPLE)]);
    let choices = choices.map(|(label, value)| Choice { label: label.into(), value: value.into() });
    let (id, hint) = (handles::id(TURN, &[&LISTED]), say!("Choose otherwise"));
    vec![Widget::List { id, hint, choices: choices.collect() }]
}

/// The button to the step before the `step`-th, if there is one.
fn back(step: usize) -> Option<Widget> {
    let before = Piece::ALL.get(step.checked_sub(2)?)?;
    Some(turning(word("Back"), before.setting().as_str(), Look::Plain))
}

/// What was chosen for each piece so far, one on a line.
fn lines(set_up: &SetUp, plan: &[Planned]) -> String {
    let line = |planned: &Planned| format!("\n{}", piece::line(set_up, planned));
    plan.iter().map(line).collect()
}
