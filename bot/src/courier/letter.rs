//! What leaves by another way than Discord, and what its failures mean for the wish.

use commands::parcels::Letter;
use commands::parcels::action::errand::Errand;
use incidents::model::notice::{Outcome, back_off};

use super::delivery::To;
use crate::ways::{NotSent, Ways};

/// Sends a letter.
pub(super) async fn send(to: &To<'_>, ways: &Ways, letter: &Letter) -> Outcome {
    meant(to, ways.send(letter, to.now).await)
}

/// Reminds somebody of what waits for them.
pub(super) async fn remind(to: &To<'_>, ways: &Ways, errand: &Errand) -> Outcome {
    meant(to, ways.remind(errand, to.now).await)
}

fn meant(to: &To<'_>, sent: Result<(), NotSent>) -> Outcome {
    match sent {
        Ok(()) => Outcome::Delivered(None),
        Err(NotSent::Never(why)) => Outcome::Unreachable(why),
        Err(NotSent::NotNow { wait, why }) => {
            let wait = wait.unwrap_or_default().max(back_off(to.held.tries()));
            Outcome::RetryAt(to.now + wait, why)
        }
    }
}
