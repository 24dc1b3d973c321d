//! Actions that all come due at one instant, written into the database of a program that runs.

use std::path::Path;

use anyhow::{Context as _, Result};
use chrono::{DateTime, TimeDelta, Utc};
use incidents::ids::{ActionId, ActionNumber, GuildId, IncidentId, UserId};
use incidents::model::action::alarm::Alarm;
use incidents::model::action::owner::Owner;
use incidents::model::action::{Action, Due, Kind, State};
use incidents::model::timer::Timer;
use incidents::model::zone::Zone;
use incidents::operations::open;
use incidents::{Actor, Clock, Ledger, Place, store};

/// So many are written in one change, so that nobody waits long for it.
const AT_ONCE: usize = 500;

/// Writes so many actions of some people, whose timers come due at the first instant and whose owners are reminded at the second.
///
/// # Errors
/// When the ledger fails.
pub async fn pile(
    folder: &Path,
    guild: simulator::GuildId,
    (owners, count): (&[simulator::UserId], usize),
    (due, reminded): (DateTime<Utc>, DateTime<Utc>),
) -> Result<()> {
    let ledger = Ledger::open(Place::Sqlite(folder.join("sitrep.db")), Clock::system()).await?;
    let guild = GuildId(i64::try_from(guild.get())?);
    let by = || Actor::sitrep(guild);
    let wish = open::Wish { title: "Everything is due".into(), ..open::Wish::default() };
    let incident = ledger.change(by(), move |change| Ok(open::open(change, &wish)?.id)).await?;
    let numbers: Vec<_> = (0..count).collect();
    for some in numbers.chunks(AT_ONCE) {
        let actions = some
            .iter()
            .map(|&nth| {
                let owner = owners.get(nth % owners.len()).context("somebody owns it")?;
                let owner = UserId(i64::try_from(owner.get())?);
                Ok(action((guild, incident), i64::try_from(nth)? + 1, owner, (due, reminded)))
            })
            .collect::<Result<Vec<_>>>()?;
        let written = ledger.change(by(), move |change| {
            for mut action in actions {
                store::actions::insert(change, &mut action)?;
                change.set_timer(&Timer::Action(Alarm::Turn { action: action.id }), due)?;
            }
            Ok(())
        });
        written.await?;
    }
    Ok(())
}

/// An action of somebody's that was put off until the instant at which they are reminded.
fn action(
    (guild, incident): (GuildId, IncidentId),
    number: i64,
    owner: UserId,
    (due, reminded): (DateTime<Utc>, DateTime<Utc>),
) -> Action {
    Action {
        id: ActionId(0),
        guild,
        number: ActionNumber(number),
        incident,
        title: format!("Thing number {number}"),
        kind: Kind::Corrective,
        detail: None,
        owner: Some(Owner::User { id: owner, name: format!("owner {owner}") }),
        due: Some(Due { at: due + TimeDelta::days(1), whole_day: true, zone: Zone::UTC }),
        priority: None,
        repeat: None,
        done_when: None,
        state: State::Open,
        closed: None,
        snoozed_until: Some(reminded),
        issue: None,
        created_by: None,
        created_by_name: "ana".into(),
        created_at: due - TimeDelta::days(10),
    }
}
