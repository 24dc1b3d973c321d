//! The timeline under people's hands: corrected, removed, promoted, paged through.

use commands::parcels::Parcel;
use commands::reply::{Message, Reply, Widget};
use commands::request::{Ask, Given};
use incidents::ids::{ChannelId, IncidentId, RoleId};
use incidents::model::entry::{EntryKind, Tier};
use incidents::model::notice::Notice;
use incidents::store;
use tests::world::desk::{Desk, GUILD, ben, form, said};

const NOW: &str = "2024-06-02T20:00:00Z";

async fn open(desk: &Desk) -> IncidentId {
    desk.runs("incident open", &[("title", "Checkout is down"), ("started", "19:00")]).await;
    let id = desk.incident(1).await.id;
    desk.opens_channel(id, ChannelId(7)).await;
    id
}

async fn add(desk: &Desk, text: &str, at: &str, kind: &str) {
    desk.runs("timeline add", &[("incident", "1"), ("text", text), ("at", at), ("kind", kind)]).await;
}

async fn list(desk: &Desk) -> Message {
    said(desk.runs("timeline list", &[("incident", "1")]).await)
}

async fn document(desk: &Desk, id: IncidentId) -> String {
    match desk.leaves(Notice::Postmortem { incident: id }).await {
        Parcel::Post { message, .. } => String::from_utf8(message.files[0].bytes.clone()).unwrap(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_correction_shows_what_stood_there_before() {
    Desk::on_each(NOW, async |desk| {
        let id = open(desk).await;
        add(desk, "The databse fell over", "19:10", "note").await;
        let fix = [
            ("incident", "1"),
            ("entry", "databse"),
            ("text", "The database fell over"),
            ("at", "19:05"),
            ("kind", "finding"),
        ];
        let answer = desk.hears("timeline edit", &fix).await;
        assert!(answer.contains("The database fell over"), "{answer}");
        let shown = list(desk).await;
        assert!(shown.text.contains("The database fell over — ana *(edited)*"), "{}", shown.text);
        let opened = said(desk.chooses(&shown, "2").await);
        assert!(opened.text.contains("before: note"), "{}", opened.text);
        assert!(opened.text.contains("The databse fell over"), "{}", opened.text);
        let told = document(desk, id).await;
        assert!(told.contains("7:05 PM UTC - The database fell over"), "{told}");
        assert!(!told.contains("databse"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn without_anything_new_a_form_holds_what_stands() {
    Desk::on_each(NOW, async |desk| {
        let id = open(desk).await;
        add(desk, "Restarted", "19:10", "mitigation").await;
        let asked = form(desk.runs("timeline edit", &[("incident", "1"), ("entry", "#2")]).await);
        let values: Vec<_> = asked.inputs.iter().map(|input| input.value.as_str()).collect();
        assert_eq!(values, ["Restarted", "June 2, 2024, 7:10 PM UTC", "mitigation"]);
        desk.sends(&asked, &[("text", "Restarted twice")]).await;
        let entry = desk.ledger.read(move |view| Ok(store::entries::look(view, id, 2)?)).await.unwrap();
        let entry = entry.unwrap();
        assert_eq!((entry.text.as_str(), entry.kind), ("Restarted twice", EntryKind::Mitigation));
        assert_eq!(entry.at.to_rfc3339(), "2024-06-02T19:10:00+00:00");
        let wrong = said(desk.sends(&asked, &[("kind", "magic")]).await);
        assert!(wrong.text.contains("There is no kind \"magic\" here. Use one of: alert"), "{}", wrong.text);
    })
    .await;
}

#[tokio::test]
async fn what_is_removed_leaves_a_tombstone_and_the_document() {
    Desk::on_each(NOW, async |desk| {
        let id = open(desk).await;
        add(desk, "It was the moon", "19:10", "finding").await;
        let gone = [("incident", "1"), ("entry", "2"), ("reason", "wrong incident")];
        let answer = desk.hears("timeline remove", &gone).await;
        assert!(answer.contains("removed: wrong incident"), "{answer}");
        let again = desk.hears("timeline remove", &gone).await;
        assert!(again.contains("#2 was removed already"), "{again}");
        let shown = list(desk).await.text;
        assert!(shown.contains("removed by ana: wrong incident"), "{shown}");
        assert!(!document(desk, id).await.contains("moon"));
        let unknown = desk.hears("timeline remove", &[("incident", "1"), ("entry", "the sun")]).await;
        assert!(unknown.contains("There is no entry \"the sun\""), "{unknown}");
    })
    .await;
}

#[tokio::test]
async fn a_button_decides_what_the_document_tells() {
    Desk::on_each(NOW, async |desk| {
        let id = open(desk).await;
        add(desk, "Ordered pizza", "19:10", "note").await;
        assert!(document(desk, id).await.contains("pizza"));
        let opened = said(desk.chooses(&list(desk).await, "2").await);
        let demoted = said(desk.presses(&opened, "Keep out").await);
        assert!(!document(desk, id).await.contains("pizza"));
        assert!(list(desk).await.text.contains("\n-# 📝 `#2`"));
        desk.presses(&demoted, "Tell in the postmortem").await;
        assert!(document(desk, id).await.contains("pizza"));
        let declared = said(desk.chooses(&list(desk).await, "1").await);
        desk.presses(&declared, "Tell in the postmortem").await;
        assert!(document(desk, id).await.contains("Incident declared"));
    })
    .await;
}

#[tokio::test]
async fn only_responders_change_what_somebody_else_wrote() {
    Desk::on_each(NOW, async |desk| {
        open(desk).await;
        desk.sets(|settings| settings.responders = Some(RoleId(9))).await;
        add(desk, "By ana", "19:10", "note").await;
        let remove = |entry: &str| Ask::Command {
            path: "timeline remove".into(),
            options: [("incident", "1"), ("entry", entry)]
                .map(|(name, text)| (name.to_owned(), Given::Text(text.into())))
                .into(),
        };
        let refused = said(desk.asks_as(ben(None), remove("2")).await);
        assert!(refused.text.contains("somebody else's"), "{}", refused.text);
        let done = said(desk.asks_as(ben(Some(RoleId(9))), remove("2")).await);
        assert!(done.text.contains("removed"), "{}", done.text);
    })
    .await;
}

#[tokio::test]
async fn entries_are_found_by_number_and_by_words() {
    Desk::on_each(NOW, async |desk| {
        open(desk).await;
        add(desk, "Restarted the cache", "19:10", "note").await;
        add(desk, "Restarted the queue", "19:05", "note").await;
        for (typed, found) in [("", 3), ("restarted", 2), ("QUEUE restart", 1), ("#2", 1), ("nothing", 0)] {
            let choices = desk.types("timeline edit", "entry", &[("incident", "1"), ("entry", typed)]).await;
            assert_eq!(choices.len(), found, "{typed:?}: {choices:?}");
        }
        let elsewhere = desk.types("timeline edit", "entry", &[("entry", "restarted")]).await;
        assert!(elsewhere.is_empty(), "no incident is named");
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_entries_stay_readable() {
    Desk::on_each(NOW, async |desk| {
        let id = open(desk).await;
        let filling = desk.ledger.change(incidents::Actor::sitrep(GUILD), move |change| {
            let (now, by) = (change.now, "@everyone ".repeat(10));
            for nth in 0..10_000 {
                let worst = "*".repeat(if nth < 100 { 1_900 } else { 100 });
                let new = store::entries::NewEntry {
                    at: now - chrono::TimeDelta::seconds(nth),
                    kind: EntryKind::Note,
                    tier: if nth % 2 == 0 { Tier::Narrative } else { Tier::Log },
                    text: &worst,
                    author: None,
                    author_name: &by,
                    source: None,
                    pinned: false,
                    event: None,
                };
                store::entries::add(change, id, &new, now)?;
            }
            Ok(())
        });
        filling.await.unwrap();
        let mut page = list(desk).await;
        assert!(page.rows.iter().flatten().any(|widget| {
            matches!(widget, Widget::Button { label, .. } if label == "Page 1001 of 1001")
        }));
        for _ in 0..3 {
            page = match desk.presses(&page, "Earlier").await {
                Reply::Change(page) => page,
                other => panic!("{other:?}"),
            };
            assert!(page.text.chars().count() <= 2_000 && page.files.is_empty(), "{}", page.text.len());
            assert_eq!(page.text.lines().count(), 11);
        }
        let started = std::time::Instant::now();
        assert_eq!(
            desk.types("timeline edit", "entry", &[("incident", "1"), ("entry", "5000")]).await.len(),
            1
        );
        assert!(started.elapsed().as_secs() < 3, "suggestions come while somebody types");
        let Parcel::Post { message, .. } = desk.leaves(Notice::Postmortem { incident: id }).await else {
            panic!("the postmortem is posted");
        };
        assert!(message.text.chars().count() <= 2_000);
        assert!(message.files[0].bytes.len() > 5_000 * 100);
    })
    .await;
}

#[tokio::test]
async fn whatever_is_typed_is_kept_or_refused_with_a_reason() {
    Desk::on_each(NOW, async |desk| {
        let id = open(desk).await;
        for (typed, kept) in [
            ("nul\0l", "null"),
            ("\u{202e}backwards", "\u{202e}backwards"),
            ("z\u{334}\u{335}\u{336}algo \u{200b}\u{200b}", "z\u{334}\u{335}\u{336}algo \u{200b}\u{200b}"),
            ("'); drop table entries; --", "'); drop table entries; --"),
        ] {
            add(desk, typed, "19:10", "note").await;
            let entries =
                desk.ledger.read(move |view| Ok(store::entries::in_order(view, id)?)).await.unwrap();
            assert!(entries.iter().any(|entry| entry.text == kept), "{typed:?}: {entries:#?}");
        }
        let long = "x".repeat(1_901);
        let refused = desk.hears("timeline add", &[("incident", "1"), ("text", &long)]).await;
        assert!(refused.contains("may have 1900 characters; this one has 1901"), "{refused}");
        let blank = desk.hears("timeline add", &[("incident", "1"), ("text", " \n ")]).await;
        assert!(blank.contains("The text is empty"), "{blank}");
    })
    .await;
}

#[tokio::test]
async fn what_est_means_is_said_once() {
    Desk::on_each(NOW, async |desk| {
        desk.sets(|settings| settings.zone = "America/New_York".into()).await;
        desk.runs("incident open", &[("title", "Checkout is down")]).await;
        let est = |at| [("incident", "1"), ("text", "Looked"), ("at", at)];
        let first = desk.hears("timeline add", &est("2:13 PM EST")).await;
        assert!(first.contains("EST"), "{first}");
        let second = desk.hears("timeline add", &est("2:14 PM EST")).await;
        assert!(!second.contains("EST"), "{second}");
    })
    .await;
}
