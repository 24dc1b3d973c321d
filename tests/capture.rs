//! What is captured from elsewhere: messages with their authors and times, and files with our own copies of them.

use chrono::{DateTime, TimeDelta, Utc};
use commands::parcels::Parcel;
use commands::reply::Message;
use commands::request::{Ask, Attachment, Given, Quoted};
use incidents::ids::{AttachmentId, ChannelId, IncidentId, MessageId, UserId};
use incidents::model::attachment::Keeping;
use incidents::model::entry::{Entry, EntryKind, Source};
use incidents::model::notice::{Notice, Outcome};
use incidents::operations::capture::Captured;
use incidents::operations::deliver;
use incidents::operations::follow_source::{pin_message, source_deleted, source_edited, unpin_message};
use incidents::operations::keep_file::keep_file;
use incidents::{Actor, store};
use tests::world::desk::{Desk, GUILD, ana, form, said};

const NOW: &str = "2024-06-02T20:00:00Z";
const ROOM: ChannelId = ChannelId(7);
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";

fn quoted(id: i64, text: &str) -> Quoted {
    Quoted {
        id: MessageId(id),
        channel: ROOM,
        author: UserId(33),
        author_name: "cleo".into(),
        at: NOW.parse::<DateTime<Utc>>().unwrap() - TimeDelta::minutes(30),
        text: text.into(),
        files: Vec::new(),
    }
}

fn picture() -> Attachment {
    Attachment {
        name: "../graph.png".into(),
        url: "https://cdn.discordapp.com/attachments/1/2/graph.png?ex=1".into(),
        size: 29,
        mime: Some("text/html".into()),
    }
}

async fn open(desk: &Desk) -> IncidentId {
    desk.runs("incident open", &[("title", "Checkout is down")]).await;
    let id = desk.incident(1).await.id;
    desk.opens_channel(id, ROOM).await;
    id
}

async fn entries(desk: &Desk, id: IncidentId) -> Vec<Entry> {
    desk.ledger.read(move |view| Ok(store::entries::in_order(view, id)?)).await.unwrap()
}

async fn entry(desk: &Desk, id: IncidentId, text: &str) -> Entry {
    entries(desk, id).await.into_iter().find(|entry| entry.text.contains(text)).expect(text)
}

async fn adds(desk: &Desk, message: Quoted) -> Message {
    let ask = Ask::Message { name: "Add to timeline".into(), message: Box::new(message) };
    said(desk.asks_in(ROOM, ana(), ask).await)
}

#[tokio::test]
async fn a_message_comes_with_its_author_its_time_and_its_link() {
    Desk::on_each(NOW, async |desk| {
        let id = open(desk).await;
        let answer = adds(desk, quoted(77, "The disk of db-3 is full, @everyone")).await;
        assert!(answer.text.contains("https://discord.com/channels/100/7/77"), "{}", answer.text);
        assert!(!answer.text.contains("@everyone"), "{}", answer.text);
        let added = entry(desk, id, "db-3").await;
        assert_eq!((added.author, added.author_name.as_str()), (Some(UserId(33)), "cleo"));
        assert_eq!(added.at.to_rfc3339(), "2024-06-02T19:30:00+00:00");
        let twice = adds(desk, quoted(77, "The disk of db-3 is full")).await;
        assert!(twice.text.contains("on the timeline of INC-1 already, as entry #2"), "{}", twice.text);
        let empty = adds(desk, quoted(78, "  ")).await;
        assert!(empty.text.contains("no text and no files"), "{}", empty.text);
    })
    .await;
}

#[tokio::test]
async fn outside_an_incident_the_menu_asks_which_one() {
    Desk::on_each(NOW, async |desk| {
        let none = said(desk.uses("Add to timeline", quoted(77, "It is slow")).await);
        assert!(none.text.contains("No incident is open here"), "{}", none.text);
        let id = open(desk).await;
        let asked = said(desk.uses("Add to timeline", quoted(77, "It is slow")).await);
        assert!(asked.private);
        let done = said(desk.chooses(&asked, "INC-1").await);
        assert!(done.text.contains("It is slow"), "{}", done.text);
        assert_eq!(entry(desk, id, "It is slow").await.author_name, "cleo");
    })
    .await;
}

#[tokio::test]
async fn a_message_opens_an_incident_and_begins_its_timeline() {
    Desk::on_each(NOW, async |desk| {
        let text = "Nobody can pay\nerror 500 since lunch";
        let asked = form(desk.uses("Open incident", quoted(77, text)).await);
        let values: Vec<_> = asked.inputs.iter().map(|input| input.value.as_str()).collect();
        assert_eq!(values, ["Nobody can pay", "", text, "", "2024-06-02 19:30 UTC"]);
        desk.sends(&asked, &[("severity", "sev1")]).await;
        let incident = desk.incident(1).await;
        assert_eq!((incident.title.as_str(), incident.severity.as_str()), ("Nobody can pay", "SEV1"));
        let first = entry(desk, incident.id, "since lunch").await;
        assert_eq!((first.kind, first.author_name.as_str()), (EntryKind::Report, "cleo"));
        let gone = said(desk.asks(Ask::Form { id: "1/open-from/999".into(), fields: [].into() }).await);
        assert!(gone.text.contains("no longer fits"), "{}", gone.text);
    })
    .await;
}

#[tokio::test]
async fn a_file_is_copied_and_shown_again_from_our_copy() {
    Desk::on_each(NOW, async |desk| {
        let id = open(desk).await;
        let given = vec![
            ("incident", Given::Text("1".into())),
            ("text", Given::Text("Memory climbed".into())),
            ("file", Given::File(picture())),
        ];
        let answer = said(desk.gives("timeline add", given).await);
        assert!(answer.text.contains("A copy of the file is being made"), "{}", answer.text);
        let file = files(desk, id).await.remove(0);
        let copy = Notice::CopyFile { incident: id, attachment: file.id };
        let Parcel::Fetch { attachment, url, .. } = desk.leaves(copy.clone()).await else {
            panic!("the file is fetched");
        };
        assert_eq!((attachment, url), (file.id, picture().url));
        let kept = desk.ledger.files().keep(PICTURE).unwrap();
        assert_eq!(kept.mime, "image/png", "by its bytes, whatever was claimed");
        let change = desk
            .ledger
            .change(Actor::sitrep(GUILD), move |change| keep_file(change, attachment, &kept))
            .await;
        change.unwrap();
        assert_eq!(desk.leaves(copy).await, Parcel::Moot, "fetched twice, kept once");
        let Parcel::Post { message, .. } = desk.leaves(Notice::Postmortem { incident: id }).await else {
            panic!("the postmortem is posted");
        };
        let name = format!("graph-{attachment}.png");
        assert_eq!((message.files[1].name.as_str(), message.files[1].bytes.as_slice()), (&*name, PICTURE));
        let document = String::from_utf8(message.files[0].bytes.clone()).unwrap();
        assert!(document.contains(&format!("]({name})")), "{document}");
    })
    .await;
}

#[tokio::test]
async fn a_file_that_cannot_be_copied_is_a_fact_of_the_timeline() {
    Desk::on_each(NOW, async |desk| {
        let id = open(desk).await;
        let mut message = quoted(77, "");
        message.files = (0..12).map(|_| picture()).collect();
        let answer = adds(desk, message).await;
        assert!(answer.text.contains("Copies of 10 files are being made"), "{}", answer.text);
        assert!(answer.text.contains("an entry takes 10 files"), "{}", answer.text);
        let due = desk
            .ledger
            .change(Actor::sitrep(GUILD), |change| {
                for held in deliver::claim(change, "only", 100)? {
                    if matches!(held.notice, Notice::CopyFile { .. }) {
                        deliver::settle(change, &held, &Outcome::GaveUp("the file is gone".into()))?;
                    }
                }
                Ok(())
            })
            .await;
        due.unwrap();
        assert!(
            files(desk, id).await.iter().all(|file| file.keeping == Keeping::Lost("the file is gone".into()))
        );
        let facts = entries(desk, id).await;
        let lost = facts.iter().filter(|entry| entry.text.contains("could not be copied: the file is gone"));
        assert_eq!(lost.count(), 10);
    })
    .await;
}

#[tokio::test]
async fn a_pin_and_its_message_are_followed() {
    Desk::on_each(NOW, async |desk| {
        let id = open(desk).await;
        let source = Source { channel: ROOM, message: MessageId(90) };
        let pinned = Captured {
            source,
            at: NOW.parse().unwrap(),
            author: UserId(33),
            author_name: "cleo".into(),
            text: "Rolling back".into(),
            files: Vec::new(),
            kind: EntryKind::Note,
            pinned: true,
        };
        let by = || Actor::sitrep(GUILD);
        for expected in [true, false] {
            let pinned = pinned.clone();
            let put = desk.ledger.change(by(), move |change| pin_message(change, &pinned)).await.unwrap();
            assert_eq!(put.is_some(), expected, "twice is once");
        }
        let edit =
            |text: &'static str| desk.ledger.change(by(), move |change| source_edited(change, source, text));
        edit("Rolled back").await.unwrap();
        edit("Rolled back").await.unwrap();
        let seq = entry(desk, id, "Rolled back").await.seq;
        let edits = desk.ledger.read(move |view| Ok(store::audit::edits(view, id, seq)?)).await.unwrap();
        assert_eq!(edits.len(), 1);
        desk.ledger.change(by(), move |change| unpin_message(change, source)).await.unwrap();
        assert!(entry(desk, id, "Rolled back").await.removed.is_some());
        let again = pinned.clone();
        desk.ledger.change(by(), move |change| pin_message(change, &again)).await.unwrap();
        assert!(entry(desk, id, "Rolled back").await.removed.is_none());
        let gone = desk.ledger.change(by(), move |change| source_deleted(change, ROOM, &[source.message]));
        gone.await.unwrap();
        assert!(entry(desk, id, "Rolled back").await.source_gone_at.is_some());
        let other = Actor::sitrep(incidents::ids::GuildId(101));
        desk.ledger.change(other, move |change| unpin_message(change, source)).await.unwrap();
        assert!(entry(desk, id, "Rolled back").await.removed.is_none(), "no other server reaches it");
    })
    .await;
}

#[tokio::test]
async fn taking_a_pin_off_leaves_what_was_added_by_hand() {
    Desk::on_each(NOW, async |desk| {
        let id = open(desk).await;
        adds(desk, quoted(77, "Kept by hand")).await;
        let source = Source { channel: ROOM, message: MessageId(77) };
        let off = desk.ledger.change(Actor::sitrep(GUILD), move |change| unpin_message(change, source));
        off.await.unwrap();
        assert!(entry(desk, id, "Kept by hand").await.removed.is_none());
    })
    .await;
}

async fn files(desk: &Desk, id: IncidentId) -> Vec<incidents::model::attachment::Attachment> {
    let files = desk.ledger.read(move |view| Ok(store::attachments::of_incident(view, id)?)).await.unwrap();
    assert!(files.iter().all(|file| file.id > AttachmentId(0)));
    files
}
