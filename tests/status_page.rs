//! What anybody on the web may read of a server: only where it wants that, and nothing that was not meant for them.

use incidents::ids::GuildId;
use incidents::model::settings::Settings;
use incidents::{Actor, store};
use reqwest::Response;
use sitrep::web::Web;
use tests::world::desk::{Desk, GUILD};
use tests::world::door::door;

const NOW: &str = "2024-06-03T10:00:00Z";

async fn get(web: &Web, path: &str) -> Response {
    reqwest::get(format!("http://{}{path}", web.address())).await.unwrap()
}

/// A server with a name that is hard to show, an incident for everybody, a private one, one that is over and a false alarm.
async fn stories(desk: &Desk) {
    let here = desk.ledger.change(Actor::sitrep(GUILD), |change| {
        Ok(store::guilds::here(change, GUILD, "Acme <b>& \"Sons\"", &Settings::default())?)
    });
    here.await.unwrap();
    desk.hears(
        "incident open",
        &[("title", "Checkout <script>alert(1)</script>"), ("summary", "inner words")],
    )
    .await;
    let private = commands::request::Given::Truth(true);
    let title = commands::request::Given::Text("Blackmail".into());
    desk.gives("incident open", vec![("title", title), ("private", private)]).await;
    desk.hears("incident update", &[("incident", "2"), ("message", "a private update")]).await;
    desk.hears(
        "incident update",
        &[("incident", "1"), ("message", "Cards fail.\nSee https://x.example/<i>")],
    )
    .await;
    desk.hears("timeline add", &[("incident", "1"), ("text", "told the boss"), ("kind", "communication")])
        .await;
    desk.hears("incident open", &[("title", "Mail is late")]).await;
    desk.hears("incident resolve", &[("incident", "3"), ("cause", "a queue"), ("resolution", "emptied")])
        .await;
    desk.hears("incident open", &[("title", "False alarm")]).await;
    desk.hears("incident cancel", &[("incident", "4"), ("reason", "a test")]).await;
}

#[tokio::test]
async fn a_server_is_silent_until_it_wants_to_be_read() {
    Desk::on_each(NOW, async |desk| {
        stories(desk).await;
        let web = door(&desk.ledger).await;
        let unwanted = get(&web, "/status/100").await;
        assert_eq!(unwanted.status(), 404);
        let unwanted = unwanted.text().await.unwrap();
        for path in ["/status/101", "/status/x", "/status/99999999999999999999", "/status/-1"] {
            let answer = get(&web, path).await;
            assert_eq!(
                (answer.status().as_u16(), answer.text().await.unwrap()),
                (404, unwanted.clone()),
                "{path}"
            );
        }
        let told = desk.hears("settings set", &[("setting", "status_page"), ("value", "on")]).await;
        assert!(told.contains("http://127.0.0.1:8080/status/100"), "{told}");
        assert_eq!(get(&web, "/status/100").await.status(), 200);
        desk.hears("settings set", &[("setting", "status_page"), ("value", "off")]).await;
        assert_eq!(get(&web, "/status/100/feed.atom").await.status(), 404);
        let gone = desk.ledger.change(Actor::sitrep(GUILD), |change| {
            let settings = Settings { status_page: true, ..store::guilds::settings(change, GUILD)? };
            store::guilds::save_settings(change, GUILD, &settings)?;
            Ok(store::guilds::gone(change, GuildId(100))?)
        });
        gone.await.unwrap();
        assert_eq!(get(&web, "/status/100").await.status(), 404, "it put Sitrep out");
        web.stop().await;
    })
    .await;
}

#[tokio::test]
async fn only_what_is_meant_for_everybody_is_shown_and_nothing_in_it_acts() {
    Desk::on_each(NOW, async |desk| {
        stories(desk).await;
        desk.sets(|settings| settings.status_page = true).await;
        let web = door(&desk.ledger).await;
        let page = get(&web, "/status/100").await;
        let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script"), "{policy}");
        assert_eq!(page.headers()["x-content-type-options"], "nosniff");
        let page = page.text().await.unwrap();
        let feed = get(&web, "/status/100/feed.atom").await;
        assert_eq!(feed.headers()["content-type"], "application/atom+xml; charset=utf-8");
        let feed = feed.text().await.unwrap();
        for text in [&page, &feed] {
            for shown in [
                "Acme &lt;b&gt;&amp; &quot;Sons&quot;",
                "Checkout &lt;script&gt;alert(1)&lt;/script&gt;",
                "Cards fail.",
                "Mail is late",
            ] {
                assert!(text.contains(shown), "{shown} is not in {text}");
            }
            for hidden in [
                "Blackmail",
                "private",
                "<script",
                "<i>",
                "told the boss",
                "inner words",
                "False alarm",
                "ana",
                "a queue",
            ] {
                assert!(!text.contains(hidden), "{hidden} is in {text}");
            }
        }
        assert!(page.contains("1 incident goes on.") && page.contains("The last two weeks"), "{page}");
        let feed = roxmltree::Document::parse(&feed).expect("well-formed XML");
        let entries =
            feed.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2005/Atom", "entry")));
        assert_eq!(entries.count(), 4, "two began, one was told of, one ended");
        desk.clock.advance(chrono::TimeDelta::days(15));
        let later = get(&web, "/status/100").await.text().await.unwrap();
        assert!(
            !later.contains("Mail is late") && later.contains("Checkout"),
            "what is long over is not news"
        );
        web.stop().await;
    })
    .await;
}

#[test]
fn the_dashboard_asks_for_metrics_that_there_are() {
    let dashboard: serde_json::Value =
        serde_json::from_str(include_str!("../deploy/grafana-dashboard.json")).unwrap();
    let documented = include_str!("../docs/metrics.md");
    let panels = dashboard["panels"].as_array().unwrap();
    let asked = panels.iter().flat_map(|panel| panel["targets"].as_array().unwrap());
    let exprs: Vec<_> = asked.map(|target| target["expr"].as_str().unwrap()).collect();
    assert!(exprs.len() >= 13);
    for expr in exprs {
        let names = expr.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        for name in names.filter(|word| word.starts_with("sitrep_")) {
            let name = name.trim_end_matches("_bucket");
            assert!(documented.contains(&format!("`{name}`")), "{name} is not in docs/metrics.md");
        }
    }
}
