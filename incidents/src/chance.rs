//! The only place that draws lots. Secrets are made from it, and handed to whatever keeps them.

use crate::error::{Fault, Result};

/// 32 bytes that nobody can guess, from the system.
pub fn secret_bytes() -> Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|why| Fault::Unopened(format!("the system gives no random bytes: {why}")))?;
    Ok(bytes)
}
