//! Tries out a contact's ways: a real page, marked TEST, that belongs to no incident and ends with the first answer.

use crate::change::Change;
use crate::error::Result;
use crate::model::contact::Contact;
use crate::model::escalation::{Gravity, Kind, Opening, Target, Urgency};
use crate::model::paged::Paged;
use crate::operations::paging::send::{About, Addressee, open};

/// Sends a test page to a contact, by every way they have. It is sent once, and does not escalate.
pub fn try_out(change: &mut Change<'_>, contact: &Contact) -> Result<Paged> {
    let to = Addressee::one(contact.name.to_string(), Target::Who(contact.who()));
    let opening = Opening {
        policy: to.policy.clone(),
        urgency: Urgency::Low,
        gravity: Gravity::Ordinary,
        kind: Kind::Test,
    };
    open(change, opening, &to, About { incident: None, number: 0, message: None })
}
