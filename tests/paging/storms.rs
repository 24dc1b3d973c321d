//! Storms: many pages to one person are one message that says so, and none is lost in it.

use commands::parcels::Parcel;
use tests::world::desk::Desk;
use tests::world::post::{delivers, directs};

use super::*;

#[tokio::test]
async fn fifty_pages_to_one_person_are_a_few_messages_that_name_them_all() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA])).await;
        an_incident(desk).await;
        for _ in 0..50 {
            desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        }
        let left = delivers(&desk.ledger).await;
        let directs = directs(&left);
        assert_eq!(directs.len(), 3, "two by themselves, and one for all the rest");
        assert!(directs[2].1.text.contains("48 pages for you"), "{}", directs[2].1.text);
        let pings = left
            .iter()
            .filter(|left| matches!(left.notice, incidents::model::notice::Notice::PageChannel { .. }));
        assert_eq!(pings.count(), 50, "each is in the channel");
    })
    .await;
}

#[tokio::test]
async fn a_page_that_comes_after_the_message_left_is_added_to_it_at_once() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA])).await;
        for number in 1..=5 {
            an_incident(desk).await;
            desk.hears("page send", &[("who", "payments"), ("incident", &number.to_string())]).await;
            let left = delivers(&desk.ledger).await;
            assert_eq!(directs(&left).len(), usize::from(number <= 3), "page {number}");
        }
        desk.clock.advance(TimeDelta::seconds(3));
        let left = delivers(&desk.ledger).await;
        let text = left.iter().find_map(|left| match &left.parcel {
            Parcel::Post { replaces: Some(_), message, .. } if message.text.contains("pages for you") => {
                Some(message.text.clone())
            }
            _ => None,
        });
        let text = text.expect("the third message is brought up to date");
        for number in 3..=5 {
            assert!(text.contains(&format!("INC-{number}")), "{text}");
        }
    })
    .await;
}
