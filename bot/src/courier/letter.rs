//! What leaves by another way than Discord, and what its failures mean for the wish.

use commands::parcels::Letter;
use incidents::model::notice::{Outcome, back_off};

use super::delivery::To;
use crate::ways::{NotSent, Ways};

/// Sends a letter.
pub(super) async fn send(to: &To<'_>, ways: &Ways, letter: &Letter) -> Outcome {
    match ways.send(letter, to.now).await {
        Ok(()) => Outcome::Delivered(None),
        Err(NotSent::Never(why)) => Outcome::Unreachable(why),
        Err(NotSent::NotNow { wait, why }) => {
            let wait = wait.unwrap_or_default().max(back_off(to.held.attempts));
            Outcome::RetryAt(to.now + wait, why)
        }
    }
}
