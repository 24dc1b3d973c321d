//! A hand that kills a running program in the midst of a system call, the nth of its kind that one of its threads makes from now
//! on. It is `strace`, which has to be allowed to look into other programs.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::process::Process;
use super::stage::now;

/// How long it has to let go by itself.
const PATIENCE: chrono::TimeDelta = chrono::TimeDelta::seconds(5);

/// The hand. Let go, it does nothing more.
pub struct Doom(Child);

impl Doom {
    /// Whether there is such a hand on this machine; where all tests must run it is an error if there is none.
    #[must_use]
    pub fn is_possible() -> bool {
        let possible = can_look();
        if !possible {
            assert!(
                std::env::var_os("SITREP_TEST_ALL").is_none(),
                "strace is missing, or may not look into programs"
            );
            eprintln!("NOT RUN: strace is missing, or may not look into other programs");
        }
        possible
    }

    /// Lays it on a program.
    #[must_use]
    pub fn upon(process: &Process, call: &str, nth: usize) -> Self {
        Self::upon_calls(process, call, nth, &[])
    }

    /// The same, counting only calls that concern a file or folder.
    #[must_use]
    pub fn upon_path(process: &Process, call: &str, path: &Path) -> Self {
        Self::upon_calls(process, call, 1, &["-P".as_ref(), path.as_os_str()])
    }

    fn upon_calls(process: &Process, call: &str, nth: usize, which: &[&OsStr]) -> Self {
        let hand = Command::new("strace")
            .args(["-f", "-o", "/dev/null", "-p", &process.id().to_string(), "-e", &format!("trace={call}")])
            .args(["-e", &format!("inject={call}:signal=KILL:when={nth}")])
            .args(which)
            .stderr(Stdio::piped())
            .spawn();
        let mut hand = hand.expect("strace is there");
        let said = BufReader::new(hand.stderr.take().expect("it is piped")).lines().map_while(Result::ok);
        let attached = said.into_iter().find(|line| line.contains("attached"));
        assert!(attached.is_some(), "strace may not look into the program");
        Self(hand)
    }
}

/// Whether strace may look into another program. It is tried on one that ends when it is told to, and strace with it: killed while
/// it starts, strace would leave a child behind that holds what it inherited open for ever.
fn can_look() -> bool {
    let shown = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::null()).spawn();
    let mut shown = shown.expect("every system has cat");
    let hand = Command::new("strace")
        .args(["-o", "/dev/null", "-p", &shown.id().to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn();
    let can = hand.is_ok_and(|mut hand| {
        let said = BufReader::new(hand.stderr.take().expect("it is piped")).lines().map_while(Result::ok);
        let attached = said.into_iter().any(|line| line.contains("attached"));
        drop(shown.stdin.take());
        drop(hand.wait());
        attached
    });
    drop(shown.stdin.take());
    drop(shown.wait());
    can
}

impl Drop for Doom {
    fn drop(&mut self) {
        let asked =
            Command::new("kill").args(["-TERM", &self.0.id().to_string()]).stderr(Stdio::null()).status();
        drop(asked);
        // Now and then it never notices that the program it looked into is dead, and would be waited for until the end of days.
        let latest = now() + PATIENCE;
        while now() < latest {
            if !matches!(self.0.try_wait(), Ok(None)) {
                return;
            }
            std::thread::yield_now();
        }
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
