//! Who owns an action: a person, a role, a contact on Discord or off it, or a name.

use chrono::TimeDelta;
use commands::request::Given;
use incidents::ids::{ContactId, UserId};
use tests::world::desk::{Desk, form, said};

use super::calendar::To;
use super::reminders::{NOW, adds, changes, ready, turn};

const ANA: To = To::Person(UserId(1));
const BEN: To = To::Person(UserId(2));
const CLEO: To = To::Person(UserId(3));
const CLEOS_MAIL: To = To::Contact(ContactId(1));

#[tokio::test]
async fn a_contact_owns_an_action_whether_on_discord_or_not() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        desk.hears("contact add", &[("name", "Cleo"), ("email", "cleo@example.com")]).await;
        let suggested = desk.types("action add", "team", &[("title", "Rotate keys"), ("team", "cl")]).await;
        assert_eq!(suggested[0].value, "Cleo");
        let given =
            [("incident", "INC-1"), ("title", "Rotate keys"), ("team", "cleo"), ("due", "2026-10-23")];
        let told = desk.hears("action add", &given).await;
        assert!(told.contains("Rotate keys · Cleo · due"), "{told}");
        turn(&mut wheel, desk, "2026-10-21T12:00:00Z").await;
        let heard = wheel.heard(CLEOS_MAIL);
        assert_eq!(heard[0].0, "10-21 09:00");
        let text = "An action is waiting for you:\n\nA-1 Rotate keys (INC-1), due Fri, 23 Oct 2026";
        assert_eq!(heard[0].1.text, text);
        assert!(wheel.times(BEN).is_empty(), "she reads mail");

        // Cleo joins; from then on what is hers comes to her, and is found as hers.
        let user = Given::User { id: UserId(3), name: "cleo".into() };
        let given = vec![("contact", Given::Text("Cleo".into())), ("user", user.clone())];
        assert!(!said(desk.gives("contact edit", given).await).text.is_empty());
        turn(&mut wheel, desk, "2026-10-23T12:00:00Z").await;
        assert_eq!(wheel.times(CLEO), ["10-23 09:00"]);
        assert!(wheel.times(BEN).is_empty());
        let hers = said(desk.gives("action list", vec![("owner", user)]).await).text;
        assert!(hers.contains("1 open action") && hers.contains("Rotate keys"), "{hers}");

        desk.hears("contact remove", &[("contact", "Cleo")]).await;
        turn(&mut wheel, desk, "2026-10-24T12:00:00Z").await;
        assert_eq!(wheel.times(BEN), ["10-24 09:00"], "who was removed is stood in for");
    })
    .await;
}

#[tokio::test]
async fn a_contact_whom_only_pages_reach_is_stood_in_for() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        desk.hears("contact add", &[("name", "Dora"), ("pagerduty", "on")]).await;
        let given =
            [("incident", "INC-1"), ("title", "Rotate keys"), ("team", "Dora"), ("due", "2026-10-23")];
        desk.hears("action add", &given).await;
        turn(&mut wheel, desk, "2026-10-21T12:00:00Z").await;
        let heard = wheel.heard(BEN);
        assert!(heard[0].1.text.contains("It is with Dora, who is not on Discord"), "{heard:?}");
    })
    .await;
}

#[tokio::test]
async fn a_contact_by_mail_is_told_once_a_day_and_not_in_quiet_hours() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        desk.sets(|settings| settings.quiet_hours = "18:00-10:00".parse().ok()).await;
        desk.hears("contact add", &[("name", "Cleo"), ("email", "cleo@example.com")]).await;
        for (title, due) in [("Rotate keys", "2026-10-23"), ("Train support", "2026-10-26")] {
            let given = [("incident", "INC-1"), ("title", title), ("team", "Cleo"), ("due", due)];
            desk.hears("action add", &given).await;
        }
        turn(&mut wheel, desk, "2026-10-31T12:00:00Z").await;
        let heard = wheel.heard(CLEOS_MAIL);
        let times: Vec<_> = heard.iter().map(|(at, _)| at.as_str()).collect();
        assert_eq!(
            times,
            [
                "10-21 10:00",
                "10-22 10:00",
                "10-23 10:00",
                "10-24 10:00",
                "10-26 10:00",
                "10-27 10:00",
                "10-29 10:00",
                "10-30 10:00"
            ]
        );
        let both = &heard[4].1.text;
        assert!(both.contains("A-1 Rotate keys (INC-1), 3 days overdue"), "{both}");
        assert!(both.contains("A-2 Train support (INC-1), due today"), "{both}");
    })
    .await;
}

#[tokio::test]
async fn a_contact_who_is_on_discord_is_that_person() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        let user = Given::User { id: UserId(3), name: "cleo".into() };
        desk.gives("contact add", vec![("name", Given::Text("Cleo P".into())), ("user", user)]).await;
        let given =
            [("incident", "INC-1"), ("title", "Rotate keys"), ("team", "cleo p"), ("due", "2026-10-23")];
        let told = desk.hears("action add", &given).await;
        assert!(told.contains("Rotate keys · <@3> · due"), "{told}");
        turn(&mut wheel, desk, "2026-10-21T12:00:00Z").await;
        let heard = wheel.heard(CLEO);
        assert_eq!(heard[0].0, "10-21 09:00");
        let asked = form(desk.presses(&heard[0].1, "Reassign").await);
        let hint = &asked.inputs[0].hint;
        assert!(hint.contains("now it is Cleo P"), "a name and not a number: {hint}");
    })
    .await;
}

#[tokio::test]
async fn what_a_rhythm_means_is_shown_before_it_is_accepted() {
    Desk::on_each(NOW, async |desk| {
        ready(desk).await;
        let typed = async |text: &str| {
            let options = [("title", "Drill"), ("repeat", text)];
            let choices = desk.types("action add", "repeat", &options).await;
            choices.into_iter().map(|choice| (choice.value, choice.label)).collect::<Vec<_>>()
        };
        for (text, first) in [
            ("last friday of the month", "30 Oct 2026 09:00, 27 Nov 2026 09:00, 25 Dec 2026 09:00"),
            ("every 2 weeks", "19 Oct 2026"),
            ("0 9 * * 1-5", "6 Oct 2026 09:00, 7 Oct 2026 09:00, 8 Oct 2026 09:00"),
            ("every quarter", "2027"),
        ] {
            let choices = typed(text).await;
            assert!(choices[0].1.contains(first), "{text}: {choices:?}");
            let given = [("incident", "INC-1"), ("title", "Drill"), ("repeat", choices[0].0.as_str())];
            let told = desk.hears("action add", &given).await;
            assert!(told.contains("🔁") && told.contains("next:"), "{told}");
        }
        assert!(typed("").await.len() > 3, "who has typed nothing yet sees what there is");
        assert!(typed("0 0 30 2 *").await.is_empty(), "what never comes is not offered");
    })
    .await;
}

#[tokio::test]
async fn a_list_says_how_old_its_actions_are() {
    Desk::on_each(NOW, async |desk| {
        ready(desk).await;
        adds(desk, "Add an alert", "2026-10-06").await;
        desk.clock.advance(TimeDelta::days(30));
        adds(desk, "Train support", "2026-12-06").await;
        desk.clock.advance(TimeDelta::days(1));
        let told = desk.hears("action list", &[]).await;
        assert!(told.contains("1 overdue · open for 1 day in the middle, 31 days at most"), "{told}");
        let (first, second) = (told.find("`A-1`").unwrap(), told.find("`A-2`").unwrap());
        assert!(first < second, "what is overdue comes first: {told}");
    })
    .await;
}

#[tokio::test]
async fn reminders_to_come_move_with_their_owner_and_with_the_servers_days() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        adds(desk, "Add an alert", "2026-10-23").await;
        turn(&mut wheel, desk, "2026-10-21T12:00:00Z").await;
        desk.hears("action mine", &[("zone", "Asia/Tokyo")]).await;
        turn(&mut wheel, desk, "2026-10-23T12:00:00Z").await;
        assert_eq!(wheel.times(ANA), ["10-21 09:00", "10-23 00:00"], "nine in Tokyo is midnight here");
        changes(desk, |_| {}).await;
        adds(desk, "Train support", "2026-11-06").await;
        desk.hears("settings set", &[("setting", "holidays"), ("value", "2026-11-04")]).await;
        turn(&mut wheel, desk, "2026-11-05T12:00:00Z").await;
        let heard = wheel.heard(ANA);
        let of_second: Vec<_> =
            heard.iter().filter(|(_, m)| m.text.contains("A-2")).map(|(at, _)| at.as_str()).collect();
        assert_eq!(of_second, ["11-03 00:00"], "two business days before, and the fourth is none");
    })
    .await;
}
