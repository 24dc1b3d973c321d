//! `/postmortem export`: the document as a file, in the format and the words that are asked for.

use incidents::model::incident::Incident;
use incidents::postmortem::{Facts, facts_of, html, json, pdf, with_files};
use incidents::{PostmortemRefusal, Refusal, Result, View, store};

use super::files::MOST_IN_ONE;
use super::{of_document, template};
use crate::asked::Asked;
use crate::document::worded;
use crate::reply::{File, Message, Reply};
use crate::table::{Command, Opt, Run, Takes};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "postmortem export",
    about: "The document as a file",
    options: &[
        Opt::one_of("format", "As what", &FORMATS).required(),
        Opt::suggested("template", "In the words of a template; Markdown only", template::suggested),
        Opt::of("edition", "An earlier edition, by its number", Takes::Number { least: 1, most: 100_000 }),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    run: Run::Reads(run),
    ..Command::PLAIN
};

const FORMATS: [&str; 4] = ["markdown", "html", "pdf", "json"];

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(view)?;
    incident.must_be_real()?;
    let format = asked.needed("format")?;
    let facts = facts(view, asked, &incident)?;
    let files = match format {
        "markdown" => markdown(view, asked, &facts)?,
        other => {
            if asked.text("template").is_some() {
                return Err(PostmortemRefusal::TemplateForText(words::line(other)).into());
            }
            vec![laid_out(view, &facts, other)?]
        }
    };
    let (title, format) = (suggest::title(&incident), words::line(format));
    let text = match facts.version {
        ..=1 => say!("📄 **{title}** as {format}.", title, format),
        edition => say!("📄 **{title}** as {format}, edition {edition}.", title, format, edition),
    };
    Ok(Message { files, ..Message::private(text) }.into())
}

fn facts(view: &mut View<'_>, asked: &Asked<'_>, incident: &Incident) -> Result<Facts> {
    let Some(number) = asked.number("edition") else { return facts_of(view, incident) };
    let wanted = u32::try_from(number).unwrap_or(0);
    match store::editions::get(view, incident.id, wanted)? {
        Some(edition) => with_files(view, incident.id, edition.facts),
        None => {
            let latest =
                store::postmortems::get(view, incident.id)?.map_or(0, |publication| publication.edition);
            Err(PostmortemRefusal::NoSuchEdition(incident.number, number, latest).into())
        }
    }
}

/// The document in Markdown, by the template that was named, else by the server's.
fn markdown(view: &mut View<'_>, asked: &Asked<'_>, facts: &Facts) -> Result<Vec<File>> {
    let guild = asked.request.guild;
    let template = match asked.text("template") {
        Some(typed) => template::named(view, guild, typed)?,
        None => asked.settings.template.clone(),
    };
    let worded = worded(view, guild, facts, template.as_deref())?;
    match worded.problem {
        Some(problem) if asked.text("template").is_some() => {
            Err(PostmortemRefusal::NotMade("document", problem.trim_start_matches("-# ⚠️ ").to_owned())
                .into())
        }
        _ => Ok(of_document(facts, worded.markdown, view.typefaces()).files),
    }
}

fn laid_out(view: &View<'_>, facts: &Facts, format: &str) -> Result<File> {
    let (what, ending, bytes) = match format {
        "html" => ("web page", "html", html(facts).into_bytes()),
        "json" => ("JSON file", "json", json(facts).into_bytes()),
        "pdf" => {
            let bytes = pdf(facts, view.typefaces());
            ("PDF", "pdf", bytes.map_err(|why| PostmortemRefusal::NotMade("PDF", why.to_string()))?)
        }
        other => {
            let (typed, known) = (words::fit(&words::line(other), 40), FORMATS.join(", "));
            return Err(Refusal::NotOneOf { what: "format", typed, known }.into());
        }
    };
    if bytes.len() > MOST_IN_ONE {
        return Err(PostmortemRefusal::TooLarge { what, mb: bytes.len().div_ceil(1_000_000) }.into());
    }
    let number = facts.number;
    Ok(File {
        name: format!("postmortem-{number}.{ending}"),
        bytes,
        about: say!("The postmortem of {number}", number),
    })
}
