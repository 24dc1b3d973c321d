//! Which of several processes on one Postgres listens to Discord: whoever holds the lock.
//!
//! The lock belongs to a connection, and dies with it. So a leader that is killed is followed at once, and one that stands still is
//! followed as soon as the server has missed its word for a while.

use crate::error::Fault;
use crate::store::postgres::Engine;
use crate::store::{Connection, lead};

/// One process's claim to lead.
pub struct Lead {
    connection: Connection,
    worker: String,
    leads: bool,
}

impl Lead {
    /// Enters the race under this worker's name. Nobody else's deliveries are taken for those of a dead worker while this
    /// lives. Blocks.
    pub fn enter(url: &str, worker: &str) -> Result<Self, Fault> {
        let mut connection = Connection::from(Engine::connect(url)?);
        lead::expect_word(&mut connection)?;
        lead::live_as(&mut connection, worker)?;
        Ok(Self { connection, worker: worker.to_owned(), leads: false })
    }

    /// Takes the lead if nobody has it, and says whether it is ours. Must be called every few seconds; fails when the server is
    /// gone, and the lead with it. Blocks.
    pub fn renew(&mut self) -> Result<bool, Fault> {
        if self.leads {
            lead::is_there(&mut self.connection)?;
        } else {
            self.leads = lead::take(&mut self.connection)?;
        }
        Ok(self.leads)
    }

    /// Takes from workers that died what they held, so that others deliver it at once. Says how much that was. Blocks.
    pub fn bury(&mut self) -> Result<u64, Fault> {
        lead::bury(&mut self.connection, &self.worker)
    }
}
