//! Golden values, tables that no spreadsheet runs, and pictures that nothing typed can break.

use chrono::TimeDelta;

use super::samples::{long, months};
use super::*;
use crate::model::metrics::Mean;
use crate::postmortem::chart::paint;

fn minutes(of: i64) -> Option<TimeDelta> {
    Some(TimeDelta::minutes(of))
}

#[test]
fn the_figures_of_five_months() {
    let report = months();
    let golden = [
        ("TTD", 7, 2, 10, 3),
        ("TTA", 6, 3, 15, 5),
        ("TTE", 5, 30, 150, 51),
        ("TTI", 6, 50, 200, 78),
        ("TTM", 6, 97, 500, 172),
        ("TTR", 6, 125, 3_000, 600),
    ];
    for ((metric, letters, _), (name, n, median, p90, mean)) in METRICS.into_iter().zip(golden) {
        let stats = report.stats(metric, |_| true);
        assert_eq!((letters, stats.n), (name, n));
        assert_eq!(stats.p90, minutes(p90), "{name}");
        let Mean::Of(found) = stats.mean else { panic!("{name} has a mean of enough") };
        assert_eq!((stats.median.unwrap().num_minutes(), found.num_minutes()), (median, mean), "{name}");
    }
    let grave = report.stats(Metric::TimeToResolve, |incident| incident.rank == 1);
    assert_eq!((grave.n, grave.mean), (2, Mean::OfFew(TimeDelta::minutes(1_575))));
    assert_eq!(report.severities(), [("SEV1".to_owned(), 2), ("SEV2".to_owned(), 2), ("SEV3".to_owned(), 3)]);
    assert_eq!(report.open(), 1);
    let months: Vec<_> = report.months().iter().map(ToString::to_string).collect();
    assert_eq!(months, ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05"]);
}

#[test]
fn the_tables_hold_every_figure_and_its_two_events() {
    let report = months();
    let table = incidents(&report);
    assert_eq!(table.lines().count(), 8);
    let first = table.lines().nth(1).unwrap();
    assert!(
        first.starts_with(
            "INC-1,Incident 1,SEV1,resolved,2024-01,2024-01-10T12:00:00+00:00,0,impact started,"
        ),
        "{first}"
    );
    let open = table.lines().last().unwrap();
    assert!(open.contains("it is not recorded when it was: acknowledged"), "{open}");
    let columns = |line: &str| line.matches(',').count();
    assert!(table.lines().skip(1).all(|line| columns(line) == columns(table.lines().next().unwrap())));
    let figures = figures(&report);
    assert!(
        figures.contains("2024-05,SEV3,TTR,0,,,,,1: it is not recorded when it was: resolved"),
        "{figures}"
    );
    assert!(figures.contains("2024-01,SEV1,TTR,1,9000,9000,9000,yes,"), "{figures}");
}

#[test]
fn nothing_typed_becomes_a_formula_or_a_row() {
    let mut report = months();
    for (nth, title) in
        ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", " =1", "a\r\n=2", "\t=3", "say \"hi\", now", "＝4"]
            .into_iter()
            .enumerate()
    {
        report.counted[0].title = title.to_owned();
        let table = incidents(&report);
        assert_eq!(table.lines().count(), 8, "{title:?}");
        let cell = table.lines().nth(1).unwrap().split_once(',').unwrap().1;
        let cell = cell.trim_start_matches(['"']).trim_start();
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '＝']), "{nth} {title:?}: {cell}");
    }
}

#[test]
fn pictures_are_drawn_of_anything() {
    let mut empty = months();
    empty.counted.clear();
    let mut hostile = months();
    for incident in &mut hostile.counted {
        incident.severity = "</text><script>alert(1)</script>&".to_owned();
    }
    for (name, report) in [("months", months()), ("long", long()), ("empty", empty), ("hostile", hostile)] {
        for (kind, svg) in [("summary", summary_chart(&report)), ("trends", trends_chart(&report))] {
            assert!(!svg.contains("<script"), "{name} {kind}");
            let picture = paint(&svg, &[]).unwrap_or_else(|why| panic!("{name} {kind}: {why}"));
            if let Some(folder) = std::env::var_os("LOOK") {
                std::fs::write(std::path::Path::new(&folder).join(format!("{name}-{kind}.png")), picture)
                    .unwrap();
            }
        }
    }
    let svg = trends_chart(&long());
    for said in [">the newest 12 of 18 months<", ">Critical – al…<", ">Minor<"] {
        assert!(svg.contains(said), "{said}: {svg}");
    }
    assert!(summary_chart(&long()).contains(">Critical – all users: 30<"), "it has a line of its own");
    let svg = summary_chart(&months());
    assert!(svg.contains("2 h 5 min (p90 2 d 2 h, n 6)"), "{svg}");
}
