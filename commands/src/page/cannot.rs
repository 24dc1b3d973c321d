//! **Can't take it**: somebody who was called cannot come, and the others should not wait for them.

use incidents::operations::paging::decline::decline;
use incidents::operations::roster;
use incidents::{Change, Result};

use super::calls;
use super::found::found;
use super::next::{next, state, title};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Handle, Needs, Run};

/// The button.
pub const HANDLE: Handle = Handle { name: calls::CANNOT, needs: Needs::Nothing, run: Run::Aloud(run) };

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let found = found(change, asked)?;
    let paged = decline(change, found.id, &found.by)?;
    let people = roster::everybody(change, paged.guild)?;
    let now = change.now;
    let text = say!(
        "Noted that you can't take {title}. It is {state}. {next}",
        title = title(&paged),
        state = state(&paged.page, &people),
        next = next(&paged.page, now)
    );
    Ok(Message::private(text).into())
}
