//! How cost grows, as a picture: both axes by powers of ten, so that what grows in proportion is a line that climbs as far as it goes
//! across, and what does not grow lies flat.

use std::fmt::Write as _;

/// One line of the picture.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it shows.
    pub what: String,
    /// How many there were, and what it cost in milliseconds.
    pub points: Vec<(f64, f64)>,
}

const WIDE: f64 = 720.0;
const HIGH: f64 = 420.0;
/// Around the field in which the lines are: left, top, right, bottom.
const AROUND: (f64, f64, f64, f64) = (60.0, 20.0, 190.0, 40.0);
const COLOURS: [&str; 8] =
    ["#2563eb", "#dc2626", "#059669", "#d97706", "#7c3aed", "#0891b2", "#be185d", "#4d7c0f"];

/// Where the powers of ten lie.
struct Field {
    across: (f64, f64),
    up: (f64, f64),
}

impl Field {
    fn around(lines: &[Line]) -> Self {
        let of = |pick: fn(&(f64, f64)) -> f64| {
            let all = lines.iter().flat_map(|line| &line.points).map(|point| pick(point).log10());
            let (low, high) = all.fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
            (low.floor(), high.ceil().max(low.floor() + 1.0))
        };
        Self { across: of(|point| point.0), up: of(|point| point.1) }
    }

    fn x(&self, value: f64) -> f64 {
        let (left, _, right, _) = AROUND;
        left + (value.log10() - self.across.0) / (self.across.1 - self.across.0) * (WIDE - left - right)
    }

    fn y(&self, value: f64) -> f64 {
        let (_, top, _, bottom) = AROUND;
        HIGH - bottom - (value.log10() - self.up.0) / (self.up.1 - self.up.0) * (HIGH - top - bottom)
    }
}

/// The picture as SVG; empty when there is nothing to show.
#[must_use]
pub fn picture(lines: &[Line]) -> String {
    if lines.iter().all(|line| line.points.is_empty()) {
        return String::new();
    }
    let field = Field::around(lines);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDE} {HIGH}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<rect width=\"{WIDE}\" height=\"{HIGH}\" fill=\"#fff\"/>\n"
    );
    grid(&mut svg, &field);
    for (nth, line) in lines.iter().enumerate() {
        draw(&mut svg, &field, line, (nth, COLOURS[nth % COLOURS.len()]));
    }
    svg.push_str("</svg>\n");
    svg
}

fn grid(svg: &mut String, field: &Field) {
    let (left, top, right, bottom) = AROUND;
    for power in powers(field.across) {
        let x = field.x(power);
        let _ = writeln!(svg, "<path d=\"M{x:.1} {top}V{:.1}\" stroke=\"#e5e7eb\"/>", HIGH - bottom);
        let _ = writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{power}</text>",
            HIGH - 20.0
        );
    }
    for power in powers(field.up) {
        let y = field.y(power);
        let _ = writeln!(svg, "<path d=\"M{left} {y:.1}H{:.1}\" stroke=\"#e5e7eb\"/>", WIDE - right);
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{power}</text>",
            left - 6.0,
            y + 4.0
        );
    }
    let _ = writeln!(svg, "<text x=\"{left}\" y=\"{:.1}\">how many, and milliseconds</text>", HIGH - 4.0);
}

fn powers((from, to): (f64, f64)) -> impl Iterator<Item = f64> {
    std::iter::successors(Some(from), |power| Some(power + 1.0))
        .take_while(move |power| *power <= to)
        .map(|power| 10_f64.powf(power))
}

fn draw(svg: &mut String, field: &Field, line: &Line, (nth, colour): (usize, &str)) {
    let points: Vec<_> =
        line.points.iter().map(|(x, y)| format!("{:.1},{:.1}", field.x(*x), field.y(*y))).collect();
    let _ = writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
        points.join(" ")
    );
    let y = 34.0 + 18.0 * f64::from(u32::try_from(nth).unwrap_or(0));
    let what = line.what.replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{y:.1}\" fill=\"{colour}\">{what}</text>",
        WIDE - AROUND.2 + 10.0
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_times_as_much_is_one_step_of_the_grid() {
        let line = Line { what: "a < b".into(), points: vec![(10.0, 1.0), (100.0, 10.0), (1_000.0, 100.0)] };
        let svg = picture(&[line]);
        assert!(svg.contains("points=\"60.0,380.0 295.0,200.0 530.0,20.0\""), "{svg}");
        assert!(svg.contains(">a &lt; b</text>"), "{svg}");
        assert_eq!(picture(&[]), "");
    }
}
