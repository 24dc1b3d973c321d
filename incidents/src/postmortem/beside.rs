//! What an imported document knew that the ledger has no rows for: people without an account, pages of another tool,
//! parts under headings of their own. Kept with the import, and told again wherever the incident is.

use serde::{Deserialize, Serialize};

use super::facts::{Facts, Further, Page, Person, SeverityChange, State};
use crate::ids::ActionId;

/// What is kept beside the rows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Beside {
    /// How far the document had come.
    pub state: State,
    /// Which edition it was.
    pub version: u32,
    /// Whether it was only an exercise.
    pub drill: bool,
    /// What its zone was called there.
    pub zone_label: Option<String>,
    /// The cause in one sentence.
    pub cause_in_short: String,
    /// Who held which role.
    pub people: Vec<Person>,
    /// Who was called.
    pub pages: Vec<Page>,
    /// How the severity changed.
    pub severity_changes: Vec<SeverityChange>,
    /// What its actions said beside.
    pub actions: Vec<More>,
    /// Parts under headings of their own.
    pub further: Vec<Further>,
}

/// What an imported action said beside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct More {
    /// The action it belongs to here.
    pub action: ActionId,
    /// How often it comes round. Nobody is reminded by it.
    pub repeat: String,
    /// Where it is tracked.
    pub link: String,
    /// The heading it stood under.
    pub group: String,
}

impl Beside {
    /// What of some facts has no rows; its actions are to be added once they have ids.
    #[must_use]
    pub fn of(facts: &Facts) -> Self {
        Self {
            state: facts.state,
            version: facts.version,
            drill: facts.drill,
            zone_label: facts.zone_label.clone(),
            cause_in_short: facts.texts.cause_in_short.clone(),
            people: facts.people.clone(),
            pages: facts.pages.clone(),
            severity_changes: facts.severity_changes.clone(),
            actions: Vec::new(),
            further: facts.further.clone(),
        }
    }

    /// Says something in other words, wherever its texts hold it.
    pub(crate) fn say_instead(&mut self, words: &str, instead: &str) {
        let texts = self.further.iter_mut().map(|further| &mut further.text);
        for text in texts.chain([&mut self.cause_in_short]) {
            *text = text.replace(words, instead);
        }
    }

    /// Adds what is kept here to facts gathered from the rows. What people wrote since comes first.
    pub(super) fn add_to(self, facts: &mut Facts) {
        if facts.state == State::Draft && facts.version <= 1 {
            facts.state = self.state;
            facts.version = self.version.max(1);
        }
        facts.drill |= self.drill;
        facts.zone_label = facts.zone_label.take().or(self.zone_label);
        if facts.texts.cause_in_short.is_empty() {
            facts.texts.cause_in_short = self.cause_in_short;
        }
        let here = std::mem::take(&mut facts.people);
        facts.people = self.people;
        facts.people.retain(|person| here.iter().all(|other| other.role != person.role));
        facts.people.extend(here);
        facts.pages.splice(0..0, self.pages);
        facts.pages.sort_by_key(|page| page.at);
        facts.severity_changes.splice(0..0, self.severity_changes);
        for more in self.actions {
            if let Some(action) = facts.actions.iter_mut().find(|action| action.id == more.action) {
                if action.repeat.is_empty() {
                    action.repeat = more.repeat;
                }
                if action.link.is_empty() {
                    action.link = more.link;
                }
                action.group = more.group;
            }
        }
        facts.further = self.further;
    }

    /// What it can be found by.
    #[must_use]
    pub fn words(&self) -> String {
        let further = self.further.iter().flat_map(|part| [part.heading.as_str(), part.text.as_str()]);
        let people = self.people.iter().map(|person| person.name.as_str());
        let all = std::iter::once(self.cause_in_short.as_str()).chain(further).chain(people);
        all.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }
}
