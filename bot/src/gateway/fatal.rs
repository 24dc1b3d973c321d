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
        "Discord does not let this bot read messages: switch the Message Content intent on in the developer portal \
         (Bot, Privileged Gateway Intents), or set SITREP_INTENT_MESSAGE_CONTENT to false"
    )]
    DisallowedIntents,
    /// Discord no longer knows the intents we ask for (4013).
    #[error("Discord no longer knows what this version of Sitrep asks for: install a newer version")]
    Outdated,
}

impl Fatal {
    /// The end of a session that serenity reports, if it is one of these.
    pub(super) fn from_serenity(error: &serenity::Error) -> Option<Self> {
        match error {
            serenity::Error::Gateway(GatewayError::InvalidAuthentication) => Some(Self::Token),
            serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents) => Some(Self::DisallowedIntents),
            serenity::Error::Gateway(GatewayError::InvalidGatewayIntents) => Some(Self::Outdated),
            _ => None,
        }
    }
}
