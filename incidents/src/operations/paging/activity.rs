//! Something was done in an incident's channel: whoever has its pages is evidently at it.

use chrono::TimeDelta;

use crate::change::{Change, View};
use crate::error::Result;
use crate::ids::{ChannelId, GuildId};
use crate::model::escalation::State;
use crate::operations::paging::carry_out::carry_out;
use crate::operations::paging::hold::hold;
use crate::store;

/// What was noted a moment ago is not noted again: most messages come in quick succession.
const MOMENT: TimeDelta = TimeDelta::seconds(30);

/// Whether something written in this channel says anything new about who is at work on a page.
pub fn is_news(view: &mut View<'_>, guild: GuildId, channel: ChannelId) -> Result<bool> {
    let now = view.now;
    let open = store::pages::open_in_channel(view, guild, channel)?;
    Ok(open.iter().any(|paged| match paged.page.state() {
        State::Acked(acked) => acked.asked.is_some() || now - acked.quiet_since > MOMENT,
        _ => false,
    }))
}

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
