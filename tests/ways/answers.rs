//! Answers by a link: looking does nothing, answering stops everything, and a link is good for one answer.

use chrono::TimeDelta;

use super::scene::{PUBLIC, Scene, mail, sms};

#[tokio::test]
async fn a_previewer_that_looks_at_a_link_changes_nothing() {
    Scene::on_each(vec![mail()], async |scene| {
        scene.declares("").await;
        for _ in 0..3 {
            let (status, page) = scene.gets(&scene.link()).await;
            assert_eq!(status, 200);
            assert!(
                page.contains("INC-1 Checkout is down") && page.contains("<form method=\"post\">"),
                "{page}"
            );
            assert!(page.contains("noindex") && !page.contains("<script"), "{page}");
        }
        let head = reqwest::Client::new().head(scene.here(&scene.link())).send().await.unwrap();
        assert_eq!(head.status(), 200);
        scene.waits(5).await;
        assert_eq!(scene.world.person("ben").hears().len(), 1, "nobody has answered, so Ben is called");
    })
    .await;
}

#[tokio::test]
async fn an_answer_by_mail_stops_everything_that_was_not_sent() {
    Scene::on_each(vec![mail(), sms()], async |scene| {
        scene.phone.will([tests::world::receiver::Fate::Status(503, None)]);
        scene.declares("").await;
        let (status, said) = scene.posts(&scene.link(), "answer=acknowledge").await;
        assert_eq!(status, 200);
        assert!(said.contains("you have it. Nobody else is called."), "{said}");
        scene.waits(10).await;
        assert_eq!(scene.phone.seen().len(), 1, "the text is not tried again");
        assert!(scene.world.person("ben").hears().is_empty(), "Ben may sleep");
        let told = scene.channel();
        assert!(told.contains("has it. Escalation has stopped."), "{told}");
        let (_, again) = scene.posts(&scene.link(), "answer=acknowledge").await;
        assert!(again.contains("already acknowledged by you"), "{again}");
        let (_, shown) = scene.gets(&scene.link()).await;
        assert!(!shown.contains("<form"), "{shown}");
    })
    .await;
}

#[tokio::test]
async fn a_link_used_once_does_not_answer_the_page_when_it_calls_again() {
    Scene::on_each(vec![mail()], async |scene| {
        scene.declares("").await;
        let old = scene.link();
        scene.posts(&old, "").await;
        for _ in 0..8 {
            scene.waits(10).await;
        }
        assert!(scene.mail.mails().len() > 1, "the acknowledgement ran out, and Ana is called again");
        let (_, said) = scene.posts(&old, "").await;
        assert!(said.contains("Answer the newest message"), "{said}");
        let (_, said) = scene.posts(&scene.link(), "").await;
        assert!(said.contains("you have it"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn who_cannot_take_it_says_so_and_the_next_is_called() {
    Scene::on_each(vec![mail()], async |scene| {
        scene.declares("").await;
        let (_, said) = scene.posts(&scene.link(), "answer=decline").await;
        assert!(said.contains("you cannot take it"), "{said}");
        assert_eq!(scene.world.person("ben").hears().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_second_to_answer_learns_who_was_first() {
    Scene::on_each(vec![mail()], async |scene| {
        scene.declares("").await;
        scene.world.person("ben").goes_to("inc-1-checkout-is-down");
        scene.world.person("ben").goes_to("inc-1-checkout-is-down").runs("/page ack").await;
        let (_, said) = scene.posts(&scene.link(), "").await;
        assert!(said.contains("already acknowledged by somebody on Discord"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn a_link_that_is_none_or_is_over_gets_one_and_the_same_answer() {
    Scene::on_each(vec![mail()], async |scene| {
        scene.declares("").await;
        let link = scene.link();
        let mut forged = link.clone();
        let last = forged.pop().unwrap();
        forged.push(if last == 'A' { 'B' } else { 'A' });
        forged.replace_range(
            link.len() - 10..link.len() - 9,
            if &link[link.len() - 10..link.len() - 9] == "x" { "y" } else { "x" },
        );
        let nonsense = format!("{PUBLIC}/ack/nonsense");
        let (status, words) = scene.gets(&forged).await;
        assert_eq!(status, 404);
        assert_eq!(scene.gets(&nonsense).await, (404, words.clone()));
        assert_eq!(scene.posts(&forged, "").await, (404, words.clone()));
        scene.world.clock.advance(TimeDelta::hours(25));
        assert_eq!(scene.gets(&link).await, (404, words));
    })
    .await;
}

#[tokio::test]
async fn trying_out_links_gets_slow_while_real_ones_go_on_working() {
    let scene = Scene::with(vec![mail()]).await;
    scene.declares("").await;
    let mut statuses = Vec::new();
    for number in 0..80 {
        statuses.push(reqwest::get(scene.here(&format!("{PUBLIC}/ack/{number}"))).await.unwrap());
    }
    assert_eq!(statuses.iter().filter(|answer| answer.status() == 404).count(), 60);
    assert!(statuses.last().unwrap().headers().contains_key("retry-after"));
    assert_eq!(scene.gets(&scene.link()).await.0, 200);
}

#[tokio::test]
async fn the_key_outlives_the_program_and_shows_nowhere() {
    Scene::on_each(vec![mail()], async |scene| {
        scene.declares("").await;
        let config = super::config(&[("SITREP_PUBLIC_URL", PUBLIC)]);
        let again = sitrep::links::for_program(&config, &scene.world.ledger).await.unwrap().unwrap();
        let token = scene.link().rsplit('/').next().unwrap().to_owned();
        assert!(
            again.read(&token, scene.world.clock.now()).is_some(),
            "another replica reads the same links"
        );
    })
    .await;
}
