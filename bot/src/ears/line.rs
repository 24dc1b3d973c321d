//! The way by which a first answer leaves: as the answer to Discord's own request while that waits, by a call of ours else.

use serde_json::Value;
use tokio::sync::oneshot;

use crate::discord::{Discord, Failure};
use crate::gateway::Interaction;

/// The way.
pub(super) enum Line {
    /// We call Discord.
    Called,
    /// Discord has called us, and waits.
    Held(oneshot::Sender<Value>),
}

impl Line {
    /// A line that is held, and its other end. That one hears nothing when the answer went another way.
    pub fn held() -> (Self, oneshot::Receiver<Value>) {
        let (near, far) = oneshot::channel();
        (Self::Held(near), far)
    }

    /// Gives the answer. Where Discord has hung up meanwhile, we call.
    pub async fn say(self, discord: &Discord, interaction: &Interaction, body: Value) -> Result<(), Failure> {
        let body = match self {
            Self::Called => body,
            Self::Held(asker) => match asker.send(body) {
                Ok(()) => return Ok(()),
                Err(body) => body,
            },
        };
        discord.answer_interaction(interaction.id, &interaction.token, body).await
    }

    /// Promises an answer. Discord must have heard that before the answer itself comes, and only a call tells.
    pub async fn promise(
        self,
        discord: &Discord,
        interaction: &Interaction,
        body: Value,
    ) -> Result<(), Failure> {
        drop(self);
        Self::Called.say(discord, interaction, body).await
    }
}
