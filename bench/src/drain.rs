//! As many reminders as are wished, all due at one instant: how fast they are found, gathered and sent into a sink that takes
//! everything at once. Discord takes fifty messages a second, so that none of this is ever what people wait for; what counts is
//! that it grows no faster than the number of reminders, and that nobody is missed or told twice.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use commands::parcels::{Parcel, parcel};
use futures::future::try_join_all;
use incidents::ids::{ActionId, ActionNumber, ChannelId, GuildId, IncidentId, UserId};
use incidents::model::action::alarm::Alarm;
use incidents::model::action::owner::Owner;
use incidents::model::action::{Action, Due, Kind, State};
use incidents::model::notice::{Load, Outcome};
use incidents::model::settings::Settings;
use incidents::model::timer::Timer;
use incidents::model::zone::Zone;
use incidents::operations::{deliver, open, run_due};
use incidents::store::timers;
use incidents::{Actor, Clock, Ledger, Place, store};

const GUILD: GuildId = GuildId(1);
/// So many rows are prepared in one change.
const AT_ONCE: i64 = 1_000;
/// So many due timers run side by side, as the program runs them.
const TOGETHER: i64 = 64;
/// So many wishes are leased, worded and settled together.
const LEASED: i64 = 250;

/// What became of one run.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub struct Drained {
    /// How many reminders were due.
    pub reminders: i64,
    /// Timers of actions that were run in a second.
    pub turns_per_s: f64,
    /// Timers of people that were run in a second: each makes one wish.
    pub tells_per_s: f64,
    /// Wishes that were leased, worded, sent into the sink and settled in a second.
    pub sends_per_s: f64,
    /// How long all of it took, in seconds.
    pub all_s: f64,
}

/// Prepares a database in a folder, lets everything become due, and drains it.
///
/// # Errors
/// When the ledger fails, or when somebody was missed or told twice.
pub async fn drain(folder: &Path, reminders: i64) -> Result<Drained> {
    let morning: DateTime<Utc> = "2026-10-23T08:00:00Z".parse()?;
    let clock = Clock::by_hand(morning);
    let ledger = Ledger::open(Place::Sqlite(folder.join("drain.db")), clock.clone()).await?;
    prepare(&ledger, reminders, morning).await?;
    clock.advance(TimeDelta::minutes(59));
    let watch = clock.stopwatch();
    let turns = ticks(&ledger).await?;
    let turned = watch.elapsed();
    clock.advance(TimeDelta::minutes(1));
    let tells = ticks(&ledger).await?;
    let told = watch.elapsed();
    let sent = sends(&ledger).await?;
    let all = watch.elapsed();
    ensure!(turns == reminders && tells == reminders, "{turns} turned and {tells} told of {reminders}");
    ensure!(sent == reminders, "{sent} sent of {reminders}");
    #[expect(clippy::cast_precision_loss, reason = "a rate is no count")]
    let rate =
        |from: std::time::Duration, to: std::time::Duration| reminders as f64 / (to - from).as_secs_f64();
    Ok(Drained {
        reminders,
        turns_per_s: rate(std::time::Duration::ZERO, turned),
        tells_per_s: rate(turned, told),
        sends_per_s: rate(told, all),
        all_s: all.as_secs_f64(),
    })
}

/// One action for each person, due today.
async fn prepare(ledger: &Ledger, reminders: i64, now: DateTime<Utc>) -> Result<()> {
    let by = || Actor::sitrep(GUILD);
    let incident = ledger.change(by(), |change| {
        store::guilds::here(
            change,
            GUILD,
            "Acme",
            &Settings { digest: String::new(), ..Settings::default() },
        )?;
        let wish = open::Wish { title: "Checkout is down".into(), ..open::Wish::default() };
        let mut incident = open::open(change, &wish)?;
        incident.channel = Some(ChannelId(300));
        store::incidents::save(change, &incident)?;
        Ok(incident.id)
    });
    let incident = incident.await?;
    // What opening wished for is no reminder.
    swept(ledger).await?;
    for first in (1..=reminders).step_by(usize::try_from(AT_ONCE)?) {
        let last = reminders.min(first + AT_ONCE - 1);
        let change = ledger.change(by(), move |change| {
            for number in first..=last {
                let mut action = action(incident, number, now);
                store::actions::insert(change, &mut action)?;
                let timer = Timer::Action(Alarm::Turn { action: action.id });
                change.set_timer(&timer, now + TimeDelta::minutes(59))?;
            }
            Ok(())
        });
        change.await?;
    }
    Ok(())
}

fn action(incident: IncidentId, number: i64, now: DateTime<Utc>) -> Action {
    Action {
        id: ActionId(0),
        guild: GUILD,
        number: ActionNumber(number),
        incident,
        title: format!("Thing number {number}"),
        kind: Kind::Corrective,
        detail: None,
        owner: Some(Owner::User { id: UserId(number), name: format!("owner {number}") }),
        due: Some(Due { at: now + TimeDelta::hours(15), whole_day: true, zone: Zone::UTC }),
        priority: None,
        repeat: None,
        done_when: None,
        state: State::Open,
        closed: None,
        snoozed_until: None,
        issue: None,
        created_by: None,
        created_by_name: "ana".into(),
        created_at: now - TimeDelta::days(10),
    }
}

/// Runs everything that is due, as the ticker does, and says how much that was.
async fn ticks(ledger: &Ledger) -> Result<i64> {
    let mut count = 0;
    loop {
        let now = ledger.clock().now();
        let due = ledger.read(move |view| Ok(timers::due(view, now, TOGETHER)?)).await?;
        if due.is_empty() {
            return Ok(count);
        }
        count += i64::try_from(due.len())?;
        try_join_all(due.into_iter().map(|due| {
            ledger.change(Actor::sitrep(due.guild), move |change| run_due::run_due(change, &due))
        }))
        .await?;
    }
}

/// Leases, words, sends into the sink and settles what is due, and says to how many different people it went.
async fn sends(ledger: &Ledger) -> Result<i64> {
    let mut told = HashSet::new();
    loop {
        let by = || Actor::sitrep(GUILD);
        let claim =
            ledger.change(by(), |change| deliver::claim_of(change, "sink", LEASED, Load::Chat)).await?;
        if claim.is_empty() {
            return Ok(i64::try_from(told.len())?);
        }
        let wishes = claim.clone();
        let worded = ledger
            .read(move |view| wishes.iter().map(|wish| parcel(view, wish)).collect::<Result<Vec<_>, _>>());
        for parcel in worded.await? {
            if let Parcel::Direct { user, .. } = parcel {
                ensure!(told.insert(user), "{user} was told twice");
            }
        }
        let settle = ledger.change(by(), move |change| {
            claim.iter().try_for_each(|held| deliver::settle(change, held, &Outcome::Delivered(None)))
        });
        settle.await?;
    }
}

/// Settles all that is wished for and due, as if it had been of no use.
///
/// # Errors
/// When the ledger fails.
pub async fn swept(ledger: &Ledger) -> Result<()> {
    loop {
        let by = || Actor::sitrep(GUILD);
        let claim = ledger.change(by(), |change| deliver::claim(change, "sink", LEASED)).await?;
        if claim.is_empty() {
            return Ok(());
        }
        let settle = ledger.change(by(), move |change| {
            claim.iter().try_for_each(|held| deliver::settle(change, held, &Outcome::Moot))
        });
        settle.await?;
    }
}
