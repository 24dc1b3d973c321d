//! The shell as an operator sees it who has nothing but the program and its database: past documents go in, documents
//! come out, and what is done in chat is done here, with an exit code that a script can go by.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use simulator::{Options, Simulator};
use tests::world::database::{Database, Kind};
use tests::world::process::{Ended, Process};

/// A machine with a database on it.
struct Machine {
    database: Database,
}

impl Machine {
    fn new() -> Self {
        Self { database: Database::new(Kind::Sqlite) }
    }

    fn url(&self) -> String {
        format!("sqlite://{}", self.database.folder().join("sitrep.db").display())
    }

    fn variables(&self) -> [(&'static str, String); 4] {
        let data = self.database.folder().display().to_string();
        [
            ("SITREP_DATABASE_URL", self.url()),
            ("SITREP_DATA", data),
            ("USER", "ana".to_owned()),
            ("SITREP_LOG", "error".to_owned()),
        ]
    }

    fn runs(&self, words: &[&str]) -> Ended {
        let variables = self.variables();
        Process::ended_with(words, &variables.each_ref().map(|(name, value)| (*name, value.as_str())))
    }

    /// Makes the database so large that a copy takes more than one step.
    fn grows(&self) {
        let raw = rusqlite::Connection::open(self.database.folder().join("sitrep.db")).unwrap();
        raw.execute_batch("create table padding as select randomblob(8000000)").unwrap();
    }

    /// Runs something where somebody looks on.
    fn shows(&self, words: &[&str]) -> Option<String> {
        let variables = self.variables();
        let variables = variables.each_ref().map(|(name, value)| (*name, value.as_str()));
        Process::seen_at_a_terminal(words, &variables)
    }

    /// Runs something that must succeed, and gives back what it printed.
    fn prints(&self, words: &[&str]) -> String {
        let ended = self.runs(words);
        assert_eq!(ended.code, Some(0), "{words:?}: {ended:?}");
        ended.printed
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path: PathBuf = self.database.folder().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }
}

const LEAK: &str = include_str!("../incidents/src/postmortem/testdata/memory-leak.txt");
const SPIKE: &str = include_str!("../incidents/src/postmortem/testdata/connection-spike.txt");

/// What stands on each line in the end, of what was drawn there one over the other.
fn lines(shown: &str) -> impl Iterator<Item = &str> {
    shown.lines().filter_map(|line| line.rsplit("\u{1b}[K").next())
}

#[test]
fn whoever_looks_on_sees_how_far_a_long_command_is() {
    let machine = Machine::new();
    let (leak, spike) = (machine.file("leak.txt", LEAK), machine.file("spike.txt", SPIKE));
    let Some(read) = machine.shows(&["import", &leak, &spike, "--guild", "100"]) else { return };
    assert!(read.contains("reading [") && read.contains("taking in ["), "{read:?}");
    assert!(lines(&read).any(|line| line == "leak.txt: INC-2"), "on a line of its own: {read:?}");
    let out = machine.database.folder().join("out").display().to_string();
    let export = ["export", "--all", "--output", &out];
    let written = machine.shows(&export).expect("there is a terminal");
    assert!(written.contains("writing [") && written.contains("] 50 %"), "{written:?}");
    for name in ["postmortem-INC-1.md", "postmortem-INC-2.md"] {
        assert!(lines(&written).any(|line| line == format!("{out}/{name}")), "{name}: {written:?}");
    }
    machine.grows();
    let copy = machine.database.folder().join("copy.db").display().to_string();
    let backed_up = machine.shows(&["backup", &copy]).expect("there is a terminal");
    assert!(backed_up.contains("backing up ["), "{backed_up:?}");
    let restored = machine.shows(&["restore", &copy]).expect("there is a terminal");
    assert!(restored.contains("restoring ["), "{restored:?}");
    let unseen = machine.runs(&export);
    assert!(unseen.code == Some(0) && !format!("{unseen:?}").contains("writing ["), "{unseen:?}");
}

#[test]
fn past_documents_go_in_once_and_come_out_again() {
    let machine = Machine::new();
    let (leak, spike) = (machine.file("leak.txt", LEAK), machine.file("spike.txt", SPIKE));
    let tried = machine.prints(&["import", &leak, &spike, "--guild", "100", "--dry-run"]);
    assert!(
        tried.contains("leak.txt: would be taken in") && tried.contains("8 entries, 5 actions"),
        "{tried}"
    );
    let said = machine.prints(&["import", &leak, &spike, "--guild", "100"]);
    // The earlier one has the lower number.
    assert!(said.contains("spike.txt: INC-1") && said.contains("leak.txt: INC-2"), "{said}");
    assert!(said.contains("time to resolve 2 hours 30 minutes"), "{said}");
    assert!(said.contains("kept as text only: Corrective and Preventative Measures"), "{said}");
    let again = machine.prints(&["import", &leak]);
    assert!(again.contains("INC-2 already, nothing was changed"), "{again}");
    let markdown = machine.prints(&["export", "--incident", "2"]);
    assert!(markdown.contains("- 2:13 PM EST - The monitoring system detected"), "{markdown}");
    let folder = machine.database.folder().join("out");
    let listed = machine.prints(&[
        "export",
        "--all",
        "--format",
        "markdown,html,pdf,json",
        "--output",
        &folder.display().to_string(),
    ]);
    assert_eq!(listed.lines().count(), 8, "{listed}");
    assert!(std::fs::read(folder.join("postmortem-INC-1.pdf")).unwrap().starts_with(b"%PDF"));
    let json = folder.join("postmortem-INC-2.json").display().to_string();
    let other = machine.prints(&["import", &json, "--guild", "200"]);
    assert!(other.contains("INC-1"), "{other}");
    let told = machine.prints(&["export", "--incident", "INC-1", "--guild", "200"]);
    assert_eq!(told.replace("INC-1 ", "INC-2 "), markdown, "in, out and in again tells the same");
    let manner = ["export", "--incident", "2", "--guild", "100", "--template", "customer", "--tone", "light"];
    assert!(machine.prints(&manner).contains("sorry"));
    let public = machine.prints(&["export", "--incident", "2", "--guild", "100", "--template", "customer"]);
    assert!(public.contains("68% of the platform's active users"), "{public}");
}

#[test]
fn what_cannot_be_taken_in_is_told_and_the_rest_goes_in() {
    let machine = Machine::new();
    let (good, bad) =
        (machine.file("good.txt", SPIKE), machine.file("bad.txt", "Timeline:\n- 14:13 UTC - An alert\n"));
    let ended = machine.runs(&["import", &good, &bad, "/dev/zero", "/nowhere.md", "--guild", "100"]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.printed.contains("good.txt: INC-1"), "{ended:?}");
    for why in ["bad.txt: not taken in: it does not say on which day", "it is no file", "No such file"] {
        assert!(ended.printed.contains(why), "{why}: {ended:?}");
    }
    assert!(ended.said.contains("3 of 4 documents"), "{ended:?}");
    let dated = machine.prints(&["import", &bad, "--date", "2024-06-02", "--zone", "UTC"]);
    assert!(dated.contains("the document names no day: it is read as 2024-06-02"), "{dated}");
}

#[test]
fn what_is_done_in_chat_is_done_in_a_shell() {
    let machine = Machine::new();
    machine.prints(&["import", &machine.file("old.txt", SPIKE), "--guild", "100"]);
    let opened = machine.prints(&["incident", "open", "Checkout", "is", "down", "--severity", "SEV1"]);
    assert!(opened.contains("INC-2"), "{opened}");
    let added = machine.prints(&[
        "timeline",
        "add",
        "Rolled *back* the release",
        "--kind",
        "mitigation",
        "--at=-5m",
        "--incident",
        "2",
    ]);
    assert!(added.contains("Rolled *back* the release"), "{added}");
    machine.prints(&["action", "add", "Watch the queue", "--incident", "2", "--due", "2w"]);
    let list = machine.prints(&["timeline", "list", "2"]);
    assert!(list.contains("Rolled *back* the release") && list.contains("UTC"), "{list}");
    let json = machine.prints(&["incident", "show", "2", "--json"]);
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(read["messages"][0].to_string().contains("Checkout is down"), "{json}");
    let resolved = machine.prints(&[
        "incident",
        "resolve",
        "--incident",
        "2",
        "--cause",
        "A bad release",
        "--resolution",
        "Rolled back",
    ]);
    assert!(resolved.contains("resolved"), "{resolved}");
    let told = machine.prints(&["export", "--incident", "2"]);
    assert!(told.contains("A bad release") && told.contains("Watch the queue"), "{told}");
    let raw = rusqlite::Connection::open(machine.database.folder().join("sitrep.db")).unwrap();
    let by: String = raw
        .query_row("select actor from audit where event like '%opened%' order by id desc", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert!(by.contains("shell") && by.contains("ana"), "{by}");
    let waiting: i64 =
        raw.query_row("select count(*) from outbox where state = 'waiting'", [], |row| row.get(0)).unwrap();
    assert!(waiting > 0, "Discord is told when the bot is there");
}

#[test]
fn a_script_can_go_by_the_exit_codes() {
    let machine = Machine::new();
    let nobody = machine.runs(&["incident", "list"]);
    assert_eq!(nobody.code, Some(2), "{nobody:?}");
    assert!(nobody.said.contains("--guild"), "{nobody:?}");
    machine.prints(&["import", &machine.file("old.txt", SPIKE), "--guild", "100"]);
    let cases: [(&[&str], i32, &str); 9] = [
        (&["incident", "show", "9"], 1, "no incident"),
        (&["incident", "status", "flying", "--incident", "1"], 1, "no status"),
        (&["incident", "dance"], 2, "dance"),
        (&["timeline", "add"], 2, "TEXT"),
        (&["timeline", "add", "x", "--incident", "1", "--kind", "song"], 2, "song"),
        (&["incident", "open"], 2, "still needs"),
        (&["timeline", "add", "x", "--incident", "1", "--file", "a.png"], 2, "cannot be handed over"),
        (&["export", "--incident", "9"], 1, "no incident INC-9"),
        (&["export"], 2, "--incident"),
    ];
    for (words, code, why) in cases {
        let ended = machine.runs(words);
        assert_eq!(ended.code, Some(code), "{words:?}: {ended:?}");
        assert!(ended.said.contains(why), "{words:?}: {ended:?}");
    }
    machine.prints(&["import", &machine.file("other.txt", LEAK), "--guild", "200"]);
    let which = machine.runs(&["incident", "list"]);
    assert_eq!(which.code, Some(2), "{which:?}");
    assert!(which.said.contains("100") && which.said.contains("200"), "{which:?}");
    assert!(machine.prints(&["incident", "list", "--state", "all", "--guild", "200"]).contains("Other"));
}

#[test]
fn a_new_start_can_begin_in_a_shell() {
    let machine = Machine::new();
    let unread = machine.runs(&["incident", "list", "--guild", "Acme"]);
    assert_eq!(unread.code, Some(2), "{unread:?}");
    assert!(unread.said.contains("no server's Discord id"), "{unread:?}");
    let opened = machine.prints(&["incident", "open", "Checkout is down", "--guild", "100"]);
    assert!(opened.contains("INC-1"), "{opened}");
    assert!(machine.prints(&["incident", "list"]).contains("Checkout is down"));
}

#[test]
fn shells_complete_our_words_and_the_manual_names_every_verb() {
    let machine = Machine::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = machine.prints(&["completions", shell]);
        assert!(script.contains("timeline") && script.contains("severity"), "{shell}");
    }
    let page = machine.prints(&["man"]);
    for verb in ["IMPORT", "EXPORT", "INCIDENT", "TIMELINE", "ACTION", "PAGE"] {
        assert!(page.contains(&format!("SITREP {verb}")), "{verb}");
    }
    let help = machine.prints(&["incident", "open", "--help"]);
    assert!(help.contains("--severity") && help.contains("SEV"), "{help}");
}

#[tokio::test]
async fn a_shell_beside_a_running_bot_is_heard_on_discord() {
    let clock = incidents::Clock::system();
    let options = Options::new(Arc::new(move || clock.now()));
    let discord = Simulator::start(options).await.expect("a free port");
    let guild = discord.guild("Acme");
    let _ana = guild.person("ana");
    let machine = Machine::new();
    let _bot = Process::start(&discord, &machine.database.folder().join("sitrep.db"));
    until(&discord, "the bot is there", || discord.online() > 0 && !discord.commands().is_empty()).await;
    let machine = Arc::new(machine);
    let shell = Arc::clone(&machine);
    let said =
        tokio::task::spawn_blocking(move || shell.prints(&["incident", "open", "Checkout is down"])).await;
    assert!(said.unwrap().contains("INC-1"));
    until(&discord, "the channel is opened", || guild.channel("inc-1-checkout-is-down").is_some()).await;
}

async fn until(discord: &Simulator, what: &str, so: impl Fn() -> bool) {
    let mut changed = discord.changed();
    let waiting = async {
        while !so() {
            // The simulator lives as long as the story.
            let _ = changed.changed().await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(60), waiting).await;
    assert!(waited.is_ok(), "{}\nnever: {what}", discord.transcript());
}
