//! Notes the files that came with an entry, and wishes for copies of them: Discord's addresses expire.

use crate::change::Change;
use crate::error::Result;
use crate::ids::{EntryId, IncidentId};
use crate::model::attachment::{Keeping, MOST_BYTES, MOST_PER_ENTRY, MOST_PER_INCIDENT, Offered};
use crate::model::event::Event;
use crate::model::notice::Notice;
use crate::noted;
use crate::store;

/// What became of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attached {
    /// How many will be copied.
    pub wanted: usize,
    /// Those that will not be, each with the reason.
    pub left_out: Vec<(String, &'static str)>,
}

/// Takes files in with an entry. One that cannot be taken holds up neither the entry nor the others.
pub fn attach(
    change: &mut Change<'_>,
    (incident, entry): (IncidentId, EntryId),
    files: &[Offered],
) -> Result<Attached> {
    let mut attached = Attached::default();
    if files.is_empty() {
        return Ok(attached);
    }
    let mut room = MOST_PER_INCIDENT - store::attachments::count(change, incident)?;
    for (nth, file) in files.iter().enumerate() {
        let obstacle = obstacle(file, nth, room);
        match obstacle {
            None => {
                let id = store::attachments::add(change, (incident, entry), file, &Keeping::Wanted)?;
                change.send(&Notice::CopyFile { incident, attachment: id })?;
                attached.wanted += 1;
                room -= 1;
            }
            Some(why) => {
                change.audit(
                    Some(incident),
                    &Event::FileLost { name: file.name.clone(), why: why.to_owned() },
                )?;
                attached.left_out.push((file.name.clone(), why));
            }
        }
    }
    Ok(attached)
}

fn obstacle(file: &Offered, nth: usize, room: i64) -> Option<&'static str> {
    match () {
        () if nth >= MOST_PER_ENTRY => Some(noted!("an entry takes 10 files")),
        () if room <= 0 => Some(noted!("the incident holds all the files it can")),
        () if file.size > MOST_BYTES => Some(noted!("it is larger than 25 MB")),
        () => None,
    }
}
