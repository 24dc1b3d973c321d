//! More and more people at once, each with one command, until somebody waits longer than a second.

use std::time::Duration;

use crate::load::Load;
use crate::stage::Stage;

/// How many ask at once, step by step.
const STEPS: [usize; 5] = [100, 200, 400, 800, 1_600];

/// Who is not answered within three seconds is not answered any more.
const GIVEN_UP: Duration = Duration::from_secs(10);

/// Longer than this, in milliseconds, is too long.
const PATIENCE: f64 = 1_000.0;

/// Asks more and more at once, and says how many answers a second came at most while nobody waited longer than a second.
pub async fn ramp(stage: &Stage) -> f64 {
    let mut most = 0.0_f64;
    for at_once in STEPS {
        let load = Load { count: at_once, at_once };
        match tokio::time::timeout(GIVEN_UP, load.on(stage)).await {
            Ok(Ok(answered)) if answered.took.max <= PATIENCE => most = most.max(answered.per_second),
            // Too long, or not at all.
            _ => break,
        }
    }
    most
}
