//! Something was done in an incident's channel: whoever has its pages is evidently at it.

use crate::change::Change;
use crate::error::Result;
use crate::ids::ChannelId;
use crate::model::escalation::State;
use crate::operations::paging::carry_out::carry_out;
use crate::operations::paging::hold::hold;
use crate::store;

/// Restarts the acknowledgement timeout of the pages whose channel this is.
pub fn activity(change: &mut Change<'_>, channel: ChannelId) -> Result<()> {
    let guild = change.guild();
    for seen in store::pages::open_in_channel(change, guild, channel)? {
        if matches!(seen.page.state(), State::Acked(_)) {
            let (mut paged, people) = hold(change, seen.id)?;
            let turn = paged.page.activity(change.now);
            carry_out(change, &mut paged, &turn, &people)?;
        }
    }
    Ok(())
}
