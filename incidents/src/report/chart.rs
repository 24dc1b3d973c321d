//! A report as a picture: narrow, in large letters, so that it can be read on a phone.
//!
//! Times lie on a scale on which each step is ten times the one before: two minutes and two days have to stand in one picture.

use std::borrow::Cow;
use std::fmt::Write as _;

use chrono::TimeDelta;

use super::{METRICS, Report};
use crate::model::metrics::span::short;
use crate::model::metrics::{Metric, Month};
use crate::model::moment::month_name;
use crate::postmortem::escape::push_xml;

const WIDTH: f64 = 480.0;
const MARGIN: f64 = 20.0;
const ROW: f64 = 34.0;
/// Severities from the gravest on.
const GRAVITY: [&str; 5] = ["#cf222e", "#bc4c00", "#bf8700", "#57606a", "#8b949e"];
/// The lines of the trends, each with its colour.
const LINES: [(Metric, &str, &str); 3] = [
    (Metric::TimeToAcknowledge, "acknowledge", "#8250df"),
    (Metric::TimeToMitigate, "mitigate", "#0969da"),
    (Metric::TimeToResolve, "resolve", "#1a7f37"),
];
/// So many months stand side by side.
const MOST_MONTHS: usize = 12;
/// So many names stand side by side in a legend.
const LEGEND: usize = 3;

/// How many incidents there were of each severity, and how long everything took.
#[must_use]
pub fn summary_chart(report: &Report) -> String {
    let mut canvas = Canvas::new(&report.period.words.in_english());
    canvas.severities(report);
    canvas.y += 14.0;
    canvas.text(MARGIN, Pen::HEAD, "How long it took");
    canvas.y += 8.0;
    let scale = Scale { left: 128.0, right: WIDTH - MARGIN - 8.0, most: longest(report) };
    for (metric, _, word) in METRICS {
        canvas.metric(report, metric, word, &scale);
    }
    canvas.ticks(&scale);
    canvas.y += 26.0;
    canvas.marks();
    canvas.finish(&format!("Report on {}", report.period.words.in_english()))
}

/// How many incidents began in each month, and the median times of those months.
#[must_use]
pub fn trends_chart(report: &Report) -> String {
    let mut canvas = Canvas::new(&report.period.words.in_english());
    let mut months = report.months();
    let skipped = months.len().saturating_sub(MOST_MONTHS);
    if skipped > 0 {
        canvas.y += 6.0;
        let all = months.len();
        canvas.text(MARGIN, Pen::SMALL, &format!("the newest {MOST_MONTHS} of {all} months"));
        months.drain(..skipped);
    }
    canvas.columns(report, &months);
    canvas.y += 34.0;
    canvas.text(MARGIN, Pen::HEAD, "Median time to");
    canvas.y += 12.0;
    canvas.lines(report, &months);
    canvas.finish(&format!("Trends of {}", report.period.words.in_english()))
}

fn longest(report: &Report) -> TimeDelta {
    let p90 = METRICS.iter().filter_map(|(metric, _, _)| report.stats(*metric, |_| true).p90);
    p90.max().unwrap_or(TimeDelta::hours(1)).max(TimeDelta::hours(1))
}

/// Where a length of time stands between two edges.
struct Scale {
    left: f64,
    right: f64,
    most: TimeDelta,
}

impl Scale {
    /// Lengths below this are not told apart.
    const LEAST: f64 = 30.0;

    fn part(&self, span: TimeDelta) -> f64 {
        let (span, most) = (seconds(span).max(Self::LEAST), seconds(self.most) * 1.25);
        ((span / Self::LEAST).ln() / (most / Self::LEAST).ln()).clamp(0.0, 1.0)
    }

    fn x(&self, span: TimeDelta) -> f64 {
        self.left + (self.right - self.left) * self.part(span)
    }

    /// The lengths that are written at the scale.
    fn ticks(&self) -> impl Iterator<Item = TimeDelta> {
        let all = [1, 10, 60, 6 * 60, 24 * 60, 7 * 24 * 60, 30 * 24 * 60].map(TimeDelta::minutes);
        all.into_iter().filter(|tick| seconds(*tick) <= seconds(self.most) * 1.25)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a picture has fewer pixels than a float has digits")]
fn seconds(span: TimeDelta) -> f64 {
    span.num_seconds() as f64
}

#[expect(clippy::cast_precision_loss, reason = "a picture has fewer pixels than a float has digits")]
fn number(count: usize) -> f64 {
    count as f64
}

/// How a text is set.
#[derive(Clone, Copy)]
struct Pen {
    size: u32,
    weight: &'static str,
    anchor: &'static str,
}

impl Pen {
    const HEAD: Self = Self { size: 17, weight: "bold", anchor: "start" };
    const BODY: Self = Self { size: 14, weight: "normal", anchor: "start" };
    const SMALL: Self = Self { size: 13, ..Self::BODY };
    const MIDDLE: Self = Self { anchor: "middle", ..Self::SMALL };
    const END: Self = Self { anchor: "end", ..Self::SMALL };
}

struct Canvas {
    body: String,
    y: f64,
}

impl Canvas {
    fn new(words: &str) -> Self {
        let mut canvas = Self { body: String::new(), y: 34.0 };
        canvas.text(MARGIN, Pen { size: 19, ..Pen::HEAD }, &format!("Incidents, {words}"));
        canvas.y += 14.0;
        canvas
    }

    /// One bar of all incidents, parted by severity, with its legend.
    fn severities(&mut self, report: &Report) {
        let severities = report.severities();
        let all = number(report.counted.len().max(1));
        let mut x = MARGIN;
        for (nth, (_, count)) in severities.iter().enumerate() {
            let width = (WIDTH - 2.0 * MARGIN) * number(*count) / all;
            self.bar((x, self.y), (width, 24.0), gravity(nth));
            x += width;
        }
        self.y += 44.0;
        for (nth, (label, count)) in severities.iter().enumerate() {
            self.bar((MARGIN, self.y - 11.0), (13.0, 13.0), gravity(nth));
            self.text(MARGIN + 22.0, Pen::BODY, &format!("{}: {count}", cut(label, 40)));
            self.y += 22.0;
        }
    }

    fn metric(&mut self, report: &Report, metric: Metric, word: &str, scale: &Scale) {
        let stats = report.stats(metric, |_| true);
        self.y += ROW;
        self.text(MARGIN, Pen::BODY, word);
        let (Some(median), Some(p90)) = (stats.median, stats.p90) else {
            return self.text(scale.left, Pen::SMALL, "not measured");
        };
        let (from, to) = (scale.x(median), scale.x(p90));
        let middle = self.y - 5.0;
        let _ = write!(
            self.body,
            r##"<path d="M{from:.1} {middle:.1}H{to:.1}" stroke="#0969da" stroke-width="3" stroke-opacity="0.45"/>"##
        );
        self.p90_mark(to, middle);
        self.median_mark(from, middle);
        let words = format!("{} (p90 {}, n {})", short(median), short(p90), stats.n);
        self.y += 15.0;
        let (x, pen) =
            if from > 280.0 { (scale.right, Pen::END) } else { ((from - 6.0).max(scale.left), Pen::SMALL) };
        self.text(x, pen, &words);
    }

    fn median_mark(&mut self, x: f64, y: f64) {
        let _ = write!(self.body, r##"<circle cx="{x:.1}" cy="{y:.1}" r="6" fill="#0969da"/>"##);
    }

    fn p90_mark(&mut self, x: f64, y: f64) {
        let top = y - 6.0;
        let _ = write!(self.body, r##"<path d="M{x:.1} {top:.1}v12" stroke="#0969da" stroke-width="3"/>"##);
    }

    /// What the marks of the metrics mean.
    fn marks(&mut self) {
        let middle = self.y - 5.0;
        self.median_mark(MARGIN + 6.0, middle);
        self.text(MARGIN + 20.0, Pen::SMALL, "median");
        self.p90_mark(MARGIN + 100.0, middle);
        self.text(MARGIN + 110.0, Pen::SMALL, "nine in ten took no longer (p90)");
    }

    fn ticks(&mut self, scale: &Scale) {
        self.y += 16.0;
        let y = self.y;
        let _ = write!(
            self.body,
            r##"<path d="M{:.1} {y:.1}H{:.1}" stroke="#d0d7de"/>"##,
            scale.left, scale.right
        );
        self.y += 16.0;
        for tick in scale.ticks() {
            let x = scale.x(tick);
            let _ = write!(self.body, r##"<path d="M{x:.1} {y:.1}v5" stroke="#57606a"/>"##);
            self.text(x, Pen::MIDDLE, &short(tick));
        }
    }

    /// A column for each month, parted by severity.
    fn columns(&mut self, report: &Report, months: &[Month]) {
        const HEIGHT: f64 = 150.0;
        let severities: Vec<String> = report.severities().into_iter().map(|(label, _)| label).collect();
        let of = |month: &Month, label: &str| {
            report.counted.iter().filter(|it| report.month(it) == *month && it.severity == label).count()
        };
        let totals: Vec<usize> =
            months.iter().map(|month| severities.iter().map(|label| of(month, label)).sum()).collect();
        let most = number(totals.iter().copied().max().unwrap_or(1).max(1));
        let floor = self.y + HEIGHT + 22.0;
        for (nth, month) in months.iter().enumerate() {
            let (x, width) = column(nth, months.len());
            let mut top = floor;
            for (place, label) in severities.iter().enumerate().rev() {
                let height = HEIGHT * number(of(month, label)) / most;
                top -= height;
                self.bar((x + width * 0.15, top), (width * 0.7, height), gravity(place));
            }
            self.y = top - 5.0;
            self.text(x + width / 2.0, Pen::MIDDLE, &totals[nth].to_string());
            self.y = floor + 17.0;
            self.month(x + width / 2.0, *month, nth, months.len());
        }
        self.y = floor + 52.0;
        for (row, labels) in severities.chunks(LEGEND).enumerate() {
            if row > 0 {
                self.y += 22.0;
            }
            for (nth, label) in labels.iter().enumerate() {
                self.key(nth, gravity(row * LEGEND + nth), &cut(label, 14));
            }
        }
    }

    /// What a colour means, in a legend of several that stand side by side.
    fn key(&mut self, nth: usize, colour: &str, word: &str) {
        let x = MARGIN + (WIDTH - 2.0 * MARGIN) / number(LEGEND) * number(nth);
        self.bar((x, self.y - 11.0), (13.0, 13.0), colour);
        self.text(x + 20.0, Pen::SMALL, word);
    }

    /// The medians of each month, joined where months follow each other.
    fn lines(&mut self, report: &Report, months: &[Month]) {
        const HEIGHT: f64 = 170.0;
        let median = |metric, month: &Month| report.stats(metric, |it| report.month(it) == *month).median;
        let all =
            LINES.iter().flat_map(|(metric, _, _)| months.iter().filter_map(|month| median(*metric, month)));
        let most = all.max().unwrap_or(TimeDelta::hours(1)).max(TimeDelta::hours(1));
        let scale = Scale { left: MARGIN, right: WIDTH - MARGIN, most };
        let floor = self.y + HEIGHT + 8.0;
        for tick in scale.ticks() {
            let y = floor - HEIGHT * scale.part(tick);
            let _ = write!(
                self.body,
                r##"<path d="M{:.1} {y:.1}H{:.1}" stroke="#d0d7de"/>"##,
                62.0,
                WIDTH - MARGIN
            );
            self.y = y + 4.0;
            self.text(56.0, Pen::END, &short(tick));
        }
        for (metric, _, colour) in LINES {
            let mut joined = false;
            let mut path = String::new();
            for (nth, month) in months.iter().enumerate() {
                let (x, width) = column(nth, months.len());
                let Some(median) = median(metric, month) else {
                    joined = false;
                    continue;
                };
                let (x, y) = (x + width / 2.0, floor - HEIGHT * scale.part(median));
                let _ = write!(path, "{}{x:.1} {y:.1}", if joined { "L" } else { "M" });
                let _ = write!(self.body, r#"<circle cx="{x:.1}" cy="{y:.1}" r="5" fill="{colour}"/>"#);
                joined = true;
            }
            let _ =
                write!(self.body, r#"<path d="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>"#);
        }
        self.y = floor + 17.0;
        for (nth, month) in months.iter().enumerate() {
            let (x, width) = column(nth, months.len());
            self.month(x + width / 2.0, *month, nth, months.len());
        }
        self.y = floor + 52.0;
        for (nth, (_, word, colour)) in LINES.into_iter().enumerate() {
            self.key(nth, colour, word);
        }
    }

    /// The name of a month; with its year where one begins.
    fn month(&mut self, x: f64, month: Month, nth: usize, of: usize) {
        let name = month_name(month.month).unwrap_or_default();
        let (letters, y) = (if of > 8 { 1 } else { 3 }, self.y);
        self.text(x, Pen::MIDDLE, name.get(..letters).unwrap_or_default());
        if nth == 0 || month.month == 1 {
            self.y = y + 14.0;
            self.text(x, Pen { size: 11, ..Pen::MIDDLE }, &month.year.to_string());
        }
        self.y = y;
    }

    fn bar(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), colour: &str) {
        if width > 0.0 && height > 0.0 {
            let _ = write!(
                self.body,
                r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{colour}"/>"#
            );
        }
    }

    fn text(&mut self, x: f64, pen: Pen, text: &str) {
        let (y, Pen { size, weight, anchor }) = (self.y, pen);
        let _ = write!(
            self.body,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}">"#
        );
        push_xml(&mut self.body, text);
        self.body.push_str("</text>");
    }

    fn finish(self, title: &str) -> String {
        let height = self.y + 20.0;
        let mut out = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0}" width="{WIDTH}" height="{height:.0}" role="img" font-family="DejaVu Sans, sans-serif" fill="#1f2328"><title>"##
        );
        push_xml(&mut out, title);
        let _ =
            write!(out, r##"</title><rect width="{WIDTH}" height="{height:.0}" rx="10" fill="#ffffff"/>"##);
        out.push_str(&self.body);
        out.push_str("</svg>");
        out
    }
}

fn column(nth: usize, of: usize) -> (f64, f64) {
    const LEFT: f64 = 62.0;
    let width = ((WIDTH - MARGIN - LEFT) / number(of.max(1))).min(90.0);
    (LEFT + width * number(nth), width)
}

fn gravity(place: usize) -> &'static str {
    GRAVITY[place.min(GRAVITY.len() - 1)]
}

/// A name that leaves room for the others.
fn cut(label: &str, most: usize) -> Cow<'_, str> {
    if label.chars().count() <= most {
        return label.into();
    }
    let short: String = label.chars().take(most - 1).collect();
    format!("{}…", short.trim_end()).into()
}
