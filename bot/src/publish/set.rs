//! The files of one postmortem: pictures first, so that whoever reads the document finds them there.

use std::collections::HashSet;

use commands::parcels::Outgoing;

use super::{Document, Manner, NotKept, laid_out};

/// The files, in the order in which they are written.
pub(super) fn of(outgoing: &Outgoing, manner: &Manner) -> Result<Vec<Document>, NotKept> {
    let mut files = Vec::new();
    for format in &manner.formats {
        match laid_out(outgoing, *format, &manner.fonts)? {
            Some((ending, bytes)) => files.push(document(outgoing, ending, bytes)),
            None => {
                files.splice(0..0, pictures(outgoing));
                files.push(document(outgoing, "md", outgoing.markdown.clone().into_bytes()));
            }
        }
    }
    Ok(files)
}

fn document(outgoing: &Outgoing, ending: &str, bytes: Vec<u8>) -> Document {
    Document { name: format!("postmortem-{}.{ending}", outgoing.facts.number), bytes }
}

/// The pictures of what the document tells.
fn pictures(outgoing: &Outgoing) -> Vec<Document> {
    let told: HashSet<_> = outgoing.facts.narrative().flat_map(|entry| entry.files.iter()).collect();
    let files = outgoing.facts.files.iter().filter(|file| file.is_picture() && told.contains(&file.id));
    files.map(|file| Document { name: file.name.clone(), bytes: file.bytes.to_vec() }).collect()
}
