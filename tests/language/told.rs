//! People of several languages in one server: each is answered in their own, and what all of them read is in the server's.

use tests::world::World;
use tests::world::desk::{Desk, said};

#[tokio::test]
async fn a_refusal_is_said_in_the_language_of_whoever_is_refused() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.speaks("de");
    ben.speaks("pt-BR");
    ana.runs("/incident show incident:9").await.whispers("Hier gibt es keinen Vorfall \"9\"");
    ben.runs("/incident show incident:9").await.whispers("Não há nenhum incidente \"9\" aqui");
    world.person("carol").runs("/incident show incident:9").await.whispers("There is no incident \"9\"");
}

#[tokio::test]
async fn an_incident_in_a_german_server() {
    let world = World::start().await;
    let ana = world.person("owner");
    ana.runs("/settings set setting:language value:de").await;
    ana.speaks("de");
    ana.runs("/incident open title:Checkout ist down").await.says("gemeldet als SEV3");
    ana.goes_to("inc-1-checkout-ist-down");
    ana.must_see("Schweregrad");
    ana.must_see("Gemeldet von owner");
    ana.clicks("Leitung übernehmen").await.says("leitet jetzt");
    assert!(ana.clicks("Lösen").await.is_form());
    ana.fills_in(&[("cause", "Ein Zertifikat"), ("resolution", "Erneuert")]).await.says("gelöst");
    ana.runs("/incident resolve").await.whispers("INC-1 ist schon gelöst. Nimm zuerst `/incident reopen`.");
}

#[tokio::test]
async fn two_people_of_two_languages_share_a_channel() {
    let world = World::start().await;
    world.person("owner").runs("/settings set setting:language value:fr").await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.speaks("ja");
    ben.speaks("es-419");
    ana.runs("/incident open title:Checkout is down").await.says("déclaré en SEV3");
    ana.goes_to("inc-1-checkout-is-down");
    ben.goes_to("inc-1-checkout-is-down");
    ben.must_see("Déclaré par ana");
    ben.runs("/incident list").await.whispers("**1 incidente** abierto");
    ana.runs("/incident list").await.whispers("**1 件のインシデント**");
    ben.clicks("Prendre le lead").await.says("dirige maintenant");
    ana.clicks("Prendre le lead").await.whispers("引き継ぎますか");
    ben.runs("/incident role role:scribe user:@ana").await.says("est maintenant **scribe**");
    let told = ana.hears().join("\n");
    assert!(told.contains("**scribe** になりました"), "{told}");
}

#[tokio::test]
async fn the_server_speaks_the_language_of_its_locale_until_a_setting_says_otherwise() {
    Desk::on_each("2024-06-02T18:00:00Z", async |desk| {
        desk.sets(|settings| settings.locale = "ja".into()).await;
        assert!(desk.hears("incident open", &[("title", "Down")]).await.contains("として宣言しました"));
        let set = desk.hears("settings set", &[("setting", "language"), ("value", "English")]).await;
        assert!(set.contains("**language** is now en, no longer auto"), "{set}");
        assert!(desk.hears("incident open", &[("title", "Down")]).await.contains("declared as"));
        let refused = said(desk.runs("settings set", &[("setting", "language"), ("value", "klingon")]).await);
        assert!(refused.text.contains("auto to follow the locale"), "{}", refused.text);
    })
    .await;
}
