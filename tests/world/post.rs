//! What leaves the outbox, carried by hand: for stories about what is sent to whom, without a Discord to send it to.

use std::sync::atomic::{AtomicI64, Ordering};

use commands::parcels::{Parcel, parcel};
use commands::reply::Message;
use incidents::ids::{ChannelId, MessageId};
use incidents::model::notice::{Notice, Outcome, Stands};
use incidents::operations::{deliver, run_due};
use incidents::store::timers;
use incidents::{Actor, Ledger};

use super::desk::GUILD;

/// The first of the channels that incidents get here.
pub const FIRST_CHANNEL: ChannelId = ChannelId(7_000);
/// A person's direct messages are in the channel of this number plus theirs.
pub const DIRECT: i64 = 90_000;

static NEXT_MESSAGE: AtomicI64 = AtomicI64::new(100_000);

/// Something that left.
#[derive(Debug, Clone)]
pub struct Left {
    /// The wish.
    pub notice: Notice,
    /// What it became.
    pub parcel: Parcel,
}

/// Delivers whatever is due until nothing is, as if all went well.
pub async fn delivers(ledger: &Ledger) -> Vec<Left> {
    delivers_where(ledger, |_| None).await
}

/// Delivers whatever is due until nothing is; `fate` says what does not go well.
pub async fn delivers_where(ledger: &Ledger, fate: impl Fn(&Parcel) -> Option<Outcome>) -> Vec<Left> {
    let mut left = Vec::new();
    loop {
        let claim = ledger.change(Actor::sitrep(GUILD), |change| deliver::claim(change, "by hand", 64));
        let claimed = claim.await.expect("the outbox can be read");
        if claimed.is_empty() {
            return left;
        }
        for held in claimed {
            let wish = held.clone();
            let parcel = ledger.read(move |view| parcel(view, &wish)).await.expect("a wish can be worded");
            let outcome = fate(&parcel).unwrap_or_else(|| well(&parcel));
            let notice = held.notice.clone();
            let settle =
                ledger.change(Actor::sitrep(GUILD), move |change| deliver::settle(change, &held, &outcome));
            settle.await.expect("a delivery can be settled");
            left.push(Left { notice, parcel });
        }
    }
}

fn well(parcel: &Parcel) -> Outcome {
    let fresh = || MessageId(NEXT_MESSAGE.fetch_add(1, Ordering::Relaxed));
    let stands = |channel, message| Outcome::Delivered(Some(Stands { channel, message }));
    match parcel {
        Parcel::Waits => Outcome::Waits,
        Parcel::Moot => Outcome::Moot,
        Parcel::Unreachable(why) => Outcome::Unreachable(why.clone()),
        Parcel::Channel(_) => stands(ChannelId(FIRST_CHANNEL.0 + fresh().0), None),
        Parcel::Post { channel, replaces, .. } => stands(*channel, Some(replaces.unwrap_or_else(fresh))),
        Parcel::Direct { user, .. } => stands(ChannelId(DIRECT + user.0), Some(fresh())),
        _ => Outcome::Delivered(None),
    }
}

/// Runs whatever timers are due, once each, as the ticker does.
pub async fn ticks(ledger: &Ledger) {
    let now = ledger.clock().now();
    let due = ledger.read(move |view| Ok(timers::due(view, now, 1_000)?)).await.expect("timers can be read");
    for due in due {
        let by = Actor::sitrep(due.guild);
        ledger.change(by, move |change| run_due::run_due(change, &due)).await.expect("a timer runs");
    }
}

/// The new direct messages among what left: to whom, and what.
#[must_use]
pub fn directs(left: &[Left]) -> Vec<(i64, Message)> {
    let directs = left.iter().filter_map(|left| match &left.parcel {
        Parcel::Direct { user, message } => Some((user.0, message.clone())),
        _ => None,
    });
    directs.collect()
}

/// The new messages in channels among what left, beside cards.
#[must_use]
pub fn posts(left: &[Left]) -> Vec<Message> {
    let posts = left.iter().filter_map(|left| match (&left.parcel, &left.notice) {
        (_, Notice::Card { .. }) => None,
        (Parcel::Post { replaces: None, message, .. }, _) => Some(message.clone()),
        _ => None,
    });
    posts.collect()
}
