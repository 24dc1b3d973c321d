//! What reaches people outside Discord, and what they find where its links lead: all of it in their language.

use chrono::TimeDelta;
use incidents::model::contact::Way;
use tests::world::smtp::MailFate;

use super::german::is_german;
use crate::ways::scene::{AUTH, NUMBER, PUBLIC, Scene, mail, sms, voice};

/// Ana, who speaks German and is called, and Ben, who speaks English and has declared why.
async fn calls_a_german(scene: &Scene) {
    let ana = scene.world.person("ana");
    ana.speaks("de");
    ana.runs("/incident open title:Drucker klemmt").await;
    let ben = scene.world.person("ben");
    ben.runs("/incident open title:Kasse steht page:payments").await;
}

/// A mail as it is read: its subject, and its body, without the codes in which they travelled.
fn read(mail: &str) -> String {
    let (head, body) =
        mail.split_once("\n\n").or_else(|| mail.split_once("\r\n\r\n")).expect("a mail has a body");
    let subject = head.lines().find_map(|line| line.strip_prefix("Subject: ")).expect("a subject");
    format!("{subject}\n{}", unquoted(body))
}

/// Text out of quoted-printable.
fn unquoted(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.filter(|_| *first == b'=').and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).expect("mails are in UTF-8")
}

/// What somebody reads of a text or page: neither links nor markup.
fn seen(text: &str) -> String {
    let bare = text.split('<').map(|part| part.split_once('>').map_or(part, |(_, after)| after));
    let bare = bare.collect::<Vec<_>>().join(" ");
    let words = bare.split_whitespace().filter(|word| !word.starts_with("https://"));
    words.collect::<Vec<_>>().join(" ")
}

/// The body of a page.
fn shown(page: &str) -> String {
    assert!(page.contains("<html lang=\"de\">"), "{page}");
    seen(page.split_once("<main>").expect("a page has a middle").1)
}

#[track_caller]
fn all_german(what: &str, text: &str, part: &str) {
    let text = seen(text);
    assert!(text.contains(part), "{what} lacks {part:?}: {text}");
    is_german(what, &text);
}

#[tokio::test]
async fn a_page_by_mail_text_and_phone_is_german_to_a_german() {
    Scene::on_each(vec![mail(), sms(), voice()], async |scene| {
        calls_a_german(scene).await;
        let sent = scene.mail.mails().pop().expect("a mail");
        let part = "Bestätige ihn hier; die Seite fragt noch einmal nach, Öffnen allein tut also nichts:";
        all_german("the mail", &read(&sent), part);
        let calls = scene.phone.seen();
        let text = calls.iter().find_map(|call| call.field("Body")).expect("a text");
        all_german("the text", &text, "zum Bestätigen.");
        assert!(text.starts_with("INC-2 Ruf 1: INC-2 Kasse steht"), "{text}");
        let call = calls.iter().find_map(|call| call.field("Twiml")).expect("a call");
        all_german("the call", &call, "Drück die 1, um zu bestätigen. Drück die 2, wenn du nicht kannst.");
        assert_eq!(call.matches("<Say").count(), call.matches("<Say language=\"de-DE\"").count(), "{call}");
        let keys = call.split("action=\"").nth(1).expect("it takes keys").split('"').next().expect("an end");
        let (_, said) = scene.reports(keys, &[("Digits", "7")], AUTH).await;
        all_german("another key", &said, "Diese Taste bedeutet hier nichts.");
        let (_, said) = scene.reports("/twilio/sms", &[("From", NUMBER), ("Body", "Nein")], AUTH).await;
        all_german("a no by text", &said, "dass du nicht kannst");
        assert_eq!(scene.world.person("ben").hears().len(), 1, "the next is called");
        let (_, said) = scene.reports("/twilio/sms", &[("From", NUMBER), ("Body", "9999")], AUTH).await;
        all_german("a wrong number", &said, "Diese Nummer wurde um keine Antwort");
        let (_, said) = scene.reports(keys, &[("Digits", "1")], AUTH).await;
        all_german("the end of a call", &said, "du hast ihn");
        assert!(said.contains("<Say language=\"de-DE\""), "{said}");
    })
    .await;
}

#[tokio::test]
async fn buttons_of_other_products_are_german_to_a_german() {
    let ways = vec![Way::Pushover("u".repeat(30).parse().unwrap()), Way::Pagerduty("on".parse().unwrap())];
    Scene::on_each(ways, async |scene| {
        calls_a_german(scene).await;
        let calls = scene.phone.seen();
        let push = calls.iter().find(|call| call.what.contains("/1/messages")).expect("a push");
        assert_eq!(push.field("url_title").as_deref(), Some("Bestätigen"));
        let alert = calls.iter().find(|call| call.what.contains("/v2/enqueue")).expect("an alert");
        assert_eq!(alert.json()["links"][0]["text"], "In Sitrep bestätigen");
    })
    .await;
}

#[tokio::test]
async fn the_page_that_a_link_leads_to_is_german_before_and_after_it_is_answered() {
    Scene::on_each(vec![mail()], async |scene| {
        calls_a_german(scene).await;
        let link = scene.link();
        let (_, page) = scene.gets(&link).await;
        all_german("the question", &shown(&page), "Bestätigen Ich kann nicht");
        let (_, page) = scene.posts(&link, "answer=acknowledge").await;
        all_german("the answer", &shown(&page), "du hast ihn. Niemand sonst wird gerufen.");
        let (_, page) = scene.gets(&link).await;
        all_german("a used link", &shown(&page), "schon bestätigt von dir");
    })
    .await;
}

#[tokio::test]
async fn a_dead_link_speaks_the_language_of_the_browser() {
    Scene::on_each(vec![mail()], async |scene| {
        calls_a_german(scene).await;
        let over = scene.link();
        scene.world.clock.advance(TimeDelta::hours(25));
        for link in [over, format!("{PUBLIC}/ack/nonsense"), format!("{PUBLIC}/todo/nonsense")] {
            for (accepts, lang, says) in [
                ("de-AT,de;q=0.9,en;q=0.7", "de", "Dieser Link geht nicht"),
                ("fr", "fr", "Ce lien ne marche pas"),
                ("ja,en;q=0.5", "ja", "このリンクは使えません"),
                ("nl", "en", "This link does not work"),
            ] {
                let asked = reqwest::Client::new().get(scene.here(&link)).header("accept-language", accepts);
                let answer = asked.send().await.expect("it listens");
                assert_eq!(answer.status(), 404);
                let page = answer.text().await.expect("text");
                assert!(page.contains(&format!("<html lang=\"{lang}\">")) && page.contains(says), "{page}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_reminder_by_mail_and_its_page_are_german_in_a_german_server() {
    Scene::on_each(Vec::new(), async |scene| {
        let owner = scene.world.person("owner");
        owner.runs("/settings set setting:language value:de").await;
        owner.runs("/contact add name:Cleo email:cleo@example.com").await;
        owner.runs("/incident open title:Kasse steht").await;
        owner.goes_to("inc-1-kasse-steht");
        owner.runs("/action add title:Rotiere Passwörter team:Cleo due:2024-06-05").await;
        owner
            .runs("/action add title:Schule Helfer team:Cleo due:2024-06-05 done_when:zwei Leute bestanden")
            .await;
        scene.world.advance(TimeDelta::hours(19)).await;
        let sent = read(&scene.mail.mails().pop().expect("a mail"));
        all_german("the reminder", &sent, "2 Maßnahmen warten auf dich");
        all_german(
            "the reminder",
            &sent,
            "Sieh sie alle und sag, was erledigt ist; der Link gehört dir allein:",
        );
        let link = scene.link();
        let (_, page) = scene.gets(&link).await;
        all_german("what waits", &shown(&page), "Schule Helfer");
        let due = page.split("name=\"due\" value=\"").nth(1).expect("a hidden field");
        let due = due.split('"').next().expect("an end").to_owned();
        let press = async |number: u8, note: &str| {
            scene.posts(&link, format!("note={note}&due={due}&done={number}")).await.1
        };
        all_german("nothing verified", &shown(&press(2, "").await), "A-2");
        all_german("one done", &shown(&press(1, "").await), "A-1 ist erledigt");
        all_german("done before", &shown(&press(1, "").await), "A-1");
        all_german("all done", &shown(&press(2, "ja").await), "Auf dich wartet nichts");
        let (_, page) = scene.posts(&link, "done=99&due=").await;
        all_german("what is not theirs", &shown(&page), "A-99");
    })
    .await;
}

#[tokio::test]
async fn why_nobody_was_reached_is_noted_in_english_and_told_to_each_in_their_own_language() {
    Scene::on_each(vec![mail()], async |scene| {
        let (owner, ana) = (scene.world.person("owner"), scene.world.person("ana"));
        owner.runs("/settings set setting:language value:de").await;
        scene.mail.will([MailFate::Recipient("550 no such mailbox")]);
        owner.runs("/incident open title:Kasse steht page:payments").await;
        owner.goes_to("inc-1-kasse-steht");
        owner.must_see("Mail: der Mailserver hat sie abgelehnt (550)");
        ana.speaks("fr");
        ana.runs("/contact list").await.whispers("le serveur de mail l'a refusé (550)");
        owner.speaks("ja");
        owner.runs("/doctor").await.whispers("メールサーバーに拒否されました (550)");
        ana.speaks("en-US");
        ana.runs("/contact list").await.whispers("the mail server refused it (550)");
    })
    .await;
}
