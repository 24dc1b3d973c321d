//! The real program, killed at each write of an escalation that somebody answers: at each call to Discord, before and after it has
//! happened, and at each write and sync of its database. The channel is pinged, two people are called in turn, the second one
//! answers. Nobody is lost, nobody is called early or once it is answered, and a repeat is the same message.
//!
//! `SITREP_KILL_STRIDE` says that every so manieth write is hit; 1 hits all of them.

use chrono::{DateTime, TimeDelta, Utc};
use simulator::{Fault, InteractionId, Matcher, MessageView, Mishap, Person};
use tests::world::doom::Doom;
use tests::world::process::Process;
use tests::world::stage::{KILLS_ON_ONE, Stage, now};

const CHANNEL: &str = "inc-1-checkout-is-down";
/// When the second one's turn comes.
const SECOND: TimeDelta = TimeDelta::seconds(1);
/// What a program that was just started may take until it has caught up.
const CATCHING_UP: TimeDelta = TimeDelta::milliseconds(500);

fn stride() -> usize {
    std::env::var("SITREP_KILL_STRIDE").ok().and_then(|text| text.parse().ok()).unwrap_or(9)
}

/// A stage with an incident to drill in.
async fn set() -> Stage {
    let stage = Stage::set().await;
    stage.ana.give(stage.guild.role("Owner", simulator::Permissions::MANAGE_GUILD));
    let process = stage.starts().await;
    stage.asks("general", "/incident open title:Checkout is down").await;
    stage.until("it is open", || stage.cards(CHANNEL) == 1).await;
    stage.kills(process).await;
    stage
}

/// One escalation, and the program that runs it: killed once, and started anew.
struct Run<'s> {
    stage: &'s Stage,
    process: Option<Process>,
    name: String,
    people: Vec<Person>,
    has_died: bool,
    began: DateTime<Utc>,
    /// When it was there again after its death.
    back: Option<DateTime<Utc>>,
}

impl<'s> Run<'s> {
    async fn begin(stage: &'s Stage, process: Process, number: usize) -> Self {
        let name = format!("p{number}");
        let people: Vec<_> =
            ["ben", "cleo", "dee"].map(|person| stage.guild.person(&format!("{person}-{name}"))).into();
        stage.asks("general", &format!("/policy create name:{name} repeat:0 ack_timeout:off")).await;
        for (one, wait) in people.iter().zip(["1m", "12h", "1m"]) {
            let who = one.mention();
            stage.asks("general", &format!("/policy step policy:{name} after:{wait} who:{who}")).await;
        }
        Self { stage, process: Some(process), name, people, has_died: false, began: now(), back: None }
    }

    /// Waits until something is so, and starts the program anew where it dies meanwhile.
    async fn comes(&mut self, what: &str, so: impl Fn() -> bool) {
        self.either(what, &so).await;
        if !so() {
            self.either(what, so).await;
        }
    }

    async fn either(&mut self, what: &str, so: impl Fn() -> bool) {
        let (stage, has_died) = (self.stage, self.has_died);
        // A fault that was met leaves the program hanging; a doomed one is gone by itself.
        let dies = || !has_died && (stage.discord.online() == 0 || stage.discord.faults().left() == 0);
        stage.until(what, || so() || dies()).await;
        if dies() {
            self.dies().await;
        }
    }

    async fn dies(&mut self) {
        self.has_died = true;
        self.stage.kills(self.process.take().expect("it runs")).await;
        self.stage.discord.faults().clear();
        self.process = Some(self.stage.starts().await);
        self.back = Some(now());
    }

    /// Whether the second one's turn may have come before the program was there again: then the channel is told of the second
    /// alone, as after every absence that is longer than a level.
    fn may_skip_a_ping(&self) -> bool {
        self.back.is_some_and(|back| back + CATCHING_UP > self.began + SECOND)
    }

    /// Somebody asks, and asks again where the program died before it answered.
    async fn asked(&mut self, what: &str, asks: impl Fn() -> InteractionId) {
        let stage = self.stage;
        let first = asks();
        self.either(what, || stage.is_answered(first)).await;
        if !stage.is_answered(first) {
            let again = asks();
            stage.until(what, || stage.is_answered(again)).await;
        }
    }

    async fn drills(&mut self) {
        let (stage, line) = (self.stage, format!("/page drill who:{} speed:60", self.name));
        self.began = now();
        let first = stage.runs(CHANNEL, &line);
        let ben = self.people[0].clone();
        self.either("the drill begins", || stage.is_answered(first) && calls(&ben) > 0).await;
        if calls(&ben) == 0 && self.pages() == 0 {
            // It died before it had written anything down, and whoever asked saw that.
            stage.asks(CHANNEL, &line).await;
        }
    }

    /// The whole of it, to the end.
    async fn goes_through(&mut self) {
        self.drills().await;
        let (ben, cleo) = (self.people[0].clone(), self.people[1].clone());
        let stage = self.stage;
        let pinged = |one: &Person| pings(stage, one) > 0;
        self.comes("the first is called", || calls(&ben) > 0 && (pinged(&ben) || pinged(&cleo))).await;
        self.comes("the second is called", || calls(&cleo) > 0 && pinged(&cleo)).await;
        let late = now() - self.began;
        assert!(late >= SECOND, "{}: the second was called after {late}", self.name);
        self.asked("the second answers", || {
            let call = cleo.directs().into_iter().rfind(|message| message.content.contains("DRILL"));
            cleo.clicks(call.expect("she was called").id, "Acknowledge").expect("the client lets her")
        })
        .await;
        while self.waiting() > 0 {
            let (stage, has_died) = (self.stage, self.has_died);
            if !has_died && (stage.discord.online() == 0 || stage.discord.faults().left() == 0) {
                self.dies().await;
            }
            tokio::task::yield_now().await;
        }
    }

    /// What must be so, wherever it died.
    fn is_sound(&self, at: &str) {
        let came: Vec<_> = self.people.iter().map(calls).collect();
        assert_eq!(came, [1, 1, 0], "{at}: each is called by one message, and nobody once it is answered");
        for one in &self.people[..2] {
            let nonces = self.nonces(one);
            assert!((1..=2).contains(&nonces.len()), "{at}: {nonces:?}");
            assert!(nonces.iter().all(|nonce| *nonce == nonces[0]), "{at}: a repeat is the same: {nonces:?}");
        }
        let pings: Vec<_> = self.people.iter().map(|one| pings(self.stage, one)).collect();
        let skipped = self.may_skip_a_ping() && pings[0] == 0;
        assert_eq!(pings, [usize::from(!skipped), 1, 0], "{at}: in the channel");
        let sql = "select count(*) from pages where first_acked_at is not null
                   and policy_id = (select id from policies where name = $1)";
        assert_eq!((self.pages(), self.count(sql)), (1, 1), "{at}: one page, which was answered");
    }

    /// The nonces of what was sent to call somebody.
    fn nonces(&self, one: &Person) -> Vec<String> {
        let Some(channel) = one.directs().first().map(|message| message.channel) else { return Vec::new() };
        let path = format!("/channels/{channel}/messages");
        let calls = self.stage.discord.calls().into_iter();
        let sent = calls.filter(|call| call.method == "POST" && call.path == path);
        sent.map(|call| call.body["nonce"].to_string()).collect()
    }

    fn pages(&self) -> i64 {
        self.count("select count(*) from pages where policy_id = (select id from policies where name = $1)")
    }

    /// What is due and not delivered.
    fn waiting(&self) -> i64 {
        let now = now().timestamp_millis();
        self.count(&format!(
            "select count(*) from outbox where $1 <> '' and (state = 'held' or (state = 'waiting' and due_at <= {now}))"
        ))
    }

    fn count(&self, sql: &str) -> i64 {
        let raw = rusqlite::Connection::open(self.stage.database.folder().join("sitrep.db")).unwrap();
        raw.query_row(sql, [&self.name], |row| row.get(0)).unwrap()
    }

    async fn ends(mut self) {
        if let Some(process) = self.process.take() {
            self.stage.kills(process).await;
        }
    }
}

/// The messages that called somebody; what they were answered is none of them.
fn calls(one: &Person) -> usize {
    let is_call = |message: &&MessageView| message.content.contains("DRILL") && message.answers.is_none();
    one.directs().iter().filter(is_call).count()
}

/// How many messages in the channel have pinged somebody.
fn pings(stage: &Stage, one: &Person) -> usize {
    let channel = stage.guild.channel(CHANNEL).expect("it is there");
    let seen = stage.ana.sees(channel);
    seen.iter().filter(|message| message.pinged_users.contains(&one.id())).count()
}

/// The calls to Discord that write something, each with its path as faults know it, and which one of its kind it is.
async fn writes(stage: &Stage) -> Vec<(String, String, u32)> {
    let mut run = Run::begin(stage, stage.starts().await, 0).await;
    let before = stage.discord.calls().len();
    stage.discord.faults().add(Fault { on: Matcher::first("GET", "/never"), what: Mishap::HangBefore });
    run.goes_through().await;
    run.is_sound("without any death");
    let mut writes: Vec<(String, String, u32)> = Vec::new();
    for call in stage.discord.calls().into_iter().skip(before).filter(|call| call.method != "GET") {
        let path = pattern(&call.path);
        let same =
            writes.iter().filter(|(method, other, _)| *method == call.method && *other == path).count();
        writes.push((call.method, path, u32::try_from(same + 1).expect("few")));
    }
    run.ends().await;
    stage.discord.faults().clear();
    writes
}

/// A path without its ids and secrets: `/channels/*/messages/*`.
fn pattern(path: &str) -> String {
    let is_word = |step: &str| {
        step.starts_with('@') || step.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-')
    };
    path.split('/').map(|step| if is_word(step) { step } else { "*" }).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn killed_at_each_call_of_an_escalation_somebody_answers_nobody_is_lost_or_called_twice() {
    let stage = set().await;
    let writes = writes(&stage).await;
    assert!(writes.len() >= 8, "two calls to each of two people, the channel, the answers: {writes:?}");
    let deaths =
        writes.iter().flat_map(|write| [(write, Mishap::HangBefore), (write, Mishap::HangAfterEffect)]);
    // Taken at a stride, both ways of dying are among them.
    for (number, ((method, path, nth), what)) in
        deaths.enumerate().filter(|(number, _)| number % stride() == 0)
    {
        let mut run = Run::begin(&stage, stage.starts().await, number + 1).await;
        let at = format!("{method} {path} {nth} {what:?}");
        stage.discord.faults().add(Fault { on: Matcher::nth(method, path, *nth), what });
        run.goes_through().await;
        run.is_sound(&at);
        stage.discord.faults().clear();
        run.ends().await;
    }
}

#[tokio::test]
async fn killed_at_each_write_of_its_database_an_escalation_loses_and_repeats_nothing() {
    if !Doom::is_possible() {
        return;
    }
    let mut stage = set().await;
    let mut number = 0;
    // A commit is written to the log in several pieces, and then synced.
    for (call, step) in [("pwrite64", stride().pow(2)), ("fdatasync,fsync", stride())] {
        let mut nth = 1;
        loop {
            number += 1;
            if number % KILLS_ON_ONE == 0 {
                stage = set().await;
            }
            let mut run = Run::begin(&stage, stage.starts().await, number).await;
            stage
                .discord
                .faults()
                .add(Fault { on: Matcher::first("GET", "/never"), what: Mishap::HangBefore });
            let doom = Doom::upon(run.process.as_ref().expect("it runs"), call, nth);
            run.goes_through().await;
            drop(doom);
            run.is_sound(&format!("{call} {nth}"));
            let outlived = !run.has_died;
            run.ends().await;
            if outlived {
                break;
            }
            nth += step;
        }
        assert!(nth > 1, "{call}: nothing died");
    }
}
