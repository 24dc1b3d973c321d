//! What is redacted is gone: from every byte on the disk, from what stands on Discord, and from all that is said afterwards.

use simulator::Permissions;
use tests::world::{Actor, World};

use super::SECRET;

const CHANNEL: &str = "inc-1-checkout-is-down";

/// Whether bytes hold the word, however it is capitalised: the search index knows small letters alone.
fn holds(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|window| window.eq_ignore_ascii_case(SECRET.as_bytes()))
}

/// What stands around the word, for whoever must find out where that is.
fn around(bytes: &[u8]) -> Vec<String> {
    let places = (0..bytes.len()).filter(|at| holds(&bytes[*at..(at + SECRET.len()).min(bytes.len())]));
    let around = places.map(|at| &bytes[at.saturating_sub(200)..(at + 100).min(bytes.len())]);
    around.map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect()
}

/// The number of the newest entry that a person wrote, as its answer names it.
fn number(told: &str) -> String {
    told.split("`#").nth(1).and_then(|rest| rest.split('`').next()).expect("the answer names it").to_owned()
}

/// An incident with a finished postmortem, whose timeline holds the word in an entry, in what stood there before, in the reason
/// for which it was removed, in an update and in the title of nothing else.
async fn told(ana: &Actor<'_>) -> [String; 2] {
    ana.runs("/incident open title:Checkout is down severity:SEV1").await;
    ana.goes_to(CHANNEL);
    let entry = ana.runs(&format!("/timeline add text:The password is {SECRET}")).await.words();
    let entry = number(&entry);
    ana.runs("/incident resolve cause:A bad deploy resolution:Rolled back").await.says("is resolved");
    ana.runs(&format!("/timeline edit entry:{entry} text:The password was {SECRET}-2")).await;
    let other = ana.runs(&format!("/timeline add text:Try {SECRET} again kind:mitigation")).await.words();
    let other = number(&other);
    ana.runs("/postmortem publish").await;
    ana.runs(&format!("/timeline remove entry:{other} reason:It says {SECRET}")).await;
    [entry, other]
}

#[tokio::test]
async fn not_a_byte_of_what_was_redacted_is_left_or_leaves_again() {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.person.give(world.guild.role("Keepers", Permissions::MANAGE_GUILD));
    world.guild.create_channel("postmortems");
    ana.runs("/settings set setting:postmortems value:#postmortems").await;
    let entries = told(&ana).await;
    assert!(holds(&world.on_disk()), "there is something to take out");
    for entry in entries {
        ana.runs(&format!("/timeline redact entry:{entry} reason:A password"))
            .await
            .says("redacted: A password");
    }
    ana.runs(&format!("/incident search query:{SECRET}")).await.whispers("Nothing here says");
    let before = world.discord.calls().len();
    for channel in [CHANNEL, "postmortems"] {
        ana.goes_to(channel);
        // What only she can see is gone once her client forgets it; nobody can reach it there.
        let seen = ana.person.sees(ana.here()).into_iter().filter(|message| message.ephemeral_to.is_none());
        for message in seen {
            let files = message.files.iter().map(|file| String::from_utf8_lossy(&file.bytes).into_owned());
            let shown = format!("{} {}", message.json, files.collect::<String>());
            assert!(!holds(shown.as_bytes()), "{channel} still shows {shown}");
        }
    }
    ana.goes_to(CHANNEL);
    for line in ["/timeline list", "/postmortem show", "/incident show", "/postmortem publish"] {
        ana.runs(line).await;
    }
    let file = ana.runs("/postmortem export format:markdown").await;
    let text = String::from_utf8_lossy(&file.message().files[0].bytes).into_owned();
    assert!(!holds(text.as_bytes()) && text.contains("redacted by ana: A password"), "{text}");
    for call in world.discord.calls().iter().skip(before) {
        let body = call.body.to_string();
        assert!(!holds(body.as_bytes()), "{} {}: {body}", call.method, call.path);
    }
    // A reader may have been in the log when it was to be emptied; the next change empties it.
    for _ in 0..50 {
        if !holds(&world.on_disk()) {
            return;
        }
        ana.runs("/timeline add text:More").await;
    }
    panic!("the word is still on the disk: {:?}", around(&world.on_disk()));
}
