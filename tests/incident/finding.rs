//! Search and similar incidents.

use std::time::{Duration, Instant};

use commands::parcels::Parcel;
use commands::request::Given;
use incidents::ids::{ChannelId, Number};
use incidents::model::incident::{Incident, Section, State};
use incidents::model::notice::Notice;
use incidents::{Actor, store};
use tests::world::desk::{Desk, GUILD, button, said};

const NOW: &str = "2024-06-02T18:00:00Z";

#[tokio::test]
async fn search_looks_into_everything_and_shows_the_match() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down"), ("summary", "Cards are refused")]).await;
        desk.hears("incident open", &[("title", "Mail is late")]).await;
        let entry = [("text", "The connection pool was empty"), ("incident", "2")];
        desk.hears("timeline add", &entry).await;
        for (query, found, shown) in [
            ("checkout", "INC-1", "**Checkout** is down"),
            ("CARDS", "INC-1", "**Cards** are refused"),
            ("conn pool", "INC-2", "timeline: The **connection** **pool** was empty"),
        ] {
            let said = desk.hears("incident search", &[("query", query)]).await;
            assert!(said.contains(found) && said.contains(shown), "{query}: {said}");
        }
        desk.hears("incident set", &[("field", "summary"), ("value", "Vouchers"), ("incident", "1")]).await;
        assert!(desk.hears("incident search", &[("query", "refused")]).await.contains("Nothing here says"));
        desk.hears("timeline remove", &[("entry", "2"), ("incident", "2")]).await;
        assert!(desk.hears("incident search", &[("query", "pool")]).await.contains("Nothing here says"));
    })
    .await;
}

#[tokio::test]
async fn search_finds_actions_and_what_a_postmortem_says() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        desk.hears("incident open", &[("title", "Mail is late")]).await;
        for (field, value) in [("cause", "A certificate expired"), ("lessons", "Rotate certificates early")] {
            desk.hears("incident set", &[("field", field), ("value", value), ("incident", "1")]).await;
        }
        let action = [
            ("title", "Renew everything weekly"),
            ("detail", "Also the wildcard"),
            ("done_when", "The probe is green"),
            ("incident", "2"),
        ];
        desk.hears("action add", &action).await;
        for (query, found, shown) in [
            ("expired", "INC-1", "root cause: A certificate **expired**"),
            ("rotate cert", "INC-1", "lessons: **Rotate** **certificates** early"),
            ("renew weekly", "INC-2", "action A-1 (open): **Renew** everything **weekly**"),
            ("wildcard", "INC-2", "action A-1 (open): Also the **wildcard**"),
            ("probe green", "INC-2", "The **probe** is **green**"),
        ] {
            let said = desk.hears("incident search", &[("query", query)]).await;
            assert!(said.contains(found) && said.contains(shown), "{query}: {said}");
        }
        desk.hears("action edit", &[("action", "A-1"), ("detail", "Nothing else")]).await;
        assert!(desk.hears("incident search", &[("query", "wildcard")]).await.contains("Nothing here says"));
        desk.hears("action drop", &[("action", "A-1"), ("reason", "Superseded by automation")]).await;
        let said = desk.hears("incident search", &[("query", "superseded")]).await;
        assert!(said.contains("action A-1 (dropped): "), "{said}");
        desk.hears("incident merge", &[("incident", "2"), ("into", "1")]).await;
        let said = desk.hears("incident search", &[("query", "weekly")]).await;
        assert!(said.contains("INC-1") && !said.contains("INC-2"), "it moved along: {said}");
    })
    .await;
}

#[tokio::test]
async fn an_old_incident_is_suggested_by_its_number_and_by_its_words() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "The very first one")]).await;
        many_like(desk, 150).await;
        for typed in ["1", "inc-1", "very fir"] {
            let choices = desk.types("incident show", "incident", &[("incident", typed)]).await;
            assert!(choices.iter().any(|choice| choice.value == "INC-1"), "{typed}: {choices:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn no_query_is_grammar() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        for query in [
            "\"",
            "'",
            "(",
            "a OR",
            "NEAR(a b",
            "col:x",
            "-a",
            "a*",
            "*",
            "^x",
            "a & | !",
            "<->",
            "'; drop table incidents; --",
            "Ⓐ",
            "²",
            "ｆｕｌｌ",
            "\u{0301}",
            "日本語",
            "🔥 checkout",
            "AND",
            "NOT",
            "{a b}: c",
            "a\0b",
        ] {
            let said = desk.hears("incident search", &[("query", query)]).await;
            let known = ["Nothing here says", "nothing to look for", "INC-1"];
            assert!(known.iter().any(|one| said.contains(one)), "{query:?}: {said}");
        }
    })
    .await;
}

#[tokio::test]
async fn long_results_are_paged() {
    Desk::on_each(NOW, async |desk| {
        for number in 0..14 {
            desk.hears("incident open", &[("title", &format!("Checkout {number} is down"))]).await;
        }
        let first = said(desk.runs("incident search", &[("query", "checkout")]).await);
        let second = said(desk.presses(&first, "More").await);
        let third = said(desk.presses(&second, "More").await);
        let all = [&first.text, &second.text, &third.text].map(|text| text.matches("**INC-").count());
        assert_eq!(all, [6, 6, 2]);
        assert!(button(&third, "Page 3").is_some());
        let list = said(desk.runs("incident list", &[]).await);
        assert!(list.text.contains("**14 open incidents**"), "{}", list.text);
        let older = said(desk.presses(&list, "Older").await);
        assert_eq!(older.text.matches("**INC-").count(), 4);
    })
    .await;
}

#[tokio::test]
async fn a_new_incident_is_told_of_past_ones_like_it_in_time() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "The first of many")]).await;
        many_like(desk, 10_000).await;
        let secret =
            [("title", Given::Text("Payment gateway rejects cards".into())), ("private", Given::Truth(true))];
        desk.gives("incident open", secret.into()).await;
        let end = [("cause", "Secret"), ("resolution", "Secret"), ("incident", "2")];
        desk.hears("incident resolve", &end).await;
        let summary = ("summary", "Every region of the service is slow since the certificate was changed");
        desk.hears("incident open", &[("title", "Payment gateway rejects cards"), summary]).await;
        let incident = desk.incident(3).await;
        desk.opens_channel(incident.id, ChannelId(700)).await;
        let mut fastest = Duration::MAX;
        for _ in 0..5 {
            let began = Instant::now();
            let parcel = desk.leaves(Notice::Similar { incident: incident.id }).await;
            fastest = fastest.min(began.elapsed());
            let Parcel::Post { message, .. } = parcel else { panic!("they are posted") };
            assert!(message.text.contains("Payment gateway rejects orders 7"), "{}", message.text);
            assert!(message.text.contains("Cause: An expired certificate"), "{}", message.text);
            assert_eq!(message.text.matches("**INC-").count(), 3);
            assert!(!message.text.contains("Secret"), "{}", message.text);
        }
        assert!(fastest < Duration::from_millis(200), "what a person does not notice: {fastest:?}");
    })
    .await;
}

/// Copies of the first incident as resolved ones of all sorts, one in 250 about payments.
async fn many_like(desk: &Desk, count: i64) {
    let first = desk.incident(1).await;
    let change = desk.ledger.change(Actor::sitrep(GUILD), move |change| {
        for number in 2..=count + 1 {
            let title = match number % 250 {
                7 => "Payment gateway rejects orders 7".to_owned(),
                _ => format!("Service {number} of region {} is slow", number % 20),
            };
            let mut one = Incident {
                number: Number(number + 1_000_000),
                title,
                state: State::Resolved,
                ..first.clone()
            };
            one.sections.set(Section::Cause, "An expired certificate");
            store::incidents::insert(change, &mut one)?;
        }
        Ok(())
    });
    change.await.unwrap();
}
