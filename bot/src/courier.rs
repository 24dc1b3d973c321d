//! Fulfils the wishes of the outbox: takes what is due, words it from the present state, sends it, settles what came of it.
//!
//! Wishes of one incident are delivered one after another; those of different incidents side by side. A wish is sent at
//! least once, and with the same nonce each time.

mod archive;
mod channel;
mod check_up;
mod delivery;
mod file;
mod forum;
mod guest;
mod letter;
mod member;
mod offered;
mod outcome;
pub(crate) mod pin;
mod publish;
mod review;
mod set_up;
mod turns;
mod unquote;

use std::collections::{HashMap, VecDeque};

use chrono::TimeDelta;
use incidents::ids::{AttemptId, GuildId, IncidentId};
use incidents::model::action::wish::Wish;
use incidents::model::notice::{Load, Notice, PublishTo};
use incidents::operations::deliver;
use incidents::store::outbox::{self, Held};
use incidents::{Actor, Ledger};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{error, info};

use self::turns::Turns;
use crate::activity::{Activity, InHand};
use crate::discord::Discord;
use crate::doctor::Machine;
use crate::ears::Me;
use crate::metrics::Metrics;
use crate::publish::Publisher;
use crate::trackers::Trackers;
use crate::ways::Ways;

/// How many wishes one process holds at a time: each takes one connection to Discord at most.
const HELD: usize = 64;

/// How long the courier sleeps at most, so that what another process put into the outbox is noticed, and a clock that was
/// set.
const LONGEST_SLEEP: TimeDelta = TimeDelta::seconds(5);

/// Delivers wishes until it is stopped.
pub struct Courier {
    ledger: Ledger,
    discord: Discord,
    me: watch::Receiver<Option<Me>>,
    worker: String,
    load: Load,
    trackers: Trackers,
    activity: Activity,
    metrics: Metrics,
    ways: Ways,
    publisher: Publisher,
    machine: Machine,
    turns: Turns,
}

/// What is delivered one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Lane {
    /// The wishes of an incident, or those of none.
    Of(Option<IncidentId>),
    /// Copies of files: each is held in memory, so only a few are fetched at once, and none holds up a card.
    Files(i64),
    /// A call to one person, which waits for nobody else's.
    Call(AttemptId),
    /// Issues in trackers, a few at a time.
    Issues(i64),
    /// What is done for a server as a whole and takes a while: it holds up no incident.
    Whole(GuildId),
    /// What leaves for a place outside Discord: a slow one holds up nothing else.
    Outside(PublishTo),
}

/// How many files are fetched at once.
const FETCHED: i64 = 4;
/// How many issues are seen to at once.
const ISSUES: i64 = 4;

impl Lane {
    fn of(held: &Held) -> Self {
        match &held.notice {
            Notice::SetUp(_) | Notice::CheckUp(_) => Self::Whole(held.guild),
            Notice::CopyFile { attachment, .. } => Self::Files(attachment.0 % FETCHED),
            Notice::PageCall { attempt, .. } => Self::Call(*attempt),
            Notice::Action(Wish::Mirror { action }) => Self::Issues(action.0 % ISSUES),
            Notice::Publish { to, .. } => Self::Outside(*to),
            other => Self::Of(other.incident()),
        }
    }
}

/// Wishes that wait for others of the same lane to be delivered first.
#[derive(Default)]
struct Lanes {
    waiting: HashMap<Lane, VecDeque<(Held, InHand)>>,
    count: usize,
}

impl Courier {
    /// A courier that is known by `worker` in the outbox.
    #[must_use]
    pub fn new(ledger: Ledger, discord: Discord, me: watch::Receiver<Option<Me>>, worker: String) -> Self {
        Self {
            ledger,
            discord,
            me,
            worker,
            load: Load::All,
            trackers: Trackers::default(),
            publisher: Publisher::default(),
            activity: Activity::default(),
            metrics: Metrics::default(),
            ways: Ways::none(),
            machine: Machine::default(),
            turns: Turns::default(),
        }
    }

    /// Two couriers in place of one, which share all but what they carry: what waits for other servers in one, what is for
    /// Discord in the other.
    #[must_use]
    pub fn and_outside(self, trackers: &Trackers, publisher: &Publisher) -> (Self, Self) {
        let outside = Self {
            ledger: self.ledger.clone(),
            discord: self.discord.clone(),
            me: self.me.clone(),
            worker: format!("{}/outside", self.worker),
            load: Load::Outside,
            trackers: trackers.clone(),
            publisher: publisher.clone(),
            activity: self.activity.clone(),
            metrics: self.metrics.clone(),
            ways: self.ways.clone(),
            machine: self.machine.clone(),
            turns: self.turns.clone(),
        };
        (Self { load: Load::Chat, ..self }, outside)
    }

    /// The same, with what comes of its deliveries counted among what else the bot counts.
    #[must_use]
    pub fn counting(self, metrics: Metrics) -> Self {
        Self { metrics, ..self }
    }

    /// The same, with ways besides Discord.
    #[must_use]
    pub fn by_ways(self, ways: Ways) -> Self {
        Self { ways, ..self }
    }

    /// The same, on a machine that it can tell something about.
    #[must_use]
    pub fn on(self, machine: Machine) -> Self {
        Self { machine, ..self }
    }

    /// What it has in hand.
    #[must_use]
    pub fn activity(&self) -> Activity {
        self.activity.clone()
    }

    /// Delivers until it is stopped, then finishes what it holds.
    pub async fn run(mut self, stop: CancellationToken) {
        if stop.run_until_cancelled(self.me.wait_for(Option::is_some)).await.is_none() {
            return;
        }
        self.reclaim().await;
        let bells = self.ledger.bells();
        let bell = if self.load == Load::Outside { &bells.outside } else { &bells.outbox }.clone();
        let (mut lanes, mut running) = (Lanes::default(), JoinSet::new());
        while !stop.is_cancelled() {
            bell.listen();
            let now = self.ledger.clock().now();
            let mut wake = self.next_wake(lanes.count + running.len()).await;
            if wake <= now {
                // Looked at first, because a claim is a change: most bells ring for what is due later.
                if self.take(&mut lanes, &mut running).await > 0 {
                    continue;
                }
                wake = now + TimeDelta::seconds(1);
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = bell.rung_before(wake) => {}
                Some(done) = running.join_next() => self.go_on(done.ok(), &mut lanes, &mut running),
                () = self.ledger.clock().sleep_until(wake) => {}
            }
        }
        while running.join_next().await.is_some() {}
    }

    /// Takes back at once what this worker held when it died; what others hold comes back when their leases end.
    async fn reclaim(&self) {
        let worker = self.worker.clone();
        let by = Actor::sitrep(GuildId(0));
        match self.ledger.change(by, move |change| Ok(outbox::release_of(change, &worker)?)).await {
            Ok(0) => {}
            Ok(count) => info!("{count} deliveries that were cut off are taken up again"),
            Err(why) => error!("the outbox could not be looked through: {why}"),
        }
    }

    /// Claims as many due wishes as there is room for, and says how many that were: none also where the outbox cannot be read, or
    /// where other workers see to what is due.
    async fn take(&self, lanes: &mut Lanes, running: &mut JoinSet<Lane>) -> usize {
        let room = i64::try_from(HELD.saturating_sub(lanes.count + running.len())).unwrap_or(1);
        let _hand = self.activity.begin();
        let (worker, load) = (self.worker.clone(), self.load);
        let by = Actor::sitrep(GuildId(0));
        match self.ledger.change(by, move |change| deliver::claim_of(change, &worker, room, load)).await {
            Ok(claimed) => {
                let count = claimed.len();
                for held in claimed {
                    self.enter(held, lanes, running);
                }
                count
            }
            Err(why) => {
                error!("the outbox could not be read: {why}");
                0
            }
        }
    }

    fn enter(&self, held: Held, lanes: &mut Lanes, running: &mut JoinSet<Lane>) {
        let lane = Lane::of(&held);
        let hand = self.activity.begin();
        match lanes.waiting.get_mut(&lane) {
            Some(waiting) => {
                waiting.push_back((held, hand));
                lanes.count += 1;
            }
            None => {
                lanes.waiting.insert(lane, VecDeque::new());
                self.start(held, hand, running);
            }
        }
    }

    fn start(&self, held: Held, hand: InHand, running: &mut JoinSet<Lane>) {
        let me = *self.me.borrow();
        let (ledger, metrics) = (self.ledger.clone(), self.metrics.clone());
        let out = delivery::Out {
            discord: self.discord.clone(),
            trackers: self.trackers.clone(),
            ways: self.ways.clone(),
            publisher: self.publisher.clone(),
            machine: self.machine.clone(),
            turns: self.turns.clone(),
        };
        running.spawn(async move {
            let lane = Lane::of(&held);
            if let Some(me) = me {
                let outcome = delivery::deliver(&ledger, &out, me, held).await;
                metrics.delivered(&outcome);
            }
            drop(hand);
            lane
        });
    }

    /// Starts the next wish of a lane that has become free.
    fn go_on(&self, lane: Option<Lane>, lanes: &mut Lanes, running: &mut JoinSet<Lane>) {
        let Some(lane) = lane else {
            // A delivery panicked, so its lane is unknown; its leases end by themselves.
            lanes.waiting.clear();
            lanes.count = 0;
            return;
        };
        match lanes.waiting.get_mut(&lane).and_then(VecDeque::pop_front) {
            Some((held, hand)) => {
                lanes.count -= 1;
                self.start(held, hand, running);
            }
            None => drop(lanes.waiting.remove(&lane)),
        }
    }

    async fn next_wake(&self, held: usize) -> chrono::DateTime<chrono::Utc> {
        let now = self.ledger.clock().now();
        let latest = now + LONGEST_SLEEP;
        if held >= HELD {
            return latest;
        }
        let load = self.load;
        match self.ledger.read(move |view| Ok(outbox::next_due_of(view, load)?)).await {
            Ok(Some(due)) => due.min(latest),
            Ok(None) => latest,
            Err(why) => {
                error!("the outbox could not be read: {why}");
                now + TimeDelta::seconds(1)
            }
        }
    }
}
