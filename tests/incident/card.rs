//! The buttons of the live card, checked again by whoever presses them.

use std::sync::Arc;

use commands::reply::{Message, Reply, Widget};
use commands::request::Ask;
use futures::future::join_all;
use incidents::ids::{RoleId, UserId};
use incidents::operations::hear;
use incidents::{Actor, store};
use tests::world::desk::{Desk, GUILD, ben, button, form, said};

const NOW: &str = "2024-06-02T18:00:00Z";

async fn card(desk: &Desk) -> Message {
    desk.hears("incident open", &[("title", "Checkout is down")]).await;
    said(desk.runs("incident show", &[("incident", "1")]).await)
}

fn press(message: &Message, label: &str) -> Ask {
    Ask::Press { id: button(message, label).unwrap(), values: Vec::new() }
}

#[tokio::test]
async fn a_hundred_taps_take_the_lead_once() {
    Desk::on_each(NOW, async |desk| {
        let tap = Arc::new(press(&card(desk).await, "Take lead"));
        let taps = (0..100).map(|_| desk.asks((*tap).clone()));
        let said: Vec<String> = join_all(taps).await.into_iter().map(|reply| said(reply).text).collect();
        assert_eq!(said.iter().filter(|text| text.contains("leads **INC-1")).count(), 1);
        assert_eq!(said.iter().filter(|text| text.contains("You lead INC-1 already")).count(), 99);
        let id = desk.incident(1).await.id;
        let entries = desk.ledger.read(move |view| Ok(store::entries::in_order(view, id)?)).await.unwrap();
        assert_eq!(entries.iter().filter(|entry| entry.text.contains("is lead")).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn whoever_takes_the_lead_from_somebody_is_asked_first() {
    Desk::on_each(NOW, async |desk| {
        let card = card(desk).await;
        desk.asks(press(&card, "Take lead")).await;
        let asked = said(desk.asks_as(ben(None), press(&card, "Take lead")).await);
        assert!(asked.private && asked.text.contains("**ana** leads INC-1 already"), "{asked:?}");
        assert_eq!(desk.incident(1).await.roles.lead().unwrap().id, UserId(1));
        let taken = said(desk.asks_as(ben(None), press(&asked, "Take over")).await);
        assert!(!taken.private && taken.text.contains("**ben** leads"), "{taken:?}");
        assert_eq!(desk.incident(1).await.roles.lead().unwrap().id, UserId(2));
        desk.hears("incident cancel", &[("reason", "x"), ("incident", "1")]).await;
        let late = said(desk.asks(press(&asked, "Take over")).await);
        assert!(late.text.contains("INC-1 was cancelled"), "{late:?}");
    })
    .await;
}

#[tokio::test]
async fn a_bystander_presses_in_vain() {
    Desk::on_each(NOW, async |desk| {
        let card = card(desk).await;
        let role = hear::Role { id: RoleId(5), name: "Responders".into(), permissions: 0 };
        let noted = desk.ledger.change(Actor::sitrep(GUILD), move |change| hear::role_changed(change, &role));
        noted.await.unwrap();
        for label in ["Update", "Take lead", "Resolve"] {
            let text = said(desk.asks_as(ben(None), press(&card, label)).await).text;
            assert!(text.contains("Only responders can do this"), "{label}: {text}");
        }
        let Reply::Form(update) = desk.asks(press(&card, "Update")).await else { panic!("a form") };
        let fields = [("message".to_owned(), "I should not".to_owned())].into();
        let sent = desk.asks_as(ben(None), Ask::Form { id: update.id, fields }).await;
        assert!(said(sent).text.contains("Only responders can do this"));
        let note = form(desk.asks_as(ben(None), press(&card, "Timeline")).await);
        let noted = said(desk.sends(&note, &[("text", "Anyone may record"), ("kind", "Ruled out")]).await);
        assert!(noted.text.contains("❌") && noted.text.contains("Anyone may record"), "{noted:?}");
        assert!(
            card.rows
                .iter()
                .all(|row| row.len() <= 5 && row.iter().all(|one| matches!(one, Widget::Button { .. })))
        );
    })
    .await;
}
