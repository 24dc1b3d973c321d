//! A page to whoever set things up: a drill, to see that pages arrive. How it went is shown where it was asked for.

use super::alter;
use super::make::wish;
use crate::change::Change;
use crate::error::{Result, SetUpRefusal};
use crate::ids::PageId;
use crate::model::escalation::Target;
use crate::model::notice::AnswerTo;
use crate::model::paged::Paged;
use crate::model::set_up::{Rehearsal, Task};
use crate::model::who::Who;
use crate::operations::paging::drill::drill;
use crate::operations::paging::send::Addressee;
use crate::store;

/// How many times faster than in earnest: a call each half minute, and the end within minutes.
const SPEED: u32 = 10;

/// Pages the person who asks.
pub fn rehearse(change: &mut Change<'_>, answer: AnswerTo) -> Result<Paged> {
    let guild = change.guild();
    let user = change.by.user().ok_or(SetUpRefusal::NobodyToPage)?;
    let contact = store::contacts::of_user(change, guild, user)?;
    let (name, who) = match contact {
        Some(contact) => (contact.name.to_string(), contact.who()),
        None => (format!("<@{user}>"), Who::User(user)),
    };
    let paged = drill(change, None, Addressee::one(name, Target::Who(who)), SPEED)?;
    let rehearsal = Rehearsal { page: paged.id, answer };
    alter(change, |set_up| set_up.rehearsal = Some(rehearsal))?;
    Ok(paged)
}

/// Shows how it went, if the page that ended was tried out in a set-up.
pub(crate) fn over(change: &mut Change<'_>, page: PageId) -> Result<()> {
    let guild = change.guild();
    let rehearsal = store::setups::look(change, guild)?.rehearsal;
    match rehearsal.filter(|rehearsal| rehearsal.page == page) {
        Some(rehearsal) => wish(change, Task::Show, rehearsal.answer),
        None => Ok(()),
    }
}
