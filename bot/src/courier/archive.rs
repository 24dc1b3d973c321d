//! Closes an incident's channel for writing, and opens it again. Who can see it does not change.

use incidents::ids::ChannelId;
use incidents::model::notice::Outcome;
use incidents::noted;
use serde_json::{Value, json};

use super::delivery::To;
use crate::discord::{Failure, Reason, Refused};

/// To send messages, to send them in threads, and to begin public threads. The bot can deny only what it may do itself, and
/// it has no use for private threads: one begun there stays empty.
const WRITING: u64 = 1 << 11 | 1 << 38 | 1 << 35;
/// Discord's numbers for threads of every sort.
const THREADS: [u64; 3] = [10, 11, 12];
/// What the bot keeps, so that a correction of the postmortem still gets in: to write, embed and attach.
const OURS: u64 = 1 << 11 | 1 << 14 | 1 << 15;

/// Nobody but the bot can write in the channel any more.
pub(super) async fn close(to: &To<'_>, channel: ChannelId) -> Outcome {
    change(to, channel, Shut::Closed).await
}

/// Everybody who could write in the channel can again.
pub(super) async fn open(to: &To<'_>, channel: ChannelId) -> Outcome {
    change(to, channel, Shut::Open).await
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shut {
    Closed,
    Open,
}

async fn change(to: &To<'_>, channel: ChannelId, shut: Shut) -> Outcome {
    let reason = match shut {
        Shut::Closed => "The postmortem was published some time ago",
        Shut::Open => "The incident was reopened",
    };
    let changed = async {
        let found = to.discord.channel(channel).await?;
        to.discord.edit_channel(channel, body(to, &found, shut), reason).await
    };
    match changed.await {
        Ok(_) => Outcome::Delivered(None),
        Err(Failure::Refused(Refused { reason: Reason::UnknownChannel, .. })) => Outcome::Moot,
        Err(failure) => to.failed(&failure, noted!("manage permissions and threads"), Some(channel)),
    }
}

/// A thread is locked, which leaves its manager able to write; a channel denies the right to write.
fn body(to: &To<'_>, channel: &Value, shut: Shut) -> Value {
    if THREADS.contains(&channel["type"].as_u64().unwrap_or(0)) {
        return json!({"locked": shut == Shut::Closed});
    }
    let denied = |deny: u64| if shut == Shut::Closed { deny | WRITING } else { deny & !WRITING };
    json!({"permission_overwrites": overwrites(to, channel, denied)})
}

/// The channel's overwrites, changed for everybody and for the bot; those of others stay.
fn overwrites(to: &To<'_>, channel: &Value, denied: impl Fn(u64) -> u64) -> Vec<Value> {
    let (everybody, me) = (to.held.guild.to_string(), to.me.user.to_string());
    let there = channel["permission_overwrites"].as_array().map(Vec::as_slice).unwrap_or_default();
    let of = |id: &str| there.iter().find(|one| one["id"] == id);
    let mut changed: Vec<Value> = there
        .iter()
        .filter(|one| one["id"] != everybody.as_str() && one["id"] != me.as_str())
        .cloned()
        .collect();
    let theirs = of(&everybody);
    changed.push(json!({
        "id": everybody, "type": 0,
        "allow": (bits(theirs, "allow") & !WRITING).to_string(),
        "deny": denied(bits(theirs, "deny")).to_string(),
    }));
    let ours = of(&me);
    changed.push(json!({
        "id": me, "type": 1,
        "allow": (bits(ours, "allow") | OURS).to_string(),
        "deny": bits(ours, "deny").to_string(),
    }));
    changed
}

fn bits(overwrite: Option<&Value>, which: &str) -> u64 {
    overwrite.and_then(|one| one[which].as_str()).and_then(|bits| bits.parse().ok()).unwrap_or(0)
}
