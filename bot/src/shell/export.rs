//! `sitrep export`: postmortems as files, from the database alone.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};
use incidents::ids::{GuildId, Number};
use incidents::model::incident::{Incident, State};
use incidents::postmortem::templates::{Shipped, Tone, render};
use incidents::postmortem::{Facts, Sink, facts_of, html, json, markdown, pdf};
use incidents::store::incidents::Filter;
use incidents::{Ledger, store};

use super::guild::Which;
use super::{Misused, print, write_file, write_to};
use crate::progress::Bar;

/// What `sitrep export` takes.
#[derive(Debug, Args)]
pub struct Given {
    /// Which incident, by its number; several with commas.
    #[arg(long, value_name = "N", value_delimiter = ',', required_unless_present = "all")]
    incident: Vec<String>,
    /// Every incident that is over.
    #[arg(long, conflicts_with = "incident")]
    all: bool,
    /// In which formats.
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_value = "markdown")]
    format: Vec<Format>,
    /// In the words of a template: standard, google-sre, atlassian, pagerduty, customer, or a file of your own.
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// In which manner, for templates that know both.
    #[arg(long, value_enum, default_value = "plain", requires = "template")]
    tone: Manner,
    /// Where the files go; without it one text is printed, and several files are written here. - prints always.
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    which: Which,
}

/// In which manner an incident is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Manner {
    /// Matter-of-fact.
    Plain,
    /// As one tells it to colleagues.
    Light,
}

impl From<Manner> for Tone {
    fn from(manner: Manner) -> Self {
        match manner {
            Manner::Plain => Self::Plain,
            Manner::Light => Self::Light,
        }
    }
}

/// A format of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Markdown, as it is posted.
    #[value(alias = "md")]
    Markdown,
    /// A page that stands by itself.
    Html,
    /// For paper.
    Pdf,
    /// Everything, for programs and for `sitrep import`.
    Json,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Json => "json",
        }
    }
}

/// Writes or prints the documents.
pub async fn run(ledger: &Ledger, given: &Given) -> Result<()> {
    let guild = given.which.known(ledger).await?;
    let numbers = numbers(ledger, guild, given).await?;
    let template = given.template.as_deref().map(template).transpose()?;
    if template.is_some() && given.format.iter().any(|format| *format != Format::Markdown) {
        bail!(Misused("a template makes Markdown: leave --format out, or the template".to_owned()));
    }
    let prints = given.output.as_deref() == Some(Path::new("-"))
        || (given.output.is_none()
            && numbers.len() == 1
            && given.format.len() == 1
            && given.format[0] != Format::Pdf);
    let folder = given.output.clone().filter(|_| !prints).unwrap_or_default();
    if !prints && !folder.as_os_str().is_empty() {
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let count = numbers.len() as u64;
    let mut bar = Bar::new("writing");
    for (nth, number) in numbers.into_iter().enumerate() {
        bar.show(nth as u64, count);
        let facts = facts(ledger, guild, number).await?;
        for format in &given.format {
            let bytes = document(&facts, *format, template.as_deref().map(|source| (source, given.tone)))?;
            if prints {
                bar.give_way();
                write_to(&mut std::io::stdout().lock(), &bytes)?;
            } else {
                let path = folder.join(format!("postmortem-{number}.{}", format.ending()));
                write_file(&path, &bytes)?;
                bar.give_way();
                print(&format!("{}\n", path.display()))?;
            }
        }
    }
    Ok(())
}

async fn numbers(ledger: &Ledger, guild: GuildId, given: &Given) -> Result<Vec<Number>> {
    if given.all {
        let over = |incident: &Incident| incident.state == State::Resolved;
        let all = ledger
            .read(move |view| Ok(store::incidents::listed(view, guild, &Filter::default(), 0, i64::MAX)?))
            .await?;
        let mut numbers: Vec<_> = all.iter().filter(|it| over(it)).map(|it| it.number).collect();
        numbers.sort_unstable();
        return Ok(numbers);
    }
    given.incident.iter().map(|typed| number(typed)).collect()
}

fn number(typed: &str) -> Result<Number> {
    let digits = typed.trim().trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.parse().map(Number).map_err(|_| {
        Misused(format!("\"{typed}\" is no incident's number; type for example --incident 7")).into()
    })
}

async fn facts(ledger: &Ledger, guild: GuildId, number: Number) -> Result<Facts> {
    let found = ledger.read(move |view| {
        let incident = store::incidents::numbered(view, guild, number)?;
        incident.map(|incident| facts_of(view, &incident)).transpose()
    });
    found.await?.with_context(|| format!("there is no incident {number}"))
}

/// A shipped template by its name, or one's own by its path.
fn template(named: &str) -> Result<String> {
    match Shipped::find(named) {
        Some(shipped) => Ok(shipped.source().to_owned()),
        None => std::fs::read_to_string(named).map_err(|why| {
            let known: Vec<_> = Shipped::ALL.iter().map(|shipped| shipped.name()).collect();
            Misused(format!("there is no template \"{named}\" ({why}); shipped are {}", known.join(", ")))
                .into()
        }),
    }
}

fn document(facts: &Facts, format: Format, template: Option<(&str, Manner)>) -> Result<Vec<u8>> {
    if let Some((source, tone)) = template {
        let text = render(source, facts, tone.into(), Sink::File);
        return text.map(String::into_bytes).map_err(|why| anyhow::anyhow!("the template fails: {why}"));
    }
    Ok(match format {
        Format::Markdown => markdown(facts, Sink::File).into_bytes(),
        Format::Html => html(facts).into_bytes(),
        Format::Json => json(facts).into_bytes(),
        Format::Pdf => pdf(facts, &[])?,
    })
}
