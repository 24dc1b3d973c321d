//! Makes what was chosen. What is there already is used at once; the rest is made on Discord, one after another, and noted as it
//! comes to stand, so that whatever ends it in the middle loses nothing.

use super::alter;
use super::plan::plan;
use crate::change::Change;
use crate::error::{Result, SetUpRefusal};
use crate::ids::{ChannelId, RoleId};
use crate::model::event::Event;
use crate::model::notice::{AnswerTo, Notice};
use crate::model::set_up::{Choice, Deed, Made, Piece, Stage, Task, Wish};
use crate::operations::set_setting::{set_setting, takes};
use crate::store::{self, channels::Channel};
use crate::worded::Sentence;

/// Asks Discord what it lets us do, and shows it in the answer.
pub fn look(change: &mut Change<'_>, answer: AnswerTo) -> Result<()> {
    alter(change, |set_up| {
        set_up.lacks = None;
        set_up.report.clear();
    })?;
    wish(change, Task::Look, answer)
}

/// Notes what Discord does not let us do.
pub fn looked(change: &mut Change<'_>, lacks: Vec<Sentence>) -> Result<()> {
    alter(change, |set_up| set_up.lacks = Some(lacks))
}

/// Begins, if what was seen is still what is chosen.
pub fn begin(change: &mut Change<'_>, seen: u32, answer: AnswerTo) -> Result<()> {
    let guild = change.guild();
    let set_up = store::setups::look(change, guild)?;
    if set_up.stage != Stage::Choosing {
        return Err(SetUpRefusal::UnderWay.into());
    }
    if set_up.version != seen {
        return Err(SetUpRefusal::ChangedMeanwhile(set_up.by).into());
    }
    for planned in plan(change, guild, &set_up)?.into_iter().filter(|planned| !planned.is_done()) {
        if let Choice::Use(id) = planned.choice {
            set_setting(change, planned.piece.setting(), &id.to_string())?;
        }
    }
    alter(change, |set_up| {
        set_up.stage = Stage::Making;
        set_up.report.clear();
    })?;
    wish(change, Task::Make, answer)
}

/// Puts a wish for a set-up in the outbox.
pub(super) fn wish(change: &mut Change<'_>, task: Task, answer: AnswerTo) -> Result<()> {
    let by = change.by.clone();
    change.send(&Notice::SetUp(Wish { task, by, answer }))
}

/// A wish to show how it stands.
pub(super) fn show(change: &Change<'_>, answer: AnswerTo) -> Notice {
    Notice::SetUp(Wish { task: Task::Show, by: change.by.clone(), answer })
}

/// Notes that a piece was made, or found by an earlier try, and points its setting at it.
pub fn made(change: &mut Change<'_>, piece: Piece, id: i64) -> Result<()> {
    let guild = change.guild();
    let name = piece.usual_name();
    // Discord tells of it as well, maybe later; the setting takes only what is known to be there.
    match takes(piece.setting()).first() {
        Some(kind) if store::channels::get(change, guild, ChannelId(id))?.is_none() => {
            let channel = Channel { id: ChannelId(id), name: name.to_owned(), kind: *kind };
            store::channels::put(change, guild, &channel)?;
        }
        None if store::roles::name(change, guild, RoleId(id))?.is_none() => {
            store::roles::put(change, guild, RoleId(id), name, 0)?;
        }
        _ => {}
    }
    let settings = store::guilds::settings(change, guild)?;
    let before = piece.setting().target(&settings).map(crate::model::setting::Target::id);
    set_setting(change, piece.setting(), &id.to_string())?;
    alter(change, |set_up| {
        set_up.choices.insert(piece, Choice::Use(id));
        set_up.made.push(Made { piece, id, before });
    })?;
    let deed = Deed::Made { setting: piece.setting().as_str().to_owned(), name: name.to_owned() };
    change.audit(None, &Event::SetUp(deed))
}

/// Ends the run, with what it has to say.
pub fn finish(change: &mut Change<'_>, report: Vec<Sentence>) -> Result<()> {
    alter(change, |set_up| {
        set_up.stage = Stage::Choosing;
        set_up.report = report;
    })
}
