//! `/report trends`: the same month by month, so that one can see whether it gets better.

use incidents::model::metrics::{Metric, Month};
use incidents::report::{Report, trends_chart};
use incidents::{Result, View};

use super::{OPTIONS, answer, asked_for, counts, few, head, left_out, picture, row};
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

/// So many months fit into a message beside everything else; the picture has more, the tables have all.
const MOST: usize = 6;

const TOLD: [(Metric, &str); 4] = [
    (Metric::TimeToDetect, "TTD"),
    (Metric::TimeToAcknowledge, "TTA"),
    (Metric::TimeToMitigate, "TTM"),
    (Metric::TimeToResolve, "TTR"),
];

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let report = asked_for(view, asked)?;
    let mut text = counts(&report);
    if !report.counted.is_empty() {
        text.push_str(&months(&report));
        text.push_str(few());
        text.push_str(&left_out(&report));
    }
    let picture = picture(view, asked, &report, trends_chart)?;
    Ok(answer(words::fit(&text, 1_990), &report, picture).into())
}

/// How many there were in each month, and a table for each metric, the newest month first.
fn months(report: &Report) -> String {
    let all = report.months();
    let mut text = String::new();
    if all.len() > MOST {
        text.push_str(&say!(
            "\n-# The newest {most} of {count} months; the picture shows twelve, the tables hold all.",
            most = MOST,
            count = all.len()
        ));
    }
    let newest: Vec<Month> = all.into_iter().rev().take(MOST).collect();
    let began =
        |month: &Month| report.counted.iter().filter(|incident| report.month(incident) == *month).count();
    let counted: Vec<_> = newest.iter().map(|month| format!("{month} **{}**", began(month))).collect();
    text.push_str(&format!("\n{}\n```\n", counted.join(" · ")));
    for (metric, letters) in TOLD {
        text.push_str(&head(letters));
        for month in &newest {
            let stats = report.stats(metric, |incident| report.month(incident) == *month);
            text.push_str(&row(&month.to_string(), &stats));
        }
    }
    text.push_str("```\n");
    text
}
