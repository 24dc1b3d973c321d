//! An incident's page in a real browser: signing in by the pretend Discord, and watching the timeline grow.

use tests::world::World;
use tests::world::visitor::pages;

use crate::page::browser::Browser;

#[tokio::test]
async fn a_new_entry_appears_on_a_page_that_is_open() {
    let Some(browser) = Browser::start().await else { return };
    let world = World::start().await;
    let ana = world.person("ana");
    ana.runs("/incident open title: Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    let web = pages(&world.ledger, (&world.discord, world.access())).await;
    browser.opens(&format!("http://{}/servers/{}/incidents/1", web.address(), world.guild.id())).await;
    browser.sees("h1", "wants to know who you are").await;
    browser.clicks(&format!("button[value='{}']", ana.person.id())).await;
    browser.sees("h1", "INC-1 · Checkout is down").await;
    ana.runs("/timeline add text: Restarted <b>the</b> gateway kind: mitigation").await;
    browser.sees("#timeline li.new", "Restarted <b>the</b> gateway").await;
    browser.sees("#news", "new entr").await;
    ana.runs("/incident severity level: SEV1").await;
    browser.sees("#card .facts", "SEV1").await;
    browser.becomes(390, 844).await;
    browser.is_true("document.documentElement.scrollWidth <= 390").await;
    ana.person.leaves();
    world.excuse("/members/");
    world.clock.advance(chrono::TimeDelta::minutes(1));
    browser.sees("#news", "not yours to see any more").await;
    let complaints = browser.complaints().await;
    assert!(complaints.iter().all(|line| line.contains("404")), "{complaints:?}");
    web.stop().await;
}
