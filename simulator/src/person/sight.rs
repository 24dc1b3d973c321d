//! What somebody sees.

use super::Person;
use crate::{
    ids::{ChannelId, RoleId},
    permissions::Permissions,
    state::{ChannelKind, Message, State},
    view::{ChannelView, MessageView},
};

impl Person {
    /// The messages of a channel, oldest first, private answers to this person among them; none where the person
    /// may not look.
    #[must_use]
    pub fn sees(&self, channel: ChannelId) -> Vec<MessageView> {
        self.shared.look(|state| {
            let all = state.channels.get(&channel).into_iter().flat_map(|channel| channel.messages.values());
            let seen = all.filter(|message| self.may_see(state, message));
            seen.map(|message| state.view(message)).collect()
        })
    }

    /// What the bot and the person wrote to each other directly, oldest first.
    #[must_use]
    pub fn directs(&self) -> Vec<MessageView> {
        self.direct_channel().map(|channel| self.sees(channel)).unwrap_or_default()
    }

    /// The direct conversation with the bot, once there is one.
    #[must_use]
    pub fn direct_channel(&self) -> Option<ChannelId> {
        self.shared.look(|state| {
            let mut direct = state.channels.values().filter(|channel| channel.kind == ChannelKind::Direct);
            direct.find(|channel| channel.recipients == [self.id]).map(|channel| channel.id)
        })
    }

    /// The channels and open threads the person sees, oldest first.
    #[must_use]
    pub fn channels(&self) -> Vec<ChannelView> {
        let mut seen = self.guild().channels();
        self.shared.look(|state| seen.retain(|channel| self.may_look(state, channel.id)));
        seen
    }

    /// The roles the person has.
    #[must_use]
    pub fn roles(&self) -> Vec<RoleId> {
        self.shared.look(|state| {
            let member = state.guilds.get(&self.guild).and_then(|guild| guild.members.get(&self.id));
            member.map(|member| member.roles.iter().copied().collect()).unwrap_or_default()
        })
    }

    /// What the person may do in a channel.
    #[must_use]
    pub fn permissions_in(&self, channel: ChannelId) -> Permissions {
        self.shared.look(|state| state.permissions_in(channel, self.id))
    }

    fn may_look(&self, state: &State, channel: ChannelId) -> bool {
        state.permissions_in(channel, self.id).contains(Permissions::VIEW_CHANNEL)
    }

    /// Whether the person sees a message.
    pub(crate) fn may_see(&self, state: &State, message: &Message) -> bool {
        let is_for_them = message.ephemeral_to.is_none_or(|only| only == self.id);
        is_for_them && self.may_look(state, message.channel)
    }
}
