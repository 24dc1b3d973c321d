//! `/settings`: what is taken, what is refused, and what is said once.

use commands::request::{Ask, Given};
use incidents::ids::{ChannelId, GuildId, RoleId};
use incidents::operations::hear;
use incidents::store::channels::Channel;
use incidents::{Actor, store};
use tests::world::World;
use tests::world::desk::{Desk, GUILD, ben, said};

const NOW: &str = "2024-06-02T18:00:00Z";

async fn set(desk: &Desk, setting: &str, value: &str) -> String {
    desk.hears("settings set", &[("setting", setting), ("value", value)]).await
}

#[tokio::test]
async fn a_setting_points_at_the_servers_own_only() {
    Desk::on_each(NOW, async |desk| {
        for (guild, channel, role) in [(GUILD, 7, 70), (GuildId(200), 8, 80)] {
            let noted = desk.ledger.change(Actor::sitrep(guild), move |change| {
                let channel = Channel { id: ChannelId(channel), name: format!("news-{channel}"), kind: 0 };
                hear::channels_here(change, &[channel])?;
                let role = hear::Role { id: RoleId(role), name: format!("crew-{role}"), permissions: 0 };
                hear::role_changed(change, &role)
            });
            noted.await.unwrap();
        }
        for typed in ["<#7>", "7", "#news-7", "News-7"] {
            assert!(set(desk, "announcements", typed).await.contains("is now <#7>"), "{typed}");
        }
        assert!(set(desk, "responders", "<@&70>").await.contains("is now <@&70>"));
        for (setting, foreign) in [
            ("announcements", "<#8>"),
            ("announcements", "news-8"),
            ("category", "7"),
            ("responders", "80"),
            ("responders", "crew-80"),
            ("admins", "100"),
            ("admins", "@everyone"),
        ] {
            let said = set(desk, setting, foreign).await;
            assert!(said.contains("cannot be the setting"), "{setting} {foreign}: {said}");
        }
        assert!(set(desk, "announcements", "none").await.contains("is now none, no longer <#7>"));
        assert!(set(desk, "colour", "red").await.contains("There is no setting \"colour\""));
        let choices =
            desk.types("settings set", "value", &[("setting", "postmortems"), ("value", "news")]).await;
        assert_eq!(choices.iter().map(|choice| choice.label.as_str()).collect::<Vec<_>>(), ["#news-7"]);
    })
    .await;
}

#[tokio::test]
async fn only_admins_set_and_every_change_is_in_the_audit() {
    Desk::on_each(NOW, async |desk| {
        let options = [("setting", "zone"), ("value", "Europe/Berlin")]
            .map(|(name, text)| (name.to_owned(), Given::Text(text.to_owned())));
        let ask = Ask::Command { path: "settings set".into(), options: options.into() };
        assert!(said(desk.asks_as(ben(None), ask).await).text.contains("Only admins can do this"));
        assert!(set(desk, "zone", "Europe/Berlin").await.contains("is now Europe/Berlin, no longer UTC"));
        let kept = desk.ledger.read(|view| Ok(store::guilds::settings(view, GUILD)?)).await.unwrap();
        assert_eq!(kept.zone, "Europe/Berlin");
    })
    .await;
}

#[tokio::test]
async fn that_everybody_is_a_responder_is_said_once() {
    Desk::on_each(NOW, async |desk| {
        let first = desk.hears("incident open", &[("title", "Checkout is down")]).await;
        let second = desk.hears("incident open", &[("title", "Mail is late")]).await;
        assert!(first.contains("Everybody here is a responder"), "{first}");
        assert!(!second.contains("Everybody here is a responder"), "{second}");
    })
    .await;
}

#[tokio::test]
async fn help_knows_where_it_is_asked() {
    Desk::on_each(NOW, async |desk| {
        let lobby = desk.hears("help", &[]).await;
        assert!(lobby.contains("`/incident open`") && lobby.contains("`/doctor`"), "{lobby}");
        let ask = Ask::Command { path: "help".into(), options: [].into() };
        let plain = said(desk.asks_as(ben(None), ask).await).text;
        assert!(plain.contains("`/incident open`") && !plain.contains("admin"), "{plain}");
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        let id = desk.incident(1).await.id;
        desk.opens_channel(id, tests::world::desk::LOBBY).await;
        let here = desk.hears("help", &[]).await;
        assert!(here.contains("INC-1 · Checkout is down") && here.contains("`/incident resolve`"), "{here}");
        let topic = desk.hears("help", &[("topic", "/incident")]).await;
        assert!(topic.contains("`/incident merge`") && topic.contains("`into`*"), "{topic}");
        assert!(desk.hears("help", &[("topic", "coffee")]).await.contains("There is no command"));
    })
    .await;
}

#[tokio::test]
async fn help_is_given_in_a_direct_message_and_in_a_private_channel() {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.person.says_to_bot("hello?").expect("anybody may write to a bot");
    let direct = ana.person.direct_channel().expect("there is a conversation now");
    for (line, told) in [("/help", "works in servers"), ("/help topic:page", "`/page drill`")] {
        let asked = ana.person.runs(direct, line).expect("help is offered there");
        world.settle().await;
        let answer = format!("{:?}", world.discord.answer_of(asked));
        assert!(answer.contains(told), "{line}: {answer}");
    }
    let typed = ana.person.completes(direct, "/help topic:pol").expect("it completes there");
    world.settle().await;
    assert!(format!("{:?}", world.discord.answer_of(typed)).contains("/policy"));
    assert!(ana.person.runs(direct, "/incident list").is_err(), "all else is offered in servers only");
    ana.runs("/incident open title:Keys were leaked private:true").await;
    ana.goes_to("inc-1-keys-were-leaked").runs("/help").await.whispers("It is private");
}
