//! `/report`: what many incidents say together, in numbers, a picture and tables.

pub mod summary;
pub mod trends;

use incidents::model::metrics::span::short;
use incidents::model::metrics::{Excluded, Mean, Stats};
use incidents::postmortem::chart::paint;
use incidents::report::{METRICS, Period, Report, figures, incidents as each, report_of};
use incidents::{Fault, Refusal, Result, View};

use crate::asked::Asked;
use crate::reply::{Choice, File, Message};
use crate::table::Opt;
use crate::tongues::{said, word};
use crate::{permissions, words};

/// Which stretch of time, and in which form.
pub const OPTIONS: &[Opt] = &[
    Opt::suggested(
        "period",
        "Which time: 3 months unless you say; 30 days, 2024, 2024-05, 2024-Q2, last month, all",
        periods,
    ),
    Opt::one_of("format", "A picture with the numbers and tables, or the tables alone", &FORMATS),
];

const FORMATS: [&str; 2] = ["chart", "csv"];

fn periods(_: &mut View<'_>, _: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let typed = typed.trim().to_lowercase();
    let fitting = Period::OFFERED.into_iter().filter(|period| period.contains(&typed));
    Ok(fitting.map(|period| Choice { label: period.to_owned(), value: period.to_owned() }).collect())
}

/// The report that was asked for: only of what the person may see.
fn asked_for(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Report> {
    let typed = asked.text("period").unwrap_or(Period::USUAL);
    let period = Period::read(typed, view.now, asked.settings.zone()).map_err(|_| Refusal::NotOneOf {
        what: "period",
        typed: words::fit(typed, 60),
        known: format!("{}, 2024, 2024-05, 2024-Q2, 2024-01-01 to 2024-03-31", Period::OFFERED.join(", ")),
    })?;
    let hidden = permissions::hidden(view, asked)?;
    report_of(view, asked.request.guild, period, hidden)
}

/// How many there were, and what was left out.
fn counts(report: &Report) -> String {
    let all = report.counted.len();
    let mut text = count!(
        all,
        "**{count} incident** · {period}",
        "**{count} incidents** · {period}",
        period = words::line(&said(&report.period.words))
    );
    let severities: Vec<_> =
        report.severities().iter().map(|(label, count)| format!("{} {count}", words::line(label))).collect();
    if !severities.is_empty() {
        text.push_str(&format!("\n{}", words::fit(&severities.join(" · "), 300)));
    }
    let open = report.open();
    if open > 0 {
        text.push_str(&say!(" · {open} still open", open));
    }
    let left: Vec<_> =
        report.left_out.iter().map(|(why, count)| format!("{count} {}", word(why.words()))).collect();
    if !left.is_empty() {
        text.push_str(&say!("\n-# Not counted: {left}", left = left.join(", ")));
    }
    text
}

/// A mean, starred where it is of few.
fn mean(stats: &Stats) -> String {
    match stats.mean {
        Mean::Nothing => "–".to_owned(),
        Mean::OfFew(mean) => format!("{}*", short(mean)),
        Mean::Of(mean) => short(mean),
    }
}

fn span(span: Option<chrono::TimeDelta>) -> String {
    span.map_or_else(|| "–".to_owned(), short)
}

/// The head of a table that is as wide as a phone.
fn head(label: &str) -> String {
    format!("{label:<8}{:>3} {:>7} {:>7} {:>8}\n", "n", word("median"), "p90", word("mean"))
}

/// A row of such a table.
fn row(label: &str, stats: &Stats) -> String {
    let (median, p90, mean) = (tight(&span(stats.median)), tight(&span(stats.p90)), tight(&mean(stats)));
    format!("{label:<8}{:>3} {median:>7} {p90:>7} {mean:>8}\n", stats.n)
}

/// `2 h 30 min` as `2h30m`.
fn tight(span: &str) -> String {
    span.replace(" min", "m").replace(" h", "h").replace(" d", "d").replace(' ', "")
}

/// What could not be measured, and why.
fn left_out(report: &Report) -> String {
    let mut text = String::new();
    for (metric, letters, _) in METRICS {
        for (why, count) in report.stats(metric, |_| true).excluded {
            if let Excluded::Unmeasured(why) = why {
                text.push_str(&say!(
                    "\n-# {letters} without {count}: {why}",
                    letters,
                    count,
                    why = said(&why.sentence())
                ));
            }
        }
    }
    text
}

/// The picture of a report, unless tables alone were wanted.
fn picture(
    view: &View<'_>,
    asked: &Asked<'_>,
    report: &Report,
    draw: fn(&Report) -> String,
) -> Result<Option<File>> {
    if report.counted.is_empty() || asked.text("format") == Some("csv") {
        return Ok(None);
    }
    let bytes = paint(&draw(report), view.typefaces()).map_err(|why| Fault::Unreadable(why.to_string()))?;
    let about = say!("Incidents, {period}", period = said(&report.period.words));
    Ok(Some(File { name: "report.png".into(), bytes, about }))
}

/// The answer with its picture and its tables.
fn answer(text: String, report: &Report, picture: Option<File>) -> Message {
    let mut message = Message::private(text);
    if report.counted.is_empty() {
        return message;
    }
    message.files.extend(picture);
    for (name, table, about) in [
        (
            "incidents.csv",
            each(report),
            word("One line for each incident, with the events behind each number"),
        ),
        ("figures.csv", figures(report), word("One line for each month, severity and metric")),
    ] {
        message =
            message.with_file(File { name: name.into(), bytes: table.into_bytes(), about: about.into() });
    }
    message
}

/// Stands below a table with a starred mean.
fn few() -> &'static str {
    word("-# * of fewer than five incidents, so it says little. n counts those that could be measured.")
}
