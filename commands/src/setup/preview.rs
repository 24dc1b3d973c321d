//! What `/setup` would do, before it does any of it: what is made, what is used, and what Discord does not let us do.

use incidents::ids::GuildId;
use incidents::model::set_up::{Choice, Piece, SetUp};
use incidents::operations::set_up::plan::{Planned, plan};
use incidents::{Result, View, store};

use super::{MAKE, PREVIEW, lines, people, steps, turning};
use crate::handles;
use crate::reply::{Look, Message, Widget};
use crate::tongues::{said, word};
use crate::words;

/// The preview.
pub(super) fn show(view: &mut View<'_>, guild: GuildId) -> Result<Message> {
    let set_up = store::setups::look(view, guild)?;
    let plan = plan(view, guild, &set_up)?;
    let is_made = |planned: &&Planned| planned.choice == Choice::Make;
    let makes = plan.iter().filter(is_made).count();
    let heading = match makes {
        0 => say!("**Set-up · Preview**\nNothing has to be made. This is set:"),
        _ => say!("**Set-up · Preview**\nNothing of this is done yet:"),
    };
    let mut text = heading + &lines(&set_up, &plan);
    if plan.iter().filter(is_made).any(|planned| planned.piece == Piece::Responders) {
        text.push_str(&say!(
            "\n-# Only those who have the role Responders, and admins, can open and resolve incidents from then on. Give it \
             to people under Server Settings, Members."
        ));
    }
    text.push_str(&lacks(&set_up));
    let label = if makes == 0 { word("Set it") } else { word("Make it") };
    let row = vec![
        Widget::button(label, handles::id(MAKE, &[&set_up.version]), Look::Good),
        turning(word("Look again"), PREVIEW, Look::Plain),
        people::again(),
    ];
    Ok(Message::private(text).with_row(row).with_row(steps()))
}

fn lacks(set_up: &SetUp) -> String {
    match set_up.lacks.as_deref() {
        None => say!("\n⏳ I am asking Discord what it lets me do here."),
        Some([]) => say!("\n✅ Discord lets me do all of it."),
        Some(lacks) => lacks.iter().map(|lack| format!("\n⚠️ {}", words::trouble(&said(lack)))).collect(),
    }
}
