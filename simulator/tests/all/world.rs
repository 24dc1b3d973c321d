//! Threads, reactions, members and the other routes, held to Discord's own description where it is at hand.

use reqwest::Method;
use serde_json::{Value, json};
use simulator::{ChannelKind, Options};

use crate::support::{Bench, text};

#[tokio::test]
async fn a_thread_starts_archives_and_refuses() {
    let bench = Bench::start().await;
    let id = bench.says(json!({ "content": "topic" })).await.body["id"].clone();
    let path = format!("{}/messages/{}/threads", bench.general(), text(&id));
    let thread = bench.post(&path, json!({ "name": "Talk", "auto_archive_duration": 60 })).await;
    assert_eq!((thread.status.as_u16(), &thread.body["id"]), (201, &id));
    let thread = format!("/channels/{}", text(&id));
    assert_eq!(bench.post(&format!("{thread}/messages"), json!({ "content": "x" })).await.status, 200);
    assert_eq!(bench.call(Method::PATCH, &thread, json!({ "archived": true })).await.status, 200);
    bench.is_clean();
    assert_eq!(bench.post(&format!("{thread}/messages"), json!({ "content": "x" })).await.code(), 50083);
    assert_eq!(bench.post(&path, json!({ "name": "Again" })).await.code(), 160_004);
}

#[tokio::test]
async fn what_was_done_last_is_there_when_it_begins_again() {
    let folder = std::env::temp_dir().join(format!("sitrep-memory-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let keeping = |options: &mut Options| options.memory = Some(folder.join("discord.json"));
    let bench = Bench::with(keeping).await;
    // Nothing else runs between the last deed and the end: what is kept as it changes has no time to be.
    bench.guild.create_channel("last");
    drop(bench);
    let again = Bench::with(keeping).await;
    assert!(again.sim.guilds().iter().any(|(guild, _)| guild.channel("last").is_some()));
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_forum_takes_posts_only() {
    let bench = Bench::start().await;
    let forum = bench.guild.make("postmortems", ChannelKind::Forum, None);
    let body = json!({ "name": "INC-1", "message": { "content": "What happened" } });
    let post = bench.post(&format!("/channels/{forum}/threads"), body).await;
    assert_eq!((post.status.as_u16(), text(&post.body["message"]["content"])), (201, "What happened"));
    bench.is_clean();
    assert_eq!(
        bench.post(&format!("/channels/{forum}/messages"), json!({ "content": "x" })).await.code(),
        50008
    );
}

#[tokio::test]
async fn reactions_come_and_go() {
    let bench = Bench::start().await;
    let ana = bench.guild.person("ana");
    let said = ana.says(bench.guild.channel("general").unwrap(), "look", &[]).unwrap();
    let path = format!("{}/messages/{said}/reactions/%F0%9F%93%8C", bench.general());
    assert_eq!(bench.call(Method::PUT, &format!("{path}/@me"), Value::Null).await.status, 204);
    ana.reacts(said, "📌").unwrap();
    assert_eq!(bench.get(&path).await.body.as_array().unwrap().len(), 2);
    ana.unreacts(said, "📌").unwrap();
    assert_eq!(bench.call(Method::DELETE, &format!("{path}/@me"), Value::Null).await.status, 204);
    assert_eq!(bench.sim.message(said).unwrap().json.get("reactions"), None);
    bench.is_clean();
}

#[tokio::test]
async fn every_plain_read_fits_discords_description() {
    let bench = Bench::start().await;
    let ana = bench.guild.person("ana");
    ana.says(bench.guild.channel("general").unwrap(), "hello", &[]).unwrap();
    let (guild, general) = (format!("/guilds/{}", bench.guild.id()), bench.general());
    for path in [
        "/gateway",
        "/gateway/bot",
        "/users/@me",
        "/users/@me/guilds",
        "/applications/@me",
        "/oauth2/applications/@me",
        &guild,
        &format!("{guild}/channels"),
        &format!("{guild}/roles"),
        &format!("{guild}/members/{}", ana.id()),
        &format!("{guild}/members/search?query=an"),
        &format!("{guild}/threads/active"),
        &format!("{guild}/scheduled-events"),
        &general,
        &format!("{general}/messages?limit=100"),
        &format!("{general}/pins"),
        &format!("{general}/messages/pins"),
    ] {
        let got = bench.get(path).await;
        assert_eq!(got.status, 200, "{path}: {}", got.body);
    }
    let opened = bench.post("/users/@me/channels", json!({ "recipient_id": ana.id() })).await;
    assert_eq!(opened.status, 200);
    let path = format!("{}/permissions/{}", bench.general(), ana.id());
    assert_eq!(bench.call(Method::PUT, &path, json!({ "type": 1, "allow": "1024" })).await.status, 204);
    assert_eq!(bench.call(Method::DELETE, &path, Value::Null).await.status, 204);
    bench.is_clean();
    let message = bench.get(&format!("{general}/messages")).await.body[0]["content"].clone();
    assert_eq!(message, "", "reading needs the message content intent too");
}

#[tokio::test]
async fn messages_are_edited_and_deleted_by_their_author() {
    let bench = Bench::start().await;
    let ana = bench.guild.person("ana");
    let said = ana.says(bench.guild.channel("general").unwrap(), "hello", &[]).unwrap();
    let theirs = format!("{}/messages/{said}", bench.general());
    assert_eq!(bench.call(Method::PATCH, &theirs, json!({ "content": "x" })).await.code(), 50005);
    let id =
        bench.says(json!({ "content": "x", "message_reference": { "message_id": said } })).await.body["id"]
            .clone();
    let mine = format!("{}/messages/{}", bench.general(), text(&id));
    assert_eq!(bench.get(&mine).await.body["referenced_message"]["id"], json!(said));
    let edited = bench.call(Method::PATCH, &mine, json!({ "content": "y" })).await.body;
    assert_eq!(edited["content"], "y");
    assert!(edited["edited_timestamp"].is_string());
    ana.edits(said, "hello again").unwrap();
    assert_eq!(bench.call(Method::DELETE, &mine, Value::Null).await.status, 204);
    assert_eq!(bench.get(&mine).await.code(), 10008);
    ana.deletes(said).unwrap();
    assert_eq!(bench.get(&theirs).await.code(), 10008);
}
