//! The real program, killed after a published postmortem was kept outside Discord and before that is noted: it is kept once, or a
//! repeat says that it is one, and once noted nothing is sent again.

use std::process::Command;

use serde_json::Value;
use tests::world::database::{Kind, kinds};
use tests::world::doom::Doom;
use tests::world::process::{Process, myself};
use tests::world::stage::Stage;

use super::host::{Shared, listens};

/// The formats of every document here, and how many files that makes.
const FORMATS: (&str, usize) = ("markdown,html,pdf,json", 4);

/// Programs that keep what is published in a place, on a stage of their own.
struct Run {
    stage: Stage,
    place: Vec<(&'static str, String)>,
    process: Process,
}

impl Run {
    async fn begin(kind: Kind, place: Vec<(&'static str, String)>) -> Self {
        let stage = Stage::over(kind).await;
        let process = starts(&stage, &place).await;
        Self { stage, place, process }
    }

    /// Ana has an incident behind her, and publishes its postmortem.
    async fn publishes(&self, number: usize) {
        let (stage, title) = (&self.stage, format!("Number {number}"));
        stage.asks("general", &format!("/incident open title:{title}")).await;
        let resolve =
            format!("/incident resolve cause:A leak resolution:A restart confirm:true incident:{number}");
        stage.asks("general", &resolve).await;
        stage.settles().await;
        stage.runs("general", &format!("/postmortem publish incident:{number}"));
    }

    async fn dies_and_begins_anew(self) -> Self {
        let Self { stage, place, process } = self;
        stage.kills(process).await;
        let process = starts(&stage, &place).await;
        stage.settles().await;
        Self { stage, place, process }
    }
}

async fn starts(stage: &Stage, place: &[(&'static str, String)]) -> Process {
    let mut command = Command::new(myself());
    command.envs(place.iter().map(|(name, value)| (name, value)));
    stage.starts_by(command).await
}

/// What was written to a host so far: the path of each write.
fn writes(heard: &Shared) -> Vec<String> {
    let heard = heard.lock().unwrap();
    let is_write = |what: &&str| !what.starts_with("GET");
    let mut paths: Vec<_> =
        heard.calls.iter().map(|(what, ..)| what.as_str()).filter(is_write).map(str::to_owned).collect();
    paths.sort();
    paths
}

#[tokio::test]
async fn killed_after_any_commit_of_a_postmortem_there_is_one_commit_for_each_of_its_files() {
    for &kind in tokio::task::spawn_blocking(kinds).await.unwrap() {
        let (address, heard) = listens().await;
        let place = vec![
            ("SITREP_PUBLISH_GIT_URL", format!("{address}/repos/acme/pm")),
            ("SITREP_PUBLISH_GIT_TOKEN", "t0ken".into()),
            ("SITREP_PUBLISH_FORMATS", FORMATS.0.into()),
        ];
        let mut run = Run::begin(kind, place).await;
        for already in 0..FORMATS.1 {
            let silent = heard.lock().unwrap().falls_silent_after(already);
            run.publishes(already + 1).await;
            silent.await.unwrap();
            run = run.dies_and_begins_anew().await;
            let files: Vec<_> = writes(&heard);
            let of_this = format!("postmortem-INC-{}.", already + 1);
            let of_this: Vec<_> = files.iter().filter(|path| path.contains(&of_this)).collect();
            assert_eq!(of_this.len(), FORMATS.1, "{kind:?}, killed after {already} more: {of_this:?}");
            assert!(of_this.windows(2).all(|pair| pair[0] != pair[1]), "{kind:?}: one twice: {of_this:?}");
        }
        let before = heard.lock().unwrap().calls.len();
        let run = run.dies_and_begins_anew().await;
        assert_eq!(
            heard.lock().unwrap().calls.len(),
            before,
            "{kind:?}: what is noted is not looked at again"
        );
        drop(run);
    }
}

#[tokio::test]
async fn killed_after_a_program_was_told_of_a_postmortem_it_is_told_again_under_the_same_id() {
    for &kind in tokio::task::spawn_blocking(kinds).await.unwrap() {
        let (address, heard) = listens().await;
        let run = Run::begin(kind, vec![("SITREP_PUBLISH_WEBHOOK_URL", format!("{address}/hook"))]).await;
        let silent = heard.lock().unwrap().falls_silent_after(0);
        run.publishes(1).await;
        silent.await.unwrap();
        let run = run.dies_and_begins_anew().await;
        let told = |heard: &Shared| -> Vec<Value> {
            let heard = heard.lock().unwrap();
            heard.calls.iter().map(|(_, _, body)| serde_json::from_slice(body).unwrap()).collect()
        };
        let calls = told(&heard);
        assert_eq!(calls.len(), 2, "{kind:?}");
        assert!(calls[0]["id"].as_str().unwrap().ends_with("-INC-1-2"), "{}", calls[0]["id"]);
        assert_eq!(calls[0], calls[1], "{kind:?}: a repeat is recognised by its id, and says nothing else");
        let run = run.dies_and_begins_anew().await;
        assert_eq!(told(&heard).len(), 2, "{kind:?}: what is noted is not told again");
        drop(run);
    }
}

#[tokio::test]
async fn killed_while_or_after_a_postmortem_is_put_into_a_folder_it_stands_there_whole_and_alone() {
    if !Doom::is_possible() {
        return;
    }
    let stage = Stage::set().await;
    let folder = stage.database.folder().join("published");
    let of_server = folder.join(stage.guild.id().to_string());
    std::fs::create_dir_all(&of_server).unwrap();
    let place = vec![("SITREP_PUBLISH_FOLDER", folder.display().to_string())];
    let process = starts(&stage, &place).await;
    let mut run = Run { stage, place, process };
    let file = |number: usize| of_server.join(format!("postmortem-INC-{number}.md"));
    // The first dies before its document has its name, the second when it has it and everything is done but the note.
    for (number, (call, is_named)) in (1..).zip([("rename", false), ("fsync", true)]) {
        let doom = match is_named {
            false => Doom::upon(&run.process, call, 1),
            true => Doom::upon_path(&run.process, call, &of_server),
        };
        run.publishes(number).await;
        run.stage.until("it dies", || run.stage.discord.online() == 0).await;
        drop(doom);
        assert_eq!(file(number).exists(), is_named, "{call}");
        run = run.dies_and_begins_anew().await;
        let text = std::fs::read_to_string(file(number)).unwrap();
        assert!(text.contains("A restart"), "{text}");
        assert_eq!(std::fs::read_dir(&of_server).unwrap().count(), number, "nothing unfinished is left");
    }
}
