//! Reminders of actions to somebody who is not on Discord, and the page they lead to.

use chrono::TimeDelta;
use simulator::Permissions;
use tests::world::Actor;
use tests::world::smtp::MailFate;

use super::scene::{PUBLIC, Scene};

/// Ben, who leads an incident; Cleo, who reads mail and nothing else.
async fn ready<'s>(scene: &'s Scene, more: &str) -> Actor<'s> {
    let ben = scene.world.person("ben");
    ben.person.give(scene.world.guild.role("Admins", Permissions::ADMINISTRATOR));
    ben.runs("/contact add name:Cleo email:cleo@example.com").await;
    ben.runs(&format!("/incident open title:Checkout is down{more}")).await;
    ben.goes_to("inc-1-checkout-is-down");
    ben.runs(&format!("/incident role role:lead user:{}", ben.person.mention())).await;
    ben
}

/// To Monday, at a quarter past nine: two business days before the Wednesday.
async fn until_monday(scene: &Scene) {
    scene.world.advance(TimeDelta::hours(19)).await;
}

async fn hours(scene: &Scene, count: usize) {
    for _ in 0..count {
        scene.world.advance(TimeDelta::hours(1)).await;
    }
}

/// The button of an action as a browser sends it, with what was typed beside it.
fn button(page: &str, number: i64, note: &str) -> String {
    let form =
        page.split("<form").find(|form| form.contains(&format!("value=\"{number}\""))).expect("a button");
    let due = form.split("name=\"due\" value=\"").nth(1).expect("a hidden field").split('"').next().unwrap();
    format!("note={note}&due={due}&done={number}")
}

#[tokio::test]
async fn one_mail_tells_of_everything_and_its_page_closes_what_is_done() {
    Scene::on_each(Vec::new(), async |scene| {
        let ben = ready(scene, "").await;
        ben.runs("/action add title:Rotate the keys team:Cleo due:2024-06-05").await.says("Rotate the keys");
        ben.runs("/action add title:Train support team:Cleo due:2024-06-05 done_when:two people passed")
            .await;
        until_monday(scene).await;
        let [mail] = scene.mail.mails().try_into().expect("one mail");
        for part in [
            "To: cleo@example.com",
            "Subject: 2 actions are waiting for you",
            "A-1 Rotate the keys (INC-1), due Wed, 5 Jun 2024",
            "Done when: two people passed",
        ] {
            assert!(mail.replace("=\n", "").contains(part), "{part}: {mail}");
        }
        assert!(ben.hears().is_empty(), "nobody stands in for her: {:?}", ben.hears());
        let link = scene.link();
        assert!(link.starts_with(&format!("{PUBLIC}/todo/")), "{link}");
        for _ in 0..3 {
            let (status, page) = scene.gets(&link).await;
            assert!(
                status == 200 && page.contains("2 actions are waiting for you"),
                "looking does nothing: {page}"
            );
        }
        let (_, page) = scene.gets(&link).await;
        let first = button(&page, 1, "");
        let (_, after) = scene.posts(&link, first.clone()).await;
        assert!(
            after.contains("A-1 is done. Thank you.") && after.contains("An action is waiting for you"),
            "{after}"
        );
        let (_, again) = scene.posts(&link, first).await;
        assert!(again.contains("A-1 was closed before"), "{again}");
        let (_, unverified) = scene.posts(&link, button(&page, 2, "+")).await;
        assert!(unverified.contains("Say how it was verified that A-2 is done"), "{unverified}");
        let (_, last) = scene.posts(&link, button(&page, 2, "%3Cb%3Eboth%3C%2Fb%3E+passed")).await;
        assert!(last.contains("Nothing is waiting for you") && !last.contains("<form"), "{last}");
        ben.runs("/action list state:done").await.whispers("by Cleo");
        scene.world.advance(TimeDelta::days(30)).await;
        assert_eq!(scene.mail.mails().len(), 1, "what is done is not reminded of");
    })
    .await;
}

#[tokio::test]
async fn nothing_of_a_private_incident_is_in_a_mail_or_on_its_page() {
    Scene::on_each(Vec::new(), async |scene| {
        let ben = ready(scene, " private:true").await;
        ben.runs("/action add title:Change the stolen key team:Cleo due:2024-06-05 done_when:it is changed")
            .await;
        until_monday(scene).await;
        let mail = scene.mail.mails().pop().expect("a mail");
        let (_, page) = scene.gets(&scene.link()).await;
        for text in [&mail, &page] {
            assert!(text.contains("An action of a private incident"), "{text}");
            assert!(
                !text.contains("stolen") && !text.contains("it is changed") && !text.contains("Checkout"),
                "{text}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_the_mail_server_refuses_is_told_to_the_lead() {
    Scene::on_each(Vec::new(), async |scene| {
        let ben = ready(scene, "").await;
        scene.mail.will([MailFate::Recipient("550 5.1.1 no such mailbox")]);
        ben.runs("/action add title:Rotate the keys team:Cleo due:2024-06-05").await;
        until_monday(scene).await;
        let heard = ben.hears().join("\n");
        assert!(heard.contains("Rotate the keys") && heard.contains("Cleo"), "{heard}");
        ben.runs("/timeline list").await.whispers("the mail server refused it");
    })
    .await;
}

#[tokio::test]
async fn days_without_a_mail_server_bring_one_mail_that_says_since_when_it_is_late() {
    Scene::on_each(Vec::new(), async |scene| {
        let ben = ready(scene, "").await;
        // Told of on Monday, Wednesday and Thursday; and on Tuesday and Wednesday.
        ben.runs("/action add title:Rotate the keys team:Cleo due:2024-06-05").await;
        ben.runs("/action add title:Train support team:Cleo due:2024-06-04").await;
        scene.mail.is_down(true);
        // Half a minute before each hour, when what is to be told at the full hour is being gathered.
        scene.world.advance(TimeDelta::seconds(45 * 60 - 30)).await;
        hours(scene, 48).await;
        scene.mail.is_down(false);
        scene.world.advance(TimeDelta::minutes(6)).await;
        let [mail] = scene.mail.mails().try_into().expect("one mail, on Tuesday afternoon");
        for part in [
            "Subject: 2 actions are waiting for you",
            "A-1 Rotate the keys",
            "A-2 Train support (INC-1), due today",
            "Late: this should have come on Mon, 3 Jun 2024.",
        ] {
            assert!(mail.replace("=\n", "").contains(part), "{part}: {mail}");
        }
        assert!(ben.hears().is_empty(), "nobody stands in for her: {:?}", ben.hears());
        scene.world.advance(TimeDelta::minutes(54)).await;
        hours(scene, 18).await;
        let mails = scene.mail.mails();
        let [_, next] = mails.as_slice() else { panic!("one more on Wednesday: {mails:?}") };
        assert!(next.contains("2 actions are waiting") && !next.contains("Late"), "{next}");
    })
    .await;
}

#[tokio::test]
async fn a_link_to_actions_that_is_none_or_is_over_shows_nothing() {
    Scene::on_each(Vec::new(), async |scene| {
        let ben = ready(scene, "").await;
        ben.runs("/action add title:Rotate the keys team:Cleo due:2024-06-05").await;
        until_monday(scene).await;
        let link = scene.link();
        let (status, words) = scene.gets(&format!("{PUBLIC}/todo/nonsense")).await;
        assert_eq!(status, 404);
        assert_eq!(scene.posts(&link, "done=x").await.0, 400);
        assert_eq!(scene.posts(&link, "done=99&due=").await.0, 200, "what is not hers is not closed");
        ben.runs("/contact remove contact:Cleo").await;
        assert_eq!(scene.gets(&link).await, (404, words.clone()));
        scene.world.advance(TimeDelta::days(61)).await;
        assert_eq!(scene.gets(&link).await, (404, words));
    })
    .await;
}
