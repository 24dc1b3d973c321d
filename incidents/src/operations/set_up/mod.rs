//! The set-up of a server: what it would come to, what is chosen, made, tried out and taken away again.

pub mod choose;
pub mod make;
pub mod plan;
pub mod rehearse;
pub mod undo;

use crate::change::Change;
use crate::error::Result;
use crate::model::set_up::SetUp;
use crate::store;

/// Changes a server's set-up, and notes by whom.
fn alter<T>(change: &mut Change<'_>, alter: impl FnOnce(&mut SetUp) -> T) -> Result<T> {
    let (guild, now) = (change.guild(), change.now);
    store::guilds::ensure(change, guild)?;
    let mut set_up = store::setups::get(change, guild)?;
    let came = alter(&mut set_up);
    change.by.name().clone_into(&mut set_up.by);
    store::setups::save(change, guild, &set_up, now)?;
    Ok(came)
}
