//! The button **Reassign** of a reminder: somebody else does it. Nothing else about the action changes.

use incidents::operations::action::edit::{Wish, edit};
use incidents::{Change, Refusal, Result};

use super::{fields, line, named, title};
use crate::asked::Asked;
use crate::reply::{Form, Input, Message, Reply};
use crate::table::{Handle, Needs, Run};
use crate::{handles, words};

/// The button.
pub const ASK: Handle = Handle { name: BUTTON, needs: Needs::Nothing, run: Run::Changes(ask) };
/// Its form.
pub const FILL: Handle = Handle { name: FORM, needs: Needs::Nothing, run: Run::Aloud(reassign) };

/// The button of a reminder.
pub const BUTTON: &str = "action-reassign";
const FORM: &str = "action-reassigned";

fn ask(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, _) = named::pressed(change, asked)?;
    action.must_be_open()?;
    let now = action.owner.as_ref().map_or_else(|| "nobody".to_owned(), |owner| words::fit(owner.name(), 40));
    let id = handles::id(FORM, &[&action.number.0]);
    let form = Form {
        id: handles::in_guild(&id, asked.request.guild),
        title: words::fit(&say!("Who does {number}?", number = action.number), 45),
        inputs: vec![
            Input::line("owner", &say!("Who does it from now on?"), 100)
                .hinting(&say!("A name, a role or a mention; now it is {now}", now)),
        ],
    };
    Ok(form.into())
}

fn reassign(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, incident) = named::pressed(change, asked)?;
    let owner = fields::owner(change, asked, Some(&incident))?.ok_or(Refusal::Empty("owner"))?;
    let action = edit(change, action.id, &Wish { owner: Some(owner), ..Wish::default() })?;
    let text = say!(
        "👤 {title} is now with {owner}.",
        title = title(&action),
        owner = line::owner(action.owner.as_ref())
    );
    Ok(Message::private(text).into())
}
