//! The layers of a schedule: of those that are active at an instant, the last one says who is on call.

use super::hold::{hold, keep};
use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::ScheduleId;
use crate::model::named::NamedSchedule;
use crate::model::rota::{EditRefused, Layer, Restriction, Rotation};

/// How many layers a schedule may have.
const MOST: usize = 10;

/// Puts a layer over those that are there.
pub fn add(
    change: &mut Change<'_>,
    id: ScheduleId,
    rotation: Rotation,
    restrictions: Vec<Restriction>,
) -> Result<NamedSchedule> {
    let (mut schedule, now) = (hold(change, id)?, change.now);
    let mut layers = schedule.is.layers.clone();
    if layers.len() >= MOST {
        return Err(RosterRefusal::TooManyLayers(MOST).into());
    }
    layers.push(Layer { rotation, restrictions });
    schedule.is.replace_layers(layers, now);
    keep(change, &schedule)?;
    Ok(schedule)
}

/// Takes a layer out, counted from one. The last one stays: a schedule without any has nobody.
pub fn remove(change: &mut Change<'_>, id: ScheduleId, number: usize) -> Result<NamedSchedule> {
    let (mut schedule, now) = (hold(change, id)?, change.now);
    let mut layers = schedule.is.layers.clone();
    let at = index(&layers, number)?;
    if layers.len() == 1 {
        return Err(RosterRefusal::LastLayer.into());
    }
    layers.remove(at);
    schedule.is.replace_layers(layers, now);
    keep(change, &schedule)?;
    Ok(schedule)
}

/// Says when a layer counts; without any windows, always.
pub fn restrict(
    change: &mut Change<'_>,
    id: ScheduleId,
    number: usize,
    restrictions: Vec<Restriction>,
) -> Result<NamedSchedule> {
    let (mut schedule, now) = (hold(change, id)?, change.now);
    let mut layers = schedule.is.layers.clone();
    let at = index(&layers, number)?;
    layers[at].restrictions = restrictions;
    schedule.is.replace_layers(layers, now);
    keep(change, &schedule)?;
    Ok(schedule)
}

fn index(layers: &[Layer], number: usize) -> Result<usize, EditRefused> {
    number.checked_sub(1).filter(|at| *at < layers.len()).ok_or(EditRefused::NoSuchLayer)
}
