//! The program as a process of its own, to be killed: the test binary runs itself again, as the program.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use simulator::Simulator;

/// Set in the child's environment: it is the program, not a test.
const MARK: &str = "SITREP_TEST_IS_PROGRAM";

/// A running program.
pub struct Process(Child);

/// The name of the test that turns into the program in a child.
const ENTRY: &str = "sigkill::the_program_itself";

impl Process {
    /// Starts the program against a pretend Discord, on a database file.
    #[must_use]
    pub fn start(discord: &Simulator, database: &Path) -> Self {
        let child = Command::new(std::env::current_exe().expect("a test knows where it lies"))
            .args([ENTRY, "--exact", "--nocapture", "--test-threads=1"])
            .env(MARK, "yes")
            .env("DISCORD_TOKEN", discord.token())
            .env("SITREP_DISCORD_URL", discord.base_url())
            .env("SITREP_DATABASE_URL", format!("sqlite://{}", database.display()))
            .env("SITREP_LISTEN", "off")
            .env("SITREP_LOG", "error")
            .stdout(Stdio::null())
            .spawn()
            .expect("a process can be started");
        Self(child)
    }

    /// Kills it where it stands, with no chance to do anything more.
    pub fn kill(mut self) {
        self.0.kill().expect("our own child can be killed");
        self.0.wait().expect("our own child can be waited for");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Turns a test process into the program, when it was started as that.
pub fn become_the_program() {
    if std::env::var_os(MARK).is_some() {
        use clap::Parser as _;
        let code = sitrep::program::run(&sitrep::cli::Cli::parse_from(["sitrep", "run"]));
        std::process::exit(if code == std::process::ExitCode::SUCCESS { 0 } else { 1 });
    }
}
