//! A server as people arrange it: members, roles, channels, and what the bot may do there.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::{Value, json};

use crate::{
    ids::{ChannelId, GuildId, RoleId, UserId},
    permissions::Permissions,
    person::Person,
    shared::Shared,
    state::{self, Channel, ChannelKind, Member, Overwrite, OverwriteOf, Role, State, User},
    view::ChannelView,
};

/// A handle on one server.
#[derive(Clone)]
pub struct Guild {
    pub(crate) shared: Arc<Shared>,
    pub(crate) id: GuildId,
}

impl Guild {
    /// A new server with an owner, a `general` channel, and the bot.
    pub(crate) fn found(shared: &Arc<Shared>, name: &str) -> Self {
        let id = shared.with(|state| state.found(name));
        let guild = Self { shared: shared.clone(), id };
        guild.create_channel("general");
        guild.invite_bot();
        guild
    }

    /// Its number.
    #[must_use]
    pub fn id(&self) -> GuildId {
        self.id
    }

    /// Has its owner choose a language for it, as Discord names it.
    pub fn speaks(&self, locale: &str) {
        self.shared.with(|state| {
            if let Some(guild) = state.guilds.get_mut(&self.id) {
                locale.clone_into(&mut guild.locale);
                let shown = guild.json();
                state.emit_guild("GUILD_UPDATE", self.id, shown);
            }
        });
    }

    /// The person of this name; somebody new joins.
    #[must_use]
    pub fn person(&self, name: &str) -> Person {
        let id = self.shared.with(|state| state.welcome(self.id, name));
        Person { shared: self.shared.clone(), guild: self.id, id }
    }

    /// The person with this number, who must be known.
    #[must_use]
    pub fn person_by_id(&self, id: UserId) -> Option<Person> {
        let is_known = self.shared.look(|state| state.users.contains_key(&id));
        is_known.then(|| Person { shared: self.shared.clone(), guild: self.id, id })
    }

    /// The members that are no bots, with their names.
    #[must_use]
    pub fn people(&self) -> Vec<(UserId, String)> {
        self.shared.look(|state| {
            let members = state.guilds.get(&self.id).into_iter().flat_map(|guild| guild.members.keys());
            let users = members.filter_map(|id| state.users.get(id)).filter(|user| !user.is_bot);
            users.map(|user| (user.id, user.name.clone())).collect()
        })
    }

    /// Makes a role, or finds the one of this name; above it stands only what was made later.
    pub fn role(&self, name: &str, permissions: Permissions) -> RoleId {
        self.shared.with(|state| state.make_role(self.id, name, (permissions, None)))
    }

    /// Lets everybody ping a role, or no longer.
    pub fn make_mentionable(&self, role: RoleId) {
        self.shared.with(|state| {
            let roles = state.guilds.get_mut(&self.id).map(|guild| &mut guild.roles);
            if let Some(role) = roles.and_then(|roles| roles.get_mut(&role)) {
                role.is_mentionable = true;
                let shown = json!({ "guild_id": self.id, "role": role.json() });
                state.emit_guild("GUILD_ROLE_UPDATE", self.id, shown);
            }
        });
    }

    /// Makes a text channel.
    pub fn create_channel(&self, name: &str) -> ChannelId {
        self.make(name, ChannelKind::Text, None)
    }

    /// Makes a text channel in a category.
    pub fn create_channel_in(&self, category: ChannelId, name: &str) -> ChannelId {
        self.make(name, ChannelKind::Text, Some(category))
    }

    /// Makes a channel of any kind.
    pub fn make(&self, name: &str, kind: ChannelKind, parent: Option<ChannelId>) -> ChannelId {
        self.shared.with(|state| {
            let id = ChannelId::new(state.mint());
            let mut channel = Channel::new(id, kind, name);
            channel.guild = Some(self.id);
            channel.parent = parent;
            channel.position = state.channels_of(self.id).count() as u64;
            state.add_channel(channel);
            id
        })
    }

    /// Gives a channel another name, as an administrator would.
    pub fn rename_channel(&self, channel: ChannelId, name: &str) {
        self.shared.with(|state| {
            if let Some(place) = state.channels.get_mut(&channel) {
                name.clone_into(&mut place.name);
                state.channel_changed(channel);
            }
        });
    }

    /// Makes a forum with these tags, which may want one on every post.
    pub fn make_forum(&self, name: &str, tags: &[&str], asks_for_tag: bool) -> ChannelId {
        let forum = self.make(name, ChannelKind::Forum, None);
        self.shared.with(|state| {
            let ids: Vec<_> = tags.iter().map(|_| state.mint()).collect();
            if let Some(channel) = state.channels.get_mut(&forum) {
                let tag = |(id, name): (u64, &&str)| {
                    json!({"id": id.to_string(), "name": name, "moderated": false, "emoji_id": null, "emoji_name": null})
                };
                channel.tags = ids.into_iter().zip(tags).map(tag).collect();
                channel.asks_for_tag = asks_for_tag;
            }
            state.channel_changed(forum);
        });
        forum
    }

    /// The names of a post's tags.
    #[must_use]
    pub fn tags_of(&self, post: ChannelId) -> Vec<String> {
        self.shared.look(|state| {
            let post = state.channels.get(&post);
            let forum = post.and_then(|post| state.channels.get(&post.parent?));
            let (Some(post), Some(forum)) = (post, forum) else { return Vec::new() };
            let applied = post.thread.as_ref().map(|thread| thread.tags.as_slice()).unwrap_or_default();
            let name = |id: &Value| forum.tags.iter().find(|tag| tag["id"] == *id)?["name"].as_str();
            applied.iter().filter_map(name).map(str::to_owned).collect()
        })
    }

    /// Archives a thread or post, as Discord does when nobody writes in it for long.
    pub fn archive(&self, thread: ChannelId) {
        self.shared.with(|state| {
            let found = state.channels.get_mut(&thread).and_then(|channel| channel.thread.as_mut());
            if let Some(found) = found {
                found.is_archived = true;
            }
            state.channel_changed(thread);
        });
    }

    /// What the server plans: the name and the beginning of each event.
    #[must_use]
    pub fn events(&self) -> Vec<(String, String)> {
        self.shared.look(|state| {
            let guild = state.guilds.get(&self.id);
            let events = guild.into_iter().flat_map(|guild| guild.events.values());
            events.map(|event| (event.name.clone(), event.starts.clone())).collect()
        })
    }

    /// Deletes a channel, as an administrator would.
    pub fn delete_channel(&self, channel: ChannelId) {
        self.shared.with(|state| state.drop_channel(channel));
    }

    /// The channel of this name.
    #[must_use]
    pub fn channel(&self, name: &str) -> Option<ChannelId> {
        self.channels().into_iter().find(|channel| channel.name == name).map(|channel| channel.id)
    }

    /// Channels and open threads, oldest first.
    #[must_use]
    pub fn channels(&self) -> Vec<ChannelView> {
        self.shared.look(|state| {
            let all = state.channels.values().filter(|channel| channel.guild == Some(self.id));
            all.map(|channel| ChannelView {
                id: channel.id,
                kind: channel.kind,
                name: channel.name.clone(),
                topic: channel.topic.clone(),
                parent: channel.parent,
            })
            .collect()
        })
    }

    /// Hides a channel from everybody who is not let in by name.
    pub fn hide(&self, channel: ChannelId) {
        let everyone = OverwriteOf::Role(self.id.everyone());
        self.overwrite(channel, (everyone, Permissions::NONE, Permissions::VIEW_CHANNEL));
    }

    /// Lets one person see a channel.
    pub fn let_in(&self, channel: ChannelId, user: UserId) {
        self.overwrite(channel, (OverwriteOf::Member(user), Permissions::VIEW_CHANNEL, Permissions::NONE));
    }

    /// Denies the bot these permissions in a channel.
    pub fn deny_bot(&self, channel: ChannelId, denied: Permissions) {
        let bot = self.shared.look(|state| state.bot);
        self.overwrite(channel, (OverwriteOf::Member(bot), Permissions::NONE, denied));
    }

    /// Takes back what was denied or granted to the bot in a channel.
    pub fn forgive_bot(&self, channel: ChannelId) {
        let bot = self.shared.look(|state| state.bot);
        self.overwrite(channel, (OverwriteOf::Member(bot), Permissions::NONE, Permissions::NONE));
    }

    fn overwrite(&self, channel: ChannelId, (of, allow, deny): (OverwriteOf, Permissions, Permissions)) {
        self.shared.with(|state| {
            if let Some(place) = state.channels.get_mut(&channel) {
                place.overwrite(Overwrite { of, allow, deny });
                state.channel_changed(channel);
            }
        });
    }

    /// Sets what the bot's own role may do in the whole server.
    pub fn set_bot_permissions(&self, permissions: Permissions) {
        self.shared.with(|state| {
            let bot = state.bot;
            let roles = state.guilds.get_mut(&self.id).map(|guild| &mut guild.roles);
            let own = roles.and_then(|roles| roles.values_mut().find(|role| role.belongs_to == Some(bot)));
            if let Some(role) = own {
                role.permissions = permissions;
                let shown = json!({ "guild_id": self.id, "role": role.json() });
                state.emit_guild("GUILD_ROLE_UPDATE", self.id, shown);
            }
        });
    }

    /// Throws the bot out.
    pub fn kick_bot(&self) {
        self.shared.with(|state| {
            let bot = state.bot;
            if let Some(guild) = state.guilds.get_mut(&self.id) {
                guild.members.remove(&bot);
                guild.roles.retain(|_, role| role.belongs_to != Some(bot));
            }
            state.emit_guild("GUILD_DELETE", self.id, json!({ "id": self.id }));
        });
    }

    /// Lets the bot in, with a role of its own.
    pub fn invite_bot(&self) {
        self.shared.with(|state| {
            let (bot, name) = (state.bot, state.options.bot_name.clone());
            let role = state.make_role(self.id, &name, (Permissions::of_a_bot(), Some(bot)));
            state.join(self.id, bot, BTreeSet::from([role]));
            if let Some(shown) = state.guilds.get(&self.id).map(|guild| state.guild_create(guild)) {
                state.emit_guild("GUILD_CREATE", self.id, shown);
            }
        });
    }
}

impl State {
    fn found(&mut self, name: &str) -> GuildId {
        let id = GuildId::new(self.mint());
        let everyone = Role {
            id: id.everyone(),
            name: "@everyone".to_owned(),
            permissions: Permissions::everyone(),
            position: 0,
            is_mentionable: false,
            belongs_to: None,
        };
        let owner = self.new_user("owner");
        let guild = state::Guild {
            id,
            name: name.to_owned(),
            owner,
            roles: [(everyone.id, everyone)].into(),
            members: [].into(),
            events: [].into(),
            command_creates: Vec::new(),
            locale: "en-US".to_owned(),
        };
        self.guilds.insert(id, guild);
        self.join(id, owner, BTreeSet::new());
        id
    }

    fn new_user(&mut self, name: &str) -> UserId {
        let id = UserId::new(self.mint());
        let (name, locale) = (name.to_owned(), "en-US".to_owned());
        let user = User { id, name, is_bot: false, blocks_direct_messages: false, locale };
        self.users.insert(id, user);
        id
    }

    fn welcome(&mut self, guild: GuildId, name: &str) -> UserId {
        let known =
            self.users.values().find(|user| !user.is_bot && user.name == name && self.is_in(guild, user.id));
        if let Some(user) = known {
            return user.id;
        }
        let id = self.new_user(name);
        self.join(guild, id, BTreeSet::new());
        id
    }

    fn is_in(&self, guild: GuildId, user: UserId) -> bool {
        self.guilds.get(&guild).is_some_and(|guild| guild.members.contains_key(&user))
    }

    /// Makes somebody a member.
    pub(crate) fn join(&mut self, guild: GuildId, user: UserId, roles: BTreeSet<RoleId>) {
        let member = Member { user, roles, joined_at: self.now() };
        if let Some(place) = self.guilds.get_mut(&guild) {
            place.members.insert(user, member.clone());
        }
        if user != self.bot {
            let mut data = self.member_json(&member);
            data["guild_id"] = json!(guild);
            self.emit_guild("GUILD_MEMBER_ADD", guild, data);
        }
    }

    fn make_role(&mut self, guild: GuildId, name: &str, kind: (Permissions, Option<UserId>)) -> RoleId {
        let (permissions, belongs_to) = kind;
        let roles = self.guilds.get(&guild).into_iter().flat_map(|guild| guild.roles.values());
        let known = roles.into_iter().find(|role| role.name == name && role.belongs_to.is_none());
        if let (Some(known), None) = (known, belongs_to) {
            return known.id;
        }
        let id = RoleId::new(self.mint());
        // A bot's own role stands high enough that it can give the others.
        let position = if belongs_to.is_some() { 50 } else { 1 };
        let name = name.to_owned();
        let role = Role { id, name, permissions, position, is_mentionable: false, belongs_to };
        let shown = json!({ "guild_id": guild, "role": role.json() });
        if let Some(place) = self.guilds.get_mut(&guild) {
            place.roles.insert(id, role);
        }
        self.emit_guild("GUILD_ROLE_CREATE", guild, shown);
        id
    }
}
