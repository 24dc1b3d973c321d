//! The same figures as tables for a spreadsheet. What people typed is never taken for a formula there.

use super::{METRICS, Report};
use crate::model::metrics::{Mean, by_month_and_severity, read};

/// A byte order mark, by which spreadsheets know that the text is UTF-8.
const MARK: &str = "\u{feff}";

/// One line for each incident, with the two events each number was taken from, or why there is none.
#[must_use]
pub fn incidents(report: &Report) -> String {
    let mut table = Table::default();
    let mut head: Vec<String> =
        ["incident", "title", "severity", "state", "month", "started"].map(str::to_owned).into();
    for (_, letters, _) in METRICS {
        let letters = letters.to_lowercase();
        head.extend(
            ["seconds", "from", "from_at", "to", "to_at", "unmeasured"]
                .map(|name| format!("{letters}_{name}")),
        );
    }
    head.iter().for_each(|name| table.ours(name));
    table.end();
    for incident in &report.counted {
        table.ours(&incident.number.to_string());
        table.typed(&incident.title);
        table.typed(&incident.severity);
        table.ours(incident.state.as_str());
        table.ours(&report.month(incident).to_string());
        table.ours(&incident.started.to_rfc3339());
        for (metric, _, _) in METRICS {
            match read(metric, &incident.milestones) {
                Ok(reading) => {
                    let at = |milestone| {
                        incident.milestones.at(milestone).map_or_else(String::new, |at| at.to_rfc3339())
                    };
                    table.ours(&reading.shown().num_seconds().to_string());
                    table.ours(reading.from.words());
                    table.ours(&at(reading.from));
                    table.ours(reading.to.words());
                    table.ours(&at(reading.to));
                    table.ours("");
                }
                Err(why) => {
                    (0..5).for_each(|_| table.ours(""));
                    table.ours(&why.to_string());
                }
            }
        }
        table.end();
    }
    table.0
}

/// One line for each month, severity and metric.
#[must_use]
pub fn figures(report: &Report) -> String {
    let mut table = Table::default();
    for name in [
        "month",
        "severity",
        "metric",
        "n",
        "median_seconds",
        "p90_seconds",
        "mean_seconds",
        "mean_of_few",
        "left_out",
    ] {
        table.ours(name);
    }
    table.end();
    let cases = report.cases();
    for (metric, letters, _) in METRICS {
        for row in by_month_and_severity(metric, &cases) {
            let seconds = |span: Option<chrono::TimeDelta>| {
                span.map_or_else(String::new, |span| span.num_seconds().to_string())
            };
            let (mean, few) = match row.stats.mean {
                Mean::Nothing => (None, ""),
                Mean::OfFew(mean) => (Some(mean), "yes"),
                Mean::Of(mean) => (Some(mean), "no"),
            };
            let excluded: Vec<_> =
                row.stats.excluded.iter().map(|(why, count)| format!("{count}: {why}")).collect();
            table.ours(&row.month.to_string());
            table.typed(&row.severity);
            table.ours(letters);
            table.ours(&row.stats.n.to_string());
            table.ours(&seconds(row.stats.median));
            table.ours(&seconds(row.stats.p90));
            table.ours(&seconds(mean));
            table.ours(few);
            table.ours(&excluded.join("; "));
            table.end();
        }
    }
    table.0
}

/// A table in the making.
struct Table(String, bool);

impl Default for Table {
    fn default() -> Self {
        Self(MARK.to_owned(), true)
    }
}

impl Table {
    fn gap(&mut self) {
        if !self.1 {
            self.0.push(',');
        }
        self.1 = false;
    }

    /// A cell of our own words.
    fn ours(&mut self, text: &str) {
        self.gap();
        self.quoted(text);
    }

    /// A cell that somebody typed: a sign in front keeps it from being a formula.
    fn typed(&mut self, text: &str) {
        self.gap();
        let text = text.replace(|c: char| c.is_control(), " ");
        let active = text.trim_start().starts_with(['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠']);
        self.quoted(&if active { format!("'{text}") } else { text });
    }

    fn quoted(&mut self, text: &str) {
        if text.contains(['"', ',', '\n', '\r', ';']) {
            self.0.push('"');
            self.0.push_str(&text.replace('"', "\"\""));
            self.0.push('"');
        } else {
            self.0.push_str(text);
        }
    }

    fn end(&mut self) {
        self.0.push_str("\r\n");
        self.1 = true;
    }
}
