//! Jobs that say over HTTP that they are alive, and what their silence brings about.

use chrono::TimeDelta;
use commands::request::{Ask, Given};
use incidents::model::paged::Paged;
use incidents::operations::run_due::run_due;
use incidents::{Actor, store};
use sitrep::web::Web;
use tests::world::desk::{Desk, GUILD, ben, said};
use tests::world::door::door;

const NOW: &str = "2026-10-05T12:00:00Z";

/// A policy that calls Ana, and a heartbeat that uses it; the path of its address.
async fn listened_for(desk: &Desk) -> String {
    desk.hears("policy create", &[("name", "platform")]).await;
    desk.hears("policy step", &[("policy", "platform"), ("who", "<@1>")]).await;
    let given = [("name", "Nightly backup"), ("every", "1h"), ("grace", "5m"), ("policy", "platform")];
    let told = desk.hears("heartbeat add", &given).await;
    assert!(
        told.contains("Listening for **Nightly backup**. When it is missing: pages **platform**"),
        "{told}"
    );
    path(&told)
}

fn path(told: &str) -> String {
    let from = told.find("/heartbeat/").expect("the address is shown");
    told[from..].split_whitespace().next().expect("it ends").to_owned()
}

async fn calls(web: &Web, path: &str) -> u16 {
    let url = format!("http://{}{path}", web.address());
    reqwest::get(url).await.expect("the door answers").status().as_u16()
}

/// Lets time pass, and runs what is due at each instant on the way.
async fn passes(desk: &Desk, by: TimeDelta) {
    let until = desk.clock.now() + by;
    loop {
        let next = desk.ledger.read(|view| Ok(store::timers::next_due(view)?)).await.unwrap();
        let Some(next) = next.filter(|next| *next <= until) else { break };
        desk.clock.advance((next - desk.clock.now()).max(TimeDelta::zero()));
        ticks(desk).await;
    }
    desk.clock.advance(until - desk.clock.now());
}

async fn ticks(desk: &Desk) {
    let now = desk.clock.now();
    for due in desk.ledger.read(move |view| Ok(store::timers::due(view, now, 64)?)).await.unwrap() {
        let by = Actor::sitrep(due.guild);
        desk.ledger.change(by, move |change| run_due(change, &due)).await.unwrap();
    }
}

async fn incidents(desk: &Desk) -> usize {
    let last = incidents::ids::Number(i64::MAX);
    let all = desk.ledger.read(move |view| Ok(store::incidents::newest(view, GUILD, None, last, 100)?));
    all.await.unwrap().len()
}

async fn pages(desk: &Desk, number: i64) -> Vec<Paged> {
    let id = desk.incident(number).await.id;
    desk.ledger.read(move |view| Ok(store::pages::of_incident(view, id)?)).await.unwrap()
}

async fn timeline(desk: &Desk, number: &str) -> String {
    desk.hears("timeline list", &[("incident", number)]).await
}

#[tokio::test]
async fn a_job_is_pending_then_well_then_late_then_missing_and_recovers() {
    Desk::on_each(NOW, async |desk| {
        let web = door(&desk.ledger).await;
        let path = listened_for(desk).await;
        let stands = async || desk.hears("heartbeat list", &[]).await;
        passes(desk, TimeDelta::days(3)).await;
        assert!(stands().await.contains("never heard yet"));
        assert_eq!(incidents(desk).await, 0, "what was never heard cannot be missed");

        assert_eq!(calls(&web, &path).await, 200);
        assert!(stands().await.contains("🟢 well"));
        passes(desk, TimeDelta::minutes(63)).await;
        assert!(stands().await.contains("🟡 late"));
        assert_eq!(incidents(desk).await, 0, "late within its grace");
        assert_eq!(calls(&web, &path).await, 200);
        passes(desk, TimeDelta::minutes(64)).await;
        assert_eq!(incidents(desk).await, 0);

        passes(desk, TimeDelta::minutes(2)).await;
        assert!(stands().await.contains("🔴 missing"));
        let incident = desk.incident(1).await;
        assert_eq!(incident.title, "Nightly backup is missing");
        assert_eq!(pages(desk, 1).await.len(), 1);
        assert_eq!(pages(desk, 1).await[0].sent_to, "platform");
        assert!(timeline(desk, "INC-1").await.contains("was not heard for 1 h 5 min"));

        assert_eq!(calls(&web, &path).await, 200);
        assert!(timeline(desk, "INC-1").await.contains("is heard again"));
        assert!(stands().await.contains("🟢 well"));
        assert!(desk.incident(1).await.is_open(), "people say when it is over");
        assert!(pages(desk, 1).await[0].page.is_open(), "and a page that nobody answered goes on");
        web.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_job_that_comes_and_goes_calls_people_once_while_its_incident_is_open() {
    Desk::on_each(NOW, async |desk| {
        let web = door(&desk.ledger).await;
        let path = listened_for(desk).await;
        for _ in 0..3 {
            assert_eq!(calls(&web, &path).await, 200);
            passes(desk, TimeDelta::minutes(66)).await;
        }
        assert_eq!((incidents(desk).await, pages(desk, 1).await.len()), (1, 1));
        let told = timeline(desk, "INC-1").await;
        assert!(told.contains("missing again, for the 3rd time"), "{told}");

        let end = [("incident", "INC-1"), ("cause", "a full disk"), ("resolution", "a larger one")];
        desk.hears("incident resolve", &end).await;
        passes(desk, TimeDelta::hours(5)).await;
        assert_eq!(incidents(desk).await, 1, "it has not been heard since");
        assert_eq!(calls(&web, &path).await, 200);
        passes(desk, TimeDelta::minutes(66)).await;
        assert_eq!((incidents(desk).await, pages(desk, 2).await.len()), (2, 1), "a new absence");
        web.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_sitrep_may_have_missed_itself_is_not_held_against_a_job() {
    Desk::on_each(NOW, async |desk| {
        let web = door(&desk.ledger).await;
        let path = listened_for(desk).await;
        assert_eq!(calls(&web, &path).await, 200);
        // Down for a day: nothing runs, and nobody could call.
        desk.clock.advance(TimeDelta::days(1));
        ticks(desk).await;
        assert_eq!(incidents(desk).await, 0, "it has its grace once more");
        passes(desk, TimeDelta::minutes(6)).await;
        assert_eq!(incidents(desk).await, 1, "and then it is missing");
        web.stop().await;
    })
    .await;
}

#[tokio::test]
async fn an_address_is_shown_once_lets_in_until_it_is_changed_and_is_kept_nowhere() {
    Desk::on_each(NOW, async |desk| {
        let web = door(&desk.ledger).await;
        let old = listened_for(desk).await;
        assert_eq!(calls(&web, "/heartbeat/wrong").await, 404);
        let told = desk.hears("heartbeat rotate", &[("heartbeat", "nightly backup")]).await;
        let new = path(&told);
        assert_eq!((calls(&web, &old).await, calls(&web, &new).await), (404, 200));
        let posted =
            reqwest::Client::new().post(format!("http://{}{new}", web.address())).body("done").send();
        assert_eq!(posted.await.unwrap().status().as_u16(), 200, "POST does the same");
        let secret = new.rsplit('/').next().unwrap().to_owned();
        let kept = desk.ledger.read(|view| {
            let mut kept = String::new();
            for id in 1..20 {
                kept += &store::answers::get(view, incidents::ids::InteractionId(id))?.unwrap_or_default();
            }
            Ok(kept)
        });
        assert!(!kept.await.unwrap().contains(&secret), "not even among the answers");
        assert!(!desk.hears("heartbeat list", &[]).await.contains(&secret));

        desk.hears("heartbeat remove", &[("heartbeat", "nightly backup")]).await;
        assert_eq!(calls(&web, &new).await, 404);
        passes(desk, TimeDelta::days(1)).await;
        assert_eq!(incidents(desk).await, 0, "nobody listens for it any more");
        web.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_refused_with_what_to_type() {
    Desk::on_each(NOW, async |desk| {
        listened_for(desk).await;
        let add = async |name: &str, every: &str, grace: &str| {
            desk.hears("heartbeat add", &[("name", name), ("every", every), ("grace", grace)]).await
        };
        for ((name, every, grace), part) in [
            (("Nightly  BACKUP", "1h", "5m"), "There is a heartbeat Nightly  BACKUP already"),
            (("Import", "5s", "5m"), "Try `every:1h`"),
            (("Import", "1h", "1s"), "Try `grace:5m`"),
            (("Import", "often", "5m"), "as a length of time"),
        ] {
            let told = add(name, every, grace).await;
            let part = part.replace("  ", " ");
            assert!(told.contains(&part), "{part}: {told}");
        }
        let told = desk.hears("heartbeat rotate", &[("heartbeat", "Import")]).await;
        assert!(told.contains("There is no heartbeat \"Import\" here"), "{told}");
        let options = [("name", "x"), ("every", "1h")];
        let options = options.map(|(name, text)| (name.to_owned(), Given::Text(text.to_owned()))).into();
        let ask = Ask::Command { path: "heartbeat add".into(), options };
        assert!(said(desk.asks_as(ben(None), ask).await).text.contains("Only admins"));
        let suggested = desk.types("heartbeat remove", "heartbeat", &[("heartbeat", "back")]).await;
        assert_eq!(suggested[0].value, "Nightly backup");
        desk.hears("policy remove", &[("policy", "platform")]).await;
        assert!(desk.hears("heartbeat list", &[]).await.contains("its policy was removed"));
    })
    .await;
}
