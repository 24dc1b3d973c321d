//! How long a postmortem takes from the database to its text, beside a plain reading of the same rows that pushes their
//! bytes: `compile [ROUNDS [FILE]]`. The two take turns, and what counts is the median of the rounds' ratios. Last comes how long the
//! PDF of a usual incident takes.
//!
//! `compile memory DATABASE INCIDENT` is what it runs itself as to see how much memory one takes: a process that has done nothing else.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use bench::process::fresh_folder;
use bench::sheet::Sheet;
use bench::{clock, machine};
use chrono::{DateTime, TimeDelta, Utc};
use incidents::ids::{ActionId, AttachmentId, GuildId, IncidentId, Number};
use incidents::model::entry::{EntryKind, Tier};
use incidents::operations::open;
use incidents::postmortem::facts::{Action, ActionKind, File};
use incidents::postmortem::{Facts, Sink, chart, facts_of, html, markdown, pdf};
use incidents::store::entries::NewEntry;
use incidents::{Actor, Clock, Ledger, Place, store};
use rusqlite::{Connection, OpenFlags};

const ROUNDS: usize = 9;
const SIZES: [i64; 4] = [100, 1_000, 10_000, 100_000];
/// What a usual incident has.
const USUAL: i64 = 40;
const MEASURES: i64 = 6;
const GUILD: GuildId = GuildId(1);

/// What one round took.
struct Round {
    plain: TimeDelta,
    ours: TimeDelta,
    html: TimeDelta,
    markdown: TimeDelta,
}

#[tokio::main]
async fn main() -> Result<()> {
    let all: Vec<_> = std::env::args().skip(1).collect();
    if let [mode, path, incident] = all.as_slice()
        && mode == "memory"
    {
        return tells_memory(Path::new(path), IncidentId(incident.parse()?)).await;
    }
    let mut args = all.into_iter();
    let rounds = args.next().map_or(Ok(ROUNDS), |text| text.parse()).context("the rounds are a number")?;
    let file = args.next().map(PathBuf::from);
    let path = fresh_folder("bench-compile")?.join("sitrep.db");
    let ledger = Ledger::open(Place::Sqlite(path.clone()), Clock::system()).await?;
    let mut sheet = Sheet::here();
    for size in SIZES {
        let incident = filled(&ledger, size).await?;
        let mut all = Vec::new();
        for _ in 0..rounds {
            all.push(round(&ledger, &path, incident).await?);
        }
        let each = |value: fn(&Round) -> f64| all.iter().map(value).collect::<Vec<_>>();
        sheet.note(format!("postmortem, {size} entries, ms"), &each(|round| ms(round.ours)));
        sheet.note(
            format!("{size} entries, over a plain reading"),
            &each(|round| ms(round.ours) / ms(round.plain)),
        );
        sheet.note(
            format!("{size} entries, HTML over Markdown"),
            &each(|round| ms(round.html) / ms(round.markdown)),
        );
        sheet.note(format!("{size} entries, memory over the size of the text"), &[memory(&path, incident)?]);
    }
    let usual = usual(&ledger).await?;
    let prints: Vec<_> = (0..rounds).map(|_| ms(timed(&usual, |facts| pdf(facts, &[])))).collect();
    sheet.note(
        format!("PDF of {USUAL} entries and {MEASURES} measures, with a picture and the chart: ms"),
        &prints,
    );
    sheet.save(file.as_deref())?;
    write!(std::io::stdout(), "{}", sheet.table(None))?;
    Ok(())
}

/// An incident as teams have them, with all that a PDF shows.
async fn usual(ledger: &Ledger) -> Result<Facts> {
    let incident = filled(ledger, USUAL).await?;
    let mut facts = ledger
        .read(move |view| {
            let incident = store::incidents::look(view, incident)?;
            facts_of(view, &incident)
        })
        .await?;
    let picture = chart::paint(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"400\"><path d=\"M0 400L300 90L600 0V400z\"/></svg>",
        &[],
    )?;
    let id = AttachmentId(1);
    facts.files =
        vec![File { id, name: "graph.png".into(), mime: "image/png".into(), bytes: picture.into() }];
    facts.entries[0].files = vec![id];
    facts.actions = (1..=MEASURES).map(measure).collect();
    Ok(facts)
}

fn measure(nth: i64) -> Action {
    Action {
        id: ActionId(nth),
        title: "Watch the memory of every database server and raise an alarm before it is full".into(),
        kind: ActionKind::Preventative,
        state: Default::default(),
        detail: "The alarm is to come an hour before it is too late.".into(),
        owner: "Ana".into(),
        due: None,
        priority: "high".into(),
        repeat: String::new(),
        done_when: "an alarm came in staging".into(),
        link: String::new(),
        group: String::new(),
    }
}

/// An incident with so many entries.
async fn filled(ledger: &Ledger, entries: i64) -> Result<IncidentId> {
    let wish = open::Wish { title: format!("{entries} entries"), ..open::Wish::default() };
    let made = ledger.change(Actor::sitrep(GUILD), move |change| {
        let incident = open::open(change, &wish)?;
        let start = change.now;
        for nth in 0..entries {
            let text = format!(
                "Step {nth}: restarted worker_{nth} *again*; latency 12.5 ms & falling, nobody knows why yet"
            );
            let new = NewEntry {
                at: start + TimeDelta::seconds(nth),
                kind: EntryKind::Note,
                tier: Tier::Narrative,
                text: &text,
                author: None,
                author_name: "Ana",
                source: None,
                pinned: false,
                event: None,
            };
            store::entries::add(change, incident.id, &new, start)?;
        }
        Ok(incident.id)
    });
    Ok(made.await?)
}

async fn round(ledger: &Ledger, path: &Path, incident: IncidentId) -> Result<Round> {
    let begun = clock::now();
    let text = plain(path, incident)?;
    let plain = clock::now() - begun;
    let begun = clock::now();
    let (facts, ours) = ledger
        .read(move |view| {
            let incident = store::incidents::look(view, incident)?;
            let facts = facts_of(view, &incident)?;
            let text = markdown(&facts, Sink::File);
            Ok((facts, text))
        })
        .await?;
    let whole = clock::now() - begun;
    anyhow::ensure!(ours.len() > text.len() / 2, "both tell the same");
    let (markdown, html) = (timed(&facts, |facts| markdown(facts, Sink::File)), timed(&facts, html));
    Ok(Round { plain, ours: whole, html, markdown })
}

fn timed<T>(facts: &Facts, tell: impl Fn(&Facts) -> T) -> TimeDelta {
    let begun = clock::now();
    let told = tell(facts);
    let took = clock::now() - begun;
    drop(told);
    took
}

/// How much more memory than at rest a process takes at its height for a postmortem, over the size of its text.
fn memory(path: &Path, incident: IncidentId) -> Result<f64> {
    let told = Command::new(std::env::current_exe()?)
        .arg("memory")
        .arg(path)
        .arg(incident.to_string())
        .output()
        .context("it can run itself")?;
    String::from_utf8(told.stdout)?.trim().parse().context("it tells a number")
}

/// The other side of it: compiles one postmortem and prints the ratio.
async fn tells_memory(path: &Path, incident: IncidentId) -> Result<()> {
    let ledger = Ledger::open(Place::Sqlite(path.to_owned()), Clock::system()).await?;
    let (before, _) = machine::memory()?;
    let text = ledger
        .read(move |view| {
            let incident = store::incidents::look(view, incident)?;
            Ok(markdown(&facts_of(view, &incident)?, Sink::File))
        })
        .await?;
    let (_, height) = machine::memory()?;
    let grown = f64::from(u32::try_from((height - before) * 1_024)?);
    Ok(writeln!(std::io::stdout(), "{}", grown / f64::from(u32::try_from(text.len())?))?)
}

/// The least that tells a timeline: its rows, and their bytes with what Markdown would take for markup escaped.
fn plain(path: &Path, incident: IncidentId) -> Result<String> {
    let database = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut statement =
        database.prepare("select at, text from entries where incident_id = ?1 order by at, seq")?;
    let mut rows = statement.query([incident.0])?;
    let mut out = String::new();
    while let Some(row) = rows.next()? {
        let at: DateTime<Utc> = DateTime::from_timestamp_millis(row.get(0)?).context("an instant")?;
        let text = row.get_ref(1)?.as_str()?;
        out.push_str("- ");
        out.push_str(&at.format("%H:%M UTC").to_string());
        out.push_str(" - ");
        for c in text.chars() {
            if matches!(c, '*' | '_' | '`' | '\\' | '<' | '[') {
                out.push('\\');
            }
            out.push(c);
        }
        out.push('\n');
    }
    Ok(format!("# {}\n\n{out}", Number(1)))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a measurement has fewer microseconds than a float has digits"
)]
fn ms(span: TimeDelta) -> f64 {
    span.num_microseconds().unwrap_or(i64::MAX).max(1) as f64 / 1_000.0
}
