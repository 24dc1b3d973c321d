//! Backups: a database copied while it is in use, looked through before it counts, and put back without losing a number.
//!
//! Whatever is written gets its final name last, so that a file which bears it is whole.

mod make;
mod put_back;
mod verify;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

pub use crate::store::copy::Progress;
pub use make::{Made, make};
pub use put_back::{PutBack, put_back};
pub use verify::{Contents, verify};

use crate::error::Fault;

/// The same path with more after its name.
fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a file, and the name it has in its folder, outlast a power cut.
fn settle(path: &Path) -> Result<(), Fault> {
    let settled = File::open(path).and_then(|file| file.sync_all());
    settled.and_then(|()| settle_folder(path)).map_err(|source| failed("cannot write", path, source))
}

fn settle_folder(path: &Path) -> std::io::Result<()> {
    File::open(folder_of(path))?.sync_all()
}

/// Removes a file that may not be there.
fn remove(path: &Path) -> Result<(), Fault> {
    match fs::remove_file(path) {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => Err(failed("cannot remove", path, why)),
        _ => Ok(()),
    }
}

fn failed(what: &str, path: &Path, source: std::io::Error) -> Fault {
    Fault::File { what: format!("{what} {}", path.display()), source }
}
