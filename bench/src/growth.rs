//! What a command costs while the database grows tenfold, and tenfold again: asked of the ledger as the program asks it, without
//! Discord before it.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use chrono::TimeDelta;
use commands::request::{Ask, Given, Request};
use incidents::ids::{ChannelId, GuildId, IncidentId, InteractionId, Number, UserId};
use incidents::model::access::{MANAGE_GUILD, Person};
use incidents::model::entry::EntryKind;
use incidents::operations::add_entry::{self, add_entry};
use incidents::operations::{open, resolve, similar};
use incidents::{Actor, Clock, Ledger, Place, store};

use crate::clock;
use crate::drain::swept;
use crate::sheet::Sheet;

const GUILD: GuildId = GuildId(1);
/// The channel of the incident that is worked on.
const ROOM: ChannelId = ChannelId(7);
/// How many incidents there are at each step.
pub const SIZES: [i64; 3] = [100, 1_000, 10_000];
/// So many entries each has.
pub const ENTRIES: i64 = 20;
/// So many are made in one change.
const AT_ONCE: i64 = 50;
/// Each is asked so often in a round.
const ASKED: u32 = 20;

/// Words, of which each title and each entry has a few: searches find some incidents, and not all.
const WORDS: [&str; 16] = [
    "checkout",
    "payments",
    "queue",
    "replica",
    "latency",
    "certificate",
    "cache",
    "login",
    "search",
    "deploy",
    "disk",
    "memory",
    "timeout",
    "webhook",
    "backup",
    "quota",
];

/// A growing database.
pub struct Growth {
    ledger: Ledger,
    incidents: i64,
    asked: i64,
}

impl Growth {
    /// An empty one, in a folder.
    ///
    /// # Errors
    /// When the ledger does not open.
    pub async fn begin(folder: &Path) -> Result<Self> {
        let ledger = Ledger::open(Place::Sqlite(folder.join("sitrep.db")), Clock::system()).await?;
        Ok(Self { ledger, incidents: 0, asked: 0 })
    }

    /// Makes it grow to so many incidents; all but the newest are resolved.
    ///
    /// # Errors
    /// When the ledger fails.
    pub async fn to(&mut self, incidents: i64) -> Result<()> {
        while self.incidents < incidents {
            let (from, to) = (self.incidents, incidents.min(self.incidents + AT_ONCE));
            let change = self
                .ledger
                .change(Actor::sitrep(GUILD), move |change| (from..to).try_for_each(|nth| one(change, nth)));
            change.await?;
            self.incidents = to;
        }
        // Nobody is there to deliver it to, and a program that starts over it would try for minutes.
        swept(&self.ledger).await?;
        let newest = Number(self.incidents);
        let moves = self.ledger.change(Actor::sitrep(GUILD), move |change| {
            if let Some(mut before) = store::incidents::of_channel(change, GUILD, ROOM)? {
                before.channel = None;
                store::incidents::save(change, &before)?;
            }
            let mut incident = store::incidents::numbered(change, GUILD, newest)?.expect("it was made");
            incident.channel = Some(ROOM);
            Ok(store::incidents::save(change, &incident)?)
        });
        Ok(moves.await?)
    }

    /// Measures what people ask for, and notes it in milliseconds.
    ///
    /// # Errors
    /// When a command is not answered as it should be.
    pub async fn measure(&mut self, rounds: usize, sheet: &mut Sheet) -> Result<()> {
        let size = self.incidents;
        let asked = [
            ("note", "timeline add", &[("text", "The queue of payments grows, 40 wait now.")][..]),
            ("last entries", "timeline list", &[][..]),
            ("search", "incident search", &[("query", "payments replica timeout")][..]),
            ("list", "incident list", &[][..]),
        ];
        for (what, path, options) in asked {
            let mut took = Vec::new();
            for _ in 0..rounds {
                took.push(self.asks(path, options).await?);
            }
            sheet.note(format!("{what}, {size} incidents, ms"), &took);
        }
        let mut took = Vec::new();
        for _ in 0..rounds {
            took.push(self.looks_for_similar().await?);
        }
        sheet.note(format!("similar, {size} incidents, ms"), &took);
        Ok(())
    }

    /// Asks the same several times, and says how many milliseconds one took.
    async fn asks(&mut self, path: &str, options: &[(&str, &str)]) -> Result<f64> {
        let begun = clock::now();
        for _ in 0..ASKED {
            self.asked += 1;
            let given =
                options.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned())));
            let ask = Ask::Command { path: path.to_owned(), options: given.collect() };
            let answer = commands::answer(&self.ledger, request(self.asked, ask)).await;
            ensure!(answer.outcome.as_str() == "answered", "/{path}: {:?}", answer.reply);
        }
        Ok(each(clock::now() - begun))
    }

    async fn looks_for_similar(&self) -> Result<f64> {
        let id: IncidentId = {
            let newest = Number(self.incidents);
            let found = self.ledger.read(move |view| Ok(store::incidents::numbered(view, GUILD, newest)?));
            found.await?.context("the newest is there")?.id
        };
        let begun = clock::now();
        for _ in 0..ASKED {
            let looks = self.ledger.read(move |view| {
                let incident = store::incidents::look(view, id)?;
                similar::similar(view, &incident)
            });
            looks.await?;
        }
        Ok(each(clock::now() - begun))
    }
}

fn each(span: TimeDelta) -> f64 {
    span.as_seconds_f64() * 1_000.0 / f64::from(ASKED)
}

fn one(change: &mut incidents::Change<'_>, nth: i64) -> incidents::Result<()> {
    let wish = open::Wish { title: format!("{} is down", words(nth, 3)), ..open::Wish::default() };
    let incident = open::open(change, &wish)?;
    for entry in 0..ENTRIES {
        let text = format!("Step {entry}: {} looked at, no change yet", words(nth * 31 + entry * 7, 4));
        let wish = add_entry::Wish { text, at: change.now, kind: EntryKind::Investigation };
        add_entry(change, incident.id, &wish)?;
    }
    resolve::resolve(change, incident.id, &resolve::Wish::default()).map(drop)
}

/// So many words, others for each number.
fn words(seed: i64, count: i64) -> String {
    let at = |nth: i64| usize::try_from((seed / (nth * 4 + 1) + nth * 5).rem_euclid(16)).unwrap_or(0);
    (0..count).map(|nth| WORDS[at(nth)]).collect::<Vec<_>>().join(" ")
}

fn request(number: i64, ask: Ask) -> Request {
    Request {
        id: InteractionId(number),
        token: format!("token-{number}"),
        guild: GUILD,
        channel: ROOM,
        person: Person { id: UserId(1), name: "ana".into(), roles: Vec::new(), permissions: MANAGE_GUILD },
        locale: "en-GB".into(),
        ask,
    }
}
