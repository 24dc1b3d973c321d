//! Fonts for PDFs out of a folder of the operator's, read once at start so that a broken one is told then.

use std::fs;
use std::path::{Path, PathBuf};

use incidents::postmortem::Typeface;

/// More fonts than this are rather a mistyped folder than a wish, and slow down every document.
const MOST: usize = 64;
/// All of them stay in memory.
const MOST_BYTES: u64 = 200_000_000;

/// The fonts of a folder, by name: those that come first are asked first.
pub(super) fn fonts(folder: &str) -> Option<Vec<Typeface>> {
    let entries = fs::read_dir(Path::new(folder)).ok()?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| is_font(file));
    files.sort();
    let sizes = files.iter().map(|file| fs::metadata(file).ok().map(|known| known.len()));
    let whole: u64 = sizes.sum::<Option<u64>>()?;
    if files.is_empty() || files.len() > MOST || whole > MOST_BYTES {
        return None;
    }
    files.iter().map(|file| Typeface::read(fs::read(file).ok()?).ok()).collect()
}

fn is_font(file: &Path) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["ttf", "otf", "ttc"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}
