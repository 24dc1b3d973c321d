//! Drills: everything is real but the emergency, and nothing of it counts.

use incidents::model::milestones::Milestone;
use incidents::operations::milestones_of::milestones_of;
use tests::world::desk::Desk;
use tests::world::post::{delivers, directs, posts, ticks};

use super::*;

fn drill(more: Vec<(&str, Given)>) -> Vec<(&str, Given)> {
    let mut given = vec![("who", Given::Text("payments".into()))];
    given.extend(more);
    given
}

#[tokio::test]
async fn a_drill_in_an_incident_is_marked_everywhere_and_counts_in_no_metric() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        an_incident(desk).await;
        let asked = drill(vec![("incident", Given::Text("1".into())), ("speed", Given::Number(10))]);
        let said = tests::world::desk::said(desk.gives("page drill", asked).await).text;
        assert!(said.contains("**DRILL**"), "{said}");
        let left = delivers(&desk.ledger).await;
        let texts = directs(&left).into_iter().map(|(_, message)| message.text);
        let texts: Vec<_> = texts.chain(posts(&left).into_iter().map(|message| message.text)).collect();
        assert_eq!(texts.len(), 2, "the ping and the direct message: {texts:?}");
        assert!(texts.iter().all(|text| text.contains("**DRILL**")), "{texts:?}");
        desk.clock.advance(TimeDelta::seconds(30));
        ticks(&desk.ledger).await;
        let second = directs(&delivers(&desk.ledger).await);
        assert_eq!(second[0].0, BEN, "five minutes are half a minute");
        presses_as(desk, person(BEN, "ben"), &second[0].1, "Acknowledge").await;
        let page = pages(&desk.ledger, 1).await.remove(0);
        assert!(!page.page.is_open(), "it ends with the answer");
        for shown in ["page status", "timeline list"] {
            let shown = desk.hears(shown, &[("incident", "1")]).await;
            assert!(shown.contains("DRILL"), "{shown}");
        }
        let incident = desk.incident(1).await;
        let milestones = desk.ledger.read(move |view| milestones_of(view, &incident)).await.unwrap();
        assert!(milestones.get(Milestone::Acknowledged).is_none(), "{milestones:?}");
    })
    .await;
}

#[tokio::test]
async fn a_drill_outside_of_incidents_tells_whoever_held_it_how_it_went() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[BEN])).await;
        for answered in [true, false] {
            desk.gives("page drill", drill(Vec::new())).await;
            let call = directs(&delivers(&desk.ledger).await).remove(0);
            assert!(call.0 == BEN && call.1.text.contains("**DRILL** · **Drill page**"), "{call:?}");
            desk.clock.advance(TimeDelta::seconds(42));
            if answered {
                presses_as(desk, person(BEN, "ben"), &call.1, "Acknowledge").await;
            } else {
                desk.clock.advance(minutes(5));
                ticks(&desk.ledger).await;
            }
            let (to, told) = directs(&delivers(&desk.ledger).await).remove(0);
            assert_eq!(to, ANA, "she held it");
            let how = if answered { "answered after 42 s" } else { "**nobody answered**" };
            assert!(told.text.contains(how) && told.text.contains("<@2> · direct message"), "{}", told.text);
            desk.clock.advance(minutes(60));
            ticks(&desk.ledger).await;
            assert!(directs(&delivers(&desk.ledger).await).is_empty(), "and that was all");
        }
        let refused = drill(vec![("speed", Given::Number(61))]);
        let refused = tests::world::desk::said(desk.gives("page drill", refused).await).text;
        assert!(refused.contains("1 to 60"), "{refused}");
    })
    .await;
}
