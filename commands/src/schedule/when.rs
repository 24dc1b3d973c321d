//! Times of shifts as they are typed: to come, or at least not over, in the server's zone.

use incidents::model::cover::Stretch;
use incidents::model::moment::{self, Moment, Reading, Tense};
use incidents::{Refusal, Result, View};

use crate::asked::Asked;
use crate::times;

/// The time given for an option, whether past or to come.
pub fn read(view: &View<'_>, asked: &Asked<'_>, name: &str) -> Result<Option<Moment>> {
    let Some(typed) = asked.text(name) else { return Ok(None) };
    let mut reading = Reading::new(view.now, times::zone(asked.settings, None), Tense::Any);
    reading.order = asked.settings.order();
    let moment = moment::read(typed, &reading).or_else(|_| {
        // What has two directions, such as `2h`, means the one to come here.
        moment::read(typed, &Reading { tense: Tense::Future, ..reading.clone() })
    });
    Ok(Some(moment.map_err(Refusal::Time)?))
}

/// The time from `from` up to `to`, and what is to be said about how it was read.
pub fn stretch(view: &View<'_>, asked: &Asked<'_>) -> Result<(Stretch, String)> {
    let from = read(view, asked, "from")?.ok_or(Refusal::Empty("from"))?;
    let to = read(view, asked, "to")?.ok_or(Refusal::Empty("to"))?;
    let notes = [times::notes(Some(&from)), times::notes(Some(&to))].concat();
    Ok((Stretch { from: from.at, to: to.at }, notes))
}
