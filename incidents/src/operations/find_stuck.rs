//! Looks whether anything that should happen by itself does not, over all servers.

use crate::change::View;
use crate::error::Result;
use crate::model::health::{Finding, Part, Pending, forsaken, waited};
use crate::model::timer::Timer;
use crate::store;

/// So many open pages are looked at, the oldest first.
const LOOKED_AT: i64 = 500;

/// Everything that is not as it should be; nothing when all is well.
pub fn find_stuck(view: &mut View<'_>) -> Result<Vec<Finding>> {
    let now = view.now;
    let wish = store::outbox::oldest_due(view, now)?;
    let timer = store::timers::next_due(view)?;
    let mut found: Vec<Finding> =
        [waited(Part::Outbox, wish, now), waited(Part::Timers, timer, now)].into_iter().flatten().collect();
    for paged in store::pages::all_open(view, LOOKED_AT)? {
        let timer = store::timers::when(view, paged.guild, &Timer::PageDue { page: paged.id })?;
        let name = format!("page {} to {}", paged.number, paged.sent_to);
        found.extend(forsaken(&Pending { name, next: paged.page.next_due(now), timer }, now));
    }
    Ok(found)
}
