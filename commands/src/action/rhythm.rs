//! What `repeat` could be, each with its next three runs: whoever types a rhythm sees what it means before it is accepted.

use chrono::{DateTime, Utc};
use incidents::model::recurrence::Recurrence;
use incidents::model::zone::Zone;
use incidents::{Result, View};

use crate::asked::Asked;
use crate::reply::Choice;
use crate::{dates, times, words};

/// Rhythms that actions have.
const USUAL: [&str; 6] = [
    "every quarter",
    "every month",
    "every monday 9:00",
    "every 2 weeks",
    "last friday of the month",
    "every 6 months",
];

/// What is typed, when it is a rhythm, and the usual ones that it could become.
pub fn suggest(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let zone = times::zone(asked.settings, None);
    let typed = typed.trim().to_lowercase();
    let usual = USUAL.into_iter().filter(|usual| usual.contains(&typed) && *usual != typed);
    Ok(std::iter::once(typed.as_str()).chain(usual).filter_map(|text| choice(text, view.now, zone)).collect())
}

/// A rhythm with its next three runs; none where there are none.
fn choice(text: &str, now: DateTime<Utc>, zone: Zone) -> Option<Choice> {
    let every = Recurrence::parse(text).ok()?;
    let runs = every.preview(now, zone).ok()?;
    let runs: Vec<_> = runs.iter().map(|at| dates::instant(zone.local(*at))).collect();
    let value = every.to_string();
    // A value that Discord would cut is not offered: it would come back as another rhythm.
    (value.chars().count() <= 100)
        .then(|| Choice { label: words::fit(&format!("{value} → {}", runs.join(", ")), 100), value })
}
