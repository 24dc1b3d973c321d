//! Windows as people type them: `mon-fri` and `22:00-06:00`.

use chrono::{NaiveTime, Weekday};
use thiserror::Error;

use super::Restriction;
use crate::model::moment::{time_of_day, weekday_named};
use crate::worded::Worded;

/// A text that says no window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Worded)]
pub enum NoWindow {
    /// No days.
    #[error("Name days as mon-fri, or as sat, sun.")]
    Days,
    /// No hours.
    #[error("Name hours as 9:00-17:00, or as 22:00-06:00 for a night.")]
    Hours,
}

impl Restriction {
    /// The windows that days and hours name together; none of both, and the layer always counts.
    ///
    /// # Errors
    ///
    /// If one of them cannot be read.
    pub fn typed(days: Option<&str>, hours: Option<&str>) -> Result<Vec<Self>, NoWindow> {
        if days.is_none() && hours.is_none() {
            return Ok(Vec::new());
        }
        let days = days.map_or(Ok(Vec::new()), read_days)?;
        let hours = hours.map_or_else(|| Ok(vec![(NaiveTime::MIN, NaiveTime::MIN)]), read_hours)?;
        Ok(hours.into_iter().map(|(from, to)| Self { days: days.clone(), from, to }).collect())
    }
}

fn read_days(typed: &str) -> Result<Vec<Weekday>, NoWindow> {
    let typed = typed.to_lowercase().replace('–', "-");
    let mut days = Vec::new();
    for part in typed.split([',', ' ']).filter(|part| !part.is_empty() && *part != "and") {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (day(first)?, day(last)?);
        let mut next = first;
        loop {
            if !days.contains(&next) {
                days.push(next);
            }
            if next == last {
                break;
            }
            next = next.succ();
        }
    }
    if days.is_empty() { Err(NoWindow::Days) } else { Ok(days) }
}

fn day(typed: &str) -> Result<Weekday, NoWindow> {
    let typed = typed.trim();
    let one = typed.strip_suffix('s').filter(|day| day.ends_with("day")).unwrap_or(typed);
    weekday_named(one).ok_or(NoWindow::Days)
}

fn read_hours(typed: &str) -> Result<Vec<(NaiveTime, NaiveTime)>, NoWindow> {
    let typed = typed.replace('–', "-").replace(" to ", "-");
    let windows: Result<Vec<_>, NoWindow> = typed.split(',').map(window).collect();
    windows.and_then(|windows| if windows.is_empty() { Err(NoWindow::Hours) } else { Ok(windows) })
}

fn window(typed: &str) -> Result<(NaiveTime, NaiveTime), NoWindow> {
    let (from, to) = typed.split_once('-').ok_or(NoWindow::Hours)?;
    let time = |typed: &str| match typed.trim() {
        "24:00" | "24" => Some(NaiveTime::MIN),
        other => time_of_day(other),
    };
    Ok((time(from).ok_or(NoWindow::Hours)?, time(to).ok_or(NoWindow::Hours)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

    fn hour(hour: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, 0, 0).unwrap()
    }

    #[test]
    fn days_and_hours_are_read_as_people_write_them() {
        for (days, hours, read) in [
            (Some("mon-fri"), Some("9:00-17:00"), vec![(vec![Mon, Tue, Wed, Thu, Fri], 9, 17)]),
            (Some("Saturdays, sunday"), None, vec![(vec![Sat, Sun], 0, 0)]),
            (Some("sat-mon"), Some("22:00 to 6:00"), vec![(vec![Sat, Sun, Mon], 22, 6)]),
            (None, Some("8:00-12:00, 14:00–18:00"), vec![(vec![], 8, 12), (vec![], 14, 18)]),
            (Some("sun and mon"), Some("18:00-24:00"), vec![(vec![Sun, Mon], 18, 0)]),
            (None, None, vec![]),
        ] {
            let wanted = read.into_iter();
            let wanted: Vec<_> =
                wanted.map(|(days, from, to)| Restriction { days, from: hour(from), to: hour(to) }).collect();
            assert_eq!(Restriction::typed(days, hours), Ok(wanted), "{days:?} {hours:?}");
        }
    }

    #[test]
    fn what_names_no_window_is_refused() {
        for days in ["", "someday", "mon-", "mon-fri-sun", "1-5"] {
            assert_eq!(Restriction::typed(Some(days), None), Err(NoWindow::Days), "{days:?}");
        }
        for hours in ["", "9:00", "25:00-26:00", "9-", "night"] {
            assert_eq!(Restriction::typed(None, Some(hours)), Err(NoWindow::Hours), "{hours:?}");
        }
    }
}
