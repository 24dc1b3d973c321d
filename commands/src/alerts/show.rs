//! `/alerts show`: one source with what fires, its last deliveries, and what was made of each.

use incidents::ids::SourceId;
use incidents::model::alert::NamedSource;
use incidents::store::alert_deliveries::Delivery;
use incidents::{Refusal, Result, View, store};

use super::{made, named, rules};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::tongues::word;
use crate::{paged, suggest, words};

pub const COMMAND: Command = Command {
    path: "alerts show",
    about: "Show a source, what fires, and what was made of its last deliveries",
    options: &[Opt::suggested("source", "Which source", suggest::alert_sources).required()],
    run: Run::Reads(run),
    handles: &[Handle { name: PAGE, needs: Needs::Nothing, run: Run::Reads(turn) }],
    ..Command::PLAIN
};

const PAGE: &str = "alert-source";
/// How many deliveries are listed.
const MOST: i64 = 50;
/// How many alerts that fire are named.
const FIRING: i64 = 5;

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let source = named(view, asked)?;
    Ok(Reply::Say(page(view, asked, &source, 0)?))
}

fn turn(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let words = asked.words();
    let id = words.first().and_then(|word| word.parse().ok()).map(SourceId).ok_or(Refusal::StaleButton)?;
    let source = store::alert_sources::look(view, asked.request.guild, id)?.ok_or(Refusal::StaleButton)?;
    let number = paged::number(words.get(1..).unwrap_or_default());
    Ok(Reply::Change(page(view, asked, &source, number)?))
}

fn page(view: &mut View<'_>, asked: &Asked<'_>, source: &NamedSource, number: usize) -> Result<Message> {
    let mut heading = format!("**{}** · {}", words::line(source.name.as_str()), rules(view, asked, source)?);
    let firing = store::alerts::firing_of(view, source.id)?;
    if firing > 0 {
        let named = store::alerts::firing(view, source.id, FIRING)?;
        let titles: Vec<_> = named.iter().map(|kept| words::fit(&words::line(&kept.title), 60)).collect();
        heading.push_str(&say!("\n🚨 {firing} firing: {titles}", firing, titles = titles.join(", ")));
        if firing > FIRING {
            heading.push_str(", …");
        }
    }
    let deliveries = store::alert_deliveries::newest(view, source.id, MOST)?;
    if deliveries.is_empty() {
        heading.push_str(&say!(
            "\nNothing was delivered yet. `/alerts rotate` shows a new address, if the first one is lost."
        ));
    }
    let lines: Vec<_> = deliveries.iter().map(line).collect();
    Ok(paged::page(&heading, &lines, &format!("{PAGE}/{}", source.id), number))
}

fn line(delivery: &Delivery) -> String {
    let product = delivery.product.as_deref().unwrap_or_else(|| word("unknown"));
    let mut text = format!("{} · {product}", words::ago(delivery.at));
    let lines = &delivery.made.lines;
    for (title, made) in lines.iter().take(3) {
        let title = words::fit(&words::line(title), 60);
        text.push_str(&format!("\n-# {title} → {}", made::words(made)));
    }
    match lines.len().saturating_sub(3) + delivery.made.more {
        0 if lines.is_empty() => text.push_str(&say!("\n-# held no alert")),
        0 => {}
        more => text.push_str(&say!("\n-# and {more} more", more)),
    }
    text
}
