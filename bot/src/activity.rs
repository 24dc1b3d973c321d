//! How much is in hand at this moment: a graceful stop waits for it to be nothing, and so does a test.

use std::sync::Arc;

use tokio::sync::watch;

/// Counts what is in hand; clones count together.
#[derive(Clone, Debug, Default)]
pub struct Activity(Arc<watch::Sender<u64>>);

/// Something in hand, until it is dropped.
#[derive(Debug)]
pub struct InHand(Arc<watch::Sender<u64>>);

impl Activity {
    /// Takes something in hand.
    #[must_use]
    pub fn begin(&self) -> InHand {
        self.0.send_modify(|count| *count += 1);
        InHand(self.0.clone())
    }

    /// How much is in hand.
    #[must_use]
    pub fn count(&self) -> u64 {
        *self.0.borrow()
    }

    /// Waits until nothing is.
    pub async fn none(&self) {
        // The sender lives as long as `self`, so the wait cannot end in an error.
        drop(self.0.subscribe().wait_for(|count| *count == 0).await);
    }

    /// Hears of every change.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}

impl Drop for InHand {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}
