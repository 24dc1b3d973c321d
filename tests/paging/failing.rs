//! Failures: seen at once, told in the channel, and never the end of the call.

use commands::parcels::Parcel;
use incidents::model::attempt::State as Came;
use incidents::model::escalation::State;
use incidents::model::notice::Outcome;
use tests::world::desk::Desk;
use tests::world::post::{delivers, delivers_where, directs, posts, ticks};

use super::*;

fn closed_to(id: i64) -> impl Fn(&Parcel) -> Option<Outcome> {
    move |parcel| match parcel {
        Parcel::Direct { user, .. } if user.0 == id => {
            Some(Outcome::Unreachable("their direct messages are closed to Sitrep".into()))
        }
        _ => None,
    }
}

#[tokio::test]
async fn somebody_out_of_reach_is_named_and_the_next_level_is_called_at_once() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        let left = delivers_where(&desk.ledger, closed_to(ANA)).await;
        let to: Vec<_> = directs(&left).into_iter().map(|(to, _)| to).collect();
        assert_eq!(to, [ANA, BEN], "no five minutes are lost");
        let named = posts(&left).into_iter().find(|post| post.text.contains("could not be reached"));
        let named = named.expect("the channel is told").text;
        assert!(named.contains("<@1>") && named.contains("direct messages are closed"), "{named}");
    })
    .await;
}

#[tokio::test]
async fn one_way_that_fails_loses_nobody_who_has_another() {
    Desk::on_each(NOW, async |desk| {
        let mail = Way::Email("ana@example.com".parse().unwrap());
        has_contact(&desk.ledger, "ana", ANA, vec![mail]).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "ana"), ("incident", "1")]).await;
        let left = delivers_where(&desk.ledger, closed_to(ANA)).await;
        assert!(!posts(&left).iter().any(|post| post.text.contains("could not be reached")), "{left:?}");
        assert!(left.iter().any(|left| matches!(left.parcel, Parcel::Letter(_))), "the mail leaves too");
        let page = pages(&desk.ledger, 1).await.remove(0);
        let came: Vec<_> = attempts(&desk.ledger, page.id).await.iter().map(|one| one.state).collect();
        assert_eq!(came, [Came::FailedPerm, Came::Sent]);
    })
    .await;
}

#[tokio::test]
async fn after_three_tries_the_other_ways_must_do_while_it_is_still_tried() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        for tried in 1..=3 {
            let soon = desk.clock.now() + TimeDelta::seconds(1);
            let busy = |parcel: &Parcel| match parcel {
                Parcel::Direct { user, .. } if user.0 == ANA => {
                    Some(Outcome::RetryAt(soon, "Discord is busy".into()))
                }
                _ => None,
            };
            let to: Vec<_> =
                directs(&delivers_where(&desk.ledger, busy).await).into_iter().map(|(to, _)| to).collect();
            assert_eq!(to.contains(&BEN), tried == 3, "try {tried}: {to:?}");
            desk.clock.advance(TimeDelta::seconds(1));
        }
        let to: Vec<_> = directs(&delivers(&desk.ledger).await).into_iter().map(|(to, _)| to).collect();
        assert_eq!(to, [ANA], "it arrives late all the same");
    })
    .await;
}

#[tokio::test]
async fn when_all_is_through_the_channel_hears_that_nobody_answered() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        let mut said = Vec::new();
        for _ in 0..3 {
            said.extend(posts(&delivers(&desk.ledger).await));
            desk.clock.advance(minutes(5));
            ticks(&desk.ledger).await;
        }
        said.extend(posts(&delivers(&desk.ledger).await));
        assert_eq!(said.iter().filter(|post| post.text.contains("**nobody answered**")).count(), 1);
        let page = &pages(&desk.ledger, 1).await[0];
        assert!(matches!(page.page.state(), State::Exhausted(_)));
        let timeline = desk.hears("timeline list", &[("incident", "1")]).await;
        assert!(timeline.contains("nobody answered"), "{timeline}");
    })
    .await;
}

#[tokio::test]
async fn a_private_incident_tells_nobody_outside() {
    Desk::on_each(NOW, async |desk| {
        desk.sets(|settings| settings.announcements = Some(incidents::ids::ChannelId(600))).await;
        has_policy(&desk.ledger, "payments", ladder(&[ANA])).await;
        let given = vec![
            ("title", Given::Text("Salaries leaked".into())),
            ("private", Given::Truth(true)),
            ("page", Given::Text("payments".into())),
        ];
        desk.gives("incident open", given).await;
        let mut left = delivers(&desk.ledger).await;
        desk.clock.advance(minutes(5));
        ticks(&desk.ledger).await;
        left.extend(delivers(&desk.ledger).await);
        let outside = left.iter().filter(|left| match &left.parcel {
            Parcel::Post { channel, .. } => channel.0 == 600,
            _ => false,
        });
        assert_eq!(outside.count(), 0);
    })
    .await;
}
