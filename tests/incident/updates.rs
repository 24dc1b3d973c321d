//! Stakeholder updates: posted, promised, and nagged about a few times.

use commands::parcels::Parcel;
use commands::reply::{Ping, Reply};
use commands::request::Given;
use incidents::ids::{ChannelId, UserId};
use incidents::model::notice::{Notice, Saying};
use incidents::model::timer::Timer;
use incidents::operations::run_due::run_due;
use incidents::{Actor, store};
use tests::world::desk::{Desk, GUILD, form, said};

const NOW: &str = "2024-06-02T18:00:00Z";

#[tokio::test]
async fn an_update_is_posted_where_those_wait_and_promises_the_next() {
    Desk::on_each(NOW, async |desk| {
        desk.sets(|settings| settings.announcements = Some(ChannelId(77))).await;
        for (severity, minutes) in [("SEV1", 30), ("SEV2", 60), ("SEV3", 240)] {
            desk.hears("incident open", &[("title", "Checkout is down"), ("severity", severity)]).await;
            let number = minutes_to_number(minutes);
            desk.hears("incident update", &[("message", "We look into it"), ("incident", number)]).await;
            let incident = desk.incident(number.parse().unwrap()).await;
            let due = incident.next_update_at.unwrap();
            assert_eq!((due - desk.clock.now()).num_minutes(), minutes, "{severity}");
            let update = incident.last_update.clone().unwrap();
            let Parcel::Post { channel, message, .. } =
                desk.leaves(Notice::Update { incident: incident.id, update }).await
            else {
                panic!("the update is posted")
            };
            assert_eq!(channel, ChannelId(77));
            assert!(
                message.text.contains("We look into it") && message.text.contains(severity),
                "{}",
                message.text
            );
        }
    })
    .await;
}

fn minutes_to_number(minutes: i64) -> &'static str {
    match minutes {
        30 => "1",
        60 => "2",
        _ => "3",
    }
}

#[tokio::test]
async fn what_next_takes_and_refuses() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        for (typed, minutes) in [("90m", Some(90)), ("in 2h", Some(120)), ("1d", Some(1440)), ("none", None)]
        {
            desk.hears("incident update", &[("message", "x"), ("next", typed), ("incident", "1")]).await;
            let due = desk.incident(1).await.next_update_at;
            assert_eq!(due.map(|due| (due - desk.clock.now()).num_minutes()), minutes, "{typed}");
        }
        for typed in ["soon", "5s", "60d", "-5m", "9999999999h"] {
            let said =
                desk.hears("incident update", &[("message", "x"), ("next", typed), ("incident", "1")]).await;
            assert!(said.contains("Give `next` from 1m to 30d"), "{typed}: {said}");
        }
        let long = "x".repeat(1_801);
        let said = desk.hears("incident update", &[("message", &long), ("incident", "1")]).await;
        assert!(said.contains("may have 1800 characters; this one has 1801"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn a_late_update_nudges_the_lead_three_times_and_never_after_the_end() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        let lead = Given::User { id: UserId(9), name: "kim".into() };
        let text = |text: &str| Given::Text(text.into());
        desk.gives("incident role", vec![("role", text("lead")), ("user", lead), ("incident", text("1"))])
            .await;
        desk.hears("incident update", &[("message", "x"), ("next", "30m"), ("incident", "1")]).await;
        let incident = desk.incident(1).await;
        desk.opens_channel(incident.id, ChannelId(700)).await;
        let overdue = Notice::Say { incident: incident.id, what: Saying::UpdateDue };
        assert_eq!(desk.leaves(overdue.clone()).await, Parcel::Moot, "not late yet");
        desk.clock.advance(chrono::TimeDelta::minutes(30));
        let mut nudges = 0;
        while runs_due(desk).await {
            nudges += 1;
            let Parcel::Post { message, .. } = desk.leaves(overdue.clone()).await else { panic!("a nudge") };
            assert_eq!(message.pings, [Ping::User(UserId(9))]);
            assert!(message.text.contains("next update for those who wait was due"), "{}", message.text);
            desk.clock.advance(chrono::TimeDelta::minutes(15));
        }
        assert_eq!(nudges, 3);
        desk.hears("incident update", &[("message", "x"), ("next", "1m"), ("incident", "1")]).await;
        desk.hears("incident cancel", &[("reason", "x"), ("incident", "1")]).await;
        desk.clock.advance(chrono::TimeDelta::minutes(5));
        assert!(!runs_due(desk).await, "nothing nags about what has ended");
        assert_eq!(desk.leaves(overdue).await, Parcel::Moot);
    })
    .await;
}

#[tokio::test]
async fn a_timer_that_survived_the_end_nags_nobody() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        desk.hears("incident cancel", &[("reason", "x"), ("incident", "1")]).await;
        let id = desk.incident(1).await.id;
        let late = desk.ledger.change(Actor::sitrep(GUILD), move |change| {
            let now = change.now;
            change.set_timer(&Timer::update_due(id), now)
        });
        late.await.unwrap();
        assert!(runs_due(desk).await);
        assert!(!runs_due(desk).await, "it is not set again");
    })
    .await;
}

#[tokio::test]
async fn a_worse_severity_brings_the_next_update_forward() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down"), ("severity", "SEV4")]).await;
        desk.hears("incident update", &[("message", "x"), ("incident", "1")]).await;
        let said = desk
            .hears("incident severity", &[("level", "sev1"), ("reason", "All of EU"), ("incident", "1")])
            .await;
        assert!(said.contains("is now **SEV1**, no longer SEV4: All of EU"), "{said}");
        let due = desk.incident(1).await.next_update_at.unwrap();
        assert_eq!((due - desk.clock.now()).num_minutes(), 30);
        let same = desk.hears("incident severity", &[("level", "SEV1"), ("incident", "1")]).await;
        assert!(same.contains("INC-1 is already SEV1"), "{same}");
        let unknown = desk.hears("incident severity", &[("level", "SEV9"), ("incident", "1")]).await;
        assert!(unknown.contains("Use one of: SEV1, SEV2, SEV3, SEV4"), "{unknown}");
    })
    .await;
}

#[tokio::test]
async fn the_card_asks_for_an_update_by_a_form() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        let Reply::Say(card) = desk.runs("incident show", &[("incident", "1")]).await else {
            panic!("a card")
        };
        let sheet = form(desk.presses(&card, "Update").await);
        let text = said(desk.sends(&sheet, &[("message", "Nearly there"), ("next", "1h")]).await).text;
        assert!(text.contains("Nearly there"), "{text}");
        let again =
            said(desk.sends(&sheet, &[("message", "A long story to keep"), ("next", "whenever")]).await).text;
        assert!(again.contains("A long story to keep"), "what was typed comes back: {again}");
    })
    .await;
}

/// Runs whatever is due. Says whether anything was.
async fn runs_due(desk: &Desk) -> bool {
    let now = desk.clock.now();
    let due = desk.ledger.read(move |view| Ok(store::timers::due(view, now, 100)?)).await.unwrap();
    let any = !due.is_empty();
    for one in due {
        desk.ledger.change(Actor::sitrep(GUILD), move |change| run_due(change, &one)).await.unwrap();
    }
    any
}
