//! `/report trends`: the same month by month, so that one can see whether it gets better.

use incidents::model::metrics::Metric;
use incidents::report::{Report, trends_chart};
use incidents::{Result, View};

use super::{OPTIONS, answer, asked_for, counts, span};
use crate::asked::Asked;
use crate::reply::Reply;
use crate::table::{Command, Run};
use crate::words;

pub const COMMAND: Command = Command {
    path: "report trends",
    about: "How incidents and the times they took have changed, month by month",
    options: OPTIONS,
    run: Run::Reads(run),
    ..Command::PLAIN
};

/// So many months are told in words; the tables hold all.
const MOST: usize = 12;

const TOLD: [(Metric, &str); 4] = [
    (Metric::TimeToDetect, "detect"),
    (Metric::TimeToAcknowledge, "acknowledge"),
    (Metric::TimeToMitigate, "mitigate"),
    (Metric::TimeToResolve, "resolve"),
];

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let report = asked_for(view, asked)?;
    let mut text = counts(&report);
    if !report.counted.is_empty() {
        text.push_str(&months(&report));
    }
    Ok(answer(words::fit(&text, 1_990), &report, &trends_chart(&report), asked)?.into())
}

fn months(report: &Report) -> String {
    let mut text = String::new();
    let months = report.months();
    if months.len() > MOST {
        text.push_str(&format!("\n-# The newest {MOST} of {} months; the tables hold all.", months.len()));
    }
    for month in months.iter().rev().take(MOST) {
        let of = |metric| report.stats(metric, |incident| report.month(incident) == *month);
        let count = report.counted.iter().filter(|incident| report.month(incident) == *month).count();
        let told = TOLD.map(|(metric, word)| (of(metric), word));
        let measured: Vec<_> = told
            .iter()
            .filter(|(stats, _)| stats.n > 0)
            .map(|(stats, word)| format!("{word} {} (n {})", span(stats.median), stats.n))
            .collect();
        let words =
            if measured.is_empty() { String::new() } else { format!("; median to {}", measured.join(", ")) };
        text.push_str(&format!("\n**{month}** {count}{words}"));
    }
    text
}
