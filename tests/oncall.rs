//! Schedules beyond one rotation: layers and their hours, overrides taken back, a role that follows, cover by direct message.

mod covering;
mod feeding;
mod following;
mod holidays;
mod layers;
mod leavers;
mod policies;
mod warnings;

use commands::reply::Message;
use commands::request::Given;
use tests::world::desk::{Desk, said};

/// A Monday.
const NOW: &str = "2024-06-03T16:00:00Z";

fn text(text: &str) -> Given {
    Given::Text(text.into())
}

async fn rotation(desk: &Desk, people: &str) {
    let options =
        [("name", "Primary"), ("people", people), ("every", "1d"), ("handoff", "9:00"), ("zone", "UTC")];
    desk.hears("schedule create", &options).await;
}

async fn refused(desk: &Desk, path: &str, given: Vec<(&str, Given)>, why: &str) {
    let message: Message = said(desk.gives(path, given).await);
    assert!(message.private && message.text.contains(why), "{path}: {}", message.text);
}
