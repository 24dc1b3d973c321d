//! Keeps what Discord has registered the same as our table. Tried again until it is, for without it nobody can ask anything.

use chrono::TimeDelta;
use incidents::Clock;
use incidents::model::notice::back_off;
use tracing::{info, warn};

use crate::definitions;
use crate::discord::{ApplicationId, Discord, Failure, Reach};

/// Registers the commands, trying again with growing pauses for as long as Discord does not let us.
pub(super) async fn register(discord: &Discord, clock: &Clock, application: ApplicationId) {
    for attempt in 1.. {
        let pause: TimeDelta = match once(discord, application).await {
            Ok(()) => return,
            Err(Failure::RetryAfter { at, .. }) => at - clock.now(),
            Err(failure) => {
                warn!(attempt, "the commands could not be registered yet: {failure}");
                back_off(attempt)
            }
        };
        clock.sleep(pause).await;
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
