//! Asks Discord whether somebody is still in the server, and writes down what it says.

use incidents::ids::UserId;
use incidents::model::notice::Outcome;
use incidents::noted;
use incidents::operations::members;
use incidents::{Actor, Ledger};

use super::delivery::To;
use crate::discord::{Failure, Reason, Refused};
use crate::gateway::Member;

/// Asks. Asked twice, the later answer stands.
pub(super) async fn look(to: &To<'_>, ledger: &Ledger, user: UserId) -> Outcome {
    let by = Actor::sitrep(to.held.guild);
    let noted = match to.discord.member(to.held.guild, user).await {
        Ok(member) => {
            let Some(member) = Member::read(&member) else { return Outcome::Moot };
            ledger.change(by, move |change| members::here(change, user, &member.display_name)).await
        }
        Err(Failure::Refused(Refused { reason: Reason::UnknownMember | Reason::UnknownUser, .. })) => {
            ledger.change(by, move |change| members::left(change, user)).await
        }
        Err(failure) => return to.failed(&failure, noted!("see who is a member"), None),
    };
    match noted {
        Ok(()) => Outcome::Delivered(None),
        Err(why) => to.again(why.to_string()),
    }
}
