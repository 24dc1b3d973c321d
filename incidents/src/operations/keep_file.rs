//! Notes that a file was copied, or that it cannot be.

use crate::change::Change;
use crate::error::Result;
use crate::ids::AttachmentId;
use crate::model::attachment::Kept;
use crate::model::event::Event;
use crate::model::notice::{Notice, Saying};
use crate::noted;
use crate::operations::postmortem::show_again::show_again;
use crate::store;

/// We have a copy. Noting it twice is harmless.
pub fn keep_file(change: &mut Change<'_>, attachment: AttachmentId, kept: &Kept) -> Result<()> {
    if store::attachments::kept(change, attachment, kept)? {
        let file = store::attachments::get(change, attachment)?;
        let event = Event::FileKept { name: file.name, sha256: kept.sha256.clone() };
        change.audit(Some(file.incident), &event)?;
        show_again(change, file.incident)?;
    }
    Ok(())
}

/// No copy can be had: a fact of the timeline, and said in the channel, where somebody may still have the file.
pub fn lose_file(change: &mut Change<'_>, attachment: AttachmentId, why: &str) -> Result<()> {
    store::attachments::lost(change, attachment, why)?;
    let file = store::attachments::get(change, attachment)?;
    let (name, why) = (file.name, why.to_owned());
    change.record(file.incident, &Event::FileLost { name: name.clone(), why: why.clone() })?;
    let what = Saying::NotDelivered { what: noted!("The copy of the file \"{name}\"", name), why };
    change.send(&Notice::Say { incident: file.incident, what })
}
