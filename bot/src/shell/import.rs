//! `sitrep import`: past postmortems into the ledger, in the order they happened, each once.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use chrono::{DateTime, NaiveDate, Utc};
use clap::Args;
use incidents::ids::GuildId;
use incidents::model::metrics::{self, Metric, span};
use incidents::model::settings::Settings;
use incidents::model::zone::Zone;
use incidents::operations::import::{Imported, import, severity};
use incidents::postmortem::Facts;
use incidents::postmortem::import::{Hints, Past, read};
use incidents::{Ledger, store};

use super::guild::Which;
use super::{Misused, actor, print};
use crate::progress::Bar;

/// What `sitrep import` takes.
#[derive(Debug, Args)]
pub struct Given {
    /// Documents, or folders of them.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    which: Which,
    /// Say what would be taken in, and take nothing in.
    #[arg(long)]
    dry_run: bool,
    /// The day a document is about, where it does not say; or its year, where it names days without one.
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<NaiveDate>,
    /// The zone of times that name none; without it the server's.
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
}

/// A document that was understood.
struct Document {
    name: String,
    bytes: Vec<u8>,
    past: Past,
}

/// The largest file that is looked into: our own JSON with its pictures.
const LARGEST: u64 = 48 << 20;

/// Takes the documents in.
pub async fn run(ledger: &Ledger, given: &Given) -> Result<()> {
    let guild = given.which.known_or_new(ledger).await?;
    let settings = ledger.read(move |view| Ok(store::guilds::settings(view, guild)?)).await?;
    let files = files(&given.files);
    let mut bar = Bar::new("reading");
    let mut documents = Vec::new();
    let mut refused = 0;
    for (nth, path) in files.iter().enumerate() {
        bar.show(nth as u64, files.len() as u64);
        match understood(path, given, &settings, ledger.clock().now()) {
            Ok(document) => documents.push(document),
            Err(why) => {
                refused += 1;
                bar.give_way();
                print(&format!("{}: not taken in: {why:#}\n", path.display()))?;
            }
        }
    }
    drop(bar);
    documents.sort_by_key(|document| began(&document.past.facts));
    let (count, mut bar) = (documents.len() as u64, Bar::new("taking in"));
    for (nth, document) in documents.iter().enumerate() {
        bar.show(nth as u64, count);
        let heading = taken_in(ledger, guild, given.dry_run, document).await?;
        bar.give_way();
        print(&report(document, &heading, &settings))?;
    }
    if refused > 0 {
        bail!("{refused} of {} documents were not taken in; the lines above say why", files.len());
    }
    Ok(())
}

fn began(facts: &Facts) -> Option<DateTime<Utc>> {
    let started = facts.milestones.at(incidents::model::milestones::Milestone::ImpactStarted);
    started.or(facts.entries.first().map(|entry| entry.at))
}

/// The files that are named, and those in folders that are named, in the order of their names.
fn files(named: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in named {
        match std::fs::read_dir(path) {
            Ok(folder) => {
                let mut within: Vec<_> =
                    folder.flatten().map(|entry| entry.path()).filter(|path| fits(path)).collect();
                within.sort();
                files.extend(within);
            }
            Err(_) => files.push(path.clone()),
        }
    }
    files
}

fn fits(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    ["md", "markdown", "txt", "json"].contains(&ending.as_str())
}

fn understood(path: &Path, given: &Given, settings: &Settings, now: DateTime<Utc>) -> Result<Document> {
    let about = std::fs::metadata(path)?;
    if !about.is_file() {
        bail!("it is no file");
    }
    if about.len() > LARGEST {
        bail!("it is larger than {} MiB", LARGEST >> 20);
    }
    let bytes = std::fs::read(path)?;
    let zone: Zone = match &given.zone {
        Some(typed) => typed.parse().map_err(|why| Misused(format!("{why}")))?,
        None => settings.zone(),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let hints = Hints { name: name.clone(), date: given.date, zone, order: settings.order(), now };
    let past = read(&bytes, &hints)?;
    Ok(Document { name, bytes, past })
}

async fn taken_in(ledger: &Ledger, guild: GuildId, dry_run: bool, document: &Document) -> Result<String> {
    if dry_run {
        return Ok("would be taken in".to_owned());
    }
    let (facts, name) = (document.past.facts.clone(), document.name.clone());
    let bytes = document.bytes.clone();
    let done = ledger.change(actor(guild), move |change| import(change, &facts, &name, &bytes)).await?;
    Ok(match done {
        Imported::As(number) => number.to_string(),
        Imported::Before(number) => format!("{number} already, nothing was changed"),
    })
}

/// What was understood of a document, and what was not.
fn report(document: &Document, heading: &str, settings: &Settings) -> String {
    let facts = &document.past.facts;
    let day = began(facts).map_or_else(|| "day unknown".to_owned(), |at| facts.stamp().date(at));
    let label = &facts.severity.label;
    let meant = severity(settings, label);
    let mut out = format!(
        "{}: {heading}\n  {}, {day}, {}\n",
        document.name,
        shown(&facts.title),
        meant.unwrap_or(settings.default_severity())
    );
    out.push_str(&format!("  {} entries, {} actions", facts.entries.len(), facts.actions.len()));
    for metric in Metric::ALL {
        if let Ok(reading) = metrics::read(metric, &facts.milestones) {
            out.push_str(&format!(", {} {}", metric.words().to_lowercase(), span::in_words(reading.shown())));
        }
    }
    out.push('\n');
    if meant.is_none() {
        let said = if label.is_empty() {
            "it names no severity".to_owned()
        } else {
            format!("\"{}\" is no severity here", shown(label))
        };
        out.push_str(&format!("  - {said}: it becomes {}\n", settings.default_severity()));
    }
    for note in &document.past.notes {
        out.push_str(&format!("  - {}\n", shown(note)));
    }
    out
}

/// Words of a document, without what could steer a terminal.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
