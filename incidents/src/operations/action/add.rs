//! Writes down what will be done about an incident.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::{ActionId, IncidentId};
use crate::model::action::deed::What;
use crate::model::action::likeness;
use crate::model::action::owner::{LONGEST_NAME, Owner};
use crate::model::action::{Action, Due, Kind, Priority, Repeat, State};
use crate::operations::action::{digest, mirror, repeat, settle};
use crate::store;
use crate::store::actions::Filter;

/// How many characters the longer texts of an action may have.
pub const MOST: usize = 1_900;
/// So many open actions are compared with a new one.
const COMPARED: i64 = 2_000;

/// What is known of an action when it is written down.
#[derive(Debug, Clone)]
pub struct Wish {
    /// What will be done.
    pub title: String,
    /// What sort of measure it is.
    pub kind: Kind,
    /// More about it.
    pub detail: Option<String>,
    /// Who does it.
    pub owner: Option<Owner>,
    /// By when.
    pub due: Option<Due>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// How it comes round again.
    pub repeat: Option<Repeat>,
    /// How one can tell that it is done.
    pub done_when: Option<String>,
}

/// An action that was added, and what might be better about it.
#[derive(Debug, Clone)]
pub struct Added {
    /// The action.
    pub action: Action,
    /// Open actions that seem to ask for the same.
    pub alike: Vec<Action>,
    /// The second of two things that its title seems to ask for.
    pub second: Option<String>,
}

/// Adds an action to an incident, whatever state that is in.
pub fn add(change: &mut Change<'_>, incident: IncidentId, wish: &Wish) -> Result<Added> {
    let mut action = written(change, incident, wish)?;
    let alike = alike(change, &action)?;
    let guild = change.guild();
    action.number = store::guilds::next_action(change, guild)?;
    store::actions::insert(change, &mut action)?;
    repeat::begin(change, &mut action)?;
    settle(change, &action, What::Added)?;
    digest::ensure(change)?;
    mirror::of_new(change, &mut action)?;
    let second = likeness::second_thing(&action.title).map(str::to_owned);
    Ok(Added { action, alike, second })
}

fn written(change: &Change<'_>, incident: IncidentId, wish: &Wish) -> Result<Action, Refusal> {
    Ok(Action {
        id: ActionId(0),
        guild: change.guild(),
        number: crate::ids::ActionNumber(0),
        incident,
        title: title(&wish.title)?,
        kind: wish.kind,
        detail: text("detail", wish.detail.as_deref())?,
        owner: wish.owner.clone().map(owner).transpose()?,
        due: wish.due,
        priority: wish.priority,
        repeat: wish.repeat.clone(),
        done_when: text("done_when", wish.done_when.as_deref())?,
        state: State::Open,
        closed: None,
        snoozed_until: None,
        issue: None,
        created_by: change.by.user(),
        created_by_name: change.by.name().to_owned(),
        created_at: change.now,
    })
}

/// A title as it is kept: on one line, not too long.
pub fn title(typed: &str) -> Result<String, Refusal> {
    let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    Refusal::unless_fits("title", &line, Action::LONGEST_TITLE).map(str::to_owned)
}

/// A longer text as it is kept; nothing but white space is none.
pub fn text(what: &'static str, typed: Option<&str>) -> Result<Option<String>, Refusal> {
    let typed = typed.filter(|typed| !typed.trim().is_empty());
    typed.map(|typed| Refusal::unless_fits(what, typed, MOST).map(str::to_owned)).transpose()
}

/// An owner whose name can be kept.
pub fn owner(owner: Owner) -> Result<Owner, Refusal> {
    match owner {
        Owner::Named { name } => {
            let name = Refusal::unless_fits("owner", &name, LONGEST_NAME)?.to_owned();
            Ok(Owner::Named { name })
        }
        known => Ok(known),
    }
}

/// Open actions of the server that seem to ask for the same, those of the same incident first.
fn alike(change: &mut Change<'_>, new: &Action) -> Result<Vec<Action>> {
    let guild = change.guild();
    let open = Filter { state: Some(State::Open), ..Filter::default() };
    let mut found = store::actions::fitting(change, guild, &open, COMPARED)?;
    found.retain(|known| likeness::are_alike(&known.title, &new.title));
    found.sort_by_key(|known| (known.incident != new.incident, known.number));
    Ok(found)
}
