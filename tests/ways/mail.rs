//! Mail: what is in it, that no password is said aloud, and what each failure means.

use incidents::model::contact::Way;
use sitrep::ways::NotSent;
use tests::world::smtp::{MailFate, MailServer, Manner};

use super::{letter, limits, links, now};

fn to_ana() -> commands::parcels::Letter {
    letter(Way::Email("ana@example.com".parse().expect("an address")))
}

/// Ways that send mail over a server, whose certificate is trusted or not.
fn over(server: &MailServer, url: &str, (tls, trusted): (&str, bool)) -> sitrep::ways::Ways {
    let file = std::env::temp_dir().join(format!("sitrep-ca-{}-{}", std::process::id(), server.at.port()));
    std::fs::write(&file, &server.certificate).expect("a file can be written");
    let url = url.replace("PORT", &server.at.port().to_string());
    let mut set = vec![
        ("SITREP_MAIL_URL", url.as_str()),
        ("SITREP_MAIL_FROM", "Sitrep <sitrep@example.com>"),
        ("SITREP_MAIL_TLS", tls),
    ];
    if trusted {
        set.push(("SITREP_MAIL_CA_FILE", file.to_str().expect("a path in UTF-8")));
    }
    let ways = super::ways(&set, Some(links()));
    std::fs::remove_file(&file).expect("it was written a moment ago");
    ways
}

async fn plain() -> (MailServer, sitrep::ways::Ways) {
    let server = MailServer::start(Manner::Plain).await;
    let ways = over(&server, "smtp://localhost:PORT", ("none", false));
    (server, ways)
}

#[tokio::test]
async fn a_mail_says_what_it_is_about_and_how_to_answer() {
    let (server, ways) = plain().await;
    ways.send(&to_ana(), now()).await.unwrap();
    let mail = &server.mails()[0];
    for part in [
        "To: ana@example.com",
        "From: Sitrep <sitrep@example.com>",
        "Subject: INC-7 Checkout is down (SEV1)",
        "Date: Sun, 02 Jun 2024 14:15:00 +0000",
        "Message-ID: <sitrep.3.12@example.com>",
        "Auto-Submitted: auto-generated",
        "Please look",
        "https://sitrep.example.com/ack/",
    ] {
        let unfolded = mail.replace("=\n", "");
        assert!(unfolded.contains(part), "{part:?} is not in {unfolded}");
    }
}

#[tokio::test]
async fn a_subject_cannot_smuggle_headers() {
    let (server, ways) = plain().await;
    let mut letter = to_ana();
    letter.subject = "INC-7 x\r\nBcc: all@example.com".into();
    drop(ways.send(&letter, now()).await);
    let smuggled = |mail: &String| mail.lines().any(|line| line.starts_with("Bcc"));
    assert!(!server.mails().iter().any(smuggled), "{:?}", server.mails());
}

#[tokio::test]
async fn each_failure_means_later_or_never() {
    let (server, ways) = plain().await;
    for (fate, is_never) in [
        (MailFate::Recipient("550 5.1.1 <ana@example.com> unknown"), true),
        (MailFate::Recipient("451 4.7.1 greylisted"), false),
        (MailFate::Silence, false),
        (MailFate::BreakAfterData, false),
    ] {
        server.will([fate]);
        let why = ways.send(&to_ana(), now()).await.unwrap_err();
        assert_eq!(matches!(why, NotSent::Never(_)), is_never, "{fate:?}: {why:?}");
        assert!(!format!("{why:?}").contains("ana@"), "an address stays out of what people read: {why:?}");
    }
    let taken = server.mails().len();
    ways.send(&to_ana(), now()).await.unwrap();
    let (first, again) = (server.mails()[taken - 1].clone(), server.mails()[taken].clone());
    let id = |mail: &str| mail.lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned);
    assert_eq!(id(&first), id(&again), "what was taken before it broke off is recognised");
}

#[tokio::test]
async fn a_password_is_only_said_where_nobody_else_hears_it() {
    for (manner, url, trusted, arrives) in [
        (Manner::StartTls, "smtp://ana:hunter2@localhost:PORT", true, true),
        (Manner::Wrapped, "smtps://ana:hunter2@localhost:PORT", true, true),
        (Manner::StartTls, "smtp://ana:hunter2@localhost:PORT", false, false),
        (Manner::Wrapped, "smtps://ana:hunter2@localhost:PORT", false, false),
        (Manner::StartTlsRefused, "smtp://ana:hunter2@localhost:PORT", true, false),
        (Manner::Plain, "smtp://ana:hunter2@localhost:PORT", true, false),
    ] {
        let server = MailServer::start(manner).await;
        let sent = over(&server, url, ("required", trusted)).send(&to_ana(), now()).await;
        assert_eq!(sent.is_ok(), arrives, "{manner:?} {sent:?}");
        assert_eq!(server.mails().len(), usize::from(arrives), "{manner:?}");
        assert_eq!(
            server.passwords().iter().map(|(_, private)| *private).collect::<Vec<_>>(),
            vec![true; usize::from(arrives)]
        );
    }
}

#[tokio::test]
async fn a_wrong_password_is_not_tried_again_and_again() {
    let server = MailServer::start(Manner::StartTls).await;
    server.will([MailFate::Password("535 5.7.8 no")]);
    let ways = over(&server, "smtp://ana:hunter2@localhost:PORT", ("required", true));
    let why = ways.send(&to_ana(), now()).await.unwrap_err();
    assert_eq!(why, NotSent::Never("the mail server refused it (535)".into()));
}

#[tokio::test]
async fn nobody_there_is_a_reason_to_try_again() {
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let url = format!("smtp://{gone}");
    let set = [
        ("SITREP_MAIL_URL", url.as_str()),
        ("SITREP_MAIL_FROM", "a@example.com"),
        ("SITREP_MAIL_TLS", "none"),
    ];
    let ways = sitrep::ways::Ways::within(&super::config(&set), None, limits());
    assert!(matches!(ways.send(&to_ana(), now()).await, Err(NotSent::NotNow { .. })));
}
