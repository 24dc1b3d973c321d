//! Whatever an incident is called, its channel has a lawful name and topic, and is found again by its mark.

use tests::world::World;

#[tokio::test]
async fn every_title_makes_a_channel() {
    let world = World::start().await;
    let ana = world.person("ana");
    let long = "x".repeat(100);
    let towers = "Z\u{300}\u{301}\u{302}".repeat(25);
    let titles = [
        "🔥🔥🔥",
        "العربية معطلة تماما",
        "...",
        "../../etc",
        "@everyone @here",
        "日本語のシステムが停止しています",
        "**bold** `code` [x](https://evil.example)",
        long.as_str(),
        towers.as_str(),
    ];
    for (nth, title) in titles.iter().enumerate() {
        ana.runs(&format!("/incident open title:{title}")).await.says("Work on it in <#");
        let beginning = format!("inc-{}", nth + 1);
        let channels = world.guild.channels();
        let its_own: Vec<_> = channels
            .iter()
            .filter(|one| one.name == beginning || one.name.starts_with(&format!("{beginning}-")))
            .collect();
        assert_eq!(its_own.len(), 1, "{title}: {its_own:?}");
        let topic = its_own[0].topic.as_deref().unwrap();
        assert!(topic.ends_with(&format!("[INC-{} of Sitrep {}]", nth + 1, nth + 1)), "{topic}");
        assert!(!topic.contains("@everyone") && !topic.contains("**bold"), "{topic}");
    }
}
