//! The ledger: the only way to change what is true, and to read it.
//!
//! A change is handed over as work to do. On SQLite one thread owns the one connection that writes and lets changes that
//! wait together share a commit, each in its own savepoint: a refusal undoes its own change only, and nobody is answered
//! before the shared commit is on the disk. On Postgres a change is simply a transaction, on one of a few threads.

mod bell;
mod crew;
mod tally;
mod task;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Notify, oneshot, watch};

pub use self::bell::Bell;
pub use self::tally::Tally;

use crate::change::{Actor, Change, View};
use crate::clock::Clock;
use crate::error::{Fault, Result};
use crate::files::Files;
use crate::postmortem::Typeface;
use crate::store;
use crew::Crew;
use tally::Tallying;
use task::{Task, Work};

/// Where the facts lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file on a local disk.
    Sqlite(PathBuf),
    /// A server, with the address as Postgres' own tools take it.
    Postgres(String),
}

/// A handle to the facts; clones share everything.
#[derive(Clone)]
pub struct Ledger {
    inner: Arc<Inner>,
    around: Around,
}

/// What lies around the facts.
#[derive(Clone)]
pub(crate) struct Around {
    /// Our own copies of files.
    pub(crate) files: Files,
    /// The address that people and machines reach us by, without a slash at its end.
    pub(crate) address: Arc<str>,
    /// Fonts beside our own, for what is printed.
    pub(crate) typefaces: Arc<[Typeface]>,
}

/// Where we are reached unless somebody says otherwise.
const ADDRESS: &str = "http://127.0.0.1:8080";

impl Around {
    /// What lies around the facts of a place unless somebody says otherwise.
    pub(crate) fn of(place: &Place) -> Self {
        let files = Files::within(&beside(place));
        Self { files, address: ADDRESS.into(), typefaces: Arc::default() }
    }
}

struct Inner {
    clock: Clock,
    bells: Bells,
    writers: Crew,
    readers: Crew,
    damage: Mutex<Option<String>>,
    tally: Arc<Tallying>,
}

/// Rung after a commit, so that nobody has to look on a tick.
#[derive(Clone, Default)]
pub struct Bells {
    /// Something waits in the outbox.
    pub outbox: Arc<Bell>,
    /// Something waits there that is for other servers.
    pub outside: Arc<Bell>,
    /// A timer was set.
    pub timers: Arc<Notify>,
    /// Counts commits, for whoever shows the present state.
    pub commits: watch::Sender<u64>,
}

/// Postgres connections that write, and connections that read.
const POSTGRES_WRITERS: usize = 4;
const READERS: usize = 4;

impl Ledger {
    /// Opens the facts, bringing the schema up to date. Stops with one sentence when it cannot.
    pub async fn open(place: Place, clock: Clock) -> Result<Self> {
        let opened = tokio::task::spawn_blocking(move || Self::open_blocking(&place, clock));
        opened.await.unwrap_or_else(|_| Err(Fault::Closed.into()))
    }

    fn open_blocking(place: &Place, clock: Clock) -> Result<Self> {
        let mut first = store::connect(place)?;
        store::migrations::run(&mut first, clock.now())?;
        let tally = Arc::new(Tallying::default());
        let (writers, readers) = match place {
            Place::Sqlite(path) => {
                let mut readers = Vec::new();
                for _ in 0..READERS {
                    readers.push(store::sqlite::Engine::reader(path)?.into());
                }
                let writer = Crew::one_writer(first, clock.clone(), Arc::clone(&tally));
                (writer, Crew::readers(readers, None, &clock, &tally))
            }
            Place::Postgres(url) => {
                drop(first);
                let several =
                    |count| -> Result<Vec<_>, Fault> { (0..count).map(|_| store::connect(place)).collect() };
                let writers = Crew::writers(several(POSTGRES_WRITERS)?, url, &clock, &tally);
                (writers, Crew::readers(several(READERS)?, Some(url), &clock, &tally))
            }
        };
        let inner = Arc::new(Inner {
            clock,
            bells: Bells::default(),
            writers,
            readers,
            damage: Mutex::default(),
            tally,
        });
        Ok(Self { inner, around: Around::of(place) })
    }

    /// The same facts, with the copies of files in another folder than beside the database.
    #[must_use]
    pub fn keeping_files_in(self, folder: &Path) -> Self {
        let around = Around { files: Files::within(folder), ..self.around };
        Self { inner: self.inner, around }
    }

    /// The same facts, reached at an address: what links and addresses in messages begin with.
    #[must_use]
    pub fn reached_at(self, address: &str) -> Self {
        let around = Around { address: address.trim_end_matches('/').into(), ..self.around };
        Self { inner: self.inner, around }
    }

    /// The same facts, printed with these fonts where our own lack a character.
    #[must_use]
    pub fn printed_with(self, typefaces: &[Typeface]) -> Self {
        let around = Around { typefaces: typefaces.into(), ..self.around };
        Self { inner: self.inner, around }
    }

    /// Our own copies of files.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.around.files
    }

    /// The address that people and machines reach us by, without a slash at its end.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.around.address
    }

    /// The clock that every change takes its `now` from.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The bells that ring after commits.
    #[must_use]
    pub fn bells(&self) -> &Bells {
        &self.inner.bells
    }

    /// What was asked of the database so far.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.inner.tally.now()
    }

    /// Runs `work` as one transaction by one actor at one instant. It is on the disk when this answers, or not at all.
    pub async fn change<T, F>(&self, by: Actor, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Change<'_>) -> Result<T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let around = self.around.clone();
        let task = Task::new(move |connection, now| {
            let mut change = Change::begin(View::new(connection, &around, now), by);
            let value = work(&mut change)?;
            Ok((value, change.end()?))
        });
        let (bells, clock) = (self.inner.bells.clone(), self.inner.clock.clone());
        self.inner.writers.hand_over(task.answering(move |outcome: Result<_>| {
            let outcome = outcome.map(|(value, rung)| {
                bells.ring(rung, &clock);
                value
            });
            // Whoever asked may have gone away; the change stands all the same.
            drop(answer.send(outcome));
        }))?;
        answered.await.unwrap_or_else(|_| Err(Fault::Closed.into()))
    }

    /// Looks through the whole database while others work on it, and remembers what is damaged, if anything is.
    pub async fn inspect(&self) -> Result<Option<String>> {
        let damage =
            self.read(|view| Ok(store::soundness::damage(view, store::soundness::Depth::Quick)?)).await?;
        let damage = damage.into_iter().next();
        self.inner.damage.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&damage);
        Ok(damage)
    }

    /// What the last inspection found damaged.
    #[must_use]
    pub fn damage(&self) -> Option<String> {
        self.inner.damage.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads one consistent state.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut View<'_>) -> Result<T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let around = self.around.clone();
        let task = Task::new(move |connection, now| work(&mut View::new(connection, &around, now)));
        self.inner.readers.hand_over(task.answering(move |outcome| drop(answer.send(outcome))))?;
        answered.await.unwrap_or_else(|_| Err(Fault::Closed.into()))
    }
}

/// The folder of copies, unless another is named: beside the database, or where the program runs.
fn beside(place: &Place) -> PathBuf {
    let folder = match place {
        Place::Sqlite(path) => path.parent().unwrap_or(Path::new("")),
        Place::Postgres(_) => Path::new(""),
    };
    folder.join("attachments")
}

impl Bells {
    fn ring(&self, rung: crate::change::Rung, clock: &Clock) {
        if let Some(due) = rung.outbox {
            self.outbox.ring(due, clock.now());
        }
        if let Some(due) = rung.outside {
            self.outside.ring(due, clock.now());
        }
        if rung.timers {
            self.timers.notify_one();
        }
        self.commits.send_modify(|count| *count += 1);
    }
}

impl Crew {
    fn hand_over(&self, work: impl Work + 'static) -> Result<()> {
        self.queue(Box::new(work)).map_err(Into::into)
    }
}
