//! The rules of reminders, read naively: every day of everybody is looked at, one after the other.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use incidents::ids::{ActionId, IncidentId, UserId};
use incidents::model::action::Due;
use incidents::model::action::reminder::Recipient;
use incidents::model::zone::Zone;

/// Days off beside the weekends.
pub const HOLIDAYS: [&str; 4] = ["2026-10-12", "2026-12-25", "2027-01-01", "2027-03-29"];

/// An action, as far as reminders go.
pub struct Deed {
    pub action: ActionId,
    pub incident: IncidentId,
    pub owner: UserId,
    pub lead: UserId,
    pub due: Due,
    pub done_at: Option<DateTime<Utc>>,
}

/// A message that somebody is to get.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    pub at: DateTime<Utc>,
    pub to: Recipient,
    pub actions: BTreeSet<ActionId>,
}

/// The last minute of the day on which an instant is.
pub fn last_minute(at: DateTime<Utc>, zone: Zone) -> DateTime<Utc> {
    let day = zone.local(at).date();
    zone.resolve(day.and_hms_opt(23, 59, 0).unwrap()).first()
}

fn works(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !HOLIDAYS.contains(&day.to_string().as_str())
}

fn nine(day: NaiveDate, zone: Zone) -> DateTime<Utc> {
    zone.resolve(day.and_time(NaiveTime::from_hms_opt(9, 0, 0).unwrap())).first()
}

/// Everything that everybody is to get in a stretch of time, in order.
pub fn messages(
    deeds: &[Deed],
    (start, end): (DateTime<Utc>, DateTime<Utc>),
    zone_of: impl Fn(UserId) -> Zone,
    server: Zone,
) -> Vec<Message> {
    let mut arriving: BTreeMap<Recipient, Vec<(DateTime<Utc>, &Deed)>> = BTreeMap::new();
    for deed in deeds {
        let zone = zone_of(deed.owner);
        let due = deed.due.date(zone);
        for day in start.date_naive().iter_days().take_while(|day| *day <= end.date_naive()) {
            let at = nine(day, zone);
            if !is_reminded(day, due) || at <= start || at > end || deed.done_at.is_some_and(|done| done < at)
            {
                continue;
            }
            let overdue = (day - due).num_days();
            let mut to = BTreeSet::from([Recipient::User(deed.owner)]);
            to.extend((overdue >= 7).then_some(Recipient::User(deed.lead)));
            to.extend((overdue >= 14).then_some(Recipient::Channel(deed.incident)));
            for to in to {
                arriving.entry(to).or_default().push((at, deed));
            }
        }
    }
    let mut all = Vec::new();
    for (to, mut items) in arriving {
        items.sort_by_key(|(at, _)| *at);
        let zone = match to {
            Recipient::User(user) => zone_of(user),
            Recipient::Contact(_) | Recipient::Channel(_) => server,
        };
        all.extend(told(to, &items, zone, end));
    }
    all.sort();
    all
}

fn is_reminded(day: NaiveDate, due: NaiveDate) -> bool {
    let after = (day - due).num_days();
    let two_before = day < due
        && works(day)
        && day.iter_days().skip(1).take_while(|next| *next < due).filter(|next| works(*next)).count() == 1;
    two_before || matches!(after, 0 | 1 | 3) || (after >= 7 && after % 7 == 0)
}

/// One message a day, not before nine, with everything that has arrived by then and is still to be done.
fn told(to: Recipient, items: &[(DateTime<Utc>, &Deed)], zone: Zone, end: DateTime<Utc>) -> Vec<Message> {
    let mut all: Vec<Message> = Vec::new();
    let mut next = 0;
    while let Some((arrived, _)) = items.get(next) {
        let mut day = zone.local(*arrived).date();
        if all.last().is_some_and(|last| zone.local(last.at).date() == day) {
            day += TimeDelta::days(1);
        }
        let at = nine(day, zone).max(*arrived);
        let waiting = items[next..].iter().take_while(|(arrived, _)| *arrived <= at);
        let waiting: Vec<_> = waiting.collect();
        next += waiting.len();
        let open = waiting.iter().filter(|(_, deed)| deed.done_at.is_none_or(|done| done > at));
        let actions: BTreeSet<_> = open.map(|(_, deed)| deed.action).collect();
        if !actions.is_empty() && at <= end {
            all.push(Message { at, to, actions });
        }
    }
    all
}
