//! What the bot serves by itself, asked over a real connection: health, readiness with its reasons, and what was counted.

use std::net::SocketAddr;

use chrono::TimeDelta;
use incidents::ids::GuildId;
use incidents::operations::open;
use incidents::{Actor, Clock, Ledger};
use sitrep::gateway::{Hearing, Link};
use sitrep::metrics::Metrics;
use sitrep::web::{Parts, Web};
use tests::world::begin;
use tests::world::database::{Database, Kind};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;

/// A server of its own over an empty ledger, with a gateway that does what the story says.
struct Served {
    web: Web,
    ledger: Ledger,
    clock: Clock,
    hearing: watch::Sender<Hearing>,
    metrics: Metrics,
    _database: Database,
}

impl Served {
    async fn start() -> Self {
        let clock = Clock::by_hand(begin());
        let database = tokio::task::spawn_blocking(|| Database::new(Kind::Sqlite)).await.unwrap();
        let ledger = Ledger::open(database.place.clone(), clock.clone()).await.unwrap();
        let hearing = watch::Sender::new(Hearing { link: Link::Up, sessions: 2, ..Hearing::default() });
        let metrics = Metrics::default();
        let parts = Parts {
            ledger: ledger.clone(),
            hearing: hearing.subscribe(),
            metrics: metrics.clone(),
            answers: None,
            pages: None,
            interactions: None,
        };
        let web = Web::start(SocketAddr::from(([127, 0, 0, 1], 0)), parts).await.unwrap();
        Self { web, ledger, clock, hearing, metrics, _database: database }
    }

    async fn get(&self, path: &str) -> (u16, String) {
        let answer = reqwest::get(format!("http://{}{path}", self.web.address())).await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// Asks until the answer is the one waited for: the gateway's news travel by themselves.
    async fn becomes(&self, path: &str, wanted: (u16, &str)) {
        loop {
            let (status, body) = self.get(path).await;
            if status == wanted.0 && body.contains(wanted.1) {
                return;
            }
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test]
async fn a_process_that_lives_says_so() {
    let served = Served::start().await;
    assert_eq!(served.get("/healthz").await, (200, "ok\n".into()));
    assert_eq!(served.get("/elsewhere").await.0, 404);
}

#[tokio::test]
async fn a_gateway_that_stays_down_is_forgiven_for_a_minute() {
    let served = Served::start().await;
    served.becomes("/readyz", (200, r#"{"ready":true,"reasons":[]}"#)).await;
    served.hearing.send_modify(|hearing| hearing.link = Link::Down);
    served.becomes("/metrics", (200, "sitrep_gateway_up 0")).await;
    assert_eq!(served.get("/readyz").await.0, 200);
    served.clock.advance(TimeDelta::minutes(2));
    served.becomes("/readyz", (503, r#"{"part":"gateway","why":"its link is down for 120 s"}"#)).await;
    served.hearing.send_modify(|hearing| hearing.link = Link::Up);
    served.becomes("/readyz", (200, "true")).await;
}

#[tokio::test]
async fn wishes_that_nobody_delivers_are_a_reason_not_to_be_ready() {
    let served = Served::start().await;
    let wish = open::Wish { title: "Checkout is down".into(), ..open::Wish::default() };
    let by = Actor::sitrep(GuildId(100));
    served.ledger.change(by, move |change| open::open(change, &wish)).await.unwrap();
    served.becomes("/readyz", (200, "true")).await;
    served.clock.advance(TimeDelta::seconds(61));
    let (status, body) = served.get("/readyz").await;
    assert_eq!(status, 503, "{body}");
    assert!(body.contains(r#"{"part":"outbox","why":"the oldest that is due has waited 61 s"}"#), "{body}");
    let (_, text) = served.get("/metrics").await;
    assert!(text.contains("sitrep_outbox_oldest_seconds 61.0\n"), "{text}");
    assert!(!text.contains("sitrep_outbox_depth 0\n"), "{text}");
}

#[tokio::test]
async fn what_was_counted_is_shown_under_the_documented_names() {
    let served = Served::start().await;
    served.metrics.answered(commands::Called { command: "incident open", kind: "command" }, "answered");
    served.metrics.waited(std::time::Duration::from_millis(4));
    served.metrics.delivered(&incidents::model::notice::Outcome::Moot);
    served.metrics.timer_ran(TimeDelta::milliseconds(40));
    let (_, text) = served.get("/metrics").await;
    let labels = r#"{command="incident open",kind="command",outcome="answered"}"#;
    assert!(text.contains(&format!("sitrep_requests_total{labels} 1\n")), "{text}");
    assert!(text.contains("sitrep_answer_seconds_bucket{le=\"0.005\"} 1\n"), "{text}");
    assert!(text.contains("sitrep_deliveries_total{outcome=\"moot\"} 1\n"), "{text}");
    assert!(text.contains("sitrep_timer_lateness_seconds_bucket{le=\"0.02\"} 0\n"), "{text}");
    assert!(text.contains("sitrep_gateway_sessions_total 2\n"), "{text}");
    let documented = include_str!("../docs/metrics.md");
    for name in text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next()) {
        assert!(documented.contains(&format!("`{name}")), "{name} is not in docs/metrics.md");
    }
}

#[tokio::test]
async fn a_head_that_does_not_end_is_cut_off_and_a_stop_waits_for_nobody_idle() {
    let served = Served::start().await;
    let mut endless = TcpStream::connect(served.web.address()).await.unwrap();
    endless.write_all(b"GET /healthz HTTP/1.1\r\nX-Long: ").await.unwrap();
    // The other side may close before all of it is written: that is the point.
    drop(endless.write_all(&vec![b'a'; 256 * 1024]).await);
    let mut answer = Vec::new();
    drop(endless.read_to_end(&mut answer).await);
    assert!(!String::from_utf8_lossy(&answer).starts_with("HTTP/1.1 200"));
    let _idle = TcpStream::connect(served.web.address()).await.unwrap();
    served.web.stop().await;
}
