//! Has a published postmortem kept outside Discord, and says what came of it.

use commands::parcels::Outgoing;
use incidents::model::notice::Outcome;

use super::delivery::To;
use crate::publish::{Kept, NotKept, Publisher};

/// Keeps it in its place.
pub(super) async fn keep(to: &To<'_>, publisher: &Publisher, outgoing: Outgoing) -> Outcome {
    match publisher.keep(outgoing).await {
        Ok(Kept::There) => Outcome::Delivered(None),
        Ok(Kept::NotWanted) => Outcome::Moot,
        Err(NotKept::Yet(why)) => to.again(why),
        Err(NotKept::AsThingsAre(why)) => Outcome::Blocked(why),
    }
}
