//! Calling one person: a try by each of their ways, all at once, and one message in place of a storm.

use chrono::TimeDelta;

use crate::change::Change;
use crate::error::Result;
use crate::ids::AttemptId;
use crate::model::access::Guest;
use crate::model::attempt::{Attempt, Path, State};
use crate::model::contact::Kind;
use crate::model::escalation::{Rank, Tell};
use crate::model::notice::Notice;
use crate::model::paged::Paged;
use crate::model::who::Who;
use crate::operations::let_in::let_in;
use crate::operations::roster::People;
use crate::store;

/// So many messages by one way a person gets one by one in [`STORM`]; further pages are told in the last of them.
const ONE_BY_ONE: usize = 3;
/// How long a storm is watched for.
const STORM: TimeDelta = TimeDelta::minutes(1);

/// Tells one person by every way they have. The ping in the channel is one message for all who are called together.
pub(super) fn call(change: &mut Change<'_>, paged: &Paged, tell: &Tell, people: &People) -> Result<()> {
    let rank = tell.rank;
    for way in ways(tell.who, people) {
        let mut attempt = Attempt {
            id: AttemptId(0),
            guild: paged.guild,
            page: paged.id,
            firing: tell.firing,
            who: tell.who,
            way,
            state: State::Pending,
            problem: None,
            bundled_in: None,
            created_at: change.now,
            changed_at: change.now,
            stands: None,
        };
        if way == Path::Channel {
            store::attempts::insert(change, &mut attempt)?;
        } else {
            start(change, paged, attempt, rank)?;
        }
    }
    Ok(())
}

/// Whoever is called for a private incident may see what they are called for.
pub(super) fn admit(change: &mut Change<'_>, paged: &Paged, who: Who, people: &People) -> Result<()> {
    let Some(incident) = paged.incident else { return Ok(()) };
    let guest = match who {
        Who::Role(role) => Some(Guest::role(role)),
        who => people.user(who).map(Guest::person),
    };
    let Some(guest) = guest else { return Ok(()) };
    let incident = store::incidents::look(change, incident)?;
    let_in(change, &incident, guest)
}

fn ways(who: Who, people: &People) -> Vec<Path> {
    match who {
        Who::Role(_) => vec![Path::Channel],
        Who::User(_) => vec![Path::Own(Kind::Discord)],
        Who::Contact(_) => {
            let contact = people.contact(who).into_iter();
            let own: Vec<_> = contact
                .flat_map(|contact| contact.ways.iter())
                .map(|reach| Path::Own(reach.way.kind()))
                .collect();
            // Somebody without any way is told by the ping alone, and can at least be named.
            if own.is_empty() { vec![Path::Own(Kind::Discord)] } else { own }
        }
    }
}

fn start(change: &mut Change<'_>, paged: &Paged, mut attempt: Attempt, rank: Rank) -> Result<()> {
    let (since, guild, now) = (change.now - STORM, paged.guild, change.now);
    let recent = store::attempts::to_person_since(change, guild, (attempt.who, attempt.way), since)?;
    let last = recent.first().filter(|_| recent.len() >= ONE_BY_ONE);
    let mut due = now;
    if let Some(last) = last {
        if attempt.way == Path::Own(Kind::Discord) || last.state == State::Pending {
            attempt.state = State::Bundled;
            attempt.bundled_in = Some(last.id);
        } else {
            // What has left by other ways cannot be amended: the rest of the storm leaves together, at its end.
            due = last.created_at + STORM;
        }
    }
    store::attempts::insert(change, &mut attempt)?;
    let leader = attempt.bundled_in.unwrap_or(attempt.id);
    change.send_at(&Notice::PageCall { incident: paged.incident, attempt: leader, rank }, due)
}
