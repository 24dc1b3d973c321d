//! What somebody deleted on Discord by hand: an incident's channel, or its live card. Made again, and never in a loop.

use crate::change::Change;
use crate::error::Result;
use crate::ids::{ChannelId, MessageId};
use crate::model::event::Event;
use crate::model::incident::Incident;
use crate::model::notice::{Notice, RoomNotice, Saying};
use crate::store;

/// After so many times somebody, or some other program, plainly does not want it there.
const OFTEN: i64 = 3;

/// A channel is no more. Says whether it was an incident's: one that goes on gets another.
pub fn lose_channel(change: &mut Change<'_>, channel: ChannelId) -> Result<bool> {
    let guild = change.guild();
    let Some(mut incident) = store::incidents::of_channel(change, guild, channel)? else { return Ok(false) };
    incident.channel = None;
    store::incidents::save(change, &incident)?;
    store::places::forget_in(change, incident.id, channel)?;
    change.record(incident.id, &Event::ChannelLost)?;
    if incident.is_open() {
        replace(change, &incident)?;
    }
    let now = change.now;
    store::outbox::wake(change, incident.id, now)?;
    Ok(true)
}

fn replace(change: &mut Change<'_>, incident: &Incident) -> Result<()> {
    let id = incident.id;
    change.write_trail()?;
    let what = if store::audit::count(change, id, &Event::ChannelLost)? > OFTEN {
        Saying::ChannelGivenUp
    } else {
        change.send(&Notice::Channel { incident: id })?;
        change.send(&Notice::Say { incident: id, what: Saying::ChannelReplaced })?;
        Saying::ChannelReplaced
    };
    change.send(&Notice::Room(RoomNotice::Aside { incident: id, what }))
}

/// Messages are no more. A live card among them is posted anew; one that is deleted again and again waits for the next
/// thing that happens.
pub fn lose_messages(change: &mut Change<'_>, messages: &[MessageId]) -> Result<()> {
    let guild = change.guild();
    for &message in messages {
        let Some((of, incident, what)) = store::places::of_message(change, message)? else { continue };
        if of != guild || what != "card" {
            continue;
        }
        store::places::forget(change, incident, &what)?;
        change.audit(Some(incident), &Event::CardLost)?;
        change.write_trail()?;
        if store::audit::count(change, incident, &Event::CardLost)? <= OFTEN {
            change.send(&Notice::Card { incident })?;
        }
    }
    Ok(())
}

/// These are all channels of a server there are. Where an open incident's is not among them, its card finds out why.
pub fn look_for_channels(change: &mut Change<'_>, there: &[ChannelId]) -> Result<()> {
    let guild = change.guild();
    for (incident, channel) in store::incidents::open_channels(change, guild)? {
        if !there.contains(&channel) {
            change.send(&Notice::Card { incident })?;
        }
    }
    Ok(())
}
