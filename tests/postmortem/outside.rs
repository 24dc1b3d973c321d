//! Published postmortems kept outside Discord: in a folder, with a program that listens, in a Git repository.

use std::path::PathBuf;

use chrono::TimeDelta;
use serde_json::{Value, json};
use sitrep::bot::Beyond;
use sitrep::config::{GitConfig, Publishing};
use sitrep::publish::{Format, Publisher};
use tests::world::{Actor, World};

use super::host::{Shared, listens};

const SECRET: &str = "nobody guesses this one";

fn nowhere() -> Publishing {
    Publishing {
        folder: None,
        formats: vec![Format::Markdown],
        git: None,
        webhook: None,
        secret: None,
        fonts: Vec::new(),
    }
}

async fn world(publishing: &Publishing) -> World {
    let world = World::asleep().await;
    world.reaches(Beyond { publisher: Publisher::new(publishing), ..Beyond::default() });
    world.starts_bot().await;
    world.until(|| !world.discord.commands().is_empty()).await;
    world
}

async fn published<'w>(world: &'w World, title: &str) -> Actor<'w> {
    let ana = world.person("ana");
    ana.runs(&format!("/incident open title:{title}")).await;
    ana.runs("/incident resolve cause:A leak resolution:A restart incident:1").await;
    ana.runs("/postmortem publish incident:1").await.says("is published");
    ana
}

fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("sitrep-{name}-{}", std::process::id()));
    drop(std::fs::remove_dir_all(&path));
    path
}

#[tokio::test]
async fn a_folder_gets_whole_files_named_by_number_alone() {
    let path = folder("published");
    let formats = vec![Format::Markdown, Format::Html, Format::Pdf, Format::Json];
    let world = world(&Publishing { folder: Some(path.clone()), formats, ..nowhere() }).await;
    let ana = world.person("ana");
    ana.runs("/incident open title:../../etc/passwd").await;
    let picture = simulator::File { name: "x.png".into(), bytes: b"\x89PNG\r\n\x1a\nnot much".to_vec() };
    ana.person
        .runs_with_files(ana.here(), "/timeline add incident:1 text:Look file:x.png", &[picture])
        .unwrap();
    world.advance(TimeDelta::zero()).await;
    ana.runs("/incident resolve cause:A leak resolution:A restart incident:1").await;
    assert!(!path.exists(), "a draft stays here");
    ana.runs("/postmortem publish incident:1").await;
    let of_server = path.join(world.guild_id().to_string());
    let mut names: Vec<_> = std::fs::read_dir(&of_server)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "postmortem-INC-1-1.png",
            "postmortem-INC-1.html",
            "postmortem-INC-1.json",
            "postmortem-INC-1.md",
            "postmortem-INC-1.pdf"
        ]
    );
    let read = |name: &str| std::fs::read_to_string(of_server.join(name)).unwrap();
    assert!(
        read("postmortem-INC-1.md").contains("](postmortem-INC-1-1.png)"),
        "{}",
        read("postmortem-INC-1.md")
    );
    ana.runs("/incident set field:lessons value:Watch memory incident:1").await;
    assert!(read("postmortem-INC-1.md").contains("Watch memory"), "a correction reaches it");
    std::fs::remove_dir_all(&path).unwrap();
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_named_in_the_channel() {
    let path = folder("blocked");
    std::fs::write(&path, "a file where a folder should be").unwrap();
    let world = world(&Publishing { folder: Some(path.clone()), ..nowhere() }).await;
    let ana = published(&world, "Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down")
        .must_see("The postmortem for the folder of postmortems could not be delivered");
    std::fs::remove_file(&path).unwrap();
    world.advance(TimeDelta::minutes(11)).await;
    assert!(
        path.join(world.guild_id().to_string()).join("postmortem-INC-1.md").exists(),
        "it is tried again"
    );
    std::fs::remove_dir_all(&path).unwrap();
}

#[tokio::test]
async fn a_webhook_is_told_signed_and_again_after_a_failure() {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    let (address, heard) = listens().await;
    heard.lock().unwrap().ill = vec![503];
    let hook = Publishing {
        webhook: Some(format!("{address}/hook").into()),
        secret: Some(SECRET.into()),
        ..nowhere()
    };
    let world = world(&hook).await;
    published(&world, "Checkout is down").await;
    world.advance(TimeDelta::minutes(1)).await;
    let calls = std::mem::take(&mut heard.lock().unwrap().calls);
    assert_eq!(calls.len(), 2, "once in vain, once well");
    let (_, headers, body) = &calls[1];
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(body);
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(headers["x-sitrep-signature"], format!("sha256={hex}"));
    let told: Value = serde_json::from_slice(body).unwrap();
    assert_eq!((&told["event"], &told["number"]), (&json!("postmortem.published"), &json!("INC-1")));
    assert!(told["markdown"].as_str().unwrap().contains("A leak"));
    assert_eq!(told["document"]["format"], "sitrep-postmortem");
    assert_eq!(calls[0].2, calls[1].2, "the same edition is told in the same words");
}

#[tokio::test]
async fn a_repository_gets_a_commit_for_each_edition_and_none_twice() {
    let (address, heard) = listens().await;
    heard.lock().unwrap().ill = vec![409, 500];
    let git = GitConfig {
        api: format!("{address}/repos/acme/pm").parse().unwrap(),
        token: "t0ken".into(),
        branch: None,
        folder: "docs".into(),
    };
    let world = world(&Publishing { git: Some(git), ..nowhere() }).await;
    let ana = published(&world, "Checkout is down").await;
    for _ in 0..3 {
        world.advance(TimeDelta::minutes(1)).await;
    }
    let path = format!("docs/{}/postmortem-INC-1.md", world.guild_id());
    let writes = |heard: &Shared| {
        heard.lock().unwrap().calls.iter().filter(|(what, ..)| what.starts_with("PUT")).count()
    };
    assert!(String::from_utf8_lossy(&heard.lock().unwrap().files[&path]).contains("A leak"));
    let before = writes(&heard);
    ana.runs("/postmortem publish incident:1").await.says("was published already");
    assert_eq!(writes(&heard), before, "nothing changed, so nothing is committed");
    ana.runs("/incident set field:lessons value:Watch memory incident:1").await;
    assert_eq!(writes(&heard), before + 1);
    let heard = heard.lock().unwrap();
    assert!(String::from_utf8_lossy(&heard.files[&path]).contains("Watch memory"));
    assert!(heard.calls.iter().all(|(_, headers, _)| headers["authorization"] == "Bearer t0ken"));
    let commit: Value = serde_json::from_slice(&heard.calls.last().unwrap().2).unwrap();
    assert_eq!(commit["message"], "Postmortem of INC-1, edition 3");
}

#[tokio::test]
async fn a_token_without_rights_is_said_in_the_channel_and_never_shown() {
    let (address, heard) = listens().await;
    heard.lock().unwrap().ill = vec![403];
    let git = GitConfig {
        api: format!("{address}/repos/acme/pm").parse().unwrap(),
        token: "t0ken".into(),
        branch: None,
        folder: "docs".into(),
    };
    let world = world(&Publishing { git: Some(git), ..nowhere() }).await;
    let ana = published(&world, "Checkout is down").await;
    let told = ana
        .goes_to("inc-1-checkout-is-down")
        .must_see("The postmortem for the Git repository could not be delivered");
    assert!(
        told.content.contains("SITREP\\_PUBLISH\\_GIT\\_TOKEN") && !told.content.contains("t0ken"),
        "{}",
        told.content
    );
}

#[tokio::test]
async fn what_is_private_leaves_for_nowhere() {
    let (address, heard) = listens().await;
    let path = folder("private");
    let everywhere = Publishing {
        folder: Some(path.clone()),
        webhook: Some(format!("{address}/hook").into()),
        ..nowhere()
    };
    let world = world(&everywhere).await;
    let ana = world.person("ana");
    ana.runs("/incident open title:A leak of secrets private:true").await;
    ana.runs("/incident resolve cause:A key in a log resolution:Changed it incident:1").await;
    ana.runs("/postmortem publish incident:1").await;
    world.advance(TimeDelta::minutes(1)).await;
    assert!(heard.lock().unwrap().calls.is_empty() && !path.exists());
}
