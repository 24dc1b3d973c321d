//! Two incidents of other teams, typed in command by command: every fact of them stands in every format that is exported,
//! and in what is posted.

use chrono::{DateTime, TimeDelta, Utc};
use incidents::model::milestones::Milestone;
use incidents::model::moment::Hours;
use incidents::postmortem::chart::paint;
use incidents::postmortem::facts::ActionKind;
use incidents::postmortem::{Facts, read_json};
use simulator::{File, FileView, MessageView};
use tests::world::document::{on_one_line, pictures_of_page, words_of_page, words_of_pdf};
use tests::world::{Actor, World};

/// An incident as its team wrote it down, and the minutes that others read out of that.
struct Scene {
    facts: Facts,
    summary: &'static str,
    resolution: &'static str,
    /// How long it took, and from which event to which.
    metrics: &'static [(&'static str, &'static str)],
}

fn scenes() -> [Scene; 2] {
    let facts = |text| serde_json::from_str(text).expect("a scene");
    [
        Scene {
            facts: facts(include_str!("../../incidents/src/postmortem/testdata/memory-leak.json")),
            summary: "",
            resolution: "Users were moved to the second database server, and the leak was patched.",
            metrics: &[
                ("Time to detect", "0 minutes"),
                ("Time to acknowledge", "2 minutes"),
                ("Time to mitigate", "1 hour 45 minutes (105 minutes)"),
                ("Time to resolve", "2 hours 30 minutes (150 minutes)"),
                ("Time to identify", "30 minutes"),
                ("Time to escalate", "45 minutes"),
            ],
        },
        Scene {
            facts: facts(include_str!("../../incidents/src/postmortem/testdata/connection-spike.json")),
            summary: "The root cause of the outage was identified as a database failure due to a sudden spike in \
                      concurrent connections, overwhelming the database server.",
            resolution: "",
            metrics: &[
                ("Time to detect", "0 minutes"),
                ("Time to acknowledge", "15 minutes"),
                ("Time to mitigate", "3 hours 30 minutes (210 minutes)"),
                ("Time to resolve", "3 hours 30 minutes (210 minutes)"),
                ("Time to identify", "2 hours (120 minutes)"),
                ("Time to escalate", "2 hours 30 minutes (150 minutes)"),
            ],
        },
    ]
}

impl Scene {
    /// The texts that are typed into sections, by the names of those.
    fn sections(&self) -> Vec<(&'static str, &str)> {
        let texts = &self.facts.texts;
        let pick = |typed: &'static str, own| if typed.is_empty() { own } else { typed };
        let mut sections: Vec<(&'static str, &str)> = vec![
            ("summary", pick(self.summary, texts.summary.as_str())),
            ("impact", texts.impact.as_str()),
            ("detection", texts.detection.as_str()),
            ("cause", texts.cause.as_str()),
            ("resolution", pick(self.resolution, texts.resolution.as_str())),
            ("conclusion", texts.conclusion.as_str()),
        ];
        sections.extend(self.facts.affected.as_ref().map(|affected| ("affected", affected.text.as_str())));
        sections.retain(|(_, text)| !text.is_empty());
        sections
    }

    /// An instant as somebody types it who was there.
    fn typed(&self, at: DateTime<Utc>) -> String {
        format!("{} {}", self.facts.zone.local(at).format("%Y-%m-%d %-I:%M %p"), self.facts.zone)
    }

    /// What stands in the timeline for an entry.
    fn line(&self, nth: usize) -> String {
        let entry = &self.facts.entries[nth];
        let time = self.facts.zone.local(entry.at).format("%-I:%M %p");
        format!("{time} {} - {}", self.facts.zone, entry.text)
    }

    /// Types all of it, the way people do: in the order in which it happened, with a picture beside the finding.
    async fn is_typed_by(&self, ana: &Actor<'_>, picture: &File) {
        let facts = &self.facts;
        let started = self.typed(facts.milestones.at(Milestone::ImpactStarted).expect("it began"));
        ana.runs(&format!("/incident open title:{} severity:SEV1 started:{started}", facts.title)).await;
        ana.runs(&format!("/incident set field:document_zone value:{} incident:1", facts.zone)).await;
        for entry in &facts.entries {
            let (at, kind) = (self.typed(entry.at), entry.kind.as_str());
            let line = format!("/timeline add text:{} at:{at} kind:{kind} incident:1", entry.text);
            if kind == "finding" {
                let line = format!("{line} file:{}", picture.name);
                ana.person.runs_with_files(ana.here(), &line, std::slice::from_ref(picture)).unwrap();
            } else {
                ana.runs(&line).await.says(&entry.text[..20]);
            }
        }
        for action in &facts.actions {
            let kind = match action.kind {
                ActionKind::Corrective => "corrective",
                ActionKind::Preventative => "preventative",
                ActionKind::Improvement => "improvement",
                ActionKind::Task => "task",
            };
            ana.runs(&format!("/action add title:{} kind:{kind} incident:1", action.title)).await;
        }
        for (field, text) in self.sections() {
            ana.runs(&format!("/incident set field:{field} value:{text} incident:1")).await;
        }
        let end = self.typed(facts.entries.last().expect("it ended").at);
        ana.runs(&format!("/incident resolve at:{end} incident:1")).await.says("is resolved");
    }

    /// Fails unless every fact stands in these words.
    fn stands_in(&self, format: &str, words: &str) {
        let must = |fact: &str| {
            assert!(words.contains(&on_one_line(fact)), "{format} lacks {fact:?}:\n{words}");
        };
        must(&self.facts.title);
        must("SEV1");
        self.sections().iter().for_each(|(_, text)| must(text));
        self.facts.actions.iter().for_each(|action| must(&action.title));
        (0..self.facts.entries.len()).for_each(|nth| must(&self.line(nth)));
        for (metric, length) in self.metrics {
            let told = words
                .split(metric)
                .skip(1)
                .any(|rest| rest.trim_start_matches([':', '*', ' ']).starts_with(length));
            assert!(told, "{format} lacks {metric}: {length}:\n{words}");
        }
    }
}

/// A picture such as people take of a dashboard.
fn dashboard() -> File {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"40\"><rect width=\"60\" height=\"40\" \
                   fill=\"#204060\"/><path d=\"M0 40L20 30L40 5L60 2V40z\" fill=\"#f0a000\"/></svg>";
    File { name: "memory.png".into(), bytes: paint(drawing, &[]).unwrap() }
}

async fn world() -> World {
    let world = World::start().await;
    world.guild.create_channel("postmortems");
    world.advance(TimeDelta::days(1)).await;
    let ana = admin(&world);
    ana.runs("/settings set setting:postmortems value:#postmortems").await.whispers("postmortems");
    ana.runs("/settings set setting:clock value:12").await;
    world
}

fn admin(world: &World) -> Actor<'_> {
    let ana = world.person("ana");
    ana.person.give(world.guild.role("Admins", simulator::Permissions::ADMINISTRATOR));
    ana
}

async fn exported(ana: &Actor<'_>, format: &str) -> MessageView {
    let told = ana.runs(&format!("/postmortem export format:{format} incident:1")).await;
    told.whispers("INC-1");
    told.message().clone()
}

fn text(file: &FileView) -> String {
    String::from_utf8(file.bytes.clone()).unwrap()
}

/// Markdown without the marks that keep what was typed from being read as markup.
fn unescaped(markdown: &str) -> String {
    on_one_line(&markdown.replace('\\', ""))
}

#[tokio::test]
async fn every_fact_stands_in_what_is_posted_and_in_every_format() {
    for scene in scenes() {
        let world = world().await;
        let ana = admin(&world);
        let picture = dashboard();
        scene.is_typed_by(&ana, &picture).await;
        ana.runs("/postmortem publish incident:1").await.says("is published");
        let posted = ana.goes_to("postmortems").must_see("Postmortem · INC-1");
        scene.stands_in("the post", &unescaped(&text(&posted.files[0])));
        assert_eq!(posted.files[1].bytes, picture.bytes, "the post carries the picture as it was");

        let markdown = exported(&ana, "markdown").await;
        scene.stands_in("Markdown", &unescaped(&text(&markdown.files[0])));
        assert!(text(&markdown.files[0]).contains(&format!("]({})", markdown.files[1].name)));
        assert_eq!(markdown.files[1].bytes, picture.bytes);

        let page = text(&exported(&ana, "html").await.files[0]);
        scene.stands_in("HTML", &words_of_page(&page));
        assert_eq!(pictures_of_page(&page), std::slice::from_ref(&picture.bytes));

        let pdf = &exported(&ana, "pdf").await.files[0].bytes.clone();
        if let Some(words) = words_of_pdf(pdf) {
            scene.stands_in("PDF", &words);
        }

        let read = read_json(&text(&exported(&ana, "json").await.files[0])).unwrap();
        scene.is_read_back(&read);
        assert_eq!(read.files.iter().map(|file| file.bytes.to_vec()).collect::<Vec<_>>(), [picture.bytes]);
    }
}

impl Scene {
    /// Fails unless the facts in the JSON are those that were typed.
    fn is_read_back(&self, read: &Facts) {
        assert_eq!(
            (read.title.as_str(), read.hours, read.zone),
            (self.facts.title.as_str(), Hours::Twelve, self.facts.zone)
        );
        assert_eq!(read.affected, self.facts.affected);
        let told = |facts: &Facts| {
            let entries = facts.narrative().map(|entry| (entry.at, entry.kind, entry.text.clone()));
            entries.collect::<Vec<_>>()
        };
        assert_eq!(told(read), told(&self.facts));
        let measures = |facts: &Facts| {
            facts.actions.iter().map(|action| (action.kind, action.title.clone())).collect::<Vec<_>>()
        };
        assert_eq!(measures(read), measures(&self.facts));
        let texts = &read.texts;
        let sections = [
            &texts.summary,
            &texts.impact,
            &texts.detection,
            &texts.cause,
            &texts.resolution,
            &texts.conclusion,
        ];
        for (name, text) in self.sections().iter().filter(|(name, _)| *name != "affected") {
            assert!(sections.iter().any(|section| section == text), "JSON lacks the {name}");
        }
    }
}
