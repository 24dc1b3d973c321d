//! What a failure of Discord's means for a wish, and the sentence that tells people how to mend it.

use chrono::{DateTime, TimeDelta, Utc};
use incidents::ids::ChannelId;
use incidents::model::notice::{Outcome, back_off};
use incidents::noted;

use crate::discord::{Failure, Reason, Refused};

/// What was being done when it failed.
pub(super) struct Context {
    /// In words that complete "Sitrep may not …".
    pub doing: &'static str,
    /// Where.
    pub place: Option<ChannelId>,
    /// How often it was tried in vain by now.
    pub tries: u32,
    /// When it failed.
    pub now: DateTime<Utc>,
}

/// What comes next.
pub(super) fn after(failure: &Failure, context: &Context) -> Outcome {
    match failure {
        Failure::RetryAfter { at, .. } => Outcome::RetryAt(*at, failure.to_string()),
        Failure::Unavailable { .. } => {
            Outcome::RetryAt(context.now + back_off(context.tries), failure.to_string())
        }
        Failure::Refused(refused) => refused_by(refused, context),
    }
}

fn refused_by(refused: &Refused, context: &Context) -> Outcome {
    match refused.reason {
        Reason::MissingPermission | Reason::MissingAccess => {
            Outcome::Blocked(may_not(refused.reason, context))
        }
        Reason::Unauthorized => Outcome::RetryAt(context.now + TimeDelta::minutes(5), refused.to_string()),
        Reason::CannotDirectMessage => {
            Outcome::Unreachable(noted!("their direct messages are closed to Sitrep").into())
        }
        Reason::UnknownUser | Reason::UnknownMember => Outcome::Unreachable(noted!("they have left").into()),
        Reason::UnknownChannel => match context.place {
            Some(place) => Outcome::Gone(place),
            None => Outcome::GaveUp(noted!("the channel was deleted").into()),
        },
        Reason::TooManyPins => Outcome::GaveUp(
            noted!("the channel has all the pins Discord allows. Unpin something there").into(),
        ),
        _ => Outcome::GaveUp(refused.message.clone()),
    }
}

fn may_not(reason: Reason, context: &Context) -> String {
    let doing = context.doing;
    match (reason, context.place) {
        (Reason::MissingAccess, Some(channel)) => {
            noted!("Sitrep cannot see the place (in <#{channel}>). Give its role View Channel there", channel)
        }
        (Reason::MissingAccess, None) => {
            noted!("Sitrep cannot see the place (in this server). Give its role View Channel there").into()
        }
        (_, Some(channel)) => noted!(
            "Sitrep may not {doing} in <#{channel}>. Give its role that permission; it is tried again by itself",
            doing,
            channel
        ),
        (_, None) => noted!(
            "Sitrep may not {doing} in this server. Give its role that permission; it is tried again by itself",
            doing
        ),
    }
}
