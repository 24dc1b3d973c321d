//! The buttons of the card that asks what actions lack: a form for owner and due date.

use incidents::model::action::gaps::Gap;
use incidents::operations::action::edit::{Wish, edit};
use incidents::{Change, Result};

use super::{fields, line, named};
use crate::asked::Asked;
use crate::reply::{Form, Input, Message, Reply};
use crate::table::{Handle, Needs, Run};
use crate::tongues::word;
use crate::{handles, times, words};

/// The button.
pub const ASK: Handle = Handle { name: BUTTON, needs: Needs::Nothing, run: Run::Changes(ask) };
/// Its form.
pub const FILL: Handle = Handle { name: FORM, needs: Needs::Nothing, run: Run::Aloud(fill) };

/// The button of the card.
pub const BUTTON: &str = "action-lack";
const FORM: &str = "action-filled";

/// What is lacking, as people read it: `an owner and a due date`.
#[must_use]
pub fn lacking(gaps: &[Gap]) -> String {
    gaps.iter().map(|gap| word(gap.words())).collect::<Vec<_>>().join(word(" and "))
}

fn ask(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, _) = named::pressed(change, asked)?;
    action.must_be_open()?;
    let owner = action.owner.as_ref().map(|owner| owner.name().to_owned());
    let form = Form {
        id: handles::id(FORM, &[&action.number.0]),
        title: words::fit(&format!("{}: {}", action.number, action.title), 45),
        inputs: vec![
            Input::line("owner", &say!("Who does it?"), 100)
                .hinting(owner.as_deref().unwrap_or(word("A name, a role or a mention")))
                .optional(),
            Input::line("due", &say!("By when?"), 100)
                .hinting(&say!("friday, in 3 days, 2026-06-02"))
                .optional(),
        ],
    };
    Ok(form.into())
}

fn fill(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, incident) = named::pressed(change, asked)?;
    let due = fields::due(change, asked, Some(&incident))?;
    let wish = Wish {
        owner: fields::owner(change, asked, Some(&incident))?,
        due: due.as_ref().map(|(due, _)| *due),
        ..Wish::default()
    };
    let action = edit(change, action.id, &wish)?;
    let text = format!(
        "✏️ {}{}",
        line::line(&action, incident.number, change.now),
        times::notes(due.as_ref().map(|(_, moment)| moment))
    );
    Ok(Message::public(text).into())
}
