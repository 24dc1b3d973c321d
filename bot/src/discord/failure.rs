//! Why a call did not succeed, as what to do next.

use chrono::{DateTime, Utc};

/// What comes next after a call that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Not before `at`.
    #[error("Discord asks to wait until {at}")]
    RetryAfter {
        /// The first instant at which to try again.
        at: DateTime<Utc>,
        /// What is held back meanwhile.
        scope: Scope,
    },
    /// Discord could not be reached or is unwell: try again with back-off.
    #[error("Discord cannot be reached: {why}")]
    Unavailable {
        /// Whether the call may have taken effect all the same.
        effect: Effect,
        /// For the log; holds no address and no token.
        why: String,
    },
    /// Discord understood and said no: the same call will fail again.
    #[error(transparent)]
    Refused(#[from] Refused),
}

/// What a wait holds back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// This kind of call under this top-level id.
    Bucket,
    /// As `Bucket`, but the limit is shared with other bots and does not count against us.
    Shared,
    /// Every call.
    Global,
    /// Every call, by our own choice: too many were refused of late, and Discord would shut us out.
    Brake,
}

/// Whether a call without an answer may have taken effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It never reached Discord.
    None,
    /// It may have.
    Possible,
}

/// A refusal by Discord.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Discord refused: {message} (status {status}, code {code})")]
pub struct Refused {
    /// The HTTP status.
    pub status: u16,
    /// Discord's own code; 0 when it gave none.
    pub code: u32,
    /// What it means for us.
    pub reason: Reason,
    /// Discord's own words, with the field at fault when it named one.
    pub message: String,
}

/// What a refusal means for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The token is wrong (401).
    Unauthorized,
    /// A permission is missing here (50013).
    MissingPermission,
    /// We cannot see the place (50001).
    MissingAccess,
    /// The channel is gone (10003).
    UnknownChannel,
    /// The server is gone, or we are gone from it (10004).
    UnknownGuild,
    /// The member has left (10007).
    UnknownMember,
    /// The message is gone (10008).
    UnknownMessage,
    /// The role is gone (10011).
    UnknownRole,
    /// The user is gone (10013).
    UnknownUser,
    /// The event is gone (10070).
    UnknownEvent,
    /// The server has its 100 events (30038).
    TooManyEvents,
    /// The interaction's three seconds or fifteen minutes are over (10062, 10015).
    UnknownInteraction,
    /// The interaction was answered before (40060).
    AlreadyAnswered,
    /// The person takes no direct messages from us (50007).
    CannotDirectMessage,
    /// The server has its 500 channels (30013).
    TooManyChannels,
    /// The category has its 50 channels (50035 on `parent_id`).
    CategoryFull,
    /// The channel has its 250 pins (30003).
    TooManyPins,
    /// The server has its 250 roles (30005).
    TooManyRoles,
    /// An old message was edited too often (30046).
    TooManyOldEdits,
    /// The thread is archived (50083).
    ThreadArchived,
    /// The body breaks a rule of Discord's: our fault (50035).
    InvalidBody,
    /// The files are too large (40005, 413).
    TooLarge,
    /// Something else.
    Other,
}

impl Refused {
    /// Names the reason for a status, a code, and the fields at fault.
    pub(super) fn new(status: u16, code: u32, message: String) -> Self {
        let reason = reason(status, code, &message);
        Self { status, code, reason, message }
    }
}

fn reason(status: u16, code: u32, message: &str) -> Reason {
    match (status, code) {
        (401, _) => Reason::Unauthorized,
        (_, 50013) => Reason::MissingPermission,
        (_, 50001) => Reason::MissingAccess,
        (_, 10003) => Reason::UnknownChannel,
        (_, 10004) => Reason::UnknownGuild,
        (_, 10007) => Reason::UnknownMember,
        (_, 10008) => Reason::UnknownMessage,
        (_, 10011) => Reason::UnknownRole,
        (_, 10013) => Reason::UnknownUser,
        (_, 10070) => Reason::UnknownEvent,
        (_, 30038) => Reason::TooManyEvents,
        (_, 10062 | 10015) => Reason::UnknownInteraction,
        (_, 40060) => Reason::AlreadyAnswered,
        (_, 50007) => Reason::CannotDirectMessage,
        (_, 30013) => Reason::TooManyChannels,
        (_, 50035) if message.contains("CHANNEL_PARENT_MAX_CHANNELS") => Reason::CategoryFull,
        (_, 30003) => Reason::TooManyPins,
        (_, 30005) => Reason::TooManyRoles,
        (_, 30046) => Reason::TooManyOldEdits,
        (_, 50083) => Reason::ThreadArchived,
        (_, 50035) => Reason::InvalidBody,
        (413, _) | (_, 40005) => Reason::TooLarge,
        _ => Reason::Other,
    }
}
