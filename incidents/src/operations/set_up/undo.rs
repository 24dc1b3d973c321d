//! Takes away what a set-up made, and only that, where nobody uses it yet. What is in use is left, and it is said why.

use super::alter;
use super::make::wish;
use crate::change::Change;
use crate::error::{Result, SetUpRefusal};
use crate::ids::{ChannelId, ContactId, RoleId};
use crate::model::event::Event;
use crate::model::notice::AnswerTo;
use crate::model::set_up::{Deed, Made, Stage, Task};
use crate::model::setting::{Setting, Target};
use crate::operations::contacts::remove::remove;
use crate::worded::Sentence;
use crate::{sentence, store};

/// Begins.
pub fn begin(change: &mut Change<'_>, answer: AnswerTo) -> Result<()> {
    let guild = change.guild();
    let set_up = store::setups::look(change, guild)?;
    if set_up.stage != Stage::Choosing {
        return Err(SetUpRefusal::UnderWay.into());
    }
    if set_up.made.is_empty() && set_up.contacts.is_empty() {
        return Err(SetUpRefusal::NothingMade.into());
    }
    let mut left = Vec::new();
    let mut stay = Vec::new();
    for contact in set_up.contacts {
        if let Some(why) = take_contact(change, contact)? {
            left.push(why);
            stay.push(contact);
        }
    }
    alter(change, |set_up| {
        set_up.stage = Stage::Undoing;
        set_up.report = left;
        set_up.contacts = stay;
    })?;
    wish(change, Task::Undo, answer)
}

/// Removes a contact that nobody calls by name; says who calls it otherwise.
fn take_contact(change: &mut Change<'_>, id: ContactId) -> Result<Option<Sentence>> {
    let guild = change.guild();
    let Some(contact) = store::contacts::get(change, guild, id)? else { return Ok(None) };
    let (name, who) = (contact.name.to_string(), contact.who());
    let in_schedule = store::schedules::all(change, guild)?.into_iter().find(|one| one.is.names(who));
    let in_policy = store::policies::all(change, guild)?.into_iter().find(|one| one.is.names(who));
    let user = in_schedule.map(|one| one.name).or(in_policy.map(|one| one.name));
    match user {
        Some(user) => Ok(Some(sentence!("the contact {name} stays: {user} calls them", name, user))),
        None => remove(change, id).map(|_| None),
    }
}

/// Notes that something that was made is gone, and points its setting at what it pointed at before.
pub fn taken_away(change: &mut Change<'_>, made: &Made) -> Result<()> {
    let guild = change.guild();
    let setting = made.piece.setting();
    let mut settings = store::guilds::settings(change, guild)?;
    if setting.target(&settings).map(Target::id) == Some(made.id) {
        let before = setting.value(&settings);
        setting.point(&mut settings, made.before);
        store::guilds::save_settings(change, guild, &settings)?;
        told(change, setting, before, setting.value(&settings))?;
    }
    match made.piece.is_role() {
        true => store::roles::remove(change, guild, RoleId(made.id))?,
        false => store::channels::remove(change, guild, ChannelId(made.id))?,
    }
    alter(change, |set_up| {
        set_up.made.retain(|one| one != made);
        set_up.choices.remove(&made.piece);
        set_up.lacks = None;
        set_up.version += 1;
    })?;
    change.audit(None, &Event::SetUp(Deed::TakenAway { setting: setting.as_str().to_owned() }))
}

fn told(change: &mut Change<'_>, setting: Setting, before: String, after: String) -> Result<()> {
    change.audit(None, &Event::SettingChanged { setting: setting.as_str().into(), before, after })
}

/// Ends the run, with what was left beside what was said of contacts.
pub fn finish(change: &mut Change<'_>, left: Vec<Sentence>) -> Result<()> {
    alter(change, |set_up| {
        set_up.stage = Stage::Choosing;
        set_up.people_chosen = false;
        set_up.report.extend(left);
    })
}
