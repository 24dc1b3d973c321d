//! Rounds as a table for people, and as a sheet that a later run is held against.

use std::fmt::Write as _;

use crate::contender::Contender;
use crate::figures::{Figures, median};
use crate::machine::Machine;
use crate::sheet::Sheet;

/// All the programs, measured within the same minute.
#[derive(Debug, Clone)]
pub struct Round {
    /// The load average before it.
    pub load: f64,
    /// How many notes a second the disk takes when each is a commit of its own, and nothing else is done.
    pub commits_per_second: f64,
    /// The figures, in the order in which they were taken.
    pub figures: Vec<(Contender, Figures)>,
}

/// Everything that was measured.
#[derive(Debug, Clone)]
pub struct Report {
    /// Where it was measured.
    pub machine: Machine,
    /// What was measured.
    pub rounds: Vec<Round>,
    /// What is compared, by the median of the rounds' ratios.
    pub ratios: Vec<Ratio>,
}

/// One figure of ours over another program's.
#[derive(Debug, Clone)]
pub struct Ratio {
    /// What is compared.
    pub what: &'static str,
    /// Over whose.
    pub over: Yardstick,
    /// Each round's ratio.
    pub rounds: Vec<f64>,
    /// The median of them.
    pub median: f64,
    /// How it should be.
    pub bound: Bound,
}

/// What a figure of ours is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Yardstick {
    /// The same figure of another program.
    Of(Contender),
    /// How many notes a second are committed one after another, with nothing around them.
    Commits,
}

impl Yardstick {
    fn name(self) -> &'static str {
        match self {
            Self::Of(contender) => contender.name(),
            Self::Commits => "single commits/s",
        }
    }
}

/// What a ratio should keep to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// Not above.
    AtMost(f64),
    /// Not below.
    AtLeast(f64),
    /// It is told and not judged.
    Free,
}

impl Bound {
    fn verdict(self, ratio: f64) -> String {
        match self {
            Self::AtMost(most) if ratio <= most => format!("met (at most {most})"),
            Self::AtMost(most) => format!("MISSED (at most {most})"),
            Self::AtLeast(least) if ratio >= least => format!("met (at least {least})"),
            Self::AtLeast(least) => format!("MISSED (at least {least})"),
            Self::Free => "-".to_owned(),
        }
    }
}

/// A figure and its name. It is no number where a program is not asked for it.
type Column = (&'static str, fn(&Figures) -> f64);

const COLUMNS: [Column; 20] = [
    ("p50 ms", |figures| figures.alone.p50),
    ("p99 ms", |figures| figures.alone.p99),
    ("p50 ms, 32 at once", |figures| figures.together.p50),
    ("p99 ms, 32 at once", |figures| figures.together.p99),
    ("answers/s, 32 at once", |figures| figures.per_second),
    ("CPU µs each, 32 at once", |figures| figures.cpu_us),
    ("idle MiB", |figures| figures.idle_kib / 1024.0),
    ("MiB after work", |figures| figures.worked_kib / 1024.0),
    ("slowest ms", |figures| figures.alone.max),
    ("p50 ms, 10 at once", |figures| figures.ten.p50),
    ("p99 ms, 10 at once", |figures| figures.ten.p99),
    ("p50 ms, 100 at once", |figures| figures.hundred.p50),
    ("p99 ms, 100 at once", |figures| figures.hundred.p99),
    ("most answers/s within a second", |figures| figures.most_per_second),
    ("p50 ms, a card shown", |figures| figures.own.map_or(f64::NAN, |own| own.shown.p50)),
    ("p50 ms, an opening answered", |figures| figures.own.map_or(f64::NAN, |own| own.opened.p50)),
    ("p99 ms, an opening answered", |figures| figures.own.map_or(f64::NAN, |own| own.opened.p99)),
    ("p50 ms, opening to channel request", |figures| figures.own.map_or(f64::NAN, |own| own.channel.p50)),
    ("slowest ms, opening to channel request", |figures| figures.own.map_or(f64::NAN, |own| own.channel.max)),
    ("wake-ups/s at rest", |figures| figures.wakes),
];

/// One of our figures over one of somebody else's.
struct Compared {
    /// Which column of ours.
    ours: usize,
    /// Over whose, and which of theirs.
    over: Yardstick,
    theirs: usize,
    bound: Bound,
}

/// The same column of both.
const fn same(column: usize, over: Yardstick, bound: Bound) -> Compared {
    across(column, over, column, bound)
}

/// A column of ours over another of theirs: the small bots have but one answer.
const fn across(ours: usize, over: Yardstick, theirs: usize, bound: Bound) -> Compared {
    Compared { ours, over, theirs, bound }
}

/// Which columns are compared, over whom, and what they should keep to. The targets were set over the reference with sqlx; what stands
/// over the other, which no driver holds up, is told and not judged.
const COMPARED: [Compared; 19] = [
    same(6, Yardstick::Of(Contender::Bare), Bound::AtMost(2.5)),
    same(6, Yardstick::Of(Contender::Sqlx), Bound::AtMost(2.1)),
    same(0, Yardstick::Of(Contender::Sqlx), Bound::AtMost(1.25)),
    same(1, Yardstick::Of(Contender::Sqlx), Bound::AtMost(1.5)),
    same(4, Yardstick::Of(Contender::Sqlx), Bound::AtLeast(0.8)),
    same(5, Yardstick::Of(Contender::Sqlx), Bound::AtMost(1.5)),
    same(4, Yardstick::Commits, Bound::AtLeast(1.2)),
    across(14, Yardstick::Of(Contender::Bare), 0, Bound::AtMost(1.6)),
    across(15, Yardstick::Of(Contender::Bare), 0, Bound::AtMost(1.5)),
    across(16, Yardstick::Of(Contender::Bare), 1, Bound::AtMost(5.0)),
    across(17, Yardstick::Of(Contender::Sqlx), 0, Bound::AtMost(3.0)),
    same(0, Yardstick::Of(Contender::Reference), Bound::Free),
    same(1, Yardstick::Of(Contender::Reference), Bound::Free),
    same(4, Yardstick::Of(Contender::Reference), Bound::Free),
    same(5, Yardstick::Of(Contender::Reference), Bound::Free),
    same(0, Yardstick::Of(Contender::Bare), Bound::Free),
    same(0, Yardstick::Of(Contender::DiscordJs), Bound::Free),
    same(4, Yardstick::Of(Contender::DiscordJs), Bound::Free),
    same(6, Yardstick::Of(Contender::DiscordJs), Bound::Free),
];

impl Report {
    /// Compares what was measured.
    #[must_use]
    pub fn of(machine: Machine, rounds: Vec<Round>) -> Self {
        let ratios = COMPARED.into_iter().filter_map(|Compared { ours, over, theirs, bound }| {
            let ((what, figure), (_, other)) = (COLUMNS[ours], COLUMNS[theirs]);
            let each = rounds.iter().filter_map(|round| {
                let theirs = match over {
                    Yardstick::Of(contender) => other(round.of(contender)?),
                    Yardstick::Commits => round.commits_per_second,
                };
                Some(figure(round.of(Contender::Sitrep)?) / theirs)
            });
            let rounds: Vec<_> = each.collect();
            (!rounds.is_empty()).then(|| Ratio { what, over, median: median(rounds.clone()), rounds, bound })
        });
        Self { machine, ratios: ratios.collect(), rounds }
    }

    /// What is kept of it: our own figures, and the ratios.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        let load = self.rounds.first().map_or(f64::NAN, |round| round.load);
        let mut sheet = Sheet { machine: self.machine.clone(), load, figures: Vec::new() };
        for (what, figure) in COLUMNS {
            let ours = self.rounds.iter().filter_map(|round| round.of(Contender::Sitrep)).map(figure);
            sheet.note(what, &ours.collect::<Vec<_>>());
        }
        let commits: Vec<_> = self.rounds.iter().map(|round| round.commits_per_second).collect();
        sheet.note("single commits/s", &commits);
        for ratio in &self.ratios {
            sheet.note(format!("{}, over {}", ratio.what, ratio.over.name()), &ratio.rounds);
        }
        sheet
    }

    /// The report as two tables of Markdown.
    #[must_use]
    pub fn table(&self) -> String {
        let loads: Vec<_> = self.rounds.iter().map(|round| format!("{:.1}", round.load)).collect();
        let mut text = format!(
            "{} cores, {:.0} GiB; {} rounds, load average before each: {}\n\n",
            self.machine.cores,
            f64::from(u32::try_from(self.machine.memory_mib).unwrap_or(u32::MAX)) / 1024.0,
            self.rounds.len(),
            loads.join(", "),
        );
        let present: Vec<_> = Contender::ALL.into_iter().filter(|one| self.has(*one)).collect();
        let names: Vec<_> = present.iter().map(|contender| contender.name()).collect();
        let _ = writeln!(text, "| median of the rounds | {} |", names.join(" | "));
        let _ = writeln!(text, "|---|{}", "---:|".repeat(names.len()));
        for (name, figure) in COLUMNS {
            let cells: Vec<_> = present
                .iter()
                .map(|contender| {
                    let each = self.rounds.iter().filter_map(|round| round.of(*contender)).map(figure);
                    let median = median(each.collect());
                    if median.is_nan() { "-".to_owned() } else { format!("{median:.2}") }
                })
                .collect();
            let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
        }
        let commits = median(self.rounds.iter().map(|round| round.commits_per_second).collect());
        let _ = writeln!(
            text,
            "\nNotes committed one after another, with nothing around them: {commits:.0} a second."
        );
        text.push_str(
            "\n| sitrep over another, median of the rounds' ratios | ratio | target |\n|---|---:|---|\n",
        );
        for ratio in &self.ratios {
            let verdict = ratio.bound.verdict(ratio.median);
            let _ = writeln!(
                text,
                "| {}, over {} | {:.2} | {verdict} |",
                ratio.what,
                ratio.over.name(),
                ratio.median
            );
        }
        text
    }
}

impl Report {
    fn has(&self, wanted: Contender) -> bool {
        self.rounds.iter().any(|round| round.of(wanted).is_some())
    }
}

impl Round {
    fn of(&self, wanted: Contender) -> Option<&Figures> {
        self.figures.iter().find(|(contender, _)| *contender == wanted).map(|(_, figures)| figures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Spread;

    fn figures(times: f64) -> Figures {
        let spread = Spread { p50: times, p99: 2.0 * times, max: 3.0 * times };
        Figures {
            idle_kib: 1_024.0 * times,
            wakes: 2.0 * times,
            worked_kib: 2_048.0 * times,
            alone: spread,
            ten: spread,
            together: spread,
            hundred: spread,
            per_second: 1_000.0 / times,
            most_per_second: 2_000.0 / times,
            cpu_us: 100.0 * times,
            own: None,
        }
    }

    #[test]
    fn ratios_are_taken_within_a_round() {
        // The second round was ten times slower for everybody, which is the machine's doing.
        let rounds = [(1.0, 1.2), (10.0, 12.0), (1.0, 1.3)].map(|(others, ours)| Round {
            load: 0.5,
            commits_per_second: 500.0 / others,
            figures: vec![
                (Contender::Sitrep, figures(ours)),
                (Contender::Bare, figures(others)),
                (Contender::Sqlx, figures(others)),
            ],
        });
        let report = Report::of(Machine { cores: 2, memory_mib: 2_048 }, rounds.into());
        let table = report.table();
        assert!(table.contains("| p50 ms, over reference-sqlx | 1.20 | met (at most 1.25) |"), "{table}");
        assert!(
            table.contains("| answers/s, 32 at once, over reference-sqlx | 0.83 | met (at least 0.8) |"),
            "{table}"
        );
        let kept = report.sheet().figures;
        let ours = kept.iter().find(|figure| figure.what == "p50 ms, over reference-sqlx").unwrap();
        assert_eq!((ours.low, ours.median, ours.high), (1.2, 1.2, 1.3));
        assert!(
            table.starts_with("2 cores, 2 GiB; 3 rounds, load average before each: 0.5, 0.5, 0.5\n"),
            "{table}"
        );
    }

    #[test]
    fn a_missed_target_is_seen() {
        assert_eq!(Bound::AtMost(1.5).verdict(1.51), "MISSED (at most 1.5)");
        assert_eq!(Bound::AtLeast(0.8).verdict(0.79), "MISSED (at least 0.8)");
    }
}
