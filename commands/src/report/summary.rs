//! `/report summary`: how many incidents there were, and how long everything took, over all and by severity.

use incidents::model::metrics::{Excluded, Metric};
use incidents::report::{METRICS, Report, summary_chart};
use incidents::{Result, View};

use super::{FEW, OPTIONS, answer, asked_for, counts, mean, span};
use crate::asked::Asked;
use crate::reply::Reply;
use crate::table::{Command, Run};
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
        text.push_str(FEW);
        text.push_str(&left_out(&report));
    }
    Ok(answer(words::fit(&text, 1_990), &report, &summary_chart(&report), asked)?.into())
}

/// A table that is as wide as a phone.
fn table(report: &Report) -> String {
    let mut text = format!("\n```\n{:<4}{:>4} {:>8} {:>8} {:>9}\n", "", "n", "median", "p90", "mean");
    for (metric, letters, _) in METRICS {
        let stats = report.stats(metric, |_| true);
        text.push_str(&format!(
            "{letters:<4}{:>4} {:>8} {:>8} {:>9}\n",
            stats.n,
            tight(&span(stats.median)),
            tight(&span(stats.p90)),
            tight(&mean(&stats))
        ));
    }
    text.push_str("```\n");
    text
}

/// `2 h 30 min` as `2h30m`.
fn tight(span: &str) -> String {
    span.replace(" min", "m").replace(" h", "h").replace(" d", "d").replace(' ', "")
}

fn by_severity(report: &Report) -> String {
    let told = [
        (Metric::TimeToAcknowledge, "acknowledge"),
        (Metric::TimeToMitigate, "mitigate"),
        (Metric::TimeToResolve, "resolve"),
    ];
    let mut text = String::new();
    for (label, count) in report.severities().into_iter().take(8) {
        let medians = told.map(|(metric, word)| {
            format!("{word} {}", span(report.stats(metric, |incident| incident.severity == label).median))
        });
        text.push_str(&format!(
            "**{}** n {count}, median to {}\n",
            words::fit(&words::line(&label), 40),
            medians.join(", ")
        ));
    }
    text
}

/// What could not be measured, and why.
fn left_out(report: &Report) -> String {
    let mut text = String::new();
    for (metric, letters, _) in METRICS {
        for (why, count) in report.stats(metric, |_| true).excluded {
            if let Excluded::Unmeasured(why) = why {
                text.push_str(&format!("\n-# {letters} without {count}: {why}"));
            }
        }
    }
    text
}
