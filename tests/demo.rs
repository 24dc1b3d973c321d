//! The demo as its page sees it: killed in the middle of an incident, it goes on where it was.

use std::time::Duration;

use serde_json::{Value, json};
use tests::world::database::{Database, Kind};
use tests::world::process::Demo;

/// Nothing new for so long means that nothing will come.
const STUCK: Duration = Duration::from_secs(60);

/// A browser at the demo's page, with somebody in the first seat.
struct Seat {
    http: reqwest::Client,
    demo: Demo,
    guild: String,
    person: String,
}

impl Seat {
    async fn at(demo: Demo) -> Self {
        let http = reqwest::Client::new();
        let mut changes = http.get(format!("{}/page/changes", demo.address)).send().await.unwrap();
        let setup = http.get(format!("{}/page/setup", demo.address)).send().await.unwrap();
        let setup: Value = setup.json().await.unwrap();
        let text = |name: &str| setup["guilds"][0][name].as_str().expect("a server").to_owned();
        let seat = Self { guild: text("id"), person: text("first"), http, demo };
        // The bot is a while away at first.
        let general = id_of(&seat.gets(&seat.address("sight")).await, "general").expect("a channel");
        let known = format!("{}&channel={general}", seat.address("commands"));
        while seat.gets(&known).await.as_array().is_none_or(Vec::is_empty) {
            let changed = tokio::time::timeout(STUCK, changes.chunk()).await;
            assert!(matches!(changed, Ok(Ok(Some(_)))), "the bot registers no commands");
        }
        seat
    }

    /// What they see, with the messages of the channel of this name, once there is such a thing in it.
    async fn sees(&self, channel: &str, wanted: &str) -> Value {
        let base = self.address("sight");
        let mut changes = self.http.get(format!("{}/page/changes", self.demo.address)).send().await.unwrap();
        loop {
            let sight = self.gets(&base).await;
            if let Some(id) = id_of(&sight, channel) {
                let sight = self.gets(&format!("{base}&channel={id}")).await;
                if sight["messages"].to_string().contains(wanted) {
                    return sight;
                }
            }
            let changed = tokio::time::timeout(STUCK, changes.chunk()).await;
            let Ok(Ok(Some(_))) = changed else { panic!("no {wanted:?} in {channel}: {sight}") };
        }
    }

    fn address(&self, what: &str) -> String {
        format!("{}/page/{what}?guild={}&person={}", self.demo.address, self.guild, self.person)
    }

    async fn gets(&self, address: &str) -> Value {
        self.http.get(address).send().await.unwrap().json().await.unwrap()
    }

    async fn runs(&self, channel: &str, line: &str) {
        let channel = id_of(&self.sees(channel, "").await, channel).expect("a channel");
        let deed = json!({ "kind": "runs", "channel": channel, "line": line, "files": [] });
        let act = json!({ "seat": { "guild": self.guild, "person": self.person }, "deed": deed });
        let done = self.http.post(format!("{}/page/act", self.demo.address)).json(&act).send().await.unwrap();
        assert!(done.status().is_success(), "{line}: {}", done.text().await.unwrap());
    }
}

fn id_of(sight: &Value, channel: &str) -> Option<String> {
    let named = |one: &&Value| one["name"] == channel;
    Some(sight["channels"].as_array()?.iter().find(named)?["id"].as_str()?.to_owned())
}

#[tokio::test]
async fn a_demo_that_was_killed_goes_on_where_it_was() {
    let database = Database::new(Kind::Sqlite);
    let before = Seat::at(Demo::start_in(database.folder())).await;
    before.runs("general", "/incident open title:Checkout is down").await;
    before.sees("inc-1-checkout-is-down", "investigating").await;
    let (guild, person) = (before.guild.clone(), before.person.clone());
    before.demo.kill();

    let after = Seat::at(Demo::start_in(database.folder())).await;
    assert_eq!((&after.guild, &after.person), (&guild, &person), "the same server, the same people");
    let general = after.sees("general", "Checkout is down").await;
    let names = general["channels"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap());
    assert_eq!(names.filter(|name| name.starts_with("inc-1-")).count(), 1);
    after.runs("inc-1-checkout-is-down", "/incident status state:fixing").await;
    after.sees("inc-1-checkout-is-down", "fixing").await;
    after.runs("general", "/incident open title:Mail is late").await;
    after.sees("inc-2-mail-is-late", "investigating").await;
}
