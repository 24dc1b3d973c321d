//! What serenity keeps of an event, and that we read the same from its types as from Discord's own words.

use serde_json::{Value, json};
use serenity::model::event::Event;

use super::super::listener::as_json;
use super::*;

fn member() -> Value {
    json!({
        "user": {"id": "9", "username": "ana", "global_name": "Ana", "bot": false}, "nick": "Ana (on call)",
        "roles": ["21", "22"], "deaf": false, "mute": false, "flags": 0, "joined_at": "2026-01-01T00:00:00Z",
        "permissions": "8",
    })
}

fn interaction(kind: u64, data: &Value) -> Value {
    json!({
        "id": "5", "application_id": "6", "type": kind, "token": "secret-token", "version": 1, "guild_id": "7",
        "channel_id": "8", "channel": {"id": "8", "type": 0}, "member": member(), "app_permissions": "1024",
        "locale": "en-GB", "guild_locale": "de", "entitlements": [], "attachment_size_limit": 10,
        "data": data.clone(), "message": message(),
    })
}

fn message() -> Value {
    json!({
        "id": "31", "channel_id": "8", "author": {"id": "1", "username": "sitrep"}, "content": "card",
        "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null, "tts": false, "mention_everyone": false,
        "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0,
    })
}

/// Reads the event twice: as serenity's types keep it, and as Discord sent it.
fn both(kind: &str, data: &Value) -> [Heard; 2] {
    let event: Event = serde_json::from_value(json!({"t": kind, "d": data})).unwrap();
    assert!(!matches!(event, Event::Unknown(_)), "serenity does not understand this {kind}");
    let (told, typed) = as_json(&event);
    assert_eq!(told, kind);
    [Heard::read(kind, typed).unwrap(), Heard::read(kind, data.clone()).unwrap()]
}

#[test]
fn an_interaction_is_read_the_same_through_serenity_and_from_discord() {
    let command = json!({"id": "41", "name": "incident", "type": 1, "options": [
        {"name": "open", "type": 1, "options": [
            {"name": "title", "type": 3, "value": "Checkout is down"},
            {"name": "severity", "type": 4, "value": 1},
            {"name": "commander", "type": 6, "value": "9"},
            {"name": "private", "type": 5, "value": true},
        ]},
    ]});
    let typing = json!({"id": "41", "name": "incident", "type": 1, "options": [
        {"name": "service", "type": 3, "value": "che", "focused": true},
    ]});
    let form = json!({"custom_id": "resolve:1", "components": [
        {"type": 1, "components": [{"type": 4, "custom_id": "cause", "value": "A lapsed certificate"}]},
    ]});
    for (number, kind, data, kept) in [
        (2, Kind::Command, command, vec!["/name", "/options"]),
        (4, Kind::Autocomplete, typing, vec!["/name", "/options"]),
        (3, Kind::Component, json!({"custom_id": "ack:1", "component_type": 2}), vec!["/custom_id"]),
        (
            3,
            Kind::Component,
            json!({"custom_id": "to:1", "component_type": 3, "values": ["a", "b"]}),
            vec!["/custom_id", "/values"],
        ),
        (
            5,
            Kind::Form,
            form,
            vec!["/custom_id", "/components/0/components/0/custom_id", "/components/0/components/0/value"],
        ),
    ] {
        for heard in both("INTERACTION_CREATE", &interaction(number, &data)) {
            let Heard::Interaction(it) = heard else { panic!("{heard:?}") };
            assert_eq!((it.id.0, it.application.0, it.kind), (5, 6, kind));
            assert_eq!((it.guild.unwrap().0, it.channel.unwrap().0), (7, 8));
            assert_eq!((it.app_permissions, it.member.permissions), (1024, 8));
            assert_eq!((it.locale.as_deref(), it.guild_locale.as_deref()), (Some("en-GB"), Some("de")));
            assert_eq!((it.member.user.0, it.member.display_name.as_str()), (9, "Ana (on call)"));
            assert_eq!(it.member.roles.iter().map(|role| role.0).collect::<Vec<_>>(), [21, 22]);
            for place in &kept {
                assert_eq!(it.data.pointer(place), data.pointer(place), "{place} of {}", it.data);
            }
            assert!(!format!("{it:?}").contains("secret-token"));
        }
    }
}

#[test]
fn what_serenity_loses_is_known() {
    // Bits that serenity has no name for (51: pin messages) are dropped, and so is what stands in a form's labels. If one of
    // these fails after an upgrade, serenity has learned it, and the notes beside `permissions` can go.
    let mut press = interaction(3, &json!({"custom_id": "ack:1", "component_type": 2}));
    press["app_permissions"] = json!("2251799813686272");
    let [typed, raw] = both("INTERACTION_CREATE", &press).map(|heard| match heard {
        Heard::Interaction(it) => it.app_permissions,
        other => panic!("{other:?}"),
    });
    assert_eq!((typed, raw), (1024, (1 << 51) | 1024));
    let labelled = json!({"custom_id": "f", "components": [
        {"type": 18, "id": 1, "component": {"type": 4, "custom_id": "cause", "value": "lost"}},
    ]});
    let [typed, raw] = both("INTERACTION_CREATE", &interaction(5, &labelled)).map(|heard| match heard {
        Heard::Interaction(it) => it.data.to_string().contains("lost"),
        other => panic!("{other:?}"),
    });
    assert_eq!((typed, raw), (false, true));
}

#[test]
fn an_interaction_from_a_direct_message_has_a_person_without_roles() {
    let mut press = interaction(3, &json!({"custom_id": "ack:1", "component_type": 2}));
    let fields = press.as_object_mut().unwrap();
    fields.remove("guild_id");
    let user = fields.remove("member").unwrap()["user"].clone();
    fields.insert("user".to_owned(), user);
    for heard in both("INTERACTION_CREATE", &press) {
        let Heard::Interaction(it) = heard else { panic!("{heard:?}") };
        assert_eq!((it.guild, it.member.user.0, it.member.permissions), (None, 9, 0));
        assert_eq!((it.member.display_name.as_str(), it.member.roles.len()), ("Ana", 0));
    }
}

#[test]
fn a_server_is_read_the_same_through_serenity_and_from_discord() {
    let guild = json!({
        "id": "7", "name": "Example", "owner_id": "9", "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "emojis": [], "features": [], "mfa_level": 0, "system_channel_flags": 0,
        "premium_tier": 0, "preferred_locale": "en-US", "nsfw_level": 0, "stickers": [],
        "premium_progress_bar_enabled": false, "joined_at": "2026-01-01T00:00:00Z", "large": false, "member_count": 1,
        "voice_states": [], "members": [], "threads": [], "presences": [], "stage_instances": [],
        "guild_scheduled_events": [],
        "roles": [{"id": "7", "name": "@everyone", "color": 0, "hoist": false, "managed": false, "permissions": "1024",
            "position": 0, "mentionable": false,
            "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null}}],
        "channels": [{"id": "8", "name": "general", "type": 0, "guild_id": "7", "position": 0, "parent_id": "11",
            "topic": "Talk", "permission_overwrites": []}],
    });
    let [typed, raw] = both("GUILD_CREATE", &guild).map(|heard| match heard {
        Heard::GuildHere(guild) => guild,
        other => panic!("{other:?}"),
    });
    assert_eq!(typed, raw);
    assert_eq!((raw.id.0, raw.roles[0].permissions, raw.channels[0].parent.unwrap().0), (7, 1024, 11));
    assert_eq!(raw.channels[0].topic.as_deref(), Some("Talk"));
}

#[test]
fn smaller_events_are_read_the_same_through_serenity_and_from_discord() {
    let mut sent = message();
    sent["guild_id"] = json!("7");
    let role = json!({"id": "21", "name": "Responder", "color": 0, "hoist": false, "managed": true, "permissions": "0",
        "position": 3, "mentionable": false,
        "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null}});
    let channel = json!({"id": "8", "name": "general", "type": 0, "guild_id": "7", "position": 0});
    let reaction = json!({"user_id": "9", "channel_id": "8", "message_id": "31", "guild_id": "7", "type": 0,
        "burst": false, "burst_colors": [], "emoji": {"id": null, "name": "📌"}});
    for (kind, data, expected) in [
        (
            "READY",
            ready(),
            "Ready(Ready { application: ApplicationId(6), me: UserId(1), guilds: [GuildId(7)] })",
        ),
        ("GUILD_DELETE", json!({"id": "7", "unavailable": true}), "GuildGone(GuildId(7), Unavailable)"),
        ("GUILD_DELETE", json!({"id": "7"}), "GuildGone(GuildId(7), Removed)"),
        (
            "GUILD_ROLE_UPDATE",
            json!({"guild_id": "7", "role": role}),
            "RoleChanged(GuildId(7), Role { id: RoleId(21), ",
        ),
        (
            "GUILD_ROLE_DELETE",
            json!({"guild_id": "7", "role_id": "21"}),
            "RoleDeleted(GuildId(7), RoleId(21))",
        ),
        ("CHANNEL_UPDATE", channel.clone(), "ChannelChanged(GuildId(7), Channel { id: ChannelId(8), "),
        ("CHANNEL_DELETE", channel, "ChannelDeleted(GuildId(7), ChannelId(8))"),
        ("MESSAGE_CREATE", sent.clone(), "Written(Some(GuildId(7)), ChannelId(8))"),
        (
            "MESSAGE_UPDATE",
            sent,
            "MessageEdited(Message { id: MessageId(31), channel: ChannelId(8), has_text: true, ",
        ),
        (
            "MESSAGE_DELETE",
            json!({"id": "31", "channel_id": "8"}),
            "MessagesDeleted(ChannelId(8), [MessageId(31)])",
        ),
        ("MESSAGE_REACTION_ADD", reaction, "ReactionAdded(Reaction { message: MessageId(31), "),
        (
            "GUILD_MEMBER_REMOVE",
            json!({"guild_id": "7", "user": {"id": "9", "username": "ana"}}),
            "MemberLeft(GuildId(7), UserId(9))",
        ),
    ] {
        for heard in both(kind, &data) {
            let told = format!("{heard:?}");
            assert!(told.starts_with(expected), "{kind}: {told}");
        }
    }
}

fn ready() -> Value {
    json!({
        "v": 10, "user": {"id": "1", "username": "sitrep"}, "guilds": [{"id": "7", "unavailable": true}],
        "session_id": "s", "resume_gateway_url": "ws://127.0.0.1:1", "application": {"id": "6", "flags": 0},
    })
}

#[test]
fn what_programs_write_is_no_news() {
    let mut sent = message();
    sent["author"]["bot"] = json!(true);
    let event: Event = serde_json::from_value(json!({"t": "MESSAGE_CREATE", "d": sent})).unwrap();
    let (kind, typed) = as_json(&event);
    assert!(Heard::read(&kind, typed).is_none());
    assert!(Heard::read(&kind, sent).is_none());
}

#[test]
fn what_cannot_be_read_is_left_whole() {
    let press =
        json!({"id": "5", "token": "secret-token", "data": {"custom_id": "ack:1"}, "message": {"id": "31"}});
    let Some(Heard::Unparsed { value, .. }) = Heard::read("INTERACTION_CREATE", press.clone()) else {
        panic!()
    };
    assert_eq!(value, press);
}

#[test]
fn an_outage_is_not_taken_for_a_server() {
    assert!(Heard::read("GUILD_CREATE", json!({"id": "7", "unavailable": true})).is_none());
    assert!(Heard::read("TYPING_START", json!({})).is_none());
}
