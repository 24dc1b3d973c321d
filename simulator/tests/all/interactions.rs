//! The life of an interaction: which answer is legal when.

use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};
use simulator::{Answer, ClientRefusal, Fault, File, Matcher, Mishap};

use crate::support::Bench;

const COMMAND: u64 = 2;

async fn bench() -> Bench {
    let bench = Bench::start().await;
    bench
        .registers(json!([
            { "name": "incident", "description": "Incidents", "options": [
                { "type": 1, "name": "open", "description": "Declares", "options": [
                    { "type": 3, "name": "title", "description": "What", "required": true, "min_length": 3 },
                    { "type": 3, "name": "severity", "description": "How bad",
                      "choices": [{ "name": "SEV1", "value": "sev-1" }] },
                    { "type": 6, "name": "lead", "description": "Who" },
                    { "type": 11, "name": "file", "description": "What it looks like" },
                ]},
                { "type": 1, "name": "show", "description": "Shows", "options": [
                    { "type": 3, "name": "incident", "description": "Which", "autocomplete": true },
                ]},
            ]},
            { "name": "Add to timeline", "type": 3 },
        ]))
        .await;
    bench
}

fn general(bench: &Bench) -> simulator::ChannelId {
    bench.guild.channel("general").unwrap()
}

async fn answers(bench: &Bench, body: Value) -> (u16, u64) {
    let got = bench.post(&bench.callback(), body).await;
    (got.status.as_u16(), got.code())
}

#[tokio::test]
async fn a_command_arrives_with_its_options_resolved() {
    let bench = bench().await;
    let ana = bench.guild.person("ana");
    let line = "/incident open title:Checkout is down: again severity:SEV1 lead:@ana file:graph.png";
    let file = File { name: "graph.png".to_owned(), bytes: b"png".to_vec() };
    ana.runs_with_files(general(&bench), line, &[file]).unwrap();
    let data = bench.sim.last_interaction().unwrap()["data"].clone();
    let options = &data["options"][0]["options"];
    assert_eq!(options[0]["value"], "Checkout is down: again");
    assert_eq!(options[1]["value"], "sev-1");
    assert_eq!(data["resolved"]["users"][ana.id().to_string()]["username"], "ana");
    let file = options[3]["value"].as_str().unwrap();
    assert_eq!(data["resolved"]["attachments"][file]["size"], 3);
}

#[tokio::test]
async fn the_client_refuses_what_discords_would() {
    let bench = bench().await;
    let ana = bench.guild.person("ana");
    let runs = |line: &str| ana.runs(general(&bench), line).unwrap_err();
    assert_eq!(runs("/nothing"), ClientRefusal::UnknownCommand("nothing".to_owned()));
    assert_eq!(runs("/incident open severity:SEV1"), ClientRefusal::Missing("title".to_owned()));
    assert_eq!(runs("/incident open oops title:abc"), ClientRefusal::UnknownOption("oops".to_owned()));
    assert!(matches!(runs("/incident open title:ab"), ClientRefusal::Unfit { .. }));
    assert!(matches!(runs("/incident open title:abc severity:SEV9"), ClientRefusal::Unfit { .. }));
}

#[tokio::test]
async fn an_answer_comes_in_time_and_once() {
    let bench = bench().await;
    let ana = bench.guild.person("ana");
    let hello = json!({ "type": 4, "data": { "content": "hello" } });
    let open = ana.runs(general(&bench), "/incident open title:abc").unwrap();
    assert_eq!(bench.sim.answer_of(open), None);
    assert_eq!(answers(&bench, hello.clone()).await, (204, 0));
    assert_eq!(answers(&bench, hello.clone()).await, (400, 40060));
    assert!(
        matches!(bench.sim.answer_of(open), Some(Answer::Message(message)) if message.content == "hello")
    );

    ana.runs(general(&bench), "/incident open title:abc").unwrap();
    bench.hands.advance(Duration::milliseconds(3001));
    assert_eq!(answers(&bench, hello.clone()).await, (404, 10062));
    let got = bench.post("/interactions/1/made-up/callback", hello).await;
    assert_eq!(got.code(), 10062);
}

#[tokio::test]
async fn only_some_answers_fit_each_kind() {
    let bench = bench().await;
    let ana = bench.guild.person("ana");
    for illegal in [6, 7, 8, 1, 12] {
        ana.runs(general(&bench), "/incident open title:abc").unwrap();
        assert_eq!(answers(&bench, json!({ "type": illegal, "data": {} })).await, (400, 50035), "{illegal}");
    }
    ana.completes(general(&bench), "/incident show incident:pay|").unwrap();
    assert_eq!(answers(&bench, json!({ "type": 4, "data": { "content": "no" } })).await, (400, 50035));
    let many: Vec<Value> =
        (0..26).map(|n| json!({ "name": n.to_string(), "value": n.to_string() })).collect();
    assert_eq!(answers(&bench, json!({ "type": 8, "data": { "choices": many } })).await, (400, 50035));
    assert_eq!(answers(&bench, json!({ "type": 8, "data": { "choices": many[..25] } })).await, (204, 0));
}

#[tokio::test]
async fn the_first_follow_up_replaces_the_thinking_one() {
    let bench = bench().await;
    let (ana, ben) = (bench.guild.person("ana"), bench.guild.person("ben"));
    let open = ana.runs(general(&bench), "/incident open title:abc").unwrap();
    assert_eq!(answers(&bench, json!({ "type": 5, "data": { "flags": 64 } })).await, (204, 0));
    assert!(matches!(bench.sim.answer_of(open), Some(Answer::Deferred(message)) if message.is_loading));
    let first = bench.post(&bench.webhook(), json!({ "content": "done" })).await;
    assert_eq!(first.body["flags"], 64, "the deferral was private, so is this");
    let second = bench.post(&bench.webhook(), json!({ "content": "more" })).await;
    assert_ne!(first.body["id"], second.body["id"]);
    assert_eq!(ana.sees(general(&bench)).len(), 2);
    assert_eq!(ben.sees(general(&bench)).len(), 1);

    let original = format!("{}/messages/@original", bench.webhook());
    let edited = bench.call(Method::PATCH, &original, json!({ "content": "changed" })).await;
    assert_eq!(edited.body["id"], first.body["id"]);
    bench.hands.advance(Duration::minutes(16));
    let late = bench.call(Method::PATCH, &original, json!({ "content": "too late" })).await;
    assert_eq!((late.status.as_u16(), late.code()), (401, 50027));
}

#[tokio::test]
async fn a_form_opens_from_a_button_and_changes_its_message() {
    let bench = bench().await;
    let ana = bench.guild.person("ana");
    let row = json!({ "type": 1, "components": [{ "type": 2, "style": 1, "label": "Resolve", "custom_id": "r:1" }] });
    let sent = bench.says(json!({ "content": "card", "components": [row] })).await;
    let message: u64 = sent.body["id"].as_str().unwrap().parse().unwrap();
    let message = simulator::MessageId::new(message);
    assert_eq!(ana.clicks(message, "Nope").unwrap_err(), ClientRefusal::NothingThere("Nope".to_owned()));
    let click = ana.clicks(message, "Resolve").unwrap();
    let input = json!({ "type": 4, "style": 2, "label": "Cause", "custom_id": "cause", "max_length": 5 });
    let form = json!({ "custom_id": "f:1", "title": "Resolve", "components": [{ "type": 1, "components": [input] }] });
    assert_eq!(answers(&bench, json!({ "type": 9, "data": form })).await, (204, 0));
    assert!(matches!(bench.sim.answer_of(click), Some(Answer::Form(form)) if form.title == "Resolve"));
    assert_eq!(ana.submits(click, &[]).unwrap_err(), ClientRefusal::Missing("Cause".to_owned()));
    assert!(matches!(ana.submits(click, &[("Cause", "too long")]), Err(ClientRefusal::Unfit { .. })));
    ana.submits(click, &[("Cause", "disk")]).unwrap();
    let payload = bench.sim.last_interaction().unwrap();
    assert_eq!(payload["data"]["components"][0]["components"][0]["value"], "disk");
    assert_eq!(
        answers(&bench, json!({ "type": 9, "data": form })).await,
        (400, 50035),
        "no form from a form"
    );
    assert_eq!(answers(&bench, json!({ "type": 7, "data": { "content": "resolved" } })).await, (204, 0));
    assert_eq!(bench.sim.message(message).unwrap().content, "resolved");
}

#[tokio::test]
async fn a_message_menu_carries_the_whole_message() {
    let bench = bench().await;
    let (ana, ben) = (bench.guild.person("ana"), bench.guild.person("ben"));
    let said = ben.says(general(&bench), "it is the database", &[]).unwrap();
    ana.uses_message_menu("Add to timeline", said).unwrap();
    let payload = bench.sim.last_interaction().unwrap();
    assert_eq!(payload["type"], COMMAND);
    assert_eq!(payload["data"]["resolved"]["messages"][said.to_string()]["content"], "it is the database");
    let answered =
        bench.post(&format!("{}?with_response=true", bench.callback()), json!({ "type": 5 })).await;
    assert_eq!(answered.status, 200);
    assert_eq!(answered.body["interaction"]["response_message_loading"], true);
    bench.is_clean();
}

#[tokio::test]
async fn a_reset_after_the_effect_leaves_the_effect() {
    let bench = bench().await;
    let faults = bench.sim.faults();
    let path = format!("{}/messages", bench.general());
    for (what, sent) in [(Mishap::ResetBefore, 0), (Mishap::ResetAfterEffect, 1)] {
        faults.add(Fault { on: Matcher::first("POST", "/channels/*/messages"), what });
        assert!(bench.try_call(Method::POST, &path, json!({ "content": "hi" })).await.is_err());
        assert_eq!(bench.guild.person("ana").sees(general(&bench)).len(), sent);
    }
    faults.add(Fault { on: Matcher::first("POST", "/channels/*/messages"), what: Mishap::Html(502) });
    assert_eq!(bench.says(json!({ "content": "hi" })).await.status, 502);
    faults.add(Fault { on: Matcher::first("POST", "/channels/*/messages"), what: Mishap::HangAfterEffect });
    let hung = tokio::time::timeout(
        std::time::Duration::from_millis(200),
        bench.try_call(Method::POST, &path, json!({ "content": "hi" })),
    );
    assert!(hung.await.is_err());
    assert_eq!(bench.guild.person("ana").sees(general(&bench)).len(), 2);
    assert_eq!(faults.left(), 0);
    let file = bench.upload(&path, json!({ "content": "with" }), &[("a.txt", b"text".to_vec())]).await;
    assert_eq!(file.headers["content-type"], "application/json");
    bench.is_clean();
}
