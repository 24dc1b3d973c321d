//! Cases that go wrong elsewhere: many at once, texts of any shape, and incidents that change under a page.

use incidents::model::escalation::{Ending, State};
use tests::world::desk::{Desk, said};
use tests::world::post::{FIRST_CHANNEL, delivers, directs, posts, ticks};

use super::*;

#[tokio::test]
async fn an_answer_counts_alike_from_the_command_the_channel_and_a_direct_message() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        for number in 1..=3 {
            an_incident(desk).await;
            let named = number.to_string();
            desk.hears("page send", &[("who", "payments"), ("incident", &named)]).await;
            let left = delivers(&desk.ledger).await;
            match number {
                1 => drop(desk.hears("page ack", &[("incident", "1")]).await),
                2 => drop(presses_as(desk, person(ANA, "ana"), &directs(&left)[0].1, "Acknowledge").await),
                _ => {
                    let ping = posts(&left).into_iter().find(|post| post.text.contains("📟")).unwrap();
                    let id = tests::world::desk::button(&ping, "Acknowledge").unwrap();
                    let channel = desk.incident(3).await.channel.unwrap_or(FIRST_CHANNEL);
                    let press = Ask::Press { id, values: Vec::new() };
                    let told = said(desk.asks_in(channel, person(ANA, "ana"), press).await);
                    assert!(!told.private, "in the channel everybody reads it");
                }
            }
            let page = pages(&desk.ledger, number).await.remove(0);
            assert!(matches!(page.page.state(), State::Acked(acked) if acked.by == user(ANA)), "{number}");
            let timeline = desk.hears("timeline list", &[("incident", &named)]).await;
            assert!(timeline.contains("acknowledged by"), "{timeline}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_hundred_incidents_in_one_second_each_call_at_once_and_escalate_on_time() {
    Desk::on_each(NOW, async |desk| {
        for number in 1..=100_i64 {
            let ladder = ladder(&[1_000 + number, 2_000 + number]);
            has_policy(&desk.ledger, &format!("p{number}"), ladder).await;
            let given = [("title", "Checkout is down"), ("page", &format!("p{number}"))];
            desk.hears("incident open", &given.map(|(name, text)| (name, text))).await;
        }
        let mut first: Vec<_> =
            directs(&delivers(&desk.ledger).await).into_iter().map(|(to, _)| to).collect();
        first.sort_unstable();
        assert_eq!(first, (1_001..=1_100).collect::<Vec<_>>(), "everybody once, nobody later");
        desk.clock.advance(minutes(5));
        ticks(&desk.ledger).await;
        let mut second: Vec<_> =
            directs(&delivers(&desk.ledger).await).into_iter().map(|(to, _)| to).collect();
        second.sort_unstable();
        assert_eq!(second, (2_001..=2_100).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn of_pages_told_in_one_message_each_is_answered_by_itself() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA])).await;
        an_incident(desk).await;
        for _ in 0..5 {
            desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        }
        let storm = directs(&delivers(&desk.ledger).await).remove(2).1;
        presses_as(desk, person(ANA, "ana"), &storm, "Acknowledge INC-1 page 4").await;
        let acked: Vec<_> = pages(&desk.ledger, 1)
            .await
            .into_iter()
            .filter(|paged| matches!(paged.page.state(), State::Acked(_)))
            .map(|paged| paged.number)
            .collect();
        assert_eq!(acked, [4]);
        desk.clock.advance(TimeDelta::seconds(3));
        let left = delivers(&desk.ledger).await;
        let shown = left.iter().find_map(|left| match &left.parcel {
            commands::parcels::Parcel::Post { message, .. } if message.text.contains("pages for you") => {
                Some(message.text.clone())
            }
            _ => None,
        });
        assert!(shown.expect("the message shows it").contains("Page 4** · payments · INC-1: <@1> has it"));
    })
    .await;
}

#[tokio::test]
async fn a_merged_incident_calls_on_for_the_one_it_joined() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        an_incident(desk).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "2")]).await;
        delivers(&desk.ledger).await;
        desk.hears("incident merge", &[("into", "1"), ("incident", "2")]).await;
        let old = pages(&desk.ledger, 2).await.remove(0);
        assert!(matches!(old.page.state(), State::Ended { how: Ending::Merged, .. }));
        let new = pages(&desk.ledger, 1).await.remove(0);
        assert!(matches!(new.page.state(), State::Notifying(_)), "{:?}", new.page.state());
    })
    .await;
}

#[tokio::test]
async fn a_reopened_incident_calls_anew_and_a_stopped_page_stays_stopped() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        has_policy(&desk.ledger, "search", ladder(&[CLEO])).await;
        an_incident(desk).await;
        for who in ["payments", "search"] {
            desk.hears("page send", &[("who", who), ("incident", "1")]).await;
        }
        desk.hears("page stop", &[("page", "2"), ("incident", "1")]).await;
        let end = [("cause", "A deploy"), ("resolution", "Rolled back"), ("incident", "1")];
        desk.hears("incident resolve", &end).await;
        delivers(&desk.ledger).await;
        desk.hears("incident reopen", &[("reason", "It is back"), ("incident", "1")]).await;
        let to: Vec<_> = directs(&delivers(&desk.ledger).await).into_iter().map(|(to, _)| to).collect();
        assert_eq!(to, [ANA], "the first level of the page that the end had ended");
    })
    .await;
}

#[tokio::test]
async fn texts_of_any_shape_arrive_whole_within_the_limits_and_ping_nobody_else() {
    Desk::on_each(NOW, async |desk| {
        let long = "word ".repeat(190);
        for (number, title) in
            [(1, "@everyone <@&7> down"), (2, "🔥🔥🔥"), (3, "العربية معطلة"), (4, "**bold** `code` [x](y)")]
        {
            has_policy(&desk.ledger, &format!("p{number}"), ladder(&[ANA])).await;
            desk.hears("incident open", &[("title", title)]).await;
            delivers(&desk.ledger).await;
            let who = format!("p{number}");
            let send = [
                ("who", who.as_str()),
                ("message", &format!("@everyone {long}")),
                ("incident", &number.to_string()),
            ];
            desk.hears("page send", &send.map(|(name, text)| (name, text))).await;
            let left = delivers(&desk.ledger).await;
            let mut texts = posts(&left);
            texts.extend(directs(&left).into_iter().map(|(_, message)| message));
            for message in texts.iter().filter(|message| message.text.contains("📟")) {
                assert!(message.text.chars().count() <= 2_000, "{title}");
                assert!(
                    !message.text.contains("@everyone") && !message.text.contains("<@&7>"),
                    "{}",
                    message.text
                );
                assert!(message.pings.iter().all(|ping| *ping == commands::reply::Ping::User(UserId(ANA))));
            }
            desk.clock.advance(minutes(2));
        }
        let refused = desk
            .hears("page send", &[("who", "p1"), ("message", &"x".repeat(1_001)), ("incident", "1")])
            .await;
        assert!(refused.contains("1000 characters") || refused.contains("1,000"), "{refused}");
    })
    .await;
}
