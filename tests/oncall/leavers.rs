//! People who leave are found out before a page has to reach them.

use chrono::TimeDelta;
use simulator::Permissions;
use tests::world::{Actor, World};

/// Ana, who manages the server and hears of everything in general, and a rotation of her and Ben.
async fn scene(world: &World) -> (Actor<'_>, Actor<'_>) {
    // What Discord says of those who have left.
    for code in ["10007", "10013", "50007", "50278"] {
        world.excuse(code);
    }
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.person.give(world.guild.role("Owner", Permissions::MANAGE_GUILD));
    ana.runs("/settings set setting:announcements value:general").await;
    let people = format!("{} {}", ana.person.mention(), ben.person.mention());
    ana.runs(&format!("/schedule create name:Primary people:{people} every:1d handoff:9:00 zone:UTC")).await;
    (ana, ben)
}

const TOLD: &str = "has left the server and is still to be called by **Primary**";

fn tellings(ana: &Actor<'_>) -> usize {
    ana.sees().iter().filter(|seen| seen.contains(TOLD)).count()
}

#[tokio::test]
async fn whoever_left_is_found_out_within_a_day_told_once_and_called_no_more_until_they_are_back() {
    let world = World::start().await;
    let (ana, ben) = scene(&world).await;
    ana.runs("/doctor").await;
    ben.person.leaves();
    world.settle().await;
    assert_eq!(tellings(&ana), 0, "without the intent nobody hears of it at once");
    for _ in 0..3 {
        world.advance(TimeDelta::days(1)).await;
    }
    assert_eq!(tellings(&ana), 1, "{:?}", ana.sees());
    assert!(ana.sees().iter().any(|seen| seen.contains(&format!("ben {TOLD}"))), "by name: {:?}", ana.sees());
    let shown = ana.runs("/schedule show schedule:Primary").await;
    shown.whispers("*(left)*").whispers("gap: nobody is on call");
    ana.runs("/doctor").await.whispers("ben has left the server and is still to be called by Primary");
    ben.person.joins();
    world.advance(TimeDelta::days(1)).await;
    let shown = ana.runs("/schedule show schedule:Primary").await.words();
    assert!(!shown.contains("gap"), "{shown}");
}

#[tokio::test]
async fn with_the_intent_for_members_it_is_heard_at_once() {
    let world = World::hearing_members().await;
    let (ana, ben) = scene(&world).await;
    ben.person.leaves();
    world.settle().await;
    assert_eq!(tellings(&ana), 1, "{:?}", ana.sees());
    ben.person.joins();
    world.settle().await;
    let shown = ana.runs("/schedule show schedule:Primary").await.words();
    assert!(!shown.contains("gap"), "{shown}");
}
