//! A whole incident typed in as a team remembers it, out of order and after the fact: it reads back in order, whole, and
//! is measured by when things happened.

use commands::parcels::Parcel;
use incidents::ids::{ChannelId, IncidentId};
use incidents::model::metrics::{Metric, read};
use incidents::model::notice::Notice;
use incidents::postmortem::facts_of;
use incidents::{Actor, store};
use tests::world::desk::{Desk, GUILD};

/// What happened, in the order people remembered it.
const REMEMBERED: [(&str, &str, &str); 8] = [
    ("4:45 PM EST", "note", "Full service was restored, and the search for the deeper cause went on."),
    (
        "2:15 PM EST",
        "investigation",
        "The engineer on call looked into the alert: the database server no longer answered.",
    ),
    ("2:13 PM EST", "alert", "Monitoring saw processor and memory use of the database server climb fast."),
    ("4:00 PM EST", "recovery", "The move to the second server was complete; users came back one by one."),
    (
        "2:45 PM EST",
        "finding",
        "With everything outside ruled out, the team found memory leaking in the database program.",
    ),
    (
        "2:20 PM EST",
        "assumption",
        "Logs and metrics were read. A flood of requests or a bad setting seemed likely.",
    ),
    (
        "3:15 PM EST",
        "mitigation",
        "A backup was begun and traffic started to move to a second database server.",
    ),
    ("3:00 PM EST", "escalation", "Senior engineers were called in and the response plan was started."),
];

/// What they meant to do about it.
const MEASURES: [(&str, &str); 2] = [
    ("Watch the memory of every database server and raise an alarm before it is full", "preventative"),
    ("Look through the database program for other leaks", "corrective"),
];

async fn remembered(desk: &Desk) {
    desk.sets(|settings| settings.zone = "America/New_York".into()).await;
    let open =
        [("title", "Online banking is down"), ("severity", "SEV1"), ("started", "2024-06-02 2:15 PM EST")];
    desk.runs("incident open", &open).await;
    for (at, kind, text) in REMEMBERED {
        let said = desk
            .hears("timeline add", &[("incident", "INC-1"), ("text", text), ("at", at), ("kind", kind)])
            .await;
        assert!(said.contains(&text[..20]), "{said}");
    }
    for (title, kind) in MEASURES {
        desk.runs("action add", &[("incident", "INC-1"), ("title", title), ("kind", kind)]).await;
    }
    let end = [
        ("incident", "INC-1"),
        ("cause", "A leak in the database program. It ran out of memory."),
        ("resolution", "Traffic moved to the second server"),
        ("at", "2024-06-02 4:45 PM EST"),
    ];
    let said = desk.hears("incident resolve", &end).await;
    assert!(said.contains("resolved after 2 h 30 min"), "{said}");
}

async fn tells_times_in(desk: &Desk, id: IncidentId, zone: &'static str) {
    let change = desk.ledger.change(Actor::sitrep(GUILD), move |change| {
        let mut incident = store::incidents::get(change, id)?;
        incident.document_zone = Some(zone.into());
        Ok(store::incidents::save(change, &incident)?)
    });
    change.await.unwrap();
}

#[tokio::test]
async fn what_is_remembered_out_of_order_reads_back_in_order() {
    Desk::on_each("2024-06-03T16:00:00Z", async |desk| {
        remembered(desk).await;
        let id = desk.incident(1).await.id;
        desk.opens_channel(id, ChannelId(7)).await;
        tells_times_in(desk, id, "EST").await;
        let Parcel::Post { channel, message, .. } = desk.leaves(Notice::Postmortem { incident: id }).await
        else {
            panic!("the postmortem is posted");
        };
        assert_eq!(channel, ChannelId(7));
        assert!(message.text.contains("2 hours 30 minutes (150 minutes)"), "{}", message.text);
        assert!(message.text.chars().count() <= 2_000);
        assert_eq!(message.files[0].name, "postmortem-INC-1.md");
        let document = String::from_utf8(message.files[0].bytes.clone()).unwrap();
        let mut happened = REMEMBERED;
        happened.sort_unstable();
        let lines = happened.map(|(at, _, text)| format!("- {at} - {text}")).join("\n");
        assert!(document.contains(&lines), "{document}");
        for (title, _) in MEASURES {
            assert!(document.contains(title), "{title}: {document}");
        }
        for fact in ["A leak in the database program", "Traffic moved to the second server", "SEV1"] {
            assert!(document.contains(fact), "{fact}: {document}");
        }
    })
    .await;
}

#[tokio::test]
async fn it_is_measured_by_when_things_happened() {
    Desk::on_each("2024-06-03T16:00:00Z", async |desk| {
        remembered(desk).await;
        let incident = desk.incident(1).await;
        let facts = desk.ledger.read(move |view| facts_of(view, &incident)).await.unwrap();
        let minutes = |metric| read(metric, &facts.milestones).map(|reading| reading.raw.num_minutes());
        for (metric, expected) in [
            (Metric::TimeToDetect, -2),
            (Metric::TimeToAcknowledge, 2),
            (Metric::TimeToEscalate, 45),
            (Metric::TimeToIdentify, 30),
            (Metric::TimeToMitigate, 105),
            (Metric::TimeToResolve, 150),
        ] {
            assert_eq!(minutes(metric), Ok(expected), "{}", metric.words());
        }
    })
    .await;
}
