//! A schedule in somebody's calendar: the same people that paging would call, for those who were given its address.

use chrono::{DateTime, TimeDelta, Utc};
use incidents::ids::ScheduleId;
use incidents::model::rota::ical;
use incidents::operations::roster;
use incidents::store;
use reqwest::{Response, StatusCode, header};
use sitrep::web::Web;
use tests::world::desk::{GUILD, ben};
use tests::world::door::door;

use super::*;

async fn address(desk: &Desk, options: &[(&str, &str)]) -> String {
    let given = [&[("schedule", "Primary")], options].concat();
    let told = said(desk.runs("schedule feed", &given).await);
    assert!(told.private, "an address is nobody else's business");
    let from = told.text.find("/schedules/").unwrap_or_else(|| panic!("no address: {}", told.text));
    told.text[from..].split_whitespace().next().expect("it ends").to_owned()
}

async fn get(web: &Web, path: &str) -> Response {
    reqwest::get(format!("http://{}{path}", web.address())).await.expect("the door answers")
}

/// Whom paging would call at an instant, by name.
async fn called(desk: &Desk, at: DateTime<Utc>) -> Vec<String> {
    let names = desk.ledger.read(move |view| {
        let people = roster::all(view, GUILD)?;
        let schedule = store::schedules::look(view, GUILD, ScheduleId(1))?.expect("it is there");
        let on_call = people.each_once(&schedule.is.on_call(at).who).into_iter();
        Ok(on_call.filter_map(|who| people.contact(who).map(|one| one.name.to_string())).collect())
    });
    names.await.expect("the ledger reads")
}

#[tokio::test]
async fn a_calendar_shows_whom_paging_would_call_at_every_instant() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("contact add", &[("name", "Ana-Maria"), ("email", "ana@example.com")]).await;
        desk.hears("contact add", &[("name", "Ben"), ("phone", "+4915112345678")]).await;
        let rotation =
            [("people", "Ana-Maria, Ben"), ("every", "1d"), ("handoff", "9:00"), ("zone", "Europe/Berlin")];
        desk.hears("schedule create", &[&[("name", "Primary")], &rotation[..]].concat()).await;
        let cover = [
            ("schedule", "Primary"),
            ("who", "Ben"),
            ("from", "2024-06-05 12:00"),
            ("to", "2024-06-07 12:00"),
        ];
        desk.hears("schedule override", &cover).await;
        let web = door(&desk.ledger).await;
        let path = address(desk, &[]).await;
        let answer = get(&web, &path).await;
        assert_eq!(answer.headers()["content-type"], "text/calendar; charset=utf-8");
        let text = answer.text().await.unwrap();
        assert!(!text.contains("example.com") && !text.contains("4915"), "names and nothing else: {text}");
        let events =
            ical::read(text.as_bytes(), chrono_tz::UTC, desk.clock.now()).expect("our own importer reads it");
        assert!(
            events.windows(2).all(|pair| pair[0].to == pair[1].from),
            "no instant is left out: {events:?}"
        );
        let now = desk.clock.now();
        for hour in (-600..1_900).step_by(5) {
            let at = now + TimeDelta::hours(hour);
            let event =
                events.iter().find(|event| event.from <= at && at < event.to).expect("every instant is told");
            let who = match called(desk, at).await.join(", ") {
                nobody if nobody.is_empty() => "⚠️ Nobody is on call".to_owned(),
                names => names,
            };
            assert_eq!(event.title, format!("{who} · Primary"), "at {at}");
        }
        web.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_did_not_change_keeps_its_name_and_is_not_sent_twice() {
    Desk::on_each(NOW, async |desk| {
        rotation(desk, "<@1> <@2>").await;
        let web = door(&desk.ledger).await;
        let path = address(desk, &[]).await;
        let first = get(&web, &path).await;
        let tag = first.headers()[header::ETAG].clone();
        assert_eq!(first.headers()[header::CACHE_CONTROL], "private, max-age=300");
        let url = format!("http://{}{path}", web.address());
        let again = reqwest::Client::new().get(url).header(header::IF_NONE_MATCH, tag.clone()).send();
        assert_eq!(again.await.unwrap().status(), StatusCode::NOT_MODIFIED);
        let uids = |text: &str| {
            text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>()
        };
        let before = uids(&first.text().await.unwrap());
        desk.clock.advance(TimeDelta::days(3));
        let later = get(&web, &path).await;
        assert_ne!(later.headers()[header::ETAG], tag);
        let after = uids(&later.text().await.unwrap());
        assert!(before.iter().all(|uid| after.contains(uid)), "{before:?} {after:?}");
        web.stop().await;
    })
    .await;
}

#[tokio::test]
async fn an_address_is_shown_once_changed_ended_and_lets_nobody_guess() {
    Desk::on_each(NOW, async |desk| {
        rotation(desk, "<@1>").await;
        let web = door(&desk.ledger).await;
        let status = async |path: &str| get(&web, path).await.status().as_u16();
        refused(
            desk,
            "schedule feed",
            vec![("schedule", text("Primary")), ("address", text("off"))],
            "has no calendar address",
        )
        .await;
        let first = address(desk, &[]).await;
        assert_eq!(status(&first).await, 200);
        refused(desk, "schedule feed", vec![("schedule", text("Primary"))], "address:new").await;
        assert!(desk.hears("schedule show", &[("schedule", "Primary")]).await.contains("calendar address"));
        let second = address(desk, &[("address", "new")]).await;
        assert_eq!((status(&first).await, status(&second).await), (404, 200));
        let wrong = get(&web, "/schedules/wrong.ics").await.text().await.unwrap();
        for path in
            [&first, "/schedules/x", "/schedules/.ics", second.trim_end_matches(".ics"), "/schedules/%00.ics"]
        {
            assert_eq!(get(&web, path).await.text().await.unwrap(), wrong, "{path}");
        }
        let secret = second.trim_start_matches("/schedules/").trim_end_matches(".ics").to_owned();
        let kept = desk.ledger.read(|view| {
            let answers = (1..20).map(|id| store::answers::get(view, incidents::ids::InteractionId(id)));
            Ok(answers.collect::<Result<Vec<_>, _>>()?)
        });
        assert!(!format!("{:?}", kept.await.unwrap()).contains(&secret), "not even among the answers");
        for number in 0..118 {
            assert_eq!(status(&second).await, 200, "{number}");
        }
        let slowed = get(&web, &second).await;
        assert_eq!(
            (slowed.status().as_u16(), slowed.headers().contains_key(header::RETRY_AFTER)),
            (429, true)
        );
        desk.clock.advance(TimeDelta::minutes(1));
        assert_eq!(status(&second).await, 200);
        desk.hears("schedule feed", &[("schedule", "Primary"), ("address", "off")]).await;
        assert_eq!(status(&second).await, 404);
        let third = address(desk, &[]).await;
        desk.hears("schedule remove", &[("schedule", "Primary")]).await;
        assert_eq!(status(&third).await, 404);
        web.stop().await;
    })
    .await;
}

#[tokio::test]
async fn only_admins_give_a_calendar_away() {
    let desk = Desk::on_sqlite(NOW).await;
    rotation(&desk, "<@1>").await;
    let options = [("schedule".to_owned(), text("Primary"))].into();
    let ask = commands::request::Ask::Command { path: "schedule feed".into(), options };
    assert!(said(desk.asks_as(ben(None), ask).await).text.contains("Only admins"));
}
