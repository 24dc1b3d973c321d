//! The folder of our own copies of files. A copy is named after its bytes, so that nothing anybody typed is ever a path,
//! the same file is kept once, and a copy that was written is never written again.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::Fault;
use crate::model::attachment::Kept;
use crate::model::seal::hex;

/// Where copies lie; clones share it.
#[derive(Debug, Clone)]
pub struct Files(Arc<Path>);

impl Files {
    /// Copies in this folder, which is made when the first is kept.
    #[must_use]
    pub fn within(folder: &Path) -> Self {
        Self(folder.into())
    }

    /// Keeps bytes. They are on the disk when this answers, whole, or not at all. Blocks.
    pub fn keep(&self, bytes: &[u8]) -> Result<Kept, Fault> {
        let sha256 = hex(bytes);
        let path = self.path(&sha256)?;
        if !path.exists() {
            self.write(&path, bytes)
                .map_err(|source| Fault::File { what: format!("cannot write {}", path.display()), source })?;
        }
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        Ok(Kept { mime: sniffed(bytes).to_owned(), size, sha256 })
    }

    /// The bytes of a copy, if it is still there and still what it was. Blocks.
    pub fn read(&self, kept: &Kept) -> Result<Option<Vec<u8>>, Fault> {
        let path = self.path(&kept.sha256)?;
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes).filter(|bytes| hex(bytes) == kept.sha256)),
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Fault::File { what: format!("cannot read {}", path.display()), source }),
        }
    }

    /// Where the copies lie.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// Lays every copy into another folder too, where it is not there yet, and says how many that were. Where the disk is the
    /// same this takes no room. Blocks.
    pub fn copy_to(&self, folder: &Path) -> Result<usize, Fault> {
        let failed =
            |path: &Path, source| Fault::File { what: format!("cannot copy {}", path.display()), source };
        let copies = match fs::read_dir(&self.0) {
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(0),
            copies => copies.map_err(|why| failed(&self.0, why))?,
        };
        let there = Self::within(folder);
        let mut count = 0;
        for copy in copies {
            let copy = copy.map_err(|why| failed(&self.0, why))?.path();
            let name = copy.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let Ok(path) = there.path(name) else { continue };
            if !path.exists() {
                there.take(&copy, &path).map_err(|why| failed(&copy, why))?;
                count += 1;
            }
        }
        Ok(count)
    }

    /// A second name where the disk is the same, since a copy is never written again; else its bytes.
    fn take(&self, from: &Path, to: &Path) -> std::io::Result<()> {
        fs::create_dir_all(&self.0)?;
        match fs::hard_link(from, to) {
            Ok(()) => File::open(&self.0)?.sync_all(),
            Err(_) => self.write(to, &fs::read(from)?),
        }
    }

    /// Removes a copy, for good. Blocks.
    pub fn remove(&self, sha256: &str) -> Result<(), Fault> {
        let path = self.path(sha256)?;
        match fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                Err(Fault::File { what: format!("cannot remove {}", path.display()), source })
            }
            _ => Ok(()),
        }
    }

    fn path(&self, sha256: &str) -> Result<PathBuf, Fault> {
        if sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(self.0.join(sha256))
        } else {
            Err(Fault::Unreadable(format!("{sha256:?} is no name of a copy")))
        }
    }

    /// Under another name first: a copy that has its name is complete.
    fn write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        fs::create_dir_all(&self.0)?;
        let (unfinished, mut file) = begun(path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)?;
        File::open(&self.0)?.sync_all()
    }
}

/// Two workers may be given the same file at once: each writes under a name of its own.
fn begun(path: &Path) -> std::io::Result<(PathBuf, File)> {
    let mut turn = 0_u32;
    loop {
        let unfinished = path.with_extension(format!("{turn}.part"));
        match File::create_new(&unfinished) {
            Err(why) if why.kind() == std::io::ErrorKind::AlreadyExists && turn < 1_000 => turn += 1,
            created => return created.map(|file| (unfinished, file)),
        }
    }
}

/// What bytes are, by themselves. What is not known is named so that nothing opens it.
fn sniffed(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        [b'%', b'P', b'D', b'F', b'-', ..] => "application/pdf",
        _ if is_text(bytes) => "text/plain",
        _ => "application/octet-stream",
    }
}

fn is_text(bytes: &[u8]) -> bool {
    let is_odd = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
    std::str::from_utf8(bytes).is_ok_and(|text| !text.contains(is_odd))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_say_what_they_are_whatever_their_name_said() {
        for (bytes, mime) in [
            (b"\x89PNG\r\n\x1a\nrest".as_slice(), "image/png"),
            (b"\xff\xd8\xff\xe0", "image/jpeg"),
            (b"GIF89a", "image/gif"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
            (b"%PDF-1.7", "application/pdf"),
            (b"<svg onload=alert(1)>", "text/plain"),
            (b"MZ\x90\0", "application/octet-stream"),
            ("größer\n".as_bytes(), "text/plain"),
            (b"\x1b[31mred", "application/octet-stream"),
        ] {
            assert_eq!(sniffed(bytes), mime, "{bytes:?}");
        }
    }

    #[test]
    fn a_copy_is_read_back_whole_or_not_at_all() {
        let folder = std::env::temp_dir().join(format!("sitrep_files_{}", std::process::id()));
        let files = Files::within(&folder);
        let kept = files.keep(b"evidence").unwrap();
        assert_eq!(files.keep(b"evidence").unwrap(), kept, "the same bytes are kept once");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing unfinished is left");
        assert_eq!(files.read(&kept).unwrap().as_deref(), Some(b"evidence".as_slice()));
        fs::write(folder.join(&kept.sha256), b"tampered").unwrap();
        assert_eq!(files.read(&kept).unwrap(), None);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(files.read(&kept).unwrap(), None);
        let elsewhere = Kept { sha256: "../secret".into(), ..kept };
        assert!(files.read(&elsewhere).is_err());
    }
}
