//! People of two languages in one server.

use tests::world::World;

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
