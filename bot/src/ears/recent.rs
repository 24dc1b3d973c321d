//! The interactions of the last while, so that one that Discord delivers twice to this process is taken up once. Across
//! processes and restarts the ledger's record of answers does the same.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use incidents::ids::InteractionId;

/// How many are remembered; the oldest is forgotten first.
const REMEMBERED: usize = 4_096;

#[derive(Default)]
pub(super) struct Recent(Mutex<Seen>);

#[derive(Default)]
struct Seen {
    ids: HashSet<InteractionId>,
    order: VecDeque<InteractionId>,
}

impl Recent {
    /// Whether this one has not been taken up before.
    pub fn is_first(&self, id: InteractionId) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !seen.ids.insert(id) {
            return false;
        }
        seen.order.push_back(id);
        if seen.order.len() > REMEMBERED
            && let Some(oldest) = seen.order.pop_front()
        {
            seen.ids.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_interaction_is_first_once() {
        let recent = Recent::default();
        assert!(recent.is_first(InteractionId(1)));
        assert!(!recent.is_first(InteractionId(1)));
        for id in 2..=i64::try_from(REMEMBERED).unwrap() + 1 {
            assert!(recent.is_first(InteractionId(id)));
        }
        assert!(recent.is_first(InteractionId(1)), "the oldest is forgotten");
    }
}
