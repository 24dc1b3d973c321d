//! The pages in a browser: who gets in, what they read there, and that nothing on a page acts or gives away.

mod following;
mod sign_in;

use chrono::TimeDelta;
use simulator::{Fault, Matcher, Mishap, Permissions};
use tests::world::World;
use tests::world::door::door;
use tests::world::visitor::{Visitor, pages};

/// A world with an incident that has something of everything.
async fn lived_in() -> World {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.runs("/incident open title: Checkout <b>fails</b> severity: SEV1 summary: Cards are declined").await;
    ana.goes_to("inc-1-checkout-b-fails-b");
    ana.runs("/timeline add text: Rolled back <@1> the \"gateway\" kind: mitigation").await;
    ana.runs("/action add title: Alarm on declined cards due: tomorrow").await;
    world
}

#[tokio::test]
async fn whoever_signs_in_reads_there_what_they_see_in_chat() {
    let world = lived_in().await;
    let web = pages(&world.ledger, (&world.discord, world.access())).await;
    let visitor = Visitor::of(&web);
    let (ana, guild) = (world.person("ana"), world.guild.id());
    let at = |path: &str| format!("/servers/{guild}/{path}");
    let page = visitor.signs_in(ana.person.id(), &at("incidents/1")).await;
    assert_eq!(page.status, 200, "{page:?}");
    for shown in [
        "INC-1 · Checkout &lt;b&gt;fails&lt;/b&gt;",
        "Cards are declined",
        "SEV1",
        "Rolled back @user 1 the &quot;gateway&quot;",
        "mitigation · ana",
        "data-live",
    ] {
        assert!(page.text.contains(shown), "{shown} is not in {}", page.text);
    }
    assert!(!page.text.contains("<b>") && !page.text.contains("&lt;t:"), "{}", page.text);
    let list = visitor.gets(&at("incidents")).await.text;
    assert!(list.contains("1 open incident") && list.contains(&at("incidents/1")), "{list}");
    let none = visitor.gets(&at("incidents?state=resolved&severity=SEV1")).await.text;
    assert!(none.contains("There are no resolved incidents here"), "{none}");
    let found = visitor.gets(&at("incidents?state=all&words=gateway")).await.text;
    assert!(found.contains("<mark>gateway</mark>") && found.contains("Checkout"), "{found}");
    let actions = visitor.gets(&at("actions?which=open")).await.text;
    assert!(
        actions.contains("Alarm on declined cards") && actions.contains("due Mon, 3 Jun 2024"),
        "{actions}"
    );
    assert!(visitor.gets(&at("actions?which=overdue")).await.text.contains("There are none."));
    assert!(visitor.gets(&at("actions")).await.text.contains("There are none."), "nothing is hers");
    assert!(visitor.gets(&at("on-call")).await.text.contains("There are no schedules yet"));
    ana.goes_to("inc-1-checkout-b-fails-b");
    ana.runs("/incident resolve cause: An expired key resolution: Renewed it").await;
    let list = visitor.gets(&at("postmortems")).await.text;
    assert!(list.contains("Read the postmortem"), "{list}");
    let document = visitor.gets(&at("postmortems/1")).await.text;
    assert!(document.contains("Issue Summary") && document.contains("An expired key"), "{document}");
    let home = visitor.gets("/").await;
    assert!(home.text.contains("Acme") && home.text.contains(&at("incidents")), "{home:?}");
    web.stop().await;
}

#[tokio::test]
async fn a_page_lets_nothing_act_and_nobody_keep_it() {
    let world = lived_in().await;
    let web = pages(&world.ledger, (&world.discord, world.access())).await;
    let visitor = Visitor::of(&web);
    let path = format!("/servers/{}/incidents/1", world.guild.id());
    let page = visitor.signs_in(world.person("ana").person.id(), &path).await;
    let header = |name: &str| page.headers[name].to_str().unwrap();
    let policy = header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!((header("cache-control"), header("x-content-type-options")), ("no-store", "nosniff"));
    assert_eq!(page.text.matches("<script").count(), 1, "the one whose digest the policy names");
    assert!(!page.text.contains(" style=") && !page.text.contains(" onclick"), "{}", page.text);
    let again = visitor.follows(&path, header("etag")).await;
    assert_eq!((again.status, again.text.as_str()), (304, ""));
    web.stop().await;
}

#[tokio::test]
async fn whoever_leaves_the_server_reads_nothing_more() {
    let world = lived_in().await;
    let web = pages(&world.ledger, (&world.discord, world.access())).await;
    let path = format!("/servers/{}/incidents/1", world.guild.id());
    let (ben, stranger) = (world.person("ben"), world.discord.guild("Elsewhere").person("stranger"));
    let browser = Visitor::of(&web);
    let page = browser.signs_in(ben.person.id(), &path).await;
    assert_eq!(page.status, 200);
    ben.person.leaves();
    world.excuse("/members/");
    let gone = browser.gets(&path).await;
    assert_eq!(gone.status, 404, "{gone:?}");
    let home = browser.gets("/").await.text;
    assert!(!home.contains("Acme") && home.contains("Sitrep is in no server"), "{home}");
    let elsewhere = Visitor::of(&web);
    let other = elsewhere.signs_in(stranger.id(), &path).await;
    assert_eq!((other.status, &other.text), (404, &gone.text), "a server of others is like none");
    for unknown in
        ["/servers/1/incidents", "/servers/x/incidents", &path.replace("/1", "/99"), &format!("{path}/x")]
    {
        let shown = elsewhere.gets(unknown).await;
        assert_eq!((shown.status, &shown.text), (404, &gone.text), "{unknown}");
    }
    let signed_out = Visitor::of(&web).gets(&path).await;
    assert!(signed_out.status == 303 && !signed_out.text.contains("Checkout"), "{signed_out:?}");
    web.stop().await;
}

#[tokio::test]
async fn a_private_incident_is_there_for_those_who_see_its_channel_alone() {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.runs("/incident open title: Blackmail private: true").await;
    world.settle().await;
    let web = pages(&world.ledger, (&world.discord, world.access())).await;
    let guild = world.guild.id();
    let (hers, his) = (Visitor::of(&web), Visitor::of(&web));
    let path = format!("/servers/{guild}/incidents/1");
    let page = hers.signs_in(ana.person.id(), &path).await;
    assert!(page.text.contains("Blackmail") && page.text.contains("Private:"), "{page:?}");
    let ben = world.with_role("ben", "Managers");
    let page = his.signs_in(ben.person.id(), &path).await;
    assert_eq!(page.status, 404);
    for list in [
        "incidents?state=all",
        "incidents?state=all&words=blackmail",
        "postmortems",
        "actions?which=all",
        "postmortems/1",
    ] {
        let shown = his.gets(&format!("/servers/{guild}/{list}")).await.text;
        assert!(!shown.contains("Blackmail"), "{list}: {shown}");
    }
    let channel = world.guild.channel("inc-1-blackmail").expect("it has a channel");
    world.guild.let_in(channel, ben.person.id());
    world.settle().await;
    assert_eq!(his.gets(&path).await.status, 200, "he was let in");
    let boss = world.person("boss");
    boss.person.give(world.guild.role("Boss", Permissions::ADMINISTRATOR));
    world.settle().await;
    let theirs = Visitor::of(&web);
    assert_eq!(
        theirs.signs_in(boss.person.id(), &path).await.status,
        200,
        "an administrator sees every channel"
    );
    web.stop().await;
}

#[tokio::test]
async fn while_discord_is_away_its_last_word_counts_for_a_while() {
    let world = lived_in().await;
    let web = pages(&world.ledger, (&world.discord, world.access())).await;
    let visitor = Visitor::of(&web);
    let path = format!("/servers/{}/incidents/1", world.guild.id());
    assert_eq!(visitor.signs_in(world.person("ana").person.id(), &path).await.status, 200);
    for _ in 0..4 {
        let what = Mishap::Status(503, serde_json::json!({}));
        world.discord.faults().add(Fault { on: Matcher::first("GET", "/guilds/**"), what });
    }
    assert_eq!(visitor.gets(&path).await.status, 200, "Discord said so a moment ago");
    world.clock.advance(TimeDelta::minutes(16));
    let unsure = visitor.gets(&path).await;
    assert!(unsure.status == 503 && unsure.text.contains("Discord cannot be asked"), "{unsure:?}");
    assert!(!unsure.text.contains("Checkout"));
    world.discord.faults().clear();
    web.stop().await;
}

#[tokio::test]
async fn where_nobody_switched_them_on_the_pages_say_so() {
    let world = World::start().await;
    let web = door(&world.ledger).await;
    let visitor = Visitor::of(&web);
    for path in ["/", "/sign-in", "/signed-in?code=x", "/servers/1/incidents"] {
        let shown = visitor.gets(path).await;
        assert!(shown.status == 404 && shown.text.contains("DISCORD_CLIENT_SECRET"), "{path}: {shown:?}");
    }
    web.stop().await;
}
