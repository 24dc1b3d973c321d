//! A page to whoever set things up: a drill, to see that pages arrive. How it went is shown where it was asked for.

use chrono::TimeDelta;

use super::{alter, make};
use crate::change::Change;
use crate::error::{Result, SetUpRefusal};
use crate::ids::PageId;
use crate::model::escalation::Target;
use crate::model::notice::AnswerTo;
use crate::model::paged::Paged;
use crate::model::set_up::Rehearsal;
use crate::model::who::Who;
use crate::operations::paging::drill::drill;
use crate::operations::paging::send::Addressee;
use crate::store;

/// How many times faster than in earnest: a call each half minute, and the end within minutes.
const SPEED: u32 = 10;
/// After how long it is shown whether the page left.
const SOON: TimeDelta = TimeDelta::seconds(3);

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
    let rehearsal = Rehearsal { page: paged.id, answer: answer.clone() };
    alter(change, |set_up| set_up.rehearsal = Some(rehearsal))?;
    // By then it has left, or could not.
    let (shown, soon) = (make::show(change, answer), change.now + SOON);
    change.send_at(&shown, soon)?;
    Ok(paged)
}

/// Shows how it went, if the page that ended was tried out in a set-up.
pub(crate) fn over(change: &mut Change<'_>, page: PageId) -> Result<()> {
    let guild = change.guild();
    let rehearsal = store::setups::look(change, guild)?.rehearsal;
    match rehearsal.filter(|rehearsal| rehearsal.page == page) {
        Some(rehearsal) => {
            let shown = make::show(change, rehearsal.answer);
            change.send(&shown)
        }
        None => Ok(()),
    }
}
