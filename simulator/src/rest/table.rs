//! Every route the simulator knows, with the fields its body may have.

use serde_json::Value;

use super::call::{Call, Reply};
use crate::{
    routes::{
        applications, channels, commands, guilds, interactions, members, messages, overwrites, pins,
        reactions, scheduled_events, threads, users, webhooks,
    },
    state::State,
};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// The bot, by its token.
    Bot,
    /// The bot, or somebody who signed in, by theirs.
    Person,
    /// Whoever knows the address.
    Anybody,
}

/// One method on one path.
pub(crate) struct Route {
    pub(crate) method: &'static str,
    /// Variable steps are `{}`.
    pub(crate) pattern: &'static str,
    pub(crate) access: Access,
    fields: &'static [&'static str],
    pub(crate) handler: fn(&mut State, &Call) -> Reply,
}

impl Route {
    /// Method and pattern, as rate limits and the OpenAPI description name it.
    pub(crate) fn key(&self) -> String {
        format!("{} {}", self.method, self.pattern)
    }

    /// What separates one bucket of the route from another.
    pub(crate) fn major(&self, call: &Call) -> String {
        let is_token = self.pattern.starts_with("/webhooks/") || self.pattern.starts_with("/interactions/");
        if is_token { call.steps.join("/") } else { call.step(0).to_owned() }
    }

    /// A field of the body that does not belong there.
    pub(crate) fn unknown_field(&self, body: &Value) -> Option<String> {
        let bodies = body.as_array().map_or(std::slice::from_ref(body), Vec::as_slice);
        let keys = bodies.iter().filter_map(Value::as_object).flat_map(|body| body.keys());
        keys.into_iter().find(|key| !self.fields.contains(&key.as_str())).cloned()
    }
}

/// The route of a request, and the variable steps of its path.
pub(crate) fn find(method: &str, path: &str) -> Option<(&'static Route, Vec<String>)> {
    let steps: Vec<&str> = path.trim_matches('/').split('/').collect();
    let literal = |pattern: &str| pattern.split('/').filter(|step| *step != "{}").count();
    let matching = ROUTES.iter().filter(|route| route.method == method);
    let matching = matching.filter_map(|route| variables(route.pattern, &steps).map(|found| (route, found)));
    matching.max_by_key(|(route, _)| literal(route.pattern))
}

fn variables(pattern: &str, steps: &[&str]) -> Option<Vec<String>> {
    let wanted: Vec<&str> = pattern.trim_matches('/').split('/').collect();
    if wanted.len() != steps.len() {
        return None;
    }
    let mut found = Vec::new();
    for (wanted, step) in wanted.iter().zip(steps) {
        match *wanted {
            "{}" => found.push((*step).to_owned()),
            wanted if wanted == *step => {}
            _ => return None,
        }
    }
    Some(found)
}

const NONE: &[&str] = &[];
const MESSAGE: &[&str] = &[
    "content",
    "nonce",
    "enforce_nonce",
    "tts",
    "embeds",
    "allowed_mentions",
    "message_reference",
    "components",
    "sticker_ids",
    "attachments",
    "flags",
    "poll",
];
const EDIT: &[&str] = &["content", "embeds", "flags", "allowed_mentions", "components", "attachments"];
const FOLLOW_UP: &[&str] =
    &["content", "tts", "embeds", "allowed_mentions", "components", "attachments", "flags", "poll"];
const CHANNEL: &[&str] = &[
    "name",
    "type",
    "topic",
    "bitrate",
    "user_limit",
    "rate_limit_per_user",
    "position",
    "permission_overwrites",
    "parent_id",
    "nsfw",
    "rtc_region",
    "video_quality_mode",
    "default_auto_archive_duration",
    "default_reaction_emoji",
    "available_tags",
    "default_sort_order",
    "default_forum_layout",
    "default_thread_rate_limit_per_user",
    "archived",
    "auto_archive_duration",
    "locked",
    "invitable",
    "applied_tags",
    "flags",
];
const COMMAND: &[&str] = &[
    "id",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "default_member_permissions",
    "dm_permission",
    "default_permission",
    "type",
    "nsfw",
    "contexts",
    "integration_types",
    "handler",
];
const THREAD: &[&str] =
    &["name", "auto_archive_duration", "rate_limit_per_user", "type", "invitable", "message", "applied_tags"];
const EVENT: &[&str] = &[
    "channel_id",
    "entity_metadata",
    "name",
    "privacy_level",
    "scheduled_start_time",
    "scheduled_end_time",
    "description",
    "entity_type",
    "image",
    "status",
    "recurrence_rule",
];

macro_rules! routes {
    ($($method:ident $pattern:literal $access:ident $fields:ident $handler:path;)+) => {
        &[$(Route {
            method: stringify!($method),
            pattern: $pattern,
            access: Access::$access,
            fields: $fields,
            handler: $handler,
        }),+]
    };
}

const CALLBACK: &[&str] = &["type", "data"];
const RECIPIENT: &[&str] = &["recipient_id"];
const OVERWRITE: &[&str] = &["allow", "deny", "type"];
const BULK: &[&str] = &["messages"];

/// All of them.
pub(crate) const ROUTES: &[Route] = routes! {
    GET "/gateway" Anybody NONE applications::gateway;
    GET "/gateway/bot" Bot NONE applications::gateway_for_bot;
    GET "/users/@me" Person NONE users::me;
    GET "/users/{}" Bot NONE users::get;
    GET "/users/@me/guilds" Person NONE users::my_guilds;
    POST "/users/@me/channels" Bot RECIPIENT users::open_direct_channel;
    GET "/oauth2/applications/@me" Bot NONE applications::me;
    GET "/applications/@me" Bot NONE applications::me;
    GET "/guilds/{}" Bot NONE guilds::get;
    GET "/guilds/{}/channels" Bot NONE guilds::channels;
    POST "/guilds/{}/channels" Bot CHANNEL channels::create;
    GET "/guilds/{}/roles" Bot NONE guilds::roles;
    POST "/guilds/{}/roles" Bot ROLE guilds::create_role;
    GET "/guilds/{}/roles/member-counts" Bot NONE guilds::role_counts;
    DELETE "/guilds/{}/roles/{}" Bot NONE guilds::delete_role;
    GET "/guilds/{}/threads/active" Bot NONE threads::active;
    GET "/guilds/{}/members" Bot NONE members::list;
    GET "/guilds/{}/members/search" Bot NONE members::search;
    GET "/guilds/{}/members/{}" Bot NONE members::get;
    PUT "/guilds/{}/members/{}/roles/{}" Bot NONE members::give_role;
    DELETE "/guilds/{}/members/{}/roles/{}" Bot NONE members::take_role;
    GET "/guilds/{}/scheduled-events" Bot NONE scheduled_events::list;
    POST "/guilds/{}/scheduled-events" Bot EVENT scheduled_events::create;
    GET "/guilds/{}/scheduled-events/{}" Bot NONE scheduled_events::get;
    PATCH "/guilds/{}/scheduled-events/{}" Bot EVENT scheduled_events::change;
    DELETE "/guilds/{}/scheduled-events/{}" Bot NONE scheduled_events::delete;
    GET "/channels/{}" Bot NONE channels::get;
    PATCH "/channels/{}" Bot CHANNEL channels::change;
    DELETE "/channels/{}" Bot NONE channels::delete;
    PUT "/channels/{}/permissions/{}" Bot OVERWRITE overwrites::put;
    DELETE "/channels/{}/permissions/{}" Bot NONE overwrites::delete;
    POST "/channels/{}/typing" Bot NONE messages::typing;
    GET "/channels/{}/messages" Bot NONE messages::list;
    POST "/channels/{}/messages" Bot MESSAGE messages::create;
    POST "/channels/{}/messages/bulk-delete" Bot BULK messages::delete_many;
    GET "/channels/{}/messages/{}" Bot NONE messages::get;
    PATCH "/channels/{}/messages/{}" Bot EDIT messages::edit;
    DELETE "/channels/{}/messages/{}" Bot NONE messages::delete;
    POST "/channels/{}/messages/{}/threads" Bot THREAD threads::start_from_message;
    PUT "/channels/{}/messages/{}/reactions/{}/@me" Bot NONE reactions::add;
    DELETE "/channels/{}/messages/{}/reactions/{}/@me" Bot NONE reactions::remove_mine;
    DELETE "/channels/{}/messages/{}/reactions/{}/{}" Bot NONE reactions::remove;
    GET "/channels/{}/messages/{}/reactions/{}" Bot NONE reactions::list;
    GET "/channels/{}/messages/pins" Bot NONE pins::page;
    PUT "/channels/{}/messages/pins/{}" Bot NONE pins::add;
    DELETE "/channels/{}/messages/pins/{}" Bot NONE pins::remove;
    GET "/channels/{}/pins" Bot NONE pins::list;
    PUT "/channels/{}/pins/{}" Bot NONE pins::add;
    DELETE "/channels/{}/pins/{}" Bot NONE pins::remove;
    POST "/channels/{}/threads" Bot THREAD threads::start;
    GET "/channels/{}/thread-members" Bot NONE threads::members;
    PUT "/channels/{}/thread-members/{}" Bot NONE threads::add_member;
    DELETE "/channels/{}/thread-members/{}" Bot NONE threads::remove_member;
    POST "/interactions/{}/{}/callback" Anybody CALLBACK interactions::answer;
    POST "/webhooks/{}/{}" Anybody FOLLOW_UP webhooks::follow_up;
    GET "/webhooks/{}/{}/messages/{}" Anybody NONE webhooks::get;
    PATCH "/webhooks/{}/{}/messages/{}" Anybody FOLLOW_UP webhooks::edit;
    DELETE "/webhooks/{}/{}/messages/{}" Anybody NONE webhooks::delete;
    GET "/applications/{}/commands" Bot NONE commands::list;
    POST "/applications/{}/commands" Bot COMMAND commands::create;
    PUT "/applications/{}/commands" Bot COMMAND commands::replace;
    GET "/applications/{}/commands/{}" Bot NONE commands::get;
    PATCH "/applications/{}/commands/{}" Bot COMMAND commands::change;
    DELETE "/applications/{}/commands/{}" Bot NONE commands::delete;
    GET "/applications/{}/guilds/{}/commands" Bot NONE commands::list_in_guild;
    POST "/applications/{}/guilds/{}/commands" Bot COMMAND commands::create_in_guild;
    PUT "/applications/{}/guilds/{}/commands" Bot COMMAND commands::replace_in_guild;
    GET "/applications/{}/guilds/{}/commands/{}" Bot NONE commands::get_in_guild;
    PATCH "/applications/{}/guilds/{}/commands/{}" Bot COMMAND commands::change_in_guild;
    DELETE "/applications/{}/guilds/{}/commands/{}" Bot NONE commands::delete_in_guild;
};

const ROLE: &[&str] =
    &["name", "permissions", "color", "colors", "hoist", "icon", "unicode_emoji", "mentionable"];
