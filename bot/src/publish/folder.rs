//! Postmortems in a folder: each file is written under another name first, so that one which has its name is whole.

use incidents::noted;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use commands::parcels::Outgoing;

use super::{Document, NotKept};

/// Writes the files of a postmortem into the server's own part of a folder. Blocks.
pub(super) fn keep(folder: &Path, outgoing: &Outgoing, files: &[Document]) -> Result<(), NotKept> {
    let folder = folder.join(outgoing.guild.to_string());
    write_all(&folder, files).map_err(|why| said(&folder, &why))
}

fn write_all(folder: &Path, files: &[Document]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for file in files {
        let path = folder.join(&file.name);
        if fs::read(&path).is_ok_and(|there| there == file.bytes) {
            continue;
        }
        let unfinished = folder.join(format!(".{}.part", file.name));
        let mut part = File::create(&unfinished)?;
        part.write_all(&file.bytes)?;
        part.sync_all()?;
        fs::rename(&unfinished, &path)?;
    }
    File::open(folder)?.sync_all()
}

/// What people are told. The path is the operator's own, and no secret.
fn said(folder: &Path, why: &io::Error) -> NotKept {
    let text = noted!("the folder {folder} cannot be written: {why}", folder = folder.display(), why);
    match why.kind() {
        io::ErrorKind::PermissionDenied
        | io::ErrorKind::ReadOnlyFilesystem
        | io::ErrorKind::NotADirectory => NotKept::AsThingsAre(text),
        _ => NotKept::Yet(text),
    }
}
