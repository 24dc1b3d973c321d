//! Answers: whichever way they come, the first stops everything, and the others are heard.

use incidents::model::escalation::{Ending, State};
use tests::world::World;
use tests::world::desk::{Desk, button};
use tests::world::post::{delivers, directs, posts, ticks};

use super::*;

#[tokio::test]
async fn a_page_pings_the_channel_and_tells_the_person_and_an_answer_ends_it() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        an_incident(desk).await;
        let sent = desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        assert!(sent.contains("<@1>: direct message"), "{sent}");
        let left = delivers(&desk.ledger).await;
        let to_ana = directs(&left);
        assert_eq!(to_ana.len(), 1, "{left:?}");
        assert_eq!(to_ana[0].0, ANA);
        let ping = posts(&left).into_iter().find(|post| post.text.contains("📟")).expect("the ping");
        assert_eq!(ping.pings, [commands::reply::Ping::User(UserId(ANA))]);

        let answer = presses_as(desk, person(ANA, "ana"), &to_ana[0].1, "Acknowledge").await;
        assert!(answer.text.contains("<@1> has it"), "{}", answer.text);
        let told = posts(&delivers(&desk.ledger).await);
        assert!(
            told.iter().any(|post| post.text.contains("<@1> has it")),
            "the channel hears of it: {told:?}"
        );
        desk.clock.advance(minutes(20));
        ticks(&desk.ledger).await;
        assert!(directs(&delivers(&desk.ledger).await).is_empty(), "nobody else is called");
    })
    .await;
}

#[tokio::test]
async fn an_answer_at_the_deadline_counts_in_whichever_order_they_come() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        for (number, answer_first) in [(1, true), (2, false)] {
            an_incident(desk).await;
            let named = number.to_string();
            desk.hears("page send", &[("who", "payments"), ("incident", &named)]).await;
            delivers(&desk.ledger).await;
            desk.clock.advance(minutes(5));
            if !answer_first {
                ticks(&desk.ledger).await;
            }
            desk.hears("page ack", &[("incident", &named)]).await;
            ticks(&desk.ledger).await;
            let left = directs(&delivers(&desk.ledger).await);
            assert!(left.is_empty(), "what was not sent is taken back: {left:?}");
            let page = &pages(&desk.ledger, number).await[0];
            assert!(matches!(page.page.state(), State::Acked(_)), "{:?}", page.page.state());
        }
    })
    .await;
}

#[tokio::test]
async fn an_answer_while_a_message_is_on_its_way_stands() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        let claim = desk
            .ledger
            .change(Actor::sitrep(GUILD), |change| incidents::operations::deliver::claim(change, "slow", 64));
        let held = claim.await.unwrap();
        desk.hears("page ack", &[("incident", "1")]).await;
        for held in held {
            let wish = held.clone();
            let parcel = desk.ledger.read(move |view| commands::parcels::parcel(view, &wish)).await.unwrap();
            assert!(!matches!(parcel, commands::parcels::Parcel::Direct { .. }), "taken back: {parcel:?}");
            let late = incidents::model::notice::Outcome::Delivered(None);
            let settle = desk.ledger.change(Actor::sitrep(GUILD), move |change| {
                incidents::operations::deliver::settle(change, &held, &late)
            });
            settle.await.unwrap();
        }
        desk.clock.advance(minutes(10));
        ticks(&desk.ledger).await;
        assert!(directs(&delivers(&desk.ledger).await).is_empty());
    })
    .await;
}

#[tokio::test]
async fn of_three_answers_at_once_one_takes_it_and_none_is_refused() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        delivers(&desk.ledger).await;
        let incident = [("incident", "1")];
        let (one, two, three) = tokio::join!(
            runs_as(desk, person(ANA, "ana"), "page ack", &incident),
            runs_as(desk, person(BEN, "ben"), "page ack", &incident),
            runs_as(desk, person(CLEO, "cleo"), "page ack", &incident),
        );
        let all = [one.text, two.text, three.text];
        assert_eq!(all.iter().filter(|text| text.contains("Escalation has stopped")).count(), 1, "{all:?}");
        assert_eq!(all.iter().filter(|text| text.contains("has it already")).count(), 2, "{all:?}");
        let status = desk.hears("page status", &[("incident", "1")]).await;
        assert!(status.contains("also there"), "{status}");
    })
    .await;
}

#[tokio::test]
async fn resolving_stops_everything_and_a_late_answer_is_told_so() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        let end = [("cause", "A deploy"), ("resolution", "Rolled back"), ("incident", "1")];
        desk.hears("incident resolve", &end).await;
        assert!(directs(&delivers(&desk.ledger).await).is_empty(), "what had not left never leaves");
        desk.clock.advance(minutes(60));
        ticks(&desk.ledger).await;
        assert!(directs(&delivers(&desk.ledger).await).is_empty());
        let page = &pages(&desk.ledger, 1).await[0];
        assert!(matches!(page.page.state(), State::Ended { how: Ending::Resolved, .. }));
        let late = desk.hears("page ack", &[("incident", "1")]).await;
        assert!(late.contains("nothing left to acknowledge"), "{late}");
    })
    .await;
}

#[tokio::test]
async fn silence_is_asked_about_and_then_calls_again_unless_something_is_heard() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        delivers(&desk.ledger).await;
        desk.hears("page ack", &[("incident", "1")]).await;
        desk.clock.advance(minutes(27));
        ticks(&desk.ledger).await;
        let asked = posts(&delivers(&desk.ledger).await);
        assert!(asked.iter().any(|post| post.text.contains("still on")), "{asked:?}");
        let answer = desk.hears("page ack", &[("incident", "1")]).await;
        assert!(answer.contains("still on it"), "{answer}");
        desk.clock.advance(minutes(5));
        ticks(&desk.ledger).await;
        assert!(directs(&delivers(&desk.ledger).await).is_empty(), "the answer bought half an hour");
        desk.clock.advance(minutes(26));
        ticks(&desk.ledger).await;
        assert_eq!(directs(&delivers(&desk.ledger).await).len(), 1, "silence calls again");
    })
    .await;
}

#[tokio::test]
async fn a_second_press_of_escalate_says_where_it_stands() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN, CLEO])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        let message = directs(&delivers(&desk.ledger).await).remove(0).1;
        presses_as(desk, person(ANA, "ana"), &message, "Escalate").await;
        let again = presses_as(desk, person(ANA, "ana"), &message, "Escalate").await;
        assert!(again.text.contains("already moved on, to level 2"), "{}", again.text);
        let to: Vec<_> = directs(&delivers(&desk.ledger).await).into_iter().map(|(to, _)| to).collect();
        assert_eq!(to, [BEN]);
    })
    .await;
}

#[tokio::test]
async fn a_button_in_a_direct_message_is_for_whoever_was_called() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        let message = directs(&delivers(&desk.ledger).await).remove(0).1;
        let id = button(&message, "Acknowledge").unwrap();
        let home = async |id: &str, user: i64| {
            let id = id.to_owned();
            desk.ledger.read(move |view| commands::direct::home(view, &id, UserId(user))).await.unwrap()
        };
        assert_eq!(home(&id, ANA).await, Some(GUILD));
        assert_eq!(home(&id, BEN).await, None, "somebody else's button");
        assert_eq!(home("1/page-ack/999/1", ANA).await, None, "a page that is not there");
        assert_eq!(home("1/resolve/1", ANA).await, None, "a button that is not for direct messages");
    })
    .await;
}

#[tokio::test]
async fn a_test_page_is_marked_counts_as_no_incident_and_proves_the_way() {
    Desk::on_each(NOW, async |desk| {
        let contact = has_contact(&desk.ledger, "ana", ANA, Vec::new()).await;
        desk.hears("contact test", &[("contact", "Ana")]).await;
        let message = directs(&delivers(&desk.ledger).await).remove(0).1;
        assert!(message.text.contains("**TEST**"), "{}", message.text);
        let answer = presses_as(desk, person(ANA, "ana"), &message, "Acknowledge").await;
        assert!(answer.text.contains("has it"), "{}", answer.text);
        let read = desk.ledger.read(move |view| {
            let contact = store::contacts::look(view, GUILD, contact)?.expect("she is still there");
            Ok(contact.ways.iter().next().expect("she has a way").worked_at)
        });
        assert_eq!(read.await.unwrap(), Some(desk.clock.now()));
        assert!(posts(&delivers(&desk.ledger).await).is_empty(), "no channel hears of it");
    })
    .await;
}

#[tokio::test]
async fn without_the_intent_for_reactions_a_page_is_answered_by_button_and_command() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    ben.goes_to("inc-1-checkout-is-down");
    for _ in 0..2 {
        ana.runs(&format!("/page send who:{}", ben.person.mention())).await;
    }
    let ping = ben.must_see("📟");
    for emoji in ["👍", "✅", "📌"] {
        ben.person.reacts(ping.id, emoji).expect("people may react");
    }
    world.settle().await;
    let acked = || ana.sees().iter().filter(|seen| seen.contains("has it")).count();
    assert_eq!(acked(), 0, "a reaction is no answer: {:?}", ana.sees());
    ben.clicks("Acknowledge").await;
    ben.runs("/page ack page:1").await;
    let status = ana.runs("/page status").await.words();
    assert_eq!(status.matches("has it since").count(), 2, "{status}");
}
