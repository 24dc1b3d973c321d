//! An incident with more in it than anybody reads, through Discord and within its limits; a hundred people at one button;
//! and a scene that is typed in the order in which people remember it.

use chrono::TimeDelta;
use futures::future::join_all;
use incidents::ids::Number;
use incidents::model::entry::{EntryKind, Tier};
use incidents::store::entries::NewEntry;
use incidents::{Actor as By, store};
use tests::world::World;

const ROOM: &str = "inc-1-checkout-is-down";

async fn crowd(world: &World, entries: i64, length: usize) {
    let guild = world.guild_id();
    let filling = world.ledger.change(By::sitrep(guild), move |change| {
        let now = change.now;
        let incident = store::incidents::numbered(change, guild, Number(1))?.expect("it is open");
        let text = "y".repeat(length);
        for nth in 0..entries {
            let new = NewEntry {
                at: now - TimeDelta::seconds(nth),
                kind: EntryKind::Note,
                tier: Tier::Narrative,
                text: &text,
                author: None,
                author_name: "ana",
                source: None,
                pinned: false,
                event: None,
            };
            store::entries::add(change, incident.id, &new, now)?;
        }
        Ok(())
    });
    filling.await.unwrap();
}

#[tokio::test]
async fn ten_thousand_entries_are_listed_shown_and_posted_within_discords_limits() {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to(ROOM);
    crowd(&world, 10_000, 1_200).await;
    ana.runs("/timeline list").await.whispers("yyyy");
    ana.clicks("◀ Earlier").await.whispers("yyyy");
    ana.runs("/incident show").await.whispers("Severity");
    ana.runs("/timeline add text:Rolled back").await.says("Rolled back");
    let seen = ana.person.sees(ana.here());
    assert!(seen.iter().any(|message| message.is_pinned), "the card stands");
    ana.runs("/incident resolve cause:x resolution:y").await.says("is resolved");
    let posted = ana.must_see("Postmortem ·");
    ana.must_see("The document is in 2 files");
    let names: Vec<_> = posted.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["postmortem-INC-1.md", "postmortem-INC-1-2.md"]);
    let whole: Vec<u8> = posted.files.iter().flat_map(|file| file.bytes.clone()).collect();
    let whole = String::from_utf8(whole).unwrap();
    assert_eq!(whole.lines().filter(|line| line.contains("yyyy")).count(), 10_000);
    assert!(whole.contains("Rolled back") && whole.contains("## Metrics"));
}

#[tokio::test]
async fn a_hundred_people_at_one_button_make_one_lead_and_all_are_answered() {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.runs("/incident open title:Checkout is down").await;
    let card = ana.goes_to(ROOM).must_see("Severity").id;
    let people: Vec<_> = (0..100).map(|nth| world.person(&format!("p{nth}"))).collect();
    let told = join_all(people.iter().map(|person| person.clicks_on(card, "Take lead"))).await;
    let leads = told.iter().filter(|told| told.words().contains("leads **INC-1")).count();
    let asked = told.iter().filter(|told| told.words().contains("Take over?")).count();
    assert_eq!((leads, asked), (1, 99));
    let list = ana.runs("/timeline list").await.words();
    assert_eq!(list.matches("is lead. — ").count(), 1, "{list}");
}

#[tokio::test]
async fn of_two_who_resolve_at_once_through_discord_one_does() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to(ROOM);
    ben.goes_to(ROOM);
    let (one, other) = tokio::join!(
        ana.runs("/incident resolve cause:A leak resolution:A restart"),
        ben.runs("/incident resolve cause:A bad deploy resolution:A rollback"),
    );
    let told = [one.words(), other.words()];
    assert_eq!(told.iter().filter(|words| words.contains("is resolved after")).count(), 1, "{told:?}");
    assert_eq!(told.iter().filter(|words| words.contains("already resolved")).count(), 1, "{told:?}");
    let posted = ana.sees().iter().filter(|words| words.contains("Postmortem ·")).count();
    assert_eq!(posted, 1);
}

#[tokio::test]
async fn what_is_typed_as_people_remember_it_reads_as_it_happened() {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.runs("/incident open title:Checkout is down started:13:20").await;
    ana.goes_to(ROOM);
    for line in [
        "text:Rolled back kind:mitigation at:14:02",
        "text:A probe rang kind:alert at:13:30",
        "text:It was the deploy kind:finding at:13:55",
        "text:Not the database kind:ruled-out at:1:45 PM",
        "text:Cleo looked at the graphs kind:investigation at:13:35",
        "text:Orders came in again kind:recovery at:10m ago",
    ] {
        ana.runs(&format!("/timeline add {line}")).await.says("#");
    }
    ana.runs("/incident resolve cause:x resolution:y").await.says("is resolved");
    let file = &ana.must_see("Postmortem ·").files[0];
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    let order = [
        "A probe rang",
        "Cleo looked",
        "Not the database",
        "It was the deploy",
        "Rolled back",
        "Orders came",
    ];
    let places: Vec<_> = order.iter().map(|part| text.find(part).expect(part)).collect();
    assert!(places.is_sorted(), "{text}");
    world.advance(TimeDelta::seconds(3)).await;
    let seen = ana.sees();
    let card = seen.iter().find(|words| words.contains("Severity")).unwrap();
    for reached in ["detected", "acknowledged", "identified", "mitigated"] {
        assert!(card.contains(reached), "{reached}: {card}");
    }
}
