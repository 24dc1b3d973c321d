//! Let in by chat, and heard in chat.

use chrono::TimeDelta;
use incidents::store;
use simulator::Permissions;
use tests::world::World;

use tests::world::door::door;

/// The address in an answer.
fn address(words: &str) -> String {
    let found = words.split_whitespace().find(|word| word.contains("/alerts/") && word.starts_with("http"));
    found.unwrap_or_else(|| panic!("no address in {words}")).to_owned()
}

fn admin<'w>(world: &'w World, name: &str) -> tests::world::Actor<'w> {
    world.guild.person(name).give(world.guild.role("Admins", Permissions::ADMINISTRATOR));
    world.person(name)
}

/// Posts a body to the path of an address, at the door.
async fn posts(web: &sitrep::web::Web, address: &str, body: &str) -> (u16, String) {
    let token = address.rsplit('/').next().unwrap();
    let url = format!("http://{}/alerts/{token}", web.address());
    let answer = reqwest::Client::new().post(url).body(body.to_owned()).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn an_alert_opens_an_incident_pages_and_its_end_is_heard() {
    let world = World::start().await;
    let (alex, ben) = (admin(&world, "alex"), world.person("ben"));
    alex.runs("/policy create name:payments").await;
    alex.runs(&format!("/policy step policy:payments who:{}", ben.person.mention())).await;
    let told = alex.runs("/alerts add name:Grafana policy:payments severity:SEV2").await;
    told.whispers("**Grafana** may send alerts now").whispers("pages **payments**").whispers("/alerts/");
    let web = door(&world.ledger).await;
    let body = r#"{"title":"Disk **is** full @everyone","text":"2 % left","dedup_key":"disk","url":"https://grafana.example.com/d/1"}"#;
    let (status, answer) = posts(&web, &address(&told.words()), body).await;
    assert_eq!(
        (status, answer.as_str()),
        (200, r#"{"product":"plain","alerts":1,"made":[{"made":"opened","incident":"INC-1"}]}"#)
    );
    world.settle().await;
    ben.goes_to("inc-1-disk-is-full-everyone");
    let said = ben.must_see("🚨 **Disk");
    assert!(
        said.content.contains("Disk \\*\\*is\\*\\* full") && !said.content.contains("@everyone"),
        "{}",
        said.content
    );
    assert!(serde_json::to_string(&said.components).unwrap().contains("https://grafana.example.com/d/1"));
    ben.must_see("SEV2");
    assert!(ben.hears().iter().any(|heard| heard.contains("2 % left")), "{:?}", ben.hears());

    ben.clicks("Acknowledge").await;
    world.advance(TimeDelta::minutes(2)).await;
    let over = r#"{"title":"Disk is well","dedup_key":"disk","status":"resolved"}"#;
    assert_eq!(posts(&web, &address(&told.words()), over).await.0, 200);
    world.settle().await;
    ben.must_see("✅ **Disk is well** is over — Grafana");
    ben.runs("/timeline list").await.whispers("Over: Disk is well");
    alex.runs("/alerts show source:Grafana").await.whispers("over, noted in INC-1").whispers("opened INC-1");
}

#[tokio::test]
async fn an_address_is_shown_once_and_rotating_ends_it() {
    let world = World::start().await;
    let (alex, ben) = (admin(&world, "alex"), world.person("ben"));
    let first = address(&alex.runs("/alerts add name:Grafana").await.words());
    let second = address(&alex.runs("/alerts rotate source:grafana").await.words());
    let (web, body) = (door(&world.ledger).await, r#"{"title":"Disk is full"}"#);
    assert_ne!(first, second);
    assert_eq!(posts(&web, &first, body).await.0, 404);
    assert_eq!(posts(&web, &second, body).await.0, 200);
    alex.runs("/alerts remove source:grafana").await.whispers("Removed the alert source");
    assert_eq!(posts(&web, &second, body).await.0, 404);
    for line in
        ["/alerts add name:x", "/alerts rotate source:x", "/alerts remove source:x", "/alerts edit source:x"]
    {
        ben.runs(line).await.whispers("Only admins can do this");
    }
    ben.runs("/alerts list").await.whispers("No monitoring system sends alerts here yet");
    world.settle().await;
}

#[tokio::test]
async fn nothing_that_is_stored_holds_the_secret() {
    let world = World::start().await;
    let alex = admin(&world, "alex");
    let told = alex.runs("/alerts add name:Grafana").await;
    let secret = address(&told.words()).rsplit('/').next().unwrap().to_owned();
    let asked = incidents::ids::InteractionId(told.to.get().cast_signed());
    let kept = world.ledger.read(move |view| Ok(store::answers::get(view, asked)?)).await.unwrap();
    let kept = kept.expect("the answer is kept for a repeat");
    assert!(kept.contains("Grafana") && !kept.contains(&secret), "{kept}");
    let everything = world.on_disk();
    let holds = |text: &str| everything.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("Grafana") && !holds(&secret));
}

#[tokio::test]
async fn what_was_posted_of_an_alert_is_deleted_with_the_entry_that_tells_it() {
    let world = World::start().await;
    let alex = admin(&world, "alex");
    world.guild.create_channel("announcements");
    alex.runs("/settings set setting:announcements value:#announcements").await;
    let address = address(&alex.runs("/alerts add name:Grafana").await.words());
    let web = door(&world.ledger).await;
    let body = |more: &str| format!(r#"{{"title":"Sign-in is slow","dedup_key":"login"{more}}}"#);
    posts(&web, &address, &body(r#","text":"It waits for zanzibar-1""#)).await;
    world.settle().await;
    alex.goes_to("inc-1-sign-in-is-slow");
    assert!(
        alex.must_see("zanzibar-1").content.contains("— Grafana · `#"),
        "a post bears its entry's number"
    );
    posts(&web, &address, &body(r#","severity":"SEV1","text":"Now zanzibar-2""#)).await;
    world.settle().await;
    alex.must_see("zanzibar-2");
    let listed = alex.runs("/timeline list").await.words();
    let theirs = listed.lines().filter(|line| line.contains("zanzibar") || line.contains("Sign-in is slow"));
    let numbers: Vec<_> = theirs.filter_map(|line| line.split("`#").nth(1)?.split('`').next()).collect();
    assert_eq!(numbers.len(), 2, "{listed}");
    for number in numbers {
        let told = alex.runs(&format!("/timeline redact entry:{number} reason:A host")).await;
        told.says("quote the entry or the alert it came from are deleted");
    }
    world.advance(TimeDelta::seconds(5)).await;
    for channel in ["inc-1-sign-in-is-slow", "announcements"] {
        alex.goes_to(channel);
        let seen = alex.person.sees(alex.here()).into_iter().filter(|message| message.ephemeral_to.is_none());
        for message in seen {
            assert!(!message.json.to_string().contains("zanzibar"), "{channel} still shows {}", message.json);
        }
    }
    alex.goes_to("inc-1-sign-in-is-slow");
    for line in ["/incident show", "/timeline list", "/postmortem show", "/incident search query:zanzibar"] {
        let words = alex.runs(line).await.words();
        assert!(!words.replace("query:zanzibar", "").contains("zanzibar-"), "{line}: {words}");
    }
    assert!(alex.runs("/incident show").await.words().contains("redacted by alex: A host"));
}
