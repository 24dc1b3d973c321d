//! `/report summary`: how many incidents there were, and how long everything took, over all and by severity.

use incidents::model::metrics::Metric;
use incidents::model::metrics::span::short;
use incidents::report::{METRICS, Report, summary_chart};
use incidents::{Result, View};

use super::{OPTIONS, answer, asked_for, counts, few, head, left_out, picture, row, span};
use crate::asked::Asked;
use crate::reply::Reply;
use crate::table::{Command, Run};
use crate::tongues::word;
use crate::words;

pub const COMMAND: Command = Command {
    path: "report summary",
    about: "How many incidents there were, and how long it took to notice, answer and mend them",
    options: OPTIONS,
    run: Run::Reads(run),
    ..Command::PLAIN
};

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let report = asked_for(view, asked)?;
    let mut text = counts(&report);
    if !report.counted.is_empty() {
        text.push_str(&table(&report));
        text.push_str(&by_severity(&report));
        text.push_str(few());
        text.push_str(&left_out(&report));
    }
    let picture = picture(view, asked, &report, summary_chart)?;
    Ok(answer(words::fit(&text, 1_990), &report, picture).into())
}

fn table(report: &Report) -> String {
    let mut text = format!("\n```\n{}", head(""));
    for (metric, letters, _) in METRICS {
        text.push_str(&row(letters, &report.stats(metric, |_| true)));
    }
    text.push_str("```\n");
    text
}

fn by_severity(report: &Report) -> String {
    let told = [
        (Metric::TimeToAcknowledge, word("acknowledge")),
        (Metric::TimeToMitigate, word("mitigate")),
        (Metric::TimeToResolve, word("resolve")),
    ];
    let mut text = String::new();
    for (label, count) in report.severities().into_iter().take(8) {
        let medians = told.map(|(metric, word)| {
            let stats = report.stats(metric, |incident| incident.severity == label);
            let p90 = stats.p90.map(|p90| format!(" (p90 {})", short(p90))).unwrap_or_default();
            format!("{word} {}{p90}", span(stats.median))
        });
        text.push_str(&say!(
            "**{label}** {count}, median to {medians}\n",
            count,
            label = words::fit(&words::line(&label), 40),
            medians = medians.join(", ")
        ));
    }
    text
}
