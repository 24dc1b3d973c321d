//! The program as a process of its own, to be killed: the test binary runs itself again, as the program.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use simulator::Simulator;

use super::stage::{STUCK, now};

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
        Self::start_by(Command::new(myself()), discord, &format!("sqlite://{}", database.display()))
    }

    /// Starts the program against a pretend Discord and a database at this address, through a command that ends in it. What is
    /// set in its environment stays.
    #[must_use]
    pub fn start_by(mut command: Command, discord: &Simulator, database_url: &str) -> Self {
        let token = discord.token();
        let usual = [
            (MARK, "run"),
            ("DISCORD_TOKEN", &token),
            ("SITREP_DISCORD_URL", discord.base_url()),
            ("SITREP_DATABASE_URL", database_url),
            ("SITREP_BACKUP_AT", "off"),
            ("SITREP_LISTEN", "off"),
            ("SITREP_LOG", "error"),
        ];
        for (name, value) in usual {
            if !command.get_envs().any(|(set, _)| set == name) {
                command.env(name, value);
            }
        }
        let child = command
            .args([ENTRY, "--exact", "--nocapture", "--test-threads=1"])
            .stdout(Stdio::null())
            .spawn()
            .expect("a process can be started");
        Self(child)
    }

    /// Its number.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Runs the program with these arguments and nothing in its environment but these variables, until it ends.
    #[must_use]
    pub fn ended(args: &str, variables: &[(&str, &str)]) -> Ended {
        Self::ended_with(&args.split_whitespace().collect::<Vec<_>>(), variables)
    }

    /// The same with each argument as it is.
    #[must_use]
    pub fn ended_with(args: &[&str], variables: &[(&str, &str)]) -> Ended {
        Self::ended_in(Path::new("."), args, variables)
    }

    /// The same in a folder.
    #[must_use]
    pub fn ended_in(folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> Ended {
        let output = Command::new(std::env::current_exe().expect("a test knows where it lies"))
            .args([ENTRY, "--exact", "--nocapture", "--test-threads=1"])
            .env_clear()
            .current_dir(folder)
            .env(MARK, args.join(PARTED))
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .output()
            .expect("a process can be started");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (said, printed) = (text(&output.stderr), text(&output.stdout));
        // The harness of the child names the test that becomes the program, and says nothing after that.
        let named = format!("test {ENTRY} ... ");
        let printed = printed.split_once(&named).map_or(printed.clone(), |(_, own)| own.to_owned());
        Ended { code: output.status.code(), said, printed }
    }

    /// Runs the program at a terminal, as far as `script` makes one, and gives back all that is shown there; nothing, and one loud
    /// line, where the machine has no `script`.
    #[must_use]
    pub fn seen_at_a_terminal(args: &[&str], variables: &[(&str, &str)]) -> Option<String> {
        let myself = std::env::current_exe().expect("a test knows where it lies");
        let command = format!("{} {ENTRY} --exact --nocapture --test-threads=1", myself.display());
        let output = Command::new("script")
            .args(["--quiet", "--return", "--command", &command, "/dev/null"])
            .env(MARK, args.join(PARTED))
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .output();
        let Ok(output) = output else {
            assert!(std::env::var_os("SITREP_TEST_ALL").is_none(), "there is no script");
            eprintln!("\n!!!! NOT RUN: the program at a terminal, for there is no script !!!!\n");
            return None;
        };
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{args:?}: {shown}");
        Some(shown)
    }

    /// Asks it to end, as a system does that shuts down, and says how it did. What it said is known of one that was started with
    /// its standard error piped.
    pub fn terminate(mut self) -> Ended {
        let asked = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status();
        assert!(asked.expect("every system has kill").success());
        let mut said = String::new();
        if let Some(mut stderr) = self.0.stderr.take() {
            stderr.read_to_string(&mut said).expect("it speaks in UTF-8");
        }
        let code = self.0.wait().expect("our own child can be waited for").code();
        Ended { code, said, printed: String::new() }
    }

    /// Waits until it has ended without being asked to, and says how; nothing, if a signal ended it.
    pub async fn ended_by_itself(mut self) -> Option<i32> {
        let latest = now() + STUCK;
        loop {
            if let Some(ended) = self.0.try_wait().expect("our own child can be waited for") {
                return ended.code();
            }
            assert!(now() < latest, "it never ends");
            tokio::task::yield_now().await;
        }
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

/// The demo, running.
pub struct Demo {
    /// Where its page is.
    pub address: String,
    process: Process,
    // Closing it would end the demo at its next word.
    _said: BufReader<ChildStdout>,
}

impl Demo {
    /// Starts the demo, and waits until it says where its page is.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// Starts it with what it keeps in a folder, and goes on from what lies there.
    #[must_use]
    pub fn start_in(folder: &Path) -> Self {
        Self::start_with(&["--data", &folder.display().to_string()])
    }

    fn start_with(more: &[&str]) -> Self {
        let words = [&["demo", "--listen", "127.0.0.1:0", "--log", "error"], more].concat();
        let child = Command::new(std::env::current_exe().expect("a test knows where it lies"))
            .args([ENTRY, "--exact", "--nocapture", "--test-threads=1"])
            .env(MARK, words.join(PARTED))
            .stdout(Stdio::piped())
            .spawn();
        let mut process = Process(child.expect("a process can be started"));
        let mut said = BufReader::new(process.0.stdout.take().expect("its output is piped"));
        let lines = said.by_ref().lines().map_while(Result::ok);
        let address = lines.map(|line| line.trim().to_owned()).find(|line| line.starts_with("http://"));
        Self { address: address.expect("the demo says where it is"), process, _said: said }
    }

    /// Kills it where it stands.
    pub fn kill(self) {
        self.process.kill();
    }
}

/// How a program ended.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code.
    pub code: Option<i32>,
    /// What it said on its way out.
    pub said: String,
    /// What it printed as its result.
    pub printed: String,
}

/// An address of this machine at which nobody listens.
#[must_use]
pub fn free_address() -> std::net::SocketAddr {
    let free = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("some port is free");
    free.local_addr().expect("it is bound")
}

/// Where this test's own program lies.
#[must_use]
pub fn myself() -> std::path::PathBuf {
    std::env::current_exe().expect("a test knows where it lies")
}

/// Stands between the arguments of the program where they are handed over one by one.
const PARTED: &str = "\u{1f}";

fn words(args: &str) -> Vec<&str> {
    if args.contains(PARTED) { args.split(PARTED).collect() } else { args.split_whitespace().collect() }
}

/// Turns a test process into the program, when it was started as that.
pub fn become_the_program() {
    use clap::Parser as _;
    let Ok(args) = std::env::var(MARK) else { return };
    let line = std::iter::once("sitrep").chain(words(&args));
    let code = sitrep::program::run(&sitrep::cli::Cli::parse_from(line));
    let number = [0_u8, 1, 2].into_iter().find(|&number| code == number.into());
    std::process::exit(number.map_or(99, i32::from));
}
