//! The demo's page in a real browser: an incident lived from the keyboard, by several people, on a desk and on a phone.

pub mod browser;

use browser::{Browser, ENTER, ESCAPE, TAB};
use tests::world::process::Demo;

#[tokio::test]
async fn an_incident_lives_its_life_at_the_page() {
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start();
    browser.opens(&demo.address).await;
    declares(&browser).await;
    browser.clicks("#log button.mention").await;
    browser.sees("#name", "#inc-1-checkout-is-down").await;
    resolves(&browser).await;
    reads_the_postmortem(&browser).await;
    looks_at_a_picture(&browser).await;
    moves_the_clock(&browser).await;
    somebody_else_writes(&browser).await;
    fits_a_phone(&browser).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

async fn declares(browser: &Browser) {
    browser.sees("#name", "#general").await;
    // The bot may still be registering its commands.
    browser.types("#box", "/incident op").await;
    browser.sees("#choices", "/incident open").await;
    browser.types("#box", TAB).await;
    browser.holds("#box", "/incident open ").await;
    browser.types("#box", &format!("title:Checkout is down sev{TAB}")).await;
    // What can follow comes from the bot itself, asked by a real interaction.
    browser.sees("#choices", "SEV1").await;
    browser.types("#box", &format!("SEV1{ENTER}")).await;
    browser.sees("#log", "Checkout is down declared as SEV1").await;
    browser.sees("#log", "Work on it in #inc-1-checkout-is-down").await;
}

async fn resolves(browser: &Browser) {
    browser.clicks("#log .button.good").await;
    browser.sees("dialog.form h2", "Resolve").await;
    browser.types("dialog.form [name=cause]", "An expired certificate").await;
    browser.types("dialog.form [name=resolution]", "Renewed it").await;
    browser.clicks("dialog.form [type=submit]").await;
    browser.lacks("dialog").await;
    browser.sees("#log", "postmortem-INC-1.md").await;
}

async fn reads_the_postmortem(browser: &Browser) {
    browser.clicks("#log [data-key^=read-]").await;
    browser.sees("dialog .document", "Issue Summary").await;
    browser.sees("dialog .document", "An expired certificate").await;
    browser.presses(ESCAPE).await;
    browser.lacks("dialog").await;
}

/// It arrives after the words that it stands under, and is in sight all the same.
async fn looks_at_a_picture(browser: &Browser) {
    browser.types("#box", &format!("/report trends{ENTER}")).await;
    browser.is_true("document.querySelector('#log .message:last-child img')?.naturalHeight > 0").await;
    browser.is_true("(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 2)(document.querySelector('#log'))").await;
}

async fn moves_the_clock(browser: &Browser) {
    browser.clicks("[data-key=advance-60]").await;
    browser.sees("#log .embed", "1 hour ago").await;
}

async fn somebody_else_writes(browser: &Browser) {
    browser.clicks(".seat[data-name=casey]").await;
    browser.sees(".seat[aria-pressed=true]", "casey").await;
    // Markup stays words.
    browser.types("#box", &format!("Is it <b>really</b> **over**?{ENTER}")).await;
    browser.sees("#log .message:last-child .author", "casey").await;
    browser.sees("#log .message:last-child .content", "Is it <b>really</b> over?").await;
}

async fn fits_a_phone(browser: &Browser) {
    browser.becomes(390, 844).await;
    browser.is_true("document.documentElement.scrollWidth <= 390").await;
    browser.is_true("getComputedStyle(document.querySelector('#side')).visibility === 'hidden'").await;
    browser.clicks("#drawer").await;
    browser.clicks("#channels [data-key^=channel-]").await;
    browser.sees("#name", "#general").await;
}
