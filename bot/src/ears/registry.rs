//! Keeps what Discord has registered the same as our table. Tried again until it is, for without it nobody can ask anything.

use chrono::{DateTime, Utc};
use incidents::Clock;
use incidents::model::notice::back_off;
use tracing::{info, warn};

use crate::definitions;
use crate::discord::{ApplicationId, Discord, Failure, Reach};

/// Registers the commands; where Discord does not let us now, goes on trying in the background with growing pauses.
pub(super) async fn register(discord: &Discord, clock: &Clock, application: ApplicationId) {
    let Some(mut again_at) = attempt(discord, clock, application, 1).await else { return };
    let (discord, clock) = (discord.clone(), clock.clone());
    tokio::spawn(async move {
        for count in 2.. {
            clock.sleep_until(again_at).await;
            match attempt(&discord, &clock, application, count).await {
                None => return,
                Some(at) => again_at = at,
            }
        }
    });
}

/// Tries once, and says when to try again if it must be.
async fn attempt(
    discord: &Discord,
    clock: &Clock,
    application: ApplicationId,
    count: u32,
) -> Option<DateTime<Utc>> {
    match once(discord, application).await {
        Ok(()) => None,
        Err(Failure::RetryAfter { at, .. }) => Some(at),
        Err(failure) => {
            warn!(attempt = count, "the commands could not be registered yet: {failure}");
            Some(clock.now() + back_off(count))
        }
    }
}

/// Registers them only when what is registered differs: Discord counts each time.
async fn once(discord: &Discord, application: ApplicationId) -> Result<(), Failure> {
    let wanted = definitions::all();
    let registered = discord.commands(application, Reach::Everywhere).await?;
    if definitions::is_registered(&wanted, &registered) {
        return Ok(());
    }
    info!("registering the commands: they have changed");
    discord.put_commands(application, Reach::Everywhere, wanted).await.map(drop)
}
