//! The API, asked over real connections: who is let in, what they read and change, and that it is what it says it is.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use commands::api::{ROUTES, description};
use incidents::model::notice::Notice;
use incidents::store::outbox::Held;
use incidents::{Actor, store};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use sitrep::web::Web;
use tests::world::desk::{Desk, GUILD};
use tests::world::door::door;

const NOW: &str = "2024-06-03T10:00:00Z";

/// A program with its token.
struct Program {
    http: Client,
    base: String,
    token: String,
}

/// What it was answered.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: reqwest::header::HeaderMap,
    body: Value,
}

impl Program {
    /// Lets a program in, from chat.
    async fn let_in(desk: &Desk, web: &Web, (name, scope): (&str, &str)) -> Self {
        let told = desk.hears("token add", &[("name", name), ("scope", scope)]).await;
        let token = told.split("```\n").nth(1).expect("it is shown").trim_end().to_owned();
        Self::with(web, &token)
    }

    fn with(web: &Web, token: &str) -> Self {
        Self { http: Client::new(), base: format!("http://{}", web.address()), token: token.to_owned() }
    }

    fn asks(&self, method: &str, path: &str) -> RequestBuilder {
        let method = method.parse().expect("a method");
        self.http.request(method, format!("{}/api/v1/{path}", self.base)).bearer_auth(&self.token)
    }

    async fn gets(&self, path: &str) -> Answer {
        answered(self.asks("GET", path)).await
    }

    async fn posts(&self, path: &str, body: Value) -> Answer {
        answered(self.asks("POST", path).json(&body)).await
    }
}

async fn answered(request: RequestBuilder) -> Answer {
    let answer = request.send().await.expect("an answer");
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    assert_eq!(headers["content-type"], "application/json", "{headers:?}");
    Answer { status, headers, body: answer.json().await.expect("JSON") }
}

#[tokio::test]
async fn a_program_does_by_the_api_what_people_do_in_chat() {
    Desk::on_each(NOW, async |desk| {
        let web = door(&desk.ledger).await;
        let deploys = Program::let_in(desk, &web, ("Deploys", "read-write")).await;
        let opened =
            deploys.posts("incidents", json!({ "title": "Release 7 <fails>", "severity": "SEV2" })).await;
        assert_eq!((opened.status, &opened.body["incident"]["name"]), (200, &json!("INC-1")), "{opened:?}");
        let noted = json!({ "text": "Rolled **back**", "at": "5m ago", "kind": "mitigation" });
        assert_eq!(deploys.posts("incidents/1/timeline", noted).await.status, 200);
        let told =
            deploys.posts("incidents/1/updates", json!({ "message": "We roll back", "next": "30m" })).await;
        assert_eq!(told.body["incident"]["last_update"]["by"], "Deploys", "{told:?}");
        let moved = deploys.posts("incidents/1/status", json!({ "state": "fixing" })).await;
        assert_eq!(moved.body["incident"]["status"], "fixing");
        let added =
            deploys.posts("incidents/1/actions", json!({ "title": "Test releases", "due": "friday" })).await;
        assert_eq!((added.status, &added.body["action"]["name"]), (200, &json!("A-1")), "{added:?}");
        assert_eq!(
            deploys.posts("actions/1/done", json!({ "note": "in CI" })).await.body["action"]["state"],
            "done"
        );
        let unfinished = deploys.posts("incidents/1/resolve", json!({})).await;
        assert_eq!(unfinished.status, 422);
        assert_eq!(unfinished.body["error"]["message"], "This still needs: cause, resolution.");
        let over = json!({ "cause": "A bad build", "resolution": "The build before" });
        let over = deploys.posts("incidents/1/resolve", over).await;
        assert_eq!(over.body["incident"]["state"], "resolved", "{over:?}");
        let timeline = deploys.gets("incidents/1/timeline").await.body;
        let texts: Vec<_> =
            timeline["entries"].as_array().unwrap().iter().map(|one| one["text"].as_str()).collect();
        assert!(texts.contains(&Some("Rolled **back**")), "{texts:?}");
        let document = deploys.gets("incidents/1/postmortem").await.body;
        assert_eq!(document["format"], "sitrep-postmortem");
        let chat = desk.hears("incident list", &[("state", "all")]).await;
        assert!(chat.contains("Release 7"), "{chat}");
        let authors = desk.ledger.read(|view| {
            let incident =
                store::incidents::numbered(view, GUILD, incidents::ids::Number(1))?.expect("it is there");
            Ok(store::entries::in_order(view, incident.id)?)
        });
        let authors = authors.await.expect("the ledger reads");
        assert!(
            authors.iter().all(|entry| entry.author.is_none() && entry.author_name == "Deploys"),
            "{authors:?}"
        );
        web.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_asked_twice_under_one_key_is_done_once_and_answered_alike() {
    Desk::on_each(NOW, async |desk| {
        let web = door(&desk.ledger).await;
        let program = Program::let_in(desk, &web, ("Deploys", "read-write")).await;
        let other = Program::let_in(desk, &web, ("Other", "read-write")).await;
        let open = |program: &Program, key: &str| {
            let body = json!({ "title": "Release 7 fails" });
            program.asks("POST", "incidents").header("Idempotency-Key", key).json(&body)
        };
        let first = answered(open(&program, "deploy-7")).await;
        let again = answered(open(&program, "deploy-7")).await;
        assert_eq!((first.status, &first.body), (again.status, &again.body));
        assert_eq!(answered(open(&program, "deploy-8")).await.body["incident"]["number"], 2);
        assert_eq!(
            answered(open(&other, "deploy-7")).await.body["incident"]["number"],
            3,
            "keys are a program's own"
        );
        let unkeyed = json!({ "title": "Release 7 fails" });
        assert_eq!(program.posts("incidents", unkeyed).await.body["incident"]["number"], 4);
        web.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_was_refused_for_want_of_something_is_done_under_the_same_key_when_it_is_there() {
    Desk::on_each(NOW, async |desk| {
        let web = door(&desk.ledger).await;
        let program = Program::let_in(desk, &web, ("Deploys", "read-write")).await;
        program.posts("incidents", json!({ "title": "Release 7 fails" })).await;
        let resolve = |body: Value| {
            answered(
                program.asks("POST", "incidents/1/resolve").header("Idempotency-Key", "over").json(&body),
            )
        };
        let unfinished = resolve(json!({ "cause": "A bad build" })).await;
        assert_eq!(unfinished.body["error"]["message"], "This still needs: resolution.", "{unfinished:?}");
        let whole = json!({ "cause": "A bad build", "resolution": "The build before" });
        assert_eq!(resolve(whole.clone()).await.body["incident"]["state"], "resolved");
        assert_eq!(resolve(whole).await.status, 200, "and a repeat is answered alike");
        let late = program.posts("incidents/1/resolve", json!({})).await;
        let message = late.body["error"]["message"].as_str().unwrap_or_default();
        assert!(
            message.contains("Use /incident reopen first"),
            "a command as people type it in chat: {message}"
        );
        web.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_a_program_opens_is_answered_to_the_program_and_to_nobody_in_chat() {
    Desk::on_each(NOW, async |desk| {
        let web = door(&desk.ledger).await;
        let program = Program::let_in(desk, &web, ("Deploys", "read-write")).await;
        program.posts("incidents", json!({ "title": "Release 7 fails" })).await;
        let wishes = desk.ledger.change(Actor::sitrep(GUILD), |change| {
            let now = change.now;
            Ok(store::outbox::claim(change, "x", now, TimeDelta::minutes(1), 64)?)
        });
        let wishes = wishes.await.expect("the ledger reads");
        let is_answer = |held: &Held| matches!(held.notice, Notice::Answer { .. });
        assert!(!wishes.is_empty() && !wishes.iter().any(is_answer), "{wishes:?}");
        web.stop().await;
    })
    .await;
}

#[tokio::test]
async fn only_a_token_that_stands_lets_in_and_only_as_far_as_it_says() {
    Desk::on_each(NOW, async |desk| {
        let web = door(&desk.ledger).await;
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        let reads = Program::let_in(desk, &web, ("Dashboard", "read-only")).await;
        let stranger = Program::with(&web, "nobody");
        let refused = stranger.gets("incidents").await;
        assert_eq!((refused.status, &refused.headers["www-authenticate"]), (401, &"Bearer".parse().unwrap()));
        assert!(!refused.body.to_string().contains("Checkout"));
        let bare = answered(Client::new().get(format!("{}/api/v1/incidents", reads.base))).await;
        assert_eq!(bare.status, 401);
        assert_eq!(reads.gets("incidents").await.body["total"], 1);
        let writing = reads.posts("incidents", json!({ "title": "More" })).await;
        assert_eq!((writing.status, &writing.body["error"]["kind"]), (403, &json!("may_not_write")));
        let listed = desk.hears("token list", &[]).await;
        assert!(
            listed.contains("Dashboard") && listed.contains("reads") && !listed.contains(&reads.token),
            "{listed}"
        );
        desk.hears("token revoke", &[("token", "Dashboard")]).await;
        assert_eq!(reads.gets("incidents").await.status, 401);
        let nobody = desk.hears("token revoke", &[("token", "Dashboard")]).await;
        assert!(nobody.contains("There is no token \"Dashboard\" here"), "{nobody}");
        web.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_private_incident_is_there_for_no_token() {
    Desk::on_each(NOW, async |desk| {
        let web = door(&desk.ledger).await;
        let private = ("private", commands::request::Given::Truth(true));
        let title = ("title", commands::request::Given::Text("Blackmail".into()));
        desk.gives("incident open", vec![title, private]).await;
        desk.hears("action add", &[("incident", "1"), ("title", "Blackmail the blackmailer")]).await;
        let program = Program::let_in(desk, &web, ("Deploys", "read-write")).await;
        for route in ROUTES {
            let path = route.path.replace("{incident}", "1").replace("{action}", "1");
            let body = json!({ "text": "x", "message": "x", "state": "fixing", "level": "SEV1", "who": "ana", "title": "Another" });
            let body = body.as_object().unwrap().clone().into_iter();
            let body: serde_json::Map<_, _> =
                body.filter(|(name, _)| route.fields().any(|option| option.name == name)).collect();
            let answer = match route.method {
                "GET" => program.gets(&path).await,
                _ => program.posts(&path, body.into()).await,
            };
            assert!(route.variable().is_none() || answer.status == 404, "{route:?}: {answer:?}");
            assert!(!answer.body.to_string().contains("lackmail"), "{route:?}: {answer:?}");
        }
        web.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_does_not_fit_is_refused_by_name_and_in_one_form() {
    let desk = Desk::on_sqlite(NOW).await;
    let web = door(&desk.ledger).await;
    let program = Program::let_in(&desk, &web, ("Deploys", "read-write")).await;
    desk.hears("incident open", &[("title", "Checkout is down")]).await;
    for (path, body, status, part) in [
        ("incidents", json!({ "title": "no" }), 422, "3 to 100 characters"),
        ("incidents", json!({ "title": 7 }), 422, "`title`"),
        ("incidents", json!({ "titel": "Checkout" }), 422, "`titel` is no field"),
        ("incidents", json!({ "title": "Secret", "private": true }), 422, "`private` is no field"),
        ("incidents", json!(["title"]), 422, "one JSON object"),
        ("incidents", json!({ "title": "Checkout", "severity": "awful" }), 422, "awful"),
        ("incidents", json!({ "title": "Checkout", "page": "nobody at all" }), 422, "nobody at all"),
        ("incidents", json!({}), 422, "`title` is needed"),
        ("incidents/1/timeline", json!({}), 422, "`text` is needed"),
        ("incidents/1/severity", json!({ "level": " " }), 422, "`level` is needed"),
        ("incidents/1/actions", json!({ "title": null }), 422, "`title` is needed"),
        ("incidents/1/timeline", json!({ "text": "x", "kind": "gossip" }), 422, "`kind` is one of"),
        ("incidents/1/timeline", json!({ "text": "x", "at": "one day, perhaps" }), 422, "perhaps"),
        ("incidents/9/timeline", json!({ "text": "x" }), 404, "no such thing"),
        ("incidents/1/nothing", json!({}), 404, "no such address"),
    ] {
        let answer = program.posts(path, body.clone()).await;
        let message = answer.body["error"]["message"].as_str().unwrap_or_default();
        assert!(answer.status == status && message.contains(part), "{path} {body}: {answer:?}");
    }
    let broken =
        answered(program.asks("POST", "incidents").header("content-type", "application/json").body("{"))
            .await;
    assert_eq!((broken.status, &broken.body["error"]["kind"]), (400, &json!("unreadable")));
    let large = answered(program.asks("POST", "incidents").body(" ".repeat(70_000))).await;
    assert_eq!(large.status, 413);
    let method = answered(program.asks("DELETE", "incidents/1")).await;
    assert_eq!((method.status, &method.headers["allow"]), (405, &"GET".parse().unwrap()));
    assert_eq!(program.gets("incidents?limit=many").await.status, 422);
    assert_eq!(program.gets("incidents?who=ana").await.status, 422);
    assert_eq!(
        desk.ledger.read(|view| Ok(store::incidents::count_all(view)?)).await.unwrap(),
        1,
        "nothing was opened"
    );
    web.stop().await;
}

#[tokio::test]
async fn whoever_asks_too_often_is_told_when_to_come_back() {
    let desk = Desk::on_sqlite(NOW).await;
    let web = door(&desk.ledger).await;
    let program = Program::let_in(&desk, &web, ("Loop", "read-only")).await;
    for _ in 0..120 {
        assert_eq!(program.gets("on-call").await.status, 200);
    }
    let refused = program.gets("on-call").await;
    assert_eq!(
        (refused.status, &refused.headers["retry-after"]),
        (429, &"60".parse().unwrap()),
        "{refused:?}"
    );
    desk.clock.advance(TimeDelta::seconds(61));
    assert_eq!(program.gets("on-call").await.status, 200);
    let stranger = Program::with(&web, "guess");
    let mut tried = BTreeSet::new();
    for _ in 0..70 {
        tried.insert(stranger.gets("on-call").await.status);
    }
    assert_eq!(tried, BTreeSet::from([401, 429]), "guessing gets slow");
    assert_eq!(program.gets("on-call").await.status, 200, "and whoever has a token is not held up by it");
    web.stop().await;
}

#[tokio::test]
async fn the_description_says_what_the_server_does() {
    let desk = Desk::on_sqlite(NOW).await;
    let web = door(&desk.ledger).await;
    let program = Program::let_in(&desk, &web, ("Checks", "read-only")).await;
    desk.hears("incident open", &[("title", "Checkout is down")]).await;
    let served = reqwest::get(format!("{}/api/openapi.json", program.base)).await.unwrap();
    let served: Value = served.json().await.unwrap();
    assert_eq!(served, description(desk.ledger.address()));
    let described = served["paths"].as_object().unwrap().iter().flat_map(|(path, methods)| {
        methods.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    let described: BTreeSet<_> = described.collect();
    let routes = ROUTES.iter().map(|route| format!("{} /{}", route.method, route.path)).collect();
    assert_eq!(described, routes);
    let declared =
        &served["paths"]["/incidents"]["post"]["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(
        declared["required"],
        json!(["title"]),
        "chat asks for it by a form, a program has to bring it"
    );
    let summary = &declared["properties"]["summary"]["type"];
    assert_eq!(*summary, json!(["string", "null"]), "and what may be left out may be nothing");
    let writes = Program::let_in(&desk, &web, ("Deploys", "read-write")).await;
    let nothing = json!({ "title": "Release 7 fails", "summary": null });
    assert_eq!(writes.posts("incidents", nothing).await.status, 200);
    for route in ROUTES {
        let path = route.path.replace("{incident}", "1").replace("{action}", "1");
        let answer = answered(program.asks(route.method, &path)).await;
        let is_known =
            answer.body["error"]["message"].as_str().is_none_or(|why| !why.contains("no such address"));
        assert!(answer.status != 405 && is_known, "{route:?}: {answer:?}");
        assert!(
            answer.status == 403 || route.method == "GET",
            "this token reads only: {route:?}: {answer:?}"
        );
    }
    web.stop().await;
}

#[tokio::test]
async fn what_a_program_does_stands_under_its_name_in_the_audit_log() {
    let desk = Desk::on_sqlite(NOW).await;
    let web = door(&desk.ledger).await;
    let program = Program::let_in(&desk, &web, ("Deploys", "read-write")).await;
    program.posts("incidents", json!({ "title": "Release 7 fails" })).await;
    let incidents::Place::Sqlite(path) = desk.place() else { panic!("it is SQLite") };
    let rows: i64 = tokio::task::spawn_blocking(move || {
        let sql = "select count(*) from audit where actor = '{\"token\":\"Deploys\"}'";
        rusqlite::Connection::open(path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
    })
    .await
    .unwrap();
    assert!(rows > 0, "the change is told of under the program's name");
    web.stop().await;
}
