//! Months passing by hand: timers run when they are due, wishes leave, and what everybody gets is written down.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use commands::parcels::{self, Parcel};
use commands::reply::Message;
use incidents::ids::{ChannelId, ContactId, UserId};
use incidents::model::notice::Outcome;
use incidents::operations::{deliver, run_due};
use incidents::{Actor, Clock, Ledger, store};
use tests::world::desk::GUILD;

/// To whom a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum To {
    /// A person, by direct message.
    Person(UserId),
    /// A channel.
    Channel(ChannelId),
    /// A contact who is not on Discord, by their own way.
    Contact(ContactId),
}

/// A message that somebody got.
#[derive(Debug, Clone)]
pub struct Got {
    pub at: DateTime<Utc>,
    pub to: To,
    pub message: Message,
}

/// Turns time, and keeps what everybody got.
#[derive(Default)]
pub struct Wheel {
    pub got: Vec<Got>,
    /// Those whose direct messages are closed.
    pub closed: BTreeSet<UserId>,
}

impl Wheel {
    /// Lets time pass until an instant, stopping at everything that is due on the way.
    pub async fn turn(&mut self, ledger: &Ledger, clock: &Clock, until: &str) {
        self.turn_to(ledger, clock, until.parse().unwrap()).await;
    }

    pub async fn turn_to(&mut self, ledger: &Ledger, clock: &Clock, until: DateTime<Utc>) {
        loop {
            self.settle(ledger).await;
            let next = ledger.read(|view| Ok(store::timers::next_due(view)?)).await.unwrap();
            let now = clock.now();
            match next.filter(|next| *next <= until) {
                Some(next) => clock.advance((next - now).max(TimeDelta::zero())),
                None => break clock.advance((until - now).max(TimeDelta::zero())),
            }
        }
        self.settle(ledger).await;
    }

    /// Runs what is due now and delivers what it wished for.
    pub async fn settle(&mut self, ledger: &Ledger) {
        loop {
            let now = ledger.clock().now();
            let due = ledger.read(move |view| Ok(store::timers::due(view, now, 64)?)).await.unwrap();
            for due in &due {
                let one = due.clone();
                let run = ledger.change(Actor::sitrep(GUILD), move |change| run_due::run_due(change, &one));
                run.await.unwrap();
            }
            let sent = self.deliver(ledger).await;
            if due.is_empty() && sent == 0 {
                return;
            }
        }
    }

    async fn deliver(&mut self, ledger: &Ledger) -> usize {
        let claim = ledger.change(Actor::sitrep(GUILD), |change| deliver::claim(change, "wheel", 50));
        let held = claim.await.unwrap();
        for one in &held {
            let wish = one.clone();
            let parcel = ledger.read(move |view| parcels::parcel(view, &wish)).await.unwrap();
            let outcome = self.post(ledger.clock().now(), parcel);
            let one = one.clone();
            let settle =
                ledger.change(Actor::sitrep(GUILD), move |change| deliver::settle(change, &one, &outcome));
            settle.await.unwrap();
        }
        held.len()
    }

    fn post(&mut self, at: DateTime<Utc>, parcel: Parcel) -> Outcome {
        match parcel {
            Parcel::Direct { user, .. } if self.closed.contains(&user) => {
                Outcome::Unreachable("their direct messages are closed".into())
            }
            Parcel::Errand(errand) => {
                self.keep(at, To::Contact(errand.contact), Message::public(errand.text))
            }
            Parcel::Direct { user, message } => self.keep(at, To::Person(user), message),
            Parcel::Post { channel, message, .. } if message.text.starts_with(['⏰', '📋']) => {
                self.keep(at, To::Channel(channel), message)
            }
            _ => Outcome::Delivered(None),
        }
    }

    fn keep(&mut self, at: DateTime<Utc>, to: To, message: Message) -> Outcome {
        self.got.push(Got { at, to, message });
        Outcome::Delivered(None)
    }

    /// When somebody got something, and its words; forgets it.
    pub fn heard(&mut self, to: To) -> Vec<(String, Message)> {
        let (theirs, others) = self.got.drain(..).partition(|got| got.to == to);
        self.got = others;
        let theirs: Vec<Got> = theirs;
        theirs.into_iter().map(|got| (got.at.format("%m-%d %H:%M").to_string(), got.message)).collect()
    }

    /// When somebody got something; forgets it.
    pub fn times(&mut self, to: To) -> Vec<String> {
        self.heard(to).into_iter().map(|(at, _)| at).collect()
    }
}
