//! The document as a file: every format tells the same facts, and nothing typed breaks out of any of them.

use commands::reply::Message;
use commands::request::Given;
use incidents::model::entry::EntryKind;
use incidents::operations::add_entry::{Wish, add_entry};
use incidents::postmortem::read_json;
use incidents::store;
use tests::world::desk::{Desk, said};
use tests::world::document::words_of_pdf;

const NOW: &str = "2024-06-03T16:00:00Z";
/// What would break out of its place if it could.
const HOSTILE: &str = "<script>alert(1)</script> **bold** {{ title }} [x](javascript:alert(1)) @everyone \u{202e}evil\u{202c} `code";

async fn over(desk: &Desk) {
    desk.sets(|settings| settings.zone = "America/New_York".into()).await;
    let open = [("title", "Checkout is down"), ("severity", "SEV1"), ("started", "2024-06-03 9:00 AM")];
    desk.hears("incident open", &open).await;
    for (at, kind, text) in
        [("9:05 AM", "alert", "Cards were refused"), ("9:20 AM", "ruled-out", "Not the network")]
    {
        desk.hears("timeline add", &[("text", text), ("at", at), ("kind", kind), ("incident", "1")]).await;
    }
    desk.hears("incident severity", &[("level", "SEV2"), ("reason", "Half of it works"), ("incident", "1")])
        .await;
    desk.hears("timeline add", &[("text", HOSTILE), ("at", "9:30 AM"), ("incident", "1")]).await;
    desk.hears("action add", &[("title", "Watch memory"), ("incident", "1")]).await;
    let end = [("cause", "A leak"), ("resolution", "A restart"), ("at", "10:00 AM"), ("incident", "1")];
    desk.hears("incident resolve", &end).await;
}

/// The audit log gets its rows at the end of a change; what is cut within it tells them all the same.
#[tokio::test]
async fn an_edition_tells_the_change_that_cut_it() {
    Desk::on_each(NOW, async |desk| {
        over(desk).await;
        desk.hears("incident severity", &[("level", "SEV3"), ("incident", "1")]).await;
        let id = desk.incident(1).await.id;
        let read = desk.ledger.read(move |view| {
            let publication = store::postmortems::get(view, id)?.expect("it was begun");
            Ok(store::editions::get(view, id, publication.edition)?.expect("it was cut"))
        });
        let facts = read.await.unwrap().facts;
        let told: Vec<_> = facts.severity_changes.iter().map(|change| change.to.label.as_str()).collect();
        assert_eq!((facts.severity.label.as_str(), told), ("SEV3", vec!["SEV2", "SEV3"]));
    })
    .await;
}

async fn exported(desk: &Desk, format: &str) -> Message {
    let message = said(desk.runs("postmortem export", &[("format", format), ("incident", "1")]).await);
    assert!(message.private && !message.files.is_empty(), "{}", message.text);
    message
}

#[tokio::test]
async fn every_format_tells_the_same_facts() {
    Desk::on_each(NOW, async |desk| {
        over(desk).await;
        let facts = [
            "Checkout is down",
            "Cards were refused",
            "Not the network",
            "A leak",
            "A restart",
            "Watch memory",
            "SEV1",
            "SEV2",
            "Half of it works",
            "1 hour",
        ];
        for (format, name) in [
            ("markdown", "postmortem-INC-1.md"),
            ("html", "postmortem-INC-1.html"),
            ("pdf", "postmortem-INC-1.pdf"),
            ("json", "postmortem-INC-1.json"),
        ] {
            let message = exported(desk, format).await;
            assert_eq!(message.files[0].name, name);
            let bytes = &message.files[0].bytes;
            let text = match format {
                "pdf" => words_of_pdf(bytes),
                _ => Some(String::from_utf8(bytes.clone()).unwrap()),
            };
            let Some(text) = text else { continue };
            for fact in facts.iter().filter(|fact| format != "json" || **fact != "1 hour") {
                assert!(text.contains(fact), "{format} lacks {fact}: {text}");
            }
            let again = exported(desk, format).await;
            assert!(again.files[0].bytes == *bytes, "{format}: the same incident gives the same bytes");
        }
        let json = exported(desk, "json").await;
        let read = read_json(std::str::from_utf8(&json.files[0].bytes).unwrap()).unwrap();
        assert_eq!(
            (read.severity_changes.len(), read.entries.iter().filter(|it| it.narrative).count()),
            (1, 3)
        );
    })
    .await;
}

/// Whether what could be markup is escaped wherever it stands.
fn is_inert(markdown: &str) -> bool {
    let bare = markdown.replace("\\<", "").replace("\\*", "").replace("\\[", "");
    !bare.contains("<script") && !bare.contains("**bold") && !bare.contains("[x]")
}

#[tokio::test]
async fn nothing_typed_breaks_out_of_a_format() {
    Desk::on_each(NOW, async |desk| {
        over(desk).await;
        let text = |message: Message| String::from_utf8(message.files[0].bytes.clone()).unwrap();
        let html = text(exported(desk, "html").await);
        assert!(!html.contains("<script") && html.contains("&lt;script&gt;"), "{html}");
        let markdown = text(exported(desk, "markdown").await);
        assert!(is_inert(&markdown), "{markdown}");
        for template in ["standard", "google-sre", "atlassian", "pagerduty", "customer"] {
            let options = [("format", "markdown"), ("template", template), ("incident", "1")];
            let told = text(said(desk.runs("postmortem export", &options).await));
            assert!(is_inert(&told), "{template}: {told}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_exported_is_refused_with_what_can() {
    Desk::on_each(NOW, async |desk| {
        over(desk).await;
        for (options, why) in [
            (vec![("format", "docx")], "There is no format \"docx\" here"),
            (vec![("format", "pdf"), ("template", "customer")], "A template words Markdown"),
            (vec![("format", "markdown"), ("template", "nobodys")], "There is no template \"nobodys\" here"),
            (vec![("format", "markdown"), ("incident", "9")], "There is no incident \"9\" here"),
        ] {
            let here = [("incident", "1")]
                .into_iter()
                .filter(|_| !options.iter().any(|(name, _)| *name == "incident"));
            let options: Vec<_> = options.iter().copied().chain(here).collect();
            let told = desk.hears("postmortem export", &options).await;
            assert!(told.contains(why), "{options:?}: {told}");
        }
        let text = |text: &str| Given::Text(text.into());
        let options =
            vec![("format", text("markdown")), ("edition", Given::Number(7)), ("incident", text("1"))];
        let told = said(desk.gives("postmortem export", options).await).text;
        assert!(told.contains("INC-1 has no edition 7. Its latest is 1"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_entries_leave_as_files_that_discord_takes() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "A very long night")]).await;
        let id = desk.incident(1).await.id;
        let fill = desk.ledger.change(incidents::Actor::sitrep(tests::world::desk::GUILD), move |change| {
            for nth in 0..10_000 {
                let text = format!("Step {nth}: {}", "restarted a worker and looked again ".repeat(4));
                let wish = Wish { text, at: change.now, kind: EntryKind::Note };
                add_entry(change, id, &wish)?;
            }
            Ok(())
        });
        fill.await.unwrap();
        desk.hears(
            "incident resolve",
            &[("cause", "A leak"), ("resolution", "A restart"), ("incident", "1")],
        )
        .await;
        let message = exported(desk, "markdown").await;
        let text = String::from_utf8(message.files[0].bytes.clone()).unwrap();
        assert!(text.contains("Step 0:") && text.contains("Step 9999:"));
        assert!(message.files.iter().all(|file| file.bytes.len() <= 10_000_000));
    })
    .await;
}
