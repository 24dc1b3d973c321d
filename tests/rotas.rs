//! Contacts, policies, schedules and cover, as people set them up and read them back.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use commands::parcels::Parcel;
use commands::reply::{Message, Reply};
use commands::request::{Ask, Given};
use incidents::ids::UserId;
use incidents::model::access::Person;
use incidents::model::notice::{Notice, RotaNotice};
use incidents::operations::run_due;
use incidents::{Actor, store};
use tests::world::desk::{Desk, GUILD, LOBBY, ben, button, form, said};

/// A Monday.
const NOW: &str = "2024-06-03T16:00:00Z";

fn text(text: &str) -> Given {
    Given::Text(text.into())
}

async fn asks_as(desk: &Desk, person: Person, path: &str, options: &[(&str, &str)]) -> Message {
    let options = options.iter().map(|(name, value)| ((*name).to_owned(), text(value))).collect();
    said(desk.asks_as(person, Ask::Command { path: path.into(), options }).await)
}

async fn refused(desk: &Desk, path: &str, options: &[(&str, &str)], why: &str) {
    let answer = said(desk.runs(path, options).await);
    assert!(answer.private && answer.text.contains(why), "{path} {options:?}: {}", answer.text);
}

async fn rotation(desk: &Desk, people: &str) -> String {
    let options =
        [("name", "Primary"), ("people", people), ("every", "1d"), ("handoff", "9:00"), ("zone", "UTC")];
    desk.hears("schedule create", &options).await
}

/// Runs what is due, and says which wishes that put into the outbox.
async fn comes_due(desk: &Desk) -> Vec<Notice> {
    let change = desk.ledger.change(Actor::sitrep(GUILD), |change| {
        let now = change.now;
        for due in store::timers::due(change, now, 100)? {
            run_due::run_due(change, &due)?;
        }
        let held = incidents::operations::deliver::claim(change, "desk", 100)?;
        for one in &held {
            let done = incidents::model::notice::Outcome::Delivered(None);
            incidents::operations::deliver::settle(change, one, &done)?;
        }
        // Whether they are still there is asked of Discord, and told to nobody.
        let is_told = |notice: &Notice| !matches!(notice, Notice::Rota(RotaNotice::Member { .. }));
        Ok(held.into_iter().map(|one| one.notice).filter(is_told).collect())
    });
    change.await.unwrap()
}

fn words(parcel: Parcel) -> String {
    match parcel {
        Parcel::Post { message, .. } | Parcel::Direct { message, .. } => message.text,
        other => panic!("not a message: {other:?}"),
    }
}

#[tokio::test]
async fn a_contact_is_added_changed_and_removed_and_no_address_is_said_back() {
    Desk::on_each(NOW, async |desk| {
        let ana = Given::User { id: UserId(1), name: "ana".into() };
        let given = vec![
            ("name", text("Ana")),
            ("user", ana.clone()),
            ("email", text("ana@example.com")),
            ("webhook", text("https://hooks.example.com/s3cret")),
            ("order", text("email")),
        ];
        let added = said(desk.gives("contact add", given).await);
        assert!(
            added.private && added.text.contains("email a…@\u{200b}example.com, then discord"),
            "{}",
            added.text
        );
        refused(desk, "contact add", &[("name", "ANA"), ("ntfy", "x")], "already a contact named").await;
        let again = desk.gives("contact add", vec![("name", text("Other")), ("user", ana)]).await;
        assert!(said(again).text.contains("already here as the contact \"Ana\""));
        let changed =
            desk.hears("contact edit", &[("contact", "ana"), ("email", "off"), ("phone", "+49 30 1234567")]);
        let changed = changed.await;
        assert!(changed.contains("sms +49…67") && !changed.contains("email"), "{changed}");
        let listed = desk.hears("contact list", &[]).await;
        for secret in ["s3cret", "ana@", "301234"] {
            assert!(!format!("{}{changed}{listed}", added.text).contains(secret), "{secret}");
        }
        rotation(desk, "Ana, <@2>").await;
        let removed = desk.hears("contact remove", &[("contact", "Ana")]).await;
        assert!(
            removed.contains("Schedules that still name them, where nobody answers now: Primary"),
            "{removed}"
        );
        assert!(desk.hears("contact list", &[]).await.contains("no contacts yet"));
        assert!(desk.hears("oncall now", &[]).await.contains("**nobody**"), "who was removed is nobody");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_way_is_refused_without_repeating_it() {
    Desk::on_each(NOW, async |desk| {
        for (option, typed, why) in [
            ("email", "ana@example.com\r\nBcc: x@example.com", "no mail address"),
            ("phone", "0301234", "no phone number"),
            ("webhook", "file:///etc/s3cret", "no webhook address"),
            ("ntfy", "a b", "no ntfy topic"),
            ("order", "pigeon", "no way called"),
        ] {
            refused(desk, "contact add", &[("name", "x"), (option, typed)], why).await;
        }
        refused(desk, "contact add", &[("name", "x")], "at least one way").await;
        refused(
            desk,
            "contact add",
            &[("name", "@everyone"), ("ntfy", "x"), ("order", "email")],
            "no email to put first",
        )
        .await;
        refused(desk, "contact remove", &[("contact", "@nobody")], "There is no contact").await;
        let denied = asks_as(desk, ben(None), "contact add", &[("name", "x"), ("ntfy", "x")]).await;
        assert!(denied.text.contains("Only admins"), "{}", denied.text);
    })
    .await;
}

#[tokio::test]
async fn a_policy_grows_level_by_level_and_is_refused_where_nobody_answers() {
    Desk::on_each(NOW, async |desk| {
        let made = desk.hears("policy create", &[("name", "Payments"), ("ack_timeout", "off")]).await;
        assert!(made.contains("nobody would be told"), "{made}");
        refused(desk, "policy create", &[("name", "payments")], "already a policy named").await;
        refused(desk, "policy create", &[("name", "x"), ("ack_timeout", "5d")], "1 minute to 4 days").await;
        refused(desk, "policy step", &[("policy", "Payments"), ("who", "@zoe")], "Nobody here is known as")
            .await;
        rotation(desk, "<@1> <@2>").await;
        let step =
            desk.hears("policy step", &[("policy", "payments"), ("who", "primary, <@3>"), ("after", "10m")]);
        let step = step.await;
        assert!(step.contains("1. schedule **Primary**, <@3> · then 10 min"), "{step}");
        let wait = [("policy", "payments"), ("who", "<@4>"), ("after", "10s")];
        refused(desk, "policy step", &wait, "1 minute to 24 hours").await;
        let gap = vec![("policy", text("payments")), ("who", text("<@4>")), ("level", Given::Number(3))];
        assert!(said(desk.gives("policy step", gap).await).text.contains("Give a level from 1 to 2"));
        let more = vec![("policy", text("payments")), ("who", text("<@&9>")), ("level", Given::Number(1))];
        assert!(said(desk.gives("policy step", more).await).text.contains("<@3>, <@&9> · then 10 min"));
        refused(desk, "schedule remove", &[("schedule", "Primary")], "call this schedule").await;
        assert!(desk.hears("policy list", &[]).await.contains("**Payments** · 1 levels"));
        assert!(desk.hears("policy remove", &[("policy", "Payments")]).await.contains("Removed"));
        assert!(desk.hears("schedule remove", &[("schedule", "Primary")]).await.contains("Removed"));
    })
    .await;
}

#[tokio::test]
async fn a_policy_for_those_who_were_removed_is_not_made() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("contact add", &[("name", "Zoe"), ("ntfy", "zoe")]).await;
        rotation(desk, "Zoe").await;
        desk.hears("contact remove", &[("contact", "Zoe")]).await;
        desk.hears("policy create", &[("name", "p")]).await;
        refused(desk, "policy step", &[("policy", "p"), ("who", "Primary")], "Nobody would be told").await;
    })
    .await;
}

#[tokio::test]
async fn a_schedule_is_made_changed_overridden_and_shown() {
    Desk::on_each(NOW, async |desk| {
        let made = rotation(desk, "<@1> <@2>").await;
        assert!(made.contains("<t:1717430400:f> – <t:1717491600:f> · <@1>"), "{made}");
        for (option, typed, why) in [
            ("every", "30m", "A shift lasts"),
            ("handoff", "noonish", "People hand over"),
            ("handoff", "monday 9:00", "A weekday only makes sense"),
            ("zone", "Atlantis", "do not know the zone"),
            ("people", "<@&5>", "Only people can take turns"),
        ] {
            refused(desk, "schedule edit", &[("schedule", "Primary"), (option, typed)], why).await;
        }
        refused(desk, "schedule edit", &[("schedule", "Primary")], "Nothing to change").await;
        let swap = [("schedule", "Primary"), ("who", "<@3>"), ("from", "in 1h"), ("to", "in 3h")];
        assert!(desk.hears("schedule override", &swap).await.contains("<@3> is on call"));
        refused(desk, "schedule override", &swap, "Override 1 already covers").await;
        let backwards = [("schedule", "Primary"), ("who", "<@4>"), ("from", "in 3h"), ("to", "in 1h")];
        refused(desk, "schedule override", &backwards, "must end after it starts").await;
        desk.clock.advance(TimeDelta::hours(2));
        assert!(desk.hears("oncall now", &[]).await.contains("<@3>"), "an override beats the rotation");
        assert!(desk.hears("oncall next", &[("schedule", "primary")]).await.contains("<@1> from"));
        assert!(desk.hears("oncall week", &[]).await.contains("*(override 1)*"));
        let shown = desk.hears("schedule show", &[("schedule", "Primary")]).await;
        assert!(shown.contains("every day, handing over at 09:00 (UTC)") && !shown.contains('⚠'), "{shown}");
        desk.hears("schedule edit", &[("schedule", "Primary"), ("name", "Late"), ("from", "in 2 days")])
            .await;
        assert!(desk.hears("schedule list", &[]).await.contains("**Late**"));
    })
    .await;
}

#[tokio::test]
async fn a_handoff_is_told_once_however_late_and_names_both_and_what_goes_on() {
    Desk::on_each(NOW, async |desk| {
        desk.sets(|settings| settings.announcements = Some(LOBBY)).await;
        rotation(desk, "<@1> <@2>").await;
        desk.runs("incident open", &[("title", "Checkout is down")]).await;
        let hidden = vec![("title", text("Hush hush")), ("private", Given::Truth(true))];
        desk.gives("incident open", hidden).await;
        comes_due(desk).await;
        desk.clock.advance(TimeDelta::hours(16));
        let reminded = comes_due(desk).await;
        assert_eq!(
            reminded.iter().filter(|notice| matches!(notice, Notice::Rota(_))).count(),
            1,
            "{reminded:?}"
        );
        desk.clock.advance(TimeDelta::hours(1));
        let told = comes_due(desk).await;
        let [handoff, direct] = &told[..] else { panic!("{told:?}") };
        let handoff = words(desk.leaves(handoff.clone()).await);
        assert!(
            handoff.contains("<@1> hands over to <@2>") && handoff.contains("Checkout is down"),
            "{handoff}"
        );
        assert!(!handoff.contains("Hush"), "a private incident is not told to everybody");
        assert!(words(desk.leaves(direct.clone()).await).contains("You are on call"));
        assert!(comes_due(desk).await.is_empty(), "once");
        desk.clock.advance(TimeDelta::days(5));
        let late = comes_due(desk).await;
        assert_eq!(late.len(), 2, "what was slept through is told as one: {late:?}");
        assert!(words(desk.leaves(late[0].clone()).await).contains("<@2> hands over to <@1>"));
    })
    .await;
}

#[tokio::test]
async fn cover_goes_to_the_first_who_accepts_and_in_parts() {
    Desk::on_each(NOW, async |desk| {
        rotation(desk, "<@1> <@2> <@3>").await;
        let asked = [("schedule", "Primary"), ("from", "2024-06-03 18:00"), ("to", "2024-06-03 22:00")];
        let denied = asks_as(desk, ben(None), "oncall cover", &asked).await;
        assert!(denied.text.contains("You are not on call in Primary"), "{}", denied.text);
        let request = said(desk.runs("oncall cover", &asked).await);
        assert!(request.text.contains("Asked: <@2> <@3>") && request.pings.len() == 2, "{request:?}");
        let own = said(desk.presses(&request, "Accept").await);
        assert!(own.text.contains("Somebody else has to accept"), "{}", own.text);
        let press = |message: &Message, label: &str| Ask::Press {
            id: button(message, label).unwrap(),
            values: Vec::new(),
        };
        let part = form(desk.asks_as(ben(None), press(&request, "A part")).await);
        let fields = [("from", "2024-06-03 18:00 UTC"), ("to", "2024-06-03 20:00 UTC")];
        let fields: BTreeMap<_, _> = fields.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let partly = said(desk.asks_as(ben(None), Ask::Form { id: part.id, fields }).await);
        assert!(partly.text.contains("Still open: <t:1717444800:f> – <t:1717452000:f>"), "{}", partly.text);
        let cleo = Person { id: UserId(3), name: "cleo".into(), roles: Vec::new(), permissions: 0 };
        let whole = desk.asks_as(cleo, press(&request, "Accept")).await;
        assert!(
            matches!(&whole, Reply::Change(message) if message.text.contains("All of it is covered")),
            "{whole:?}"
        );
        let late = said(desk.asks_as(ben(None), press(&request, "Accept")).await);
        assert!(late.text.contains("covered already"), "{}", late.text);
        desk.clock.advance(TimeDelta::hours(3));
        assert!(desk.hears("oncall now", &[]).await.contains("<@2>"));
        desk.clock.advance(TimeDelta::hours(2));
        assert!(desk.hears("oncall now", &[]).await.contains("<@3>"));
        desk.clock.advance(TimeDelta::hours(2));
        assert!(desk.hears("oncall now", &[]).await.contains("<@1>"), "her own shift goes on after it");
    })
    .await;
}

#[tokio::test]
async fn lists_of_people_are_suggested_one_more_at_a_time() {
    Desk::on_each(NOW, async |desk| {
        for name in ["Ana", "Ben", "Bettina"] {
            desk.hears("contact add", &[("name", name), ("ntfy", "x")]).await;
        }
        let typed = desk.types("schedule create", "people", &[("people", "Ana, be")]).await;
        let values: Vec<_> = typed.iter().map(|choice| choice.value.as_str()).collect();
        assert_eq!(values, ["Ana, Ben", "Ana, Bettina"]);
        assert_eq!(desk.types("contact remove", "contact", &[("contact", "an")]).await.len(), 1);
        let made = rotation(desk, "@ana and Bettina").await;
        assert!(made.contains("**Ana**") && made.contains("**Bettina**"), "{made}");
    })
    .await;
}
