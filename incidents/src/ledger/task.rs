//! One piece of work on its way through the ledger's threads: run inside a transaction, answered after its commit.

use chrono::{DateTime, Utc};

use crate::error::{Error, Fault, Result};
use crate::store::Connection;

/// Work as the threads see it.
pub(super) trait Work: Send {
    /// Does the work and says whether its writes shall stand. A panic counts as a failure, not as the thread's end.
    fn run(&mut self, connection: &mut Connection, now: DateTime<Utc>) -> Verdict;

    /// What went wrong on our side when it was run, if anything did.
    fn fault(&self) -> Option<&Fault>;

    /// Answers whoever waits, once the commit has succeeded or failed.
    fn settle(self: Box<Self>, committed: Result<(), Fault>);
}

/// Whether a piece of work wants its writes kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Keep them.
    Stand,
    /// Undo them.
    Undo,
}

/// Work that has nobody waiting for it yet.
pub(super) struct Task<F>(F);

struct Answered<F, T, A> {
    work: Option<F>,
    outcome: Option<Result<T>>,
    answer: A,
}

impl<F> Task<F> {
    pub(super) fn new<T>(work: F) -> Self
    where
        F: FnOnce(&mut Connection, DateTime<Utc>) -> Result<T> + Send,
    {
        Self(work)
    }

    pub(super) fn answering<T, A>(self, answer: A) -> impl Work
    where
        T: Send,
        F: FnOnce(&mut Connection, DateTime<Utc>) -> Result<T> + Send,
        A: FnOnce(Result<T>) + Send,
    {
        Answered { work: Some(self.0), outcome: None, answer }
    }
}

impl<F, T, A> Work for Answered<F, T, A>
where
    T: Send,
    F: FnOnce(&mut Connection, DateTime<Utc>) -> Result<T> + Send,
    A: FnOnce(Result<T>) + Send,
{
    fn run(&mut self, connection: &mut Connection, now: DateTime<Utc>) -> Verdict {
        let work = self.work.take().expect("work is run once");
        let run = std::panic::AssertUnwindSafe(|| work(connection, now));
        let outcome =
            std::panic::catch_unwind(run).unwrap_or_else(|panic| Err(Fault::Panicked(said(&*panic)).into()));
        let verdict = if outcome.is_ok() { Verdict::Stand } else { Verdict::Undo };
        self.outcome = Some(outcome);
        verdict
    }

    fn fault(&self) -> Option<&Fault> {
        match &self.outcome {
            Some(Err(Error::Fault(fault))) => Some(fault),
            _ => None,
        }
    }

    fn settle(self: Box<Self>, committed: Result<(), Fault>) {
        let outcome = match (self.outcome, committed) {
            (Some(Ok(value)), Ok(())) => Ok(value),
            (Some(Err(why)), _) => Err(why),
            (_, Err(fault)) => Err(fault.into()),
            (None, Ok(())) => Err(Fault::Closed.into()),
        };
        (self.answer)(outcome);
    }
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no words".into())
}
