//! The drawing itself, as SVG.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};

use super::Ground;
use super::axis::Axis;
use super::moments::Moments;
use crate::model::metrics::{self, Metric, span};
use crate::model::milestones::Milestone;
use crate::postmortem::escape::push_xml;
use crate::postmortem::facts::Facts;

const WIDTH: f64 = 480.0;
const MARGIN: f64 = 20.0;
const ROW: f64 = 24.0;

/// How a text is set.
#[derive(Clone, Copy)]
struct Pen {
    size: u32,
    weight: &'static str,
    anchor: &'static str,
}

const HEAD: Pen = Pen { size: 17, weight: "bold", anchor: "start" };
const BODY: Pen = Pen { size: 14, weight: "normal", anchor: "start" };
const SMALL: Pen = Pen { size: 13, ..BODY };
const LABEL: Pen = Pen { weight: "bold", ..SMALL };

/// Severities from the gravest on.
const GRAVITY: [&str; 4] = ["#cf222e", "#bc4c00", "#bf8700", "#57606a"];
/// Where no phase is known.
const UNKNOWN: &str = "#d0d7de";
const PAGE: &str = "#bc4c00";
const ANSWER: &str = "#1a7f37";

pub(super) fn draw(facts: &Facts, moments: &Moments<'_>, ground: Ground) -> String {
    let axis = Axis { start: moments.start, end: moments.end, left: MARGIN, width: WIDTH - 2.0 * MARGIN };
    let mut canvas = Canvas { body: String::new(), y: 30.0, axis };
    canvas.head(facts, moments);
    canvas.phases(moments);
    canvas.ticks(facts);
    canvas.pages(facts);
    canvas.severities(moments);
    canvas.legend(facts, moments);
    canvas.finish(facts, ground)
}

type Stretch = (DateTime<Utc>, DateTime<Utc>);

struct Canvas {
    body: String,
    y: f64,
    axis: Axis,
}

impl Canvas {
    fn head(&mut self, facts: &Facts, moments: &Moments<'_>) {
        let whole = metrics::read(Metric::TimeToResolve, &facts.milestones).ok();
        let start =
            whole.and_then(|_| facts.milestones.at(Milestone::ImpactStarted)).unwrap_or(moments.start);
        let length = whole.map_or(moments.end - moments.start, |reading| reading.shown());
        let title = format!("{} · {}", facts.number, span::in_words(length));
        self.text(MARGIN, HEAD, &title);
        self.y += 20.0;
        let from = format!("from {} on {}", facts.stamp().zoned(start), facts.stamp().date(start));
        self.text(MARGIN, SMALL, &from);
        self.y += 16.0;
    }

    fn phases(&mut self, moments: &Moments<'_>) {
        let y = self.y;
        self.bar(y, 30.0, (moments.start, moments.end), UNKNOWN);
        for phase in &moments.phases {
            self.bar(y, 30.0, (phase.from, phase.to), phase.colour());
        }
        self.y += 30.0;
    }

    fn ticks(&mut self, facts: &Facts) {
        let ticks = self.axis.ticks(&facts.stamp());
        let top = self.y;
        self.y += 20.0;
        for (at, label) in ticks {
            let x = self.axis.x(at);
            let _ = write!(
                self.body,
                r#"<path d="M{x:.1} {top:.1}v5" stroke="currentColor" stroke-opacity="0.6" fill="none"/>"#
            );
            let anchor = match x {
                x if x < MARGIN + 24.0 => "start",
                x if x > WIDTH - MARGIN - 24.0 => "end",
                _ => "middle",
            };
            self.text(x, Pen { anchor, ..SMALL }, &label);
        }
        self.y += 12.0;
    }

    fn pages(&mut self, facts: &Facts) {
        if facts.pages.is_empty() {
            return;
        }
        self.y += 12.0;
        let y = self.y;
        let (left, width) = (self.axis.left, self.axis.width);
        let _ = write!(
            self.body,
            r#"<path d="M{left:.1} {y:.1}h{width:.1}" stroke="currentColor" stroke-opacity="0.25" fill="none"/>"#
        );
        for page in &facts.pages {
            let x = self.axis.x(page.at);
            self.page_mark(x, y);
            if let Some(answer) = &page.acknowledged {
                let x = self.axis.x(answer.at);
                self.answer_mark(x, y);
            }
        }
        self.y += 20.0;
    }

    fn severities(&mut self, moments: &Moments<'_>) {
        let y = self.y;
        for stretch in &moments.severities {
            let colour = GRAVITY[usize::from(stretch.severity.rank.clamp(1, 4) - 1)];
            self.bar(y, 20.0, (stretch.from, stretch.to), colour);
            let x = self.axis.x(stretch.from);
            if self.axis.x(stretch.to) - x > 60.0 {
                self.y = y + 15.0;
                let _ = write!(self.body, r##"<g color="#ffffff">"##);
                self.text(x + 6.0, LABEL, &stretch.severity.label);
                self.body.push_str("</g>");
            }
        }
        self.y = y + 20.0 + ROW;
    }

    fn legend(&mut self, facts: &Facts, moments: &Moments<'_>) {
        for phase in &moments.phases {
            let (top, colour) = (self.y - 11.0, phase.colour());
            let _ = write!(
                self.body,
                r#"<rect x="{MARGIN}" y="{top:.1}" width="13" height="13" rx="3" fill="{colour}"/>"#
            );
            let words = format!("{}: {}", phase.words(), span::in_words(phase.to - phase.from));
            self.text(MARGIN + 22.0, BODY, &words);
            self.y += ROW;
        }
        if !facts.pages.is_empty() {
            let middle = self.y - 5.0;
            self.page_mark(MARGIN + 6.0, middle);
            self.text(MARGIN + 22.0, BODY, "somebody was paged");
            self.answer_mark(WIDTH / 2.0 + 6.0, middle);
            self.text(WIDTH / 2.0 + 22.0, BODY, "and acknowledged");
            self.y += ROW;
        }
    }

    fn page_mark(&mut self, x: f64, y: f64) {
        let top = y - 7.0;
        let _ = write!(self.body, r#"<path d="M{x:.1} {top:.1}l7 13h-14z" fill="{PAGE}"/>"#);
    }

    fn answer_mark(&mut self, x: f64, y: f64) {
        let _ = write!(self.body, r#"<circle cx="{x:.1}" cy="{y:.1}" r="5.5" fill="{ANSWER}"/>"#);
    }

    fn bar(&mut self, y: f64, height: f64, (from, to): Stretch, colour: &str) {
        let x = self.axis.x(from);
        let width = (self.axis.x(to) - x).max(1.0);
        let _ = write!(
            self.body,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.0}" fill="{colour}"/>"#
        );
    }

    fn text(&mut self, x: f64, pen: Pen, text: &str) {
        let y = self.y;
        let Pen { size, weight, anchor } = pen;
        let _ = write!(
            self.body,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}">"#
        );
        push_xml(&mut self.body, text);
        self.body.push_str("</text>");
    }

    fn finish(self, facts: &Facts, ground: Ground) -> String {
        let height = self.y - 4.0;
        let ink = if ground == Ground::Page { "" } else { r##" color="#1f2328""## };
        let mut out = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0}" role="img" class="chart" font-family="DejaVu Sans, sans-serif" fill="currentColor"{ink}><title>"#
        );
        push_xml(&mut out, &format!("{} from its beginning to its end", facts.number));
        out.push_str("</title>");
        if ground == Ground::Card {
            let _ = write!(out, r##"<rect width="{WIDTH}" height="{height:.0}" rx="10" fill="#ffffff"/>"##);
        }
        out.push_str(&self.body);
        out.push_str("</svg>");
        out
    }
}
