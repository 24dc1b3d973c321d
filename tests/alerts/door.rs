//! The door itself: whoever knocks, with whatever, for however long.

use chrono::TimeDelta;
use incidents::Clock;
use incidents::model::alert::Rules;
use incidents::model::token::Token;
use incidents::operations::alerts::add::add;
use reqwest::Client;
use tests::world::begin;
use tests::world::database::{Database, Kind};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::*;

struct Door {
    web: Web,
    ledger: Ledger,
    clock: Clock,
    token: Token,
    _database: Database,
}

impl Door {
    async fn open() -> Self {
        let clock = Clock::by_hand(begin());
        let database = tokio::task::spawn_blocking(|| Database::new(Kind::Sqlite)).await.unwrap();
        let ledger = Ledger::open(database.place.clone(), clock.clone()).await.unwrap();
        let token = Token::from_bytes(&[7; 32]);
        let (name, given) = ("grafana".parse().unwrap(), token.clone());
        let by = Actor::sitrep(GUILD);
        ledger.change(by, move |change| add(change, &name, Rules::default(), &given)).await.unwrap();
        Self { web: door(&ledger).await, ledger, clock, token, _database: database }
    }

    fn url(&self) -> String {
        format!("http://{}/alerts/{}", self.web.address(), self.token.reveal())
    }

    async fn posts(&self, body: impl Into<reqwest::Body>) -> (u16, String) {
        answered(Client::new().post(self.url()).body(body).send().await.unwrap()).await
    }

    async fn last(&self) -> String {
        let newest = self
            .ledger
            .read(|view| Ok(store::alert_deliveries::newest(view, incidents::ids::SourceId(1), 1)?));
        format!("{:?}", newest.await.unwrap().first().map(|delivery| delivery.made.clone()))
    }
}

async fn answered(answer: reqwest::Response) -> (u16, String) {
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_refused_with_the_reason() {
    let door = Door::open().await;
    for (body, part) in [
        ("", "The body is not JSON"),
        ("{\"title\":", "The body is not JSON"),
        ("{\"alerts\":[{}],\"groupKey\":\"x\"}", "status has to be"),
        ("{\"title\":{}}", "title has to be text"),
        ("[]", "no shape that is known"),
    ] {
        let (status, answer) = door.posts(body).await;
        assert_eq!(status, 400, "{body}: {answer}");
        assert!(answer.contains(part) && answer.starts_with("{\"error\":"), "{body}: {answer}");
        assert!(door.last().await.contains("Unreadable"), "it is shown in chat");
    }
    let deep = "[".repeat(200_000);
    assert_eq!(door.posts(deep).await.0, 400);
    let hinted = Client::new().post(format!("{}?as=nagios", door.url())).body("{}").send().await.unwrap();
    assert_eq!(hinted.status(), 400);
    let hinted = Client::new()
        .post(format!("{}?as=sentry", door.url()))
        .body("{\"title\":\"x\"}")
        .send()
        .await
        .unwrap();
    let (status, answer) = answered(hinted).await;
    assert_eq!(status, 400);
    assert!(answer.contains("looks like sentry"), "{answer}");
}

#[tokio::test]
async fn a_megabyte_is_taken_and_more_is_not_however_it_comes() {
    let door = Door::open().await;
    let of = |bytes: usize| format!("{{\"title\":\"x\",\"text\":\"{}\"}}", "y".repeat(bytes - 23));
    assert_eq!(of(100).len(), 100);
    assert_eq!(door.posts(of(1 << 20)).await.0, 200);
    assert_eq!(door.posts(of((1 << 20) + 1)).await.0, 413);
    assert_eq!(door.posts("x".repeat(20 << 20)).await.0, 413);
    let chunks = (0..40).map(|_| Ok::<_, std::io::Error>("x".repeat(1 << 20)));
    let streamed = reqwest::Body::wrap_stream(futures::stream::iter(chunks));
    assert_eq!(door.posts(streamed).await.0, 413, "without a length said before");
}

#[tokio::test]
async fn an_address_that_lets_nobody_in_is_like_any_that_never_was() {
    let door = Door::open().await;
    let base = format!("http://{}/alerts", door.web.address());
    let wrong = Token::from_bytes(&[8; 32]);
    let almost = &door.token.reveal()[1..];
    for token in [wrong.reveal(), almost, "x", "%00", "..%2f..", &"a".repeat(5_000)] {
        let answer =
            Client::new().post(format!("{base}/{token}")).body("{\"title\":\"x\"}").send().await.unwrap();
        assert_eq!(answer.status(), 404, "{token}");
    }
    assert_eq!(Client::new().get(door.url()).send().await.unwrap().status(), 405);
    assert_eq!(Client::new().post(&base).send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn packed_bodies_and_other_kinds_are_refused_unread() {
    let door = Door::open().await;
    for (name, value, status) in [
        ("content-encoding", "gzip", 415),
        ("content-encoding", "br", 415),
        ("content-encoding", "identity", 200),
        ("content-type", "image/png", 415),
        ("content-type", "multipart/form-data; boundary=x", 415),
        ("content-type", "application/json; charset=utf-8", 200),
        ("content-type", "application/cloudevents+json", 200),
        ("content-type", "application/x-www-form-urlencoded", 200),
    ] {
        let body = format!("{{\"title\":\"{name} {value}\"}}");
        let answer = Client::new().post(door.url()).header(name, value).body(body).send().await.unwrap();
        assert_eq!(answer.status(), status, "{name}: {value}");
    }
}

#[tokio::test]
async fn the_121st_within_a_minute_is_told_when_to_come_back() {
    let door = Door::open().await;
    let body = "{\"title\":\"Disk is full\",\"dedup_key\":\"disk\"}";
    for _ in 0..120 {
        assert_eq!(door.posts(body).await.0, 200);
    }
    let refused = Client::new().post(door.url()).body(body).send().await.unwrap();
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].to_str().unwrap()), (429, "60"));
    assert!(door.last().await.contains("TooMany"), "{}", door.last().await);
    door.clock.advance(TimeDelta::seconds(60));
    assert_eq!(door.posts(body).await.0, 200);
    let metrics =
        reqwest::get(format!("http://{}/metrics", door.web.address())).await.unwrap().text().await.unwrap();
    assert!(
        metrics.contains("sitrep_alert_deliveries_total{product=\"unknown\",outcome=\"too_many\"} 1"),
        "{metrics}"
    );
    assert!(metrics.contains("sitrep_alerts_total{made=\"opened\"} 1"), "{metrics}");
    assert!(metrics.contains("sitrep_alerts_total{made=\"repeated\"} 119"), "{metrics}");
}

#[tokio::test]
async fn a_body_that_trickles_is_cut_off_after_ten_seconds() {
    let door = Door::open().await;
    let mut slow = TcpStream::connect(door.web.address()).await.unwrap();
    let head =
        format!("POST /alerts/{} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{{", door.token.reveal());
    slow.write_all(head.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    slow.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    let mut broken = TcpStream::connect(door.web.address()).await.unwrap();
    broken.write_all(head.as_bytes()).await.unwrap();
    drop(broken);
    assert_eq!(door.posts("{\"title\":\"x\"}").await.0, 200, "the others are served meanwhile");
}

#[tokio::test]
async fn whoever_is_answered_will_find_it_on_the_disk() {
    let door = Door::open().await;
    let bodies = (0..40).map(|n| door.posts(format!("{{\"title\":\"Disk\",\"dedup_key\":\"{n}\"}}")));
    let answers = futures::future::join_all(bodies).await;
    assert!(answers.iter().all(|(status, _)| *status == 200));
    let kept = door
        .ledger
        .read(|view| Ok(store::alerts::firing_of(view, incidents::ids::SourceId(1))?))
        .await
        .unwrap();
    assert_eq!(kept, 40);
}
