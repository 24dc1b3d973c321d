//! `/action`: what will be done about an incident, and getting it done.

pub mod add;
pub mod create;
pub mod done;
pub mod drop;
pub mod edit;
mod fields;
pub mod lack;
pub mod line;
pub mod link;
pub mod list;
pub mod mine;
pub mod named;
pub mod reassign;
pub mod reopen;
mod rhythm;
pub mod snooze;
pub mod unlink;

use incidents::model::action::{Action, Kind, Priority};

use crate::table::{Opt, Takes};
use crate::{suggest, words};

const TITLE: Takes = Takes::Text { least: 3, most: 300 };
const KIND: Opt =
    Opt::one_of("kind", "What sort of measure; corrective unless you say otherwise", Kind::WORDS);
const DETAIL: Opt = Opt::text("detail", "More about it", 1_900);
const OWNER: Opt = Opt::of("owner", "Who does it", Takes::User);
const TEAM: Opt = Opt::suggested(
    "team",
    "A role, a contact, or somebody outside Discord, instead of one person",
    named::suggest_teams,
);
const DUE: Opt = Opt::text("due", "By when: friday, in 3 days, 2w, 2026-06-02, tomorrow 9:00", 100);
const PRIORITY: Opt = Opt::one_of("priority", "How urgent it is", Priority::WORDS);
const REPEAT: Opt =
    Opt::suggested("repeat", "every quarter, every monday 9:00, or a cron line", rhythm::suggest);
const DONE_WHEN: Opt = Opt::text("done_when", "How one can tell that it is done", 1_900);
const INCIDENT: Opt = Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents);

/// The one title line of an action in answers: `A-12 · Add an alert`.
fn title(action: &Action) -> String {
    format!("**{}** · {}", action.number, words::fit(&words::line(&action.title), 320))
}
