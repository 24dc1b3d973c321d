//! Root may write everywhere, so a test about what may not be written is told again by nobody.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

/// The user that owns nothing, as every Unix numbers it.
const NOBODY: u32 = 65_534;

/// Where we are root, runs the test as nobody and says so; elsewhere the caller goes on itself.
pub fn runs(test: &str) -> bool {
    let scratch = std::env::temp_dir().join(format!("sitrep_nobody_{}_{}", std::process::id(), test.len()));
    fs::create_dir_all(&scratch).unwrap();
    let is_root = fs::metadata(&scratch).unwrap().uid() == 0;
    if is_root {
        let program = scratch.join("stories");
        fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
        protect(&program, 0o755);
        protect(&scratch, 0o777);
        let mut told = Command::new(&program);
        told.args([test, "--exact", "--nocapture"]).env("TMPDIR", &scratch).current_dir(&scratch);
        let output = told.uid(NOBODY).gid(NOBODY).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let problems = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.contains("1 passed"), "as nobody:\n{said}\n{problems}");
    }
    fs::remove_dir_all(&scratch).unwrap();
    is_root
}

/// Says who may do what with a file or folder.
pub fn protect(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}
