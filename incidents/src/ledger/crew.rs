//! The threads that own the connections. Work queues are bounded: past the bound people are told, not kept waiting.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::Place;
use super::tally::Tallying;
use super::task::{Verdict, Work};
use crate::clock::Clock;
use crate::error::Fault;
use crate::store::{self, Connection};

/// How many pieces of work may wait before more are refused.
const QUEUE: usize = 4_096;
/// How many changes may share one commit: enough to fill a disk's write, few enough that nobody waits long for others.
const SHARED: usize = 64;

type Job = Box<dyn Work>;

/// How each of several threads goes about its work.
#[derive(Clone, Copy)]
struct Manner {
    begin: &'static str,
    writes: bool,
}

const WRITING: Manner = Manner { begin: "begin", writes: true };

/// Threads that take work from one queue.
pub(super) struct Crew(SyncSender<Job>);

impl Crew {
    /// The one thread that writes to SQLite.
    pub(super) fn one_writer(mut connection: Connection, clock: Clock, tally: Arc<Tallying>) -> Self {
        let (sender, jobs) = sync_channel::<Job>(QUEUE);
        spawn("ledger-writer", move || {
            while let Ok(first) = jobs.recv() {
                let together = std::iter::once(first).chain(jobs.try_iter().take(SHARED - 1));
                commit_together(&mut connection, (&clock, &tally), together);
            }
        });
        Self(sender)
    }

    /// Threads that each run a change as a transaction of its own.
    pub(super) fn writers(
        connections: Vec<Connection>,
        url: &str,
        clock: &Clock,
        tally: &Arc<Tallying>,
    ) -> Self {
        Self::several(connections, Some(url), (clock, tally), WRITING)
    }

    /// Threads that read; each piece of work sees one state.
    pub(super) fn readers(
        connections: Vec<Connection>,
        url: Option<&str>,
        clock: &Clock,
        tally: &Arc<Tallying>,
    ) -> Self {
        let begin = if url.is_some() { "begin isolation level repeatable read read only" } else { "begin" };
        Self::several(connections, url, (clock, tally), Manner { begin, writes: false })
    }

    fn several(
        connections: Vec<Connection>,
        url: Option<&str>,
        (clock, tally): (&Clock, &Arc<Tallying>),
        manner: Manner,
    ) -> Self {
        let (sender, jobs) = sync_channel::<Job>(QUEUE);
        let jobs = Arc::new(Mutex::new(jobs));
        for mut connection in connections {
            let (jobs, clock, tally) = (jobs.clone(), clock.clone(), Arc::clone(tally));
            let place = url.map(|url| Place::Postgres(url.to_owned()));
            spawn("ledger", move || {
                while let Some(mut job) = next(&jobs) {
                    let mut stands = false;
                    let begun = begin_again(&mut connection, place.as_ref(), manner.begin);
                    let outcome = begun.and_then(|()| {
                        stands = job.run(&mut connection, clock.now()) == Verdict::Stand;
                        if stands { connection.commit() } else { connection.roll_back() }
                    });
                    tally.add(&mut connection, manner.writes && stands && outcome.is_ok());
                    job.settle(outcome);
                }
            });
        }
        Self(sender)
    }

    /// Puts work in the queue, or says that it is full.
    pub(super) fn queue(&self, job: Job) -> Result<(), Fault> {
        self.0.try_send(job).map_err(|why| match why {
            TrySendError::Full(_) => Fault::Busy,
            TrySendError::Disconnected(_) => Fault::Closed,
        })
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) {
    thread::Builder::new()
        .name(name.into())
        .spawn(work)
        .expect("a system that cannot start threads cannot run us");
}

fn next(jobs: &Mutex<Receiver<Job>>) -> Option<Job> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Begins, on a new connection when the old one turns out to be gone.
fn begin_again(connection: &mut Connection, place: Option<&Place>, begin: &str) -> Result<(), Fault> {
    let begun = connection.begin(begin);
    match (place, begun) {
        (Some(place), Err(_)) if connection.is_lost() => {
            *connection = store::connect(place)?;
            connection.begin(begin)
        }
        (_, begun) => begun,
    }
}

/// Runs the jobs in one transaction, each undone by itself if it must be, and answers them all after the commit.
fn commit_together(
    connection: &mut Connection,
    (clock, tally): (&Clock, &Tallying),
    jobs: impl Iterator<Item = Job>,
) {
    let mut outcome = connection.begin_writing();
    let mut done = Vec::new();
    for mut job in jobs {
        if outcome.is_ok() {
            let undo = if done.is_empty() { Undo::All } else { Undo::One };
            outcome = run_one(connection, clock, &mut *job, undo);
        }
        done.push(job);
    }
    let outcome = outcome.and_then(|()| connection.commit());
    tally.add(connection, outcome.is_ok());
    if outcome.is_err() {
        // After a failed commit the transaction may still be open; when it is not, there is nothing to undo.
        drop(connection.roll_back());
    }
    // A log that cannot be emptied now is emptied after a later commit.
    drop(connection.try_wiping());
    for job in done {
        job.settle(outcome.as_ref().copied().map_err(Fault::uncommitted));
    }
    // One that cannot be written back now is after a later commit.
    drop(connection.shorten_log());
}

/// How what one job did is undone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Undo {
    /// With the whole transaction, begun anew: the job is the first in it, and mostly the only one.
    All,
    /// Back to a savepoint, for what others did stands before it.
    One,
}

/// Runs one job. Fails when the whole transaction is gone: a full disk makes SQLite give it up in the midst of a statement, and
/// whatever ran after that would stand alone, outside of any commit that we report.
fn run_one(connection: &mut Connection, clock: &Clock, job: &mut dyn Work, undo: Undo) -> Result<(), Fault> {
    if undo == Undo::One {
        connection.set_savepoint()?;
    }
    let verdict = job.run(connection, clock.now());
    if !connection.is_in_transaction() {
        return Err(job.fault().map_or(Fault::Closed, Fault::uncommitted));
    }
    match (verdict, undo) {
        (Verdict::Stand, Undo::All) => Ok(()),
        (Verdict::Stand, Undo::One) => connection.release_savepoint(),
        (Verdict::Undo, Undo::All) => {
            connection.roll_back()?;
            connection.begin_writing()
        }
        (Verdict::Undo, Undo::One) => connection.return_to_savepoint(),
    }
}
