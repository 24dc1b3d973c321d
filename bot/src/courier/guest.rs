//! Lets somebody into a private incident's channel.

use incidents::ids::ChannelId;
use incidents::model::access::{Guest, OverwriteKind, VIEW_CHANNEL};
use incidents::model::notice::Outcome;
use incidents::noted;
use serde_json::json;

use super::delivery::To;

/// Opens the channel to them. Done twice, it is done once.
pub(super) async fn let_in(to: &To<'_>, channel: ChannelId, guest: Guest) -> Outcome {
    let kind = match guest.kind {
        OverwriteKind::Role => 0,
        OverwriteKind::Member => 1,
    };
    let body = json!({"type": kind, "allow": VIEW_CHANNEL.to_string(), "deny": "0"});
    let reason = "The private incident concerns them now";
    match to.discord.put_overwrite(channel, guest.target, body, reason).await {
        Ok(()) => Outcome::Delivered(None),
        Err(failure) => to.failed(&failure, noted!("manage permissions"), Some(channel)),
    }
}
