//! Who is reminded of what, when, and what becomes of it: told with time moved by hand.

use chrono::TimeDelta;
use commands::request::{Ask, Given};
use incidents::ids::{ChannelId, UserId};
use incidents::model::incident::{Holder, State};
use incidents::{Actor, store};
use tests::world::desk::{Desk, GUILD, ana, ben, button, form, said};

use super::calendar::{To, Wheel};

/// A Monday.
pub(super) const NOW: &str = "2026-10-05T12:00:00Z";
const ANA: To = To::Person(UserId(1));
const BEN: To = To::Person(UserId(2));
const ROOM: To = To::Channel(ChannelId(300));
pub(super) const LOUD: To = To::Channel(ChannelId(400));

/// An incident with a channel, led by Ben.
pub(super) async fn ready(desk: &Desk) -> Wheel {
    desk.sets(|settings| settings.announcements = Some(ChannelId(400))).await;
    desk.runs("incident open", &[("title", "Checkout is down")]).await;
    let id = desk.incident(1).await.id;
    desk.opens_channel(id, ChannelId(300)).await;
    changes(desk, |incident| {
        let ben = Holder { id: UserId(2), name: "ben".into() };
        incident.roles.0.insert("lead".into(), ben);
    })
    .await;
    Wheel::default()
}

pub(super) async fn changes(
    desk: &Desk,
    set: impl FnOnce(&mut incidents::model::incident::Incident) + Send + 'static,
) {
    let id = desk.incident(1).await.id;
    let change = desk.ledger.change(Actor::sitrep(GUILD), move |change| {
        let mut incident = store::incidents::get(change, id)?;
        set(&mut incident);
        Ok(store::incidents::save(change, &incident)?)
    });
    change.await.unwrap();
}

pub(super) async fn adds(desk: &Desk, title: &str, due: &str) {
    let options = [("incident", "INC-1"), ("title", title), ("owner", "<@1>"), ("due", due)];
    let told = desk.hears("action add", &options).await;
    assert!(told.contains(title), "{told}");
}

pub(super) async fn turn(wheel: &mut Wheel, desk: &Desk, until: &str) {
    wheel.turn(&desk.ledger, &desk.clock, until).await;
}

#[tokio::test]
async fn an_action_is_reminded_of_until_everybody_knows() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        adds(desk, "Add an alert", "2026-10-23").await;
        turn(&mut wheel, desk, "2026-11-15T12:00:00Z").await;
        let expected = [
            "10-21 09:00",
            "10-23 09:00",
            "10-24 09:00",
            "10-26 09:00",
            "10-30 09:00",
            "11-06 09:00",
            "11-13 09:00",
        ];
        assert_eq!(wheel.times(ANA), expected);
        assert_eq!(
            wheel.times(BEN),
            ["10-30 09:00", "11-06 09:00", "11-13 09:00"],
            "the lead, from a week on"
        );
        assert_eq!(wheel.times(ROOM), ["11-06 09:00", "11-13 09:00"], "everybody, from two weeks on");
    })
    .await;
}

#[tokio::test]
async fn reminders_come_by_the_owners_own_clock() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        let told = desk.hears("action mine", &[("zone", "America/New_York")]).await;
        assert!(told.contains("09:00 in America/New_York"), "{told}");
        adds(desk, "Add an alert", "2026-10-30").await;
        turn(&mut wheel, desk, "2026-11-03T12:00:00Z").await;
        // New York's clocks are set back on 1 November.
        assert_eq!(wheel.times(ANA), ["10-28 13:00", "10-30 13:00", "10-31 13:00", "11-02 14:00"]);
    })
    .await;
}

#[tokio::test]
async fn one_message_a_day_holds_everything_and_its_buttons_work_months_later() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        for n in 1..=6 {
            adds(desk, &format!("Thing number {n}"), "2026-10-23").await;
        }
        turn(&mut wheel, desk, "2026-10-21T23:00:00Z").await;
        let heard = wheel.heard(ANA);
        let [(at, message)] = heard.as_slice() else { panic!("one message, not {heard:?}") };
        assert_eq!(at, "10-21 09:00");
        assert!(
            message.text.contains("6 actions are waiting") && message.text.contains("A-4"),
            "{message:?}"
        );
        assert!(
            !message.text.contains("A-5") && message.rows.len() == 5,
            "four and the turning: {message:?}"
        );

        desk.clock.advance(TimeDelta::days(100));
        let second = said(desk.presses(message, "More").await);
        assert!(second.text.contains("A-5") && second.text.contains("A-6"), "{second:?}");
        let told = said(desk.presses(message, "Done · A-1").await).text;
        assert!(told.contains("A-1** · Thing number 1 is done"), "{told}");
        let how_long = said(desk.presses(message, "Snooze · A-2").await);
        let told = said(desk.presses(&how_long, "3 days").await).text;
        assert!(told.contains("A-2** · Thing number 2 is silent until"), "{told}");
        let asked = form(desk.presses(message, "Not doing · A-3").await);
        let told = said(desk.sends(&asked, &[("reason", "too dear")]).await).text;
        assert!(told.contains("decided against: too dear"), "{told}");
        let asked = form(desk.presses(message, "Reassign · A-4").await);
        let told = said(desk.sends(&asked, &[("owner", "ben")]).await).text;
        assert!(told.contains("A-4** · Thing number 4 is now with <@2>"), "{told}");
        let again = said(desk.presses(message, "Done · A-1").await).text;
        assert!(again.contains("A-1 is already done"), "{again}");
        let id = button(message, "Done · A-1").unwrap();
        assert_eq!(commands::handles::guild(&id), Some(GUILD), "a direct message names no server");
    })
    .await;
}

#[tokio::test]
async fn whoever_is_given_an_action_is_told() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        adds(desk, "Add an alert", "2026-10-23").await;
        desk.hears("action edit", &[("action", "A-1"), ("owner", "<@2>")]).await;
        turn(&mut wheel, desk, "2026-10-22T12:00:00Z").await;
        let heard = wheel.heard(BEN);
        let times: Vec<_> = heard.iter().map(|(at, _)| at.as_str()).collect();
        assert_eq!(times, ["10-05 12:00", "10-21 09:00"], "at once, and then as its owner");
        assert!(heard[0].1.text.contains("It is yours now"), "{heard:?}");
        assert!(wheel.times(ANA).is_empty());
    })
    .await;
}

#[tokio::test]
async fn snoozing_holds_everything_and_then_it_goes_on() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        adds(desk, "Add an alert", "2026-10-23").await;
        desk.hears("action snooze", &[("action", "A-1"), ("until", "2026-10-27")]).await;
        turn(&mut wheel, desk, "2026-11-01T12:00:00Z").await;
        assert_eq!(wheel.times(ANA), ["10-27 09:00", "10-30 09:00"]);
    })
    .await;
}

#[tokio::test]
async fn who_is_out_of_reach_is_stood_in_for_by_the_lead_and_then_by_the_channel() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        wheel.closed.insert(UserId(1));
        adds(desk, "Add an alert", "2026-10-23").await;
        turn(&mut wheel, desk, "2026-10-21T23:00:00Z").await;
        let heard = wheel.heard(BEN);
        assert_eq!(heard.len(), 1, "{heard:?}");
        assert!(heard[0].1.text.contains("It is with <@1>, whom Sitrep cannot reach"), "{heard:?}");
        wheel.closed.insert(UserId(2));
        turn(&mut wheel, desk, "2026-10-23T23:00:00Z").await;
        assert_eq!(wheel.times(ROOM), ["10-23 09:00"]);
        let id = desk.incident(1).await.id;
        let log = desk.ledger.read(move |view| Ok(store::entries::in_order(view, id)?)).await.unwrap();
        let said = "somebody could not be reminded of action A-1: their direct messages are closed";
        assert!(
            log.iter().any(|entry| entry.text == said || entry.text.contains("could not be reminded")),
            "{log:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_missed_while_down_is_told_once_and_called_late() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        adds(desk, "Add an alert", "2026-10-23").await;
        // Nothing runs from here to the Monday after; then at night, when nobody is told anything.
        desk.clock.advance(
            "2026-10-27T04:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap() - desk.clock.now(),
        );
        turn(&mut wheel, desk, "2026-10-31T12:00:00Z").await;
        let heard = wheel.heard(ANA);
        let times: Vec<_> = heard.iter().map(|(at, _)| at.as_str()).collect();
        assert_eq!(times, ["10-27 09:00", "10-30 09:00"], "the missed three are one");
        assert!(heard[0].1.text.contains("Late: this should have come"), "{heard:?}");
        assert!(!heard[1].1.text.contains("Late"), "{heard:?}");
    })
    .await;
}

#[tokio::test]
async fn a_clock_set_back_repeats_nothing() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        adds(desk, "Add an alert", "2026-10-23").await;
        turn(&mut wheel, desk, "2026-10-21T09:30:00Z").await;
        desk.clock.advance(TimeDelta::hours(-2));
        turn(&mut wheel, desk, "2026-10-23T08:00:00Z").await;
        assert_eq!(wheel.times(ANA), ["10-21 09:00"]);
        turn(&mut wheel, desk, "2026-10-23T23:00:00Z").await;
        assert_eq!(wheel.times(ANA), ["10-23 09:00"]);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_sent_for_a_false_alarm_until_it_is_real_after_all() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        adds(desk, "Add an alert", "2026-10-23").await;
        changes(desk, |incident| incident.state = State::Cancelled).await;
        turn(&mut wheel, desk, "2026-10-23T23:00:00Z").await;
        assert!(wheel.times(ANA).is_empty());
        changes(desk, |incident| incident.state = State::Open).await;
        turn(&mut wheel, desk, "2026-10-26T23:00:00Z").await;
        assert_eq!(wheel.times(ANA), ["10-24 09:00", "10-26 09:00"]);
    })
    .await;
}

#[tokio::test]
async fn actions_of_a_merged_incident_come_along() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        adds(desk, "Add an alert", "2026-10-05").await;
        desk.runs("incident open", &[("title", "Payments fail")]).await;
        let into = desk.incident(2).await.id;
        desk.opens_channel(into, ChannelId(301)).await;
        changes(desk, move |incident| {
            incident.state = State::Merged;
            incident.merged_into = Some(into);
        })
        .await;
        turn(&mut wheel, desk, "2026-10-19T12:00:00Z").await;
        assert_eq!(wheel.times(To::Channel(ChannelId(301))), ["10-19 09:00"]);
        assert!(desk.hears("action list", &[]).await.contains("INC-2"));
    })
    .await;
}

#[tokio::test]
async fn the_lead_is_asked_three_times_what_the_actions_lack() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        for title in ["Add an alert", "Train support"] {
            desk.hears("action add", &[("incident", "INC-1"), ("title", title)]).await;
        }
        let end = [("incident", "INC-1"), ("cause", "a leak"), ("resolution", "a restart")];
        desk.hears("incident resolve", &end).await;
        turn(&mut wheel, desk, "2026-10-05T12:00:00Z").await;
        let heard = wheel.heard(ROOM);
        assert!(heard[0].1.text.contains("<@2>, these actions of"), "{heard:?}");
        let asked = form(desk.presses(&heard[0].1, "Complete A-2").await);
        desk.sends(&asked, &[("owner", "ana"), ("due", "2027-06-01")]).await;
        turn(&mut wheel, desk, "2026-10-12T12:00:00Z").await;
        let heard = wheel.heard(ROOM);
        let times: Vec<_> = heard.iter().map(|(at, _)| at.as_str()).collect();
        assert_eq!(times, ["10-05 16:00", "10-06 16:00"], "after four business hours, and a day after that");
        assert!(heard.iter().all(|(_, message)| !message.text.contains("A-2")), "{heard:?}");
    })
    .await;
}

#[tokio::test]
async fn a_repeating_action_that_nobody_does_is_missed_and_comes_round_again() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        let options = [
            ("incident", "INC-1"),
            ("title", "Run the drill"),
            ("owner", "<@1>"),
            ("repeat", "every monday 9:00"),
        ];
        desk.hears("action add", &options).await;
        turn(&mut wheel, desk, "2026-10-20T12:00:00Z").await;
        let heard = wheel.times(ANA);
        // Due on Monday the 12th; the Thursday before, the day, a day and three days after; the 19th takes its place.
        assert_eq!(
            heard,
            ["10-08 09:00", "10-12 09:00", "10-13 09:00", "10-15 09:00", "10-19 09:00", "10-20 09:00"]
        );
        let outcomes = async || {
            let read = desk.ledger.read(|view| {
                let action = store::actions::numbered(view, GUILD, incidents::ids::ActionNumber(1))?;
                Ok(store::occurrences::newest(view, action.expect("it is there").id, 10)?)
            });
            let all = read.await.unwrap().into_iter();
            all.map(|one| (one.due.format("%m-%d").to_string(), one.outcome.as_str(), one.times))
                .collect::<Vec<_>>()
        };
        assert_eq!(outcomes().await, [("10-19".into(), "open", 1), ("10-12".to_owned(), "missed", 1)]);
        desk.hears("action done", &[("action", "A-1")]).await;
        // Down for a month: the four missed are one row.
        desk.clock.advance(TimeDelta::days(34));
        turn(&mut wheel, desk, "2026-11-24T12:00:00Z").await;
        let expected = [
            ("11-23".into(), "open", 1),
            ("10-26".to_owned(), "missed", 4),
            ("10-19".into(), "done", 1),
            ("10-12".into(), "missed", 1),
        ];
        assert_eq!(outcomes().await, expected);
    })
    .await;
}

#[tokio::test]
async fn only_owner_lead_and_responders_act_on_an_action() {
    Desk::on_each(NOW, async |desk| {
        ready(desk).await;
        desk.ledger
            .change(Actor::sitrep(GUILD), |change| {
                Ok(store::roles::put(change, GUILD, incidents::ids::RoleId(7), "Responders", 0)?)
            })
            .await
            .unwrap();
        adds(desk, "Add an alert", "2026-10-23").await;
        let snooze = || Ask::Command {
            path: "action snooze".into(),
            options: [("action", "A-1"), ("until", "tomorrow")]
                .map(|(name, text)| (name.to_owned(), Given::Text(text.to_owned())))
                .into(),
        };
        let cleo = || incidents::model::access::Person { id: UserId(3), ..ben(None) };
        for (person, may) in [(ana(), true), (ben(None), true), (cleo(), false)] {
            let told = said(desk.asks_as(person.clone(), snooze()).await).text;
            assert_eq!(told.contains("is silent until"), may, "{person:?}: {told}");
        }
    })
    .await;
}
