//! Takes back what `/setup` made, after a question.

use incidents::operations::set_up::plan::plan;
use incidents::operations::set_up::undo::begin;
use incidents::{Change, Result, View, store};

use super::{STANDING, piece, standing, turning};
use crate::asked::Asked;
use crate::handles;
use crate::reply::{Look, Message, Reply, Widget};
use crate::tongues::word;
use crate::words;

pub(super) const ASK: &str = "setup-undo";
pub(super) const UNDO: &str = "setup-undo-now";

/// Says what would go, and asks.
pub(super) fn ask(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let guild = asked.request.guild;
    let set_up = store::setups::look(view, guild)?;
    let mut text = say!(
        "**Take this away again?** Only what I made, and only where nobody uses it yet: no message in a channel, no \
         channel in the category, nobody with the role, nobody who calls the contact. Settings go back to what they were."
    );
    for planned in plan(view, guild, &set_up)? {
        if set_up.made.iter().any(|made| made.piece == planned.piece) {
            text.push_str(&format!("\n{}", piece::line(&set_up, &planned)));
        }
    }
    let contacts = store::contacts::all(view, guild)?;
    for contact in contacts.iter().filter(|contact| set_up.contacts.contains(&contact.id)) {
        text.push_str(&say!("\n👤 Contact {name}", name = words::line(contact.name.as_str())));
    }
    let row = vec![
        Widget::button(word("Take it away"), handles::id(UNDO, &[]), Look::Danger),
        turning(word("Keep it"), STANDING, Look::Plain),
    ];
    Ok(Reply::Change(Message::private(text).with_row(row)))
}

/// Takes it away.
pub(super) fn undo(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    begin(change, asked.answer())?;
    Ok(Reply::Change(standing::show(change, asked.request.guild)?))
}
