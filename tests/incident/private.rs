//! A private incident does not exist for those who cannot see its channel.

use commands::parcels::Parcel;
use commands::reply::Reply;
use commands::request::{Ask, Given};
use incidents::model::access::Person;
use incidents::model::notice::Notice;
use tests::world::desk::{Desk, ben, said};

const NOW: &str = "2024-06-02T18:00:00Z";

async fn hears(desk: &Desk, person: Person, path: &str, options: &[(&str, &str)]) -> String {
    let options = options.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned())));
    let ask = Ask::Command { path: path.to_owned(), options: options.collect() };
    match desk.asks_as(person, ask).await {
        Reply::Say(message) => format!("{message:?}"),
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn it_shows_nowhere_to_others() {
    Desk::on_each(NOW, async |desk| {
        let secret =
            vec![("title", Given::Text("Breach of payroll".into())), ("private", Given::Truth(true))];
        let opened = said(desk.gives("incident open", secret).await);
        assert!(opened.private);
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        let nobody = hears(desk, ben(None), "incident show", &[("incident", "99")]).await;
        for (path, options) in [
            ("incident show", vec![("incident", "1")]),
            ("incident severity", vec![("incident", "1"), ("level", "SEV1")]),
            ("incident update", vec![("incident", "1"), ("message", "x")]),
            ("incident set", vec![("incident", "1"), ("field", "title"), ("value", "xxx")]),
            ("incident cancel", vec![("incident", "1"), ("reason", "x")]),
            ("incident reopen", vec![("incident", "1"), ("reason", "x")]),
            ("incident merge", vec![("incident", "2"), ("into", "1")]),
            ("timeline list", vec![("incident", "1")]),
        ] {
            let heard = hears(desk, ben(None), path, &options).await;
            assert_eq!(heard, nobody.replace("99", "1"), "{path}");
        }
        for (path, options) in
            [("incident list", vec![("state", "all")]), ("incident search", vec![("query", "payroll")])]
        {
            let heard = hears(desk, ben(None), path, &options).await;
            assert!(!heard.contains("Breach") && !heard.contains("INC-1 "), "{path}: {heard}");
            let ours = desk.hears(path, &options).await;
            assert!(ours.contains("Breach"), "{path}: {ours}");
        }
        let action = [("title", "Rotate salary keys"), ("incident", "1")];
        desk.hears("action add", &action).await;
        desk.hears("timeline add", &[("text", "The salary table was copied"), ("incident", "1")]).await;
        let heard = hears(desk, ben(None), "incident search", &[("query", "salary")]).await;
        assert!(heard.contains("Nothing here says"), "{heard}");
        assert!(desk.hears("incident search", &[("query", "salary")]).await.contains("INC-1"));
        let ask = Ask::Complete {
            path: "incident show".into(),
            options: [("incident".to_owned(), Given::Text("breach".into()))].into(),
            focused: "incident".into(),
        };
        assert_eq!(desk.asks_as(ben(None), ask).await, Reply::Choices(Vec::new()));
    })
    .await;
}

#[tokio::test]
async fn nothing_of_it_is_announced_merged_or_shown_as_similar() {
    Desk::on_each(NOW, async |desk| {
        desk.sets(|settings| settings.announcements = Some(incidents::ids::ChannelId(77))).await;
        let secret =
            vec![("title", Given::Text("Payroll database stolen".into())), ("private", Given::Truth(true))];
        desk.gives("incident open", secret).await;
        let updated = desk.hears("incident update", &[("message", "hush"), ("incident", "1")]).await;
        assert!(updated.contains("Not announced anywhere, for this incident is private"), "{updated}");
        let incident = desk.incident(1).await;
        let update = incident.last_update.clone().unwrap();
        assert_eq!(desk.leaves(Notice::Update { incident: incident.id, update }).await, Parcel::Moot);
        desk.hears("incident resolve", &[("cause", "a"), ("resolution", "b"), ("incident", "1")]).await;
        desk.hears("incident open", &[("title", "Payroll database stolen again")]).await;
        let other = desk.incident(2).await.id;
        assert_eq!(desk.leaves(Notice::Similar { incident: other }).await, Parcel::Moot);
        let merged = desk.hears("incident merge", &[("incident", "2"), ("into", "1")]).await;
        assert!(merged.contains("Private incidents cannot be merged"), "{merged}");
    })
    .await;
}

#[tokio::test]
async fn the_form_keeps_it_private() {
    Desk::on_each(NOW, async |desk| {
        let Reply::Form(form) = desk.gives("incident open", vec![("private", Given::Truth(true))]).await
        else {
            panic!("a form")
        };
        assert!(said(desk.sends(&form, &[("title", "Breach of payroll")]).await).private);
        assert!(desk.incident(1).await.private);
    })
    .await;
}
