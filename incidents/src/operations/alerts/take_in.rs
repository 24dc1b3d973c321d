//! Takes in what a monitoring system delivered. Whoever sent it is answered when all of it is on the disk.

use chrono::TimeDelta;

use crate::change::Change;
use crate::error::{AlertRefusal, Result};
use crate::ids::{IncidentId, SourceId};
use crate::model::alert::{Alert, Grade, Made, NamedSource, Read, State, cut, digest, fold};
use crate::model::escalation::Known;
use crate::model::incident::Incident;
use crate::model::settings::Settings;
use crate::operations::alerts::{fire, recover, tell};
use crate::store;
use crate::store::alert_deliveries::{Delivery, Lines};

/// An alert without a key is new each time, unless the very same bytes came within this long: that is a retry.
const RETRIED_WITHIN: TimeDelta = TimeDelta::minutes(1);
/// How long an alert is remembered that is not heard of.
const REMEMBERED: TimeDelta = TimeDelta::days(30);
/// How many alerts of a delivery are listed one by one.
const LISTED: usize = 20;

/// A delivery being taken in.
pub(super) struct At<'a> {
    pub(super) source: &'a mut NamedSource,
    pub(super) settings: &'a Settings,
    /// The digest of the body.
    pub(super) body: &'a str,
    /// Whether something was only counted.
    pub(super) counted: bool,
    /// The incident that was last looked at, and how it stood. Whatever changes one forgets it.
    pub(super) seen: Option<(IncidentId, Known, Incident)>,
}

/// A body as it arrived.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// What it was read as.
    pub read: Read,
    /// The digest of its bytes.
    pub digest: String,
    /// How many bytes it had.
    pub bytes: usize,
}

impl Arrived {
    /// A body with what it was read as.
    #[must_use]
    pub fn new(read: Read, bytes: &[u8]) -> Self {
        Self { read, digest: digest(bytes), bytes: bytes.len() }
    }
}

/// Takes in a delivery, and says what was made of each alert in it.
pub fn take_in(change: &mut Change<'_>, id: SourceId, arrived: Arrived) -> Result<Vec<Made>> {
    let (guild, now) = (change.guild(), change.now);
    let mut source = store::alert_sources::get(change, guild, id)?.ok_or(AlertRefusal::NoAddress)?;
    let settings = store::guilds::settings(change, guild)?;
    let Arrived { read, digest, bytes } = arrived;
    let seen = store::alert_deliveries::seen(change, id, &digest, now - RETRIED_WITHIN)?;
    let rules = source.is.rules.clone();
    let folded = fold(read.alerts, &rules, |word| rules.rank(&settings, word));
    let mut at = At { source: &mut source, settings: &settings, body: &digest, counted: false, seen: None };
    let mut made = Vec::with_capacity(folded.len());
    let mut lines = Lines { lines: Vec::new(), more: usize::try_from(read.left_out).unwrap_or(0) };
    for (place, (key, alert)) in folded.into_iter().enumerate() {
        let done = match key {
            None if seen => Made::Repeated,
            key => {
                let key = key.unwrap_or_else(|| format!("once:{}:{place}:{digest}", now.timestamp_millis()));
                one(change, &mut at, key, &alert)?
            }
        };
        if lines.lines.len() < LISTED {
            lines.lines.push((cut(&alert.title, 100), done.clone()));
        } else {
            lines.more += 1;
        }
        made.push(done);
    }
    if at.counted {
        tell::soon(change, id)?;
    }
    store::alert_sources::delivered(change, id, &source.is.storm, now)?;
    let product = Some(read.product.as_str().to_owned());
    let delivery = Delivery {
        at: now,
        product,
        body: digest,
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        made: lines,
    };
    store::alert_deliveries::put(change, guild, id, &delivery)?;
    store::alerts::forget(change, id, now - REMEMBERED)?;
    Ok(made)
}

fn one(change: &mut Change<'_>, at: &mut At<'_>, key: String, alert: &Alert) -> Result<Made> {
    let kept = store::alerts::known(change, at.source.id, &key)?;
    if kept.as_ref().is_some_and(|kept| kept.is_repeated(at.body, change.now)) {
        return Ok(Made::Repeated);
    }
    match (alert.state, at.source.is.rules.grade(at.settings, alert.severity.as_deref())) {
        (State::Resolved, _) => recover::recover(change, at, kept, alert),
        (State::Firing, Grade::Nothing) => Ok(Made::Ignored),
        (State::Firing, Grade::As(severity)) => {
            fire::fire(change, at, &fire::Heard { key, alert, severity }, kept)
        }
    }
}

/// Notes a delivery of which nothing could be made.
pub fn note(change: &mut Change<'_>, id: SourceId, bytes: usize, made: Made) -> Result<()> {
    let (guild, now) = (change.guild(), change.now);
    if store::alert_sources::get(change, guild, id)?.is_none() {
        return Err(AlertRefusal::NoAddress.into());
    }
    let lines = Lines { lines: vec![(String::new(), made)], more: 0 };
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    let delivery = Delivery { at: now, product: None, body: String::new(), bytes, made: lines };
    Ok(store::alert_deliveries::put(change, guild, id, &delivery)?)
}
