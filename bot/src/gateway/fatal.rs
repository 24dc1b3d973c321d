//! What no retry can mend: each ends the program with the sentence that names the mend.

use serenity::gateway::GatewayError;

/// Why the gateway must not be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fatal {
    /// The token is wrong or was reset (4004).
    #[error(
        "Discord does not accept the bot token: copy a new one from the developer portal \
         (Bot, Reset Token) into DISCORD_TOKEN"
    )]
    Token,
    /// An intent is not switched on in the portal (4014).
    #[error(
        "Discord does not let this bot hear what it asks for: switch the Message Content or Server Members intent on in the \
         developer portal (Bot, Privileged Gateway Intents), or set SITREP_INTENT_MESSAGE_CONTENT or \
         SITREP_INTENT_GUILD_MEMBERS to false"
    )]
    DisallowedIntents,
    /// The bot is in more servers than one connection may serve (4011).
    #[error(
        "this bot is in more servers than Discord lets one connection serve, and Sitrep has only one: take it out of some, or \
         run a second Sitrep with a bot and a database of its own for them"
    )]
    TooManyServers,
    /// Discord no longer knows our shard, our version of its interface or our intents (4010, 4012, 4013).
    #[error("Discord no longer knows what this version of Sitrep asks for: install a newer version")]
    Outdated,
}

impl Fatal {
    /// The code that a session was closed with, if it is one of these.
    pub(super) fn from_code(code: u16) -> Option<Self> {
        match code {
            4004 => Some(Self::Token),
            4011 => Some(Self::TooManyServers),
            4010 | 4012 | 4013 => Some(Self::Outdated),
            4014 => Some(Self::DisallowedIntents),
            _ => None,
        }
    }

    /// The end of a session that serenity reports, if it is one of these. Some of them it keeps to itself.
    pub(super) fn from_serenity(error: &serenity::Error) -> Option<Self> {
        match error {
            serenity::Error::Gateway(GatewayError::InvalidAuthentication) => Some(Self::Token),
            serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents) => Some(Self::DisallowedIntents),
            serenity::Error::Gateway(GatewayError::InvalidGatewayIntents) => Some(Self::Outdated),
            _ => None,
        }
    }
}
