//! Signing in and out: bound to one browser, once, and to nobody's advantage who tampers with it.

use chrono::TimeDelta;
use tests::world::World;
use tests::world::visitor::{Visitor, pages};

#[tokio::test]
async fn a_sign_in_is_bound_to_the_browser_that_began_it() {
    let world = World::start().await;
    let web = pages(&world.ledger, (&world.discord, world.access())).await;
    let (mallory, victim) = (Visitor::of(&web), Visitor::of(&web));
    let mallorys = world.guild.person("mallory").id();
    // Mallory stops half-way and has somebody else open the address: they do not end up signed in as Mallory.
    let back = mallory.agrees(mallorys, "/sign-in").await;
    let lured = victim.gets(&back).await;
    assert!(lured.status == 400 && victim.cookie("sitrep").is_none(), "{lured:?}");
    victim.gets("/sign-in").await;
    assert_eq!(victim.gets(&back).await.status, 400, "nor in the middle of a sign-in of their own");
    let taken_in = mallory.gets(&back).await;
    assert_eq!(taken_in.status, 303);
    let (name, secret) = ("sitrep", mallory.cookie("sitrep").expect("signed in"));
    let kept: Vec<_> =
        taken_in.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    let session = kept.iter().find(|line| line.starts_with("sitrep=")).expect("a cookie");
    assert!(
        session.contains("HttpOnly") && session.contains("SameSite=Lax") && session.contains("Path=/"),
        "{session}"
    );
    assert!(mallory.cookie("sitrep-signing-in").is_none(), "what began it is forgotten");
    assert_eq!(mallory.gets(&back).await.status, 400, "the address works once");
    let on_disk = world.on_disk();
    let is_there = on_disk.windows(secret.len()).any(|bytes| bytes == secret.as_bytes());
    assert!(!is_there, "the secret of {name} is kept nowhere");
    web.stop().await;
}

#[tokio::test]
async fn a_code_is_good_once_and_only_for_whoever_can_prove_to_have_asked() {
    let world = World::start().await;
    let web = pages(&world.ledger, (&world.discord, world.access())).await;
    let visitor = Visitor::of(&web);
    let ana = world.guild.person("ana").id();
    let back = visitor.agrees(ana, "/sign-in").await;
    // The code of one sign-in with the state of another: the proof that belongs to the code is missing.
    let thief = Visitor::of(&web);
    let own = thief.agrees(ana, "/sign-in").await;
    let of = |address: &str, name: &str| {
        let behind = address.split_once(&format!("{name}=")).expect("it is there").1;
        behind.split('&').next().unwrap_or_default().to_owned()
    };
    let stolen = format!("/signed-in?code={}&state={}", of(&back, "code"), of(&own, "state"));
    let refused = thief.gets(&stolen).await;
    assert!(refused.status == 400 && thief.cookie("sitrep").is_none(), "{refused:?}");
    let said = world.discord.take_violations();
    assert!(format!("{said:?}").contains("invalid_grant"), "{said:?}");
    assert_eq!(visitor.gets(&back).await.status, 400, "what was tried once is over");
    world.discord.take_violations();
    web.stop().await;
}

#[tokio::test]
async fn whoever_does_not_agree_is_not_signed_in() {
    let world = World::start().await;
    let web = pages(&world.ledger, (&world.discord, world.access())).await;
    let visitor = Visitor::of(&web);
    let away = visitor.gets("/sign-in").await;
    let state = away.to.split("state=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let declined = visitor.gets(&format!("/signed-in?error=access_denied&state={state}")).await;
    assert!(
        declined.text.contains("You did not agree") && visitor.cookie("sitrep").is_none(),
        "{declined:?}"
    );
    for broken in ["/signed-in", "/signed-in?code=x", "/signed-in?code=x&state=", "/signed-in?state=%00"] {
        assert_eq!(visitor.gets(broken).await.status, 400, "{broken}");
    }
    web.stop().await;
}

#[tokio::test]
async fn nobody_is_led_elsewhere_by_a_sign_in() {
    let world = World::start().await;
    let web = pages(&world.ledger, (&world.discord, world.access())).await;
    let ana = world.guild.person("ana").id();
    for lure in ["https://evil.example/", "//evil.example", "/servers/1@evil.example", "/%5Cevil.example"] {
        let visitor = Visitor::of(&web);
        let back = visitor.agrees(ana, &format!("/sign-in?to={lure}")).await;
        let taken_in = visitor.gets(&back).await;
        assert_eq!(taken_in.to, format!("{}/", visitor.base()), "{lure}");
    }
    web.stop().await;
}

#[tokio::test]
async fn signing_out_needs_our_own_page_and_ends_it_for_good() {
    let world = World::start().await;
    let web = pages(&world.ledger, (&world.discord, world.access())).await;
    let visitor = Visitor::of(&web);
    let path = format!("/servers/{}/incidents", world.guild.id());
    let page = visitor.signs_in(world.guild.person("ana").id(), &path).await;
    let proof =
        page.text.split("name=\"proof\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for forged in ["", "x", &proof[1..]] {
        assert_eq!(visitor.posts("/sign-out", &[("proof", forged)]).await.status, 403, "{forged}");
    }
    assert_eq!(visitor.gets(&path).await.status, 200, "still signed in");
    let secret = visitor.cookie("sitrep").unwrap();
    assert_eq!(visitor.posts("/sign-out", &[("proof", &proof)]).await.status, 303);
    assert!(visitor.cookie("sitrep").is_none());
    visitor.keeps("sitrep", &secret);
    assert_eq!(visitor.gets(&path).await.status, 303, "the secret opens nothing any more");
    web.stop().await;
}

#[tokio::test]
async fn a_browser_is_forgotten_after_two_weeks() {
    let world = World::start().await;
    let web = pages(&world.ledger, (&world.discord, world.access())).await;
    let visitor = Visitor::of(&web);
    let path = format!("/servers/{}/incidents", world.guild.id());
    visitor.signs_in(world.guild.person("ana").id(), &path).await;
    world.clock.advance(TimeDelta::days(14) - TimeDelta::minutes(1));
    assert_eq!(visitor.gets(&path).await.status, 200);
    world.clock.advance(TimeDelta::minutes(2));
    assert_eq!(visitor.gets(&path).await.status, 303);
    web.stop().await;
}
