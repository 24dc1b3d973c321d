//! What the bot may do follows its roles and the channels' overwrites, and whom it pings follows from both.

use reqwest::Method;
use serde_json::{Value, json};
use simulator::Permissions;

use crate::support::{Bench, text};

#[tokio::test]
async fn a_hidden_channel_is_missing_access_and_a_denial_missing_permission() {
    let bench = Bench::start().await;
    let general = bench.guild.channel("general").unwrap();
    bench.guild.deny_bot(general, Permissions::SEND_MESSAGES);
    assert_eq!(bench.says(json!({ "content": "x" })).await.code(), 50013);
    bench.guild.deny_bot(general, Permissions::EMBED_LINKS);
    assert_eq!(bench.says(json!({ "embeds": [{ "title": "x" }] })).await.code(), 50013);
    assert_eq!(bench.says(json!({ "content": "x" })).await.status, 200);
    bench.guild.deny_bot(general, Permissions::VIEW_CHANNEL);
    assert_eq!(bench.says(json!({ "content": "x" })).await.code(), 50001);
    assert_eq!(bench.get(&bench.general()).await.code(), 50001);
    bench.guild.forgive_bot(general);
    assert_eq!(bench.says(json!({ "content": "x" })).await.status, 200);
    bench.guild.delete_channel(general);
    assert_eq!(bench.get(&format!("/channels/{general}")).await.code(), 10003);
}

#[tokio::test]
async fn pinning_needs_its_own_permission() {
    let bench = Bench::start().await;
    let id = bench.says(json!({ "content": "x" })).await.body["id"].clone();
    bench.guild.set_bot_permissions(Permissions::everyone() | Permissions::MANAGE_MESSAGES);
    let path = format!("{}/pins/{}", bench.general(), text(&id));
    assert_eq!(bench.call(Method::PUT, &path, Value::Null).await.code(), 50013);
    bench.guild.set_bot_permissions(Permissions::everyone() | Permissions::PIN_MESSAGES);
    assert_eq!(bench.call(Method::PUT, &path, Value::Null).await.status, 204);
}

#[tokio::test]
async fn a_private_channel_must_let_its_maker_in() {
    let bench = Bench::start().await;
    let path = format!("/guilds/{}/channels", bench.guild.id());
    let closed = json!({ "id": bench.guild.id(), "type": 0, "deny": "1024" });
    let me = json!({ "id": bench.sim.bot(), "type": 1, "allow": "1024" });
    let alone = bench.post(&path, json!({ "name": "a", "permission_overwrites": [closed] })).await;
    let with_me = bench.post(&path, json!({ "name": "b", "permission_overwrites": [closed, me] })).await;
    let says = async |made: &Value| {
        let path = format!("/channels/{}/messages", text(&made["id"]));
        bench.post(&path, json!({ "content": "x" })).await.code()
    };
    assert_eq!(says(&alone.body).await, 50001);
    assert_eq!(says(&with_me.body).await, 0);
    let too_much = json!({ "id": bench.guild.id(), "type": 0, "allow": Permissions::ADMINISTRATOR });
    let refused = bench.post(&path, json!({ "name": "c", "permission_overwrites": [too_much] })).await;
    assert_eq!(refused.code(), 50013, "nobody grants what they do not hold");
    bench.guild.set_bot_permissions(Permissions::everyone());
    assert_eq!(bench.post(&path, json!({ "name": "d" })).await.code(), 50013);
    bench.guild.kick_bot();
    assert_eq!(bench.post(&path, json!({ "name": "e" })).await.code(), 50001);
}

#[tokio::test]
async fn people_can_be_out_of_reach() {
    let bench = Bench::start().await;
    let ana = bench.guild.person("ana");
    let opened = bench.post("/users/@me/channels", json!({ "recipient_id": ana.id() })).await;
    let path = format!("/channels/{}/messages", text(&opened.body["id"]));
    assert_eq!(bench.post(&path, json!({ "content": "page" })).await.status, 200);
    ana.blocks_direct_messages();
    assert_eq!(bench.post(&path, json!({ "content": "page" })).await.code(), 50007);
    ana.allows_direct_messages();
    ana.leaves();
    assert_eq!(bench.post(&path, json!({ "content": "page" })).await.code(), 50007);
    assert_eq!(ana.directs().len(), 1);
}

#[tokio::test]
async fn only_the_allowed_are_pinged() {
    let bench = Bench::start().await;
    let ana = bench.guild.person("ana");
    let role = bench.guild.role("Responders", Permissions::NONE);
    let content = format!("{} <@&{role}> @everyone", ana.mention());
    let all = bench.says(json!({ "content": content })).await.body;
    assert_eq!((&all["mentions"][0]["id"], &all["mention_roles"][0]), (&json!(ana.id()), &json!(role)));
    assert_eq!(all["mention_everyone"], true);
    let none = bench.says(json!({ "content": content, "allowed_mentions": { "parse": [] } })).await.body;
    assert_eq!((&none["mentions"], &none["mention_roles"]), (&json!([]), &json!([])));
    assert_eq!(none["mention_everyone"], false);
    let one = json!({ "content": content, "allowed_mentions": { "parse": [], "users": [ana.id()] } });
    assert_eq!(bench.says(one).await.body["mentions"][0]["username"], "ana");
    bench.guild.set_bot_permissions(Permissions::everyone());
    let weak = bench.says(json!({ "content": content })).await.body;
    assert_eq!((&weak["mention_roles"], &weak["mention_everyone"]), (&json!([]), &json!(false)));
    bench.guild.make_mentionable(role);
    assert_eq!(bench.says(json!({ "content": content })).await.body["mention_roles"][0], json!(role));
}

#[tokio::test]
async fn people_see_only_their_channels() {
    let bench = Bench::start().await;
    let (ana, ben) = (bench.guild.person("ana"), bench.guild.person("ben"));
    let secret = bench.guild.create_channel("secret");
    bench.guild.hide(secret);
    bench.guild.let_in(secret, ana.id());
    assert!(ana.says(secret, "hello", &[]).is_ok());
    assert!(ben.says(secret, "hello", &[]).is_err());
    assert_eq!((ana.sees(secret).len(), ben.sees(secret).len()), (1, 0));
    assert_eq!((ana.channels().len(), ben.channels().len()), (2, 1));
}

#[tokio::test]
async fn roles_are_given_below_ones_own_only() {
    let bench = Bench::start().await;
    let ana = bench.guild.person("ana");
    let low = bench.guild.role("Responders", Permissions::NONE);
    let path = |role: &str| format!("/guilds/{}/members/{}/roles/{role}", bench.guild.id(), ana.id());
    assert_eq!(bench.call(Method::PUT, &path(&low.to_string()), Value::Null).await.status, 204);
    let member = bench.get(&format!("/guilds/{}/members/{}", bench.guild.id(), ana.id())).await;
    assert_eq!(member.body["roles"][0], json!(low));
    let roles = bench.get(&format!("/guilds/{}/roles", bench.guild.id())).await;
    let own = roles.body.as_array().unwrap().iter().find(|role| role["managed"] == true).unwrap();
    assert_eq!(bench.call(Method::PUT, &path(text(&own["id"])), Value::Null).await.code(), 50013);
}

#[tokio::test]
async fn a_wrong_token_is_unauthorized() {
    let bench = Bench::start().await;
    let url = format!("{}/api/v10/users/@me", bench.sim.base_url());
    assert_eq!(reqwest::get(url).await.unwrap().status(), 401);
    assert_eq!(bench.sim.invalid_requests(), 1);
}
