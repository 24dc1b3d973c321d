//! `/doctor`: what would fail when it is needed, told before it is.

use commands::request::{Ask, Given};
use incidents::ids::{ChannelId, RoleId, UserId};
use incidents::model::access::{MANAGE_GUILD, Person};
use incidents::model::contact::{Failure, Kind};
use incidents::model::notice::{Notice, Outcome};
use incidents::operations::deliver;
use incidents::{Actor, store};
use simulator::Permissions;
use tests::world::World;
use tests::world::desk::{Desk, GUILD, ben, said};

const NOW: &str = "2024-06-02T18:00:00Z";

async fn doctor(desk: &Desk) -> String {
    let answer = said(desk.runs("doctor", &[]).await);
    assert!(answer.private);
    answer.text
}

#[tokio::test]
async fn each_thing_that_would_fail_is_named_with_its_mend() {
    Desk::on_each(NOW, async |desk| {
        let well = doctor(desk).await;
        assert!(well.contains("nobody outside an incident's channel is told") && !well.contains("🔴"), "{well}");
        desk.sets(|settings| {
            settings.announcements = Some(ChannelId(77));
            settings.responders = Some(RoleId(70));
        })
        .await;
        desk.hears("contact add", &[("name", "kim"), ("email", "kim@example.com")]).await;
        desk.hears("policy create", &[("name", "primary")]).await;
        let rota = [("name", "crew"), ("people", "kim"), ("every", "1w"), ("handoff", "09:00"), ("from", "in 3 days")];
        let made = desk.hears("schedule create", &rota).await;
        assert!(made.contains("crew"), "{made}");
        let ill = doctor(desk).await;
        for wrong in [
            "🔴 settings: the channel of the setting \\`announcements\\` was deleted → `/settings set setting:announcements`",
            "🔴 settings: the role of the setting \\`responders\\` was deleted",
            "🟡 contacts: kim has never answered a page → try it out with `/contact test`",
            "🔴 policies: primary: nobody would be called now → add somebody with `/policy step`",
            "🔴 on call: crew: nobody is on call Sun 2 Jun 18:00–Wed 5 Jun 18:00 UTC",
            "✅ deliveries: nothing is late",
        ] {
            assert!(ill.contains(wrong), "{wrong}: {ill}");
        }
        assert!(ill.find("🔴") < ill.find("🟡") && ill.find("🟡") < ill.find("✅"), "the worst first: {ill}");
        desk.clock.advance(chrono::TimeDelta::hours(1));
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        desk.clock.advance(chrono::TimeDelta::minutes(10));
        assert!(doctor(desk).await.contains("🔴 deliveries: the oldest that is due has waited 70 min"));
    })
    .await;
}

#[tokio::test]
async fn what_discord_forbids_is_named_by_place_but_nothing_of_a_hidden_incident() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        let secret = vec![("title", Given::Text("Breach".into())), ("private", Given::Truth(true))];
        desk.gives("incident open", secret).await;
        let forbidden = desk.ledger.change(Actor::sitrep(GUILD), |change| {
            for held in deliver::claim(change, "only", 100)? {
                if let Notice::Channel { incident } = held.notice {
                    let why = format!("Sitrep may not manage channels for {incident}");
                    deliver::settle(change, &held, &Outcome::Blocked(why))?;
                }
            }
            Ok(())
        });
        forbidden.await.unwrap();
        let (open, hidden) = (desk.incident(1).await.id, desk.incident(2).await.id);
        let mine = doctor(desk).await;
        assert!(
            mine.contains(&format!("🔴 permissions: Sitrep may not manage channels for {open}")),
            "{mine}"
        );
        assert!(mine.contains(&format!("channels for {hidden}")), "she opened it: {mine}");
        let boss = Person { id: UserId(9), permissions: MANAGE_GUILD, ..ben(None) };
        let ask = || Ask::Command { path: "doctor".into(), options: Default::default() };
        let theirs = said(desk.asks_as(boss, ask()).await).text;
        assert!(theirs.contains(&format!("channels for {open}")), "{theirs}");
        assert!(!theirs.contains(&format!("channels for {hidden}")), "{theirs}");
        let refused = said(desk.asks_as(ben(None), ask()).await).text;
        assert!(refused.contains("Only admins can do this"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn discord_and_the_database_are_asked_too_and_the_answer_follows() {
    let world = World::start().await;
    let kim = world.person("kim");
    kim.person.give(world.guild.role("Keepers", Permissions::MANAGE_GUILD));
    let news = world.guild.create_channel("news");
    world.guild.deny_bot(news, Permissions::ATTACH_FILES);
    world.settle().await;
    kim.runs("/settings set setting:announcements value:news").await.whispers("is now");
    kim.runs("/doctor").await;
    kim.must_see(
        "🔴 permissions: Acme: #news, for announcements, lacks Attach Files → in Discord: Edit Channel",
    );
    kim.must_see("✅ database: every page is whole");
    kim.must_see("✅ permissions: Acme: all that is needed");
    assert!(kim.sees().iter().all(|seen| !seen.contains("⏳")), "nothing is left open: {:?}", kim.sees());
}

#[tokio::test]
async fn a_way_that_failed_a_day_without_anybody_and_a_delivery_in_vain_are_named() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("settings set", &[("setting", "zone"), ("value", "Europe/Berlin")]).await;
        desk.hears("contact add", &[("name", "kim"), ("email", "kim@example.com")]).await;
        let rota = [("name", "Payments"), ("people", "kim"), ("every", "1w"), ("handoff", "09:00")];
        desk.hears("schedule create", &rota).await;
        let hours = [("schedule", "Payments"), ("days", "mon-sat")];
        desk.hears("schedule restrict", &hours).await;
        desk.hears("policy create", &[("name", "primary")]).await;
        desk.hears("policy step", &[("policy", "primary"), ("who", "schedule:Payments")]).await;
        let failed = desk.ledger.change(Actor::sitrep(GUILD), |change| {
            let mut kim = store::contacts::named(change, GUILD, "kim")?.expect("she was added");
            let failure = Failure { at: change.now, why: "550 no such mailbox".into() };
            kim.ways.failed(Kind::Email, &failure);
            Ok(store::contacts::save(change, &kim)?)
        });
        failed.await.unwrap();
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        for _ in 0..3 {
            let tried = desk.ledger.change(Actor::sitrep(GUILD), |change| {
                for held in deliver::claim(change, "only", 100)? {
                    let again = Outcome::RetryAt(change.now, "Discord cannot be reached".into());
                    deliver::settle(change, &held, &again)?;
                }
                Ok(())
            });
            tried.await.unwrap();
        }
        let ill = doctor(desk).await;
        for wrong in [
            "🔴 contacts: kim could not be reached by email on 2024-06-02 18:00 UTC: 550 no such mailbox → ",
            "🔴 on call: Payments: nobody is on call Sun 2 Jun 20:00–Mon 3 Jun 00:00 CEST",
            "🔴 policies: primary: nobody would be called now",
            "🔴 deliveries: The incident channel: Discord cannot be reached → ",
        ] {
            assert!(ill.contains(wrong), "{wrong}: {ill}");
        }
    })
    .await;
}
