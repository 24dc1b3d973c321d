//! What the chart shows, and that nothing typed can break it.

use super::*;
use crate::postmortem::samples;

#[test]
fn the_phases_of_a_memory_leak() {
    let facts = samples::full();
    let moments = moments::Moments::of(&facts).unwrap();
    let told: Vec<_> =
        moments.phases.iter().map(|phase| (phase.words(), (phase.to - phase.from).num_minutes())).collect();
    assert_eq!(
        told,
        [
            ("Before the impact", 2),
            ("Finding the cause", 30),
            ("Stopping the impact", 75),
            ("Putting it right", 45)
        ]
    );
    let grave: Vec<_> = moments.severities.iter().map(|stretch| stretch.severity.label.as_str()).collect();
    assert_eq!(grave, ["SEV3", "SEV1"]);
}

#[test]
fn the_chart_names_phases_times_pages_and_severities() {
    let svg = svg(&samples::full(), Ground::Card).unwrap();
    for words in ["Finding the cause: 30 minutes", "3:00 PM", "somebody was paged", "SEV1", "June 2, 2024"] {
        assert!(svg.contains(words), "{words} is missing in {svg}");
    }
    samples::assert_golden("full.svg", &svg);
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert_eq!(svg(&samples::bare(), Ground::Page), None);
    assert!(png(&samples::bare(), &[]).unwrap().is_none());
}

#[test]
fn a_hostile_label_stays_text() {
    let mut facts = samples::full();
    facts.severity_changes[0].to.label = "</text><script>alert(1)</script>&".into();
    let svg = svg(&facts, Ground::Page).unwrap();
    assert!(svg.contains("&lt;/text&gt;&lt;script&gt;"));
    raster::png(&svg, &[]).unwrap();
}

#[test]
fn the_picture_is_a_png_and_always_the_same() {
    let picture = png(&samples::full(), &[]).unwrap().unwrap();
    assert!(picture.starts_with(b"\x89PNG"));
    assert!(picture == png(&samples::full(), &[]).unwrap().unwrap());
    if let Some(folder) = std::env::var_os("LOOK") {
        std::fs::write(std::path::Path::new(&folder).join("chart.png"), picture).unwrap();
    }
}

#[test]
fn a_label_is_set_in_the_fonts_there_are() {
    let severity = |label: &str| {
        let mut facts = samples::full();
        facts.severity_changes[0].to.label = label.to_owned();
        png(&facts, &[]).unwrap().unwrap()
    };
    assert!(severity("🔴 SEV1") == severity(" SEV1"), "a sign that no font has is left out");
    assert!(severity("重大") == severity("[U+91CD][U+5927]"), "a letter is told by its number");
    let picture = |font: &[Typeface]| {
        let mut facts = samples::full();
        facts.severity_changes[0].to.label = "请".to_owned();
        png(&facts, font).unwrap().unwrap()
    };
    let own = Typeface::read(include_bytes!("../testdata/two-characters.ttf").to_vec()).unwrap();
    assert!(picture(&[own]) != picture(&[]), "what the server's fonts have is seen");
}

#[test]
fn a_span_of_any_length_has_few_ticks() {
    let mut facts = samples::full();
    let start = facts.entries[0].at;
    for minutes in [1, 7, 59, 600, 10_000, 1_000_000] {
        let axis =
            axis::Axis { start, end: start + chrono::TimeDelta::minutes(minutes), left: 0.0, width: 440.0 };
        let ticks = axis.ticks(&facts.stamp());
        assert!((1..=6).contains(&ticks.len()), "{minutes} minutes: {ticks:?}");
    }
    facts.hours = crate::model::moment::Hours::TwentyFour;
    assert!(svg(&facts, Ground::Page).unwrap().contains(">15:00<"));
}
