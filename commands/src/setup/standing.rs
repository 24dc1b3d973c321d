//! How a set-up stands: what is being made, what came of it, how the rehearsal of a page went, and what can be done next.

use incidents::ids::GuildId;
use incidents::model::set_up::{SetUp, Stage};
use incidents::operations::set_up::plan::{Planned, plan};
use incidents::{Result, View, store};

use super::{PREVIEW, REHEARSE, STANDING, lines, steps, turning, undo};
use crate::handles;
use crate::page;
use crate::reply::{Look, Message, Widget};
use crate::tongues::{said, word};
use crate::words;

/// How it stands.
pub(super) fn show(view: &mut View<'_>, guild: GuildId) -> Result<Message> {
    let set_up = store::setups::look(view, guild)?;
    let plan = plan(view, guild, &set_up)?;
    let is_done = plan.iter().all(Planned::is_done);
    let heading = match set_up.stage {
        Stage::Making => say!("**Set-up** · ⏳ it is being made; this message follows."),
        Stage::Undoing => say!("**Set-up** · ⏳ it is being taken away; this message follows."),
        Stage::Choosing if is_done => {
            say!("**This server is set up.** Declare an incident with `/incident open`.")
        }
        Stage::Choosing => say!("**Set-up** · there is something left to do."),
    };
    let mut text = heading + &lines(&set_up, &plan);
    for line in &set_up.report {
        text.push_str(&format!("\n⚠️ {}", words::trouble(&said(line))));
    }
    text.push_str(&rehearsal(view, &set_up)?);
    if set_up.stage == Stage::Choosing && set_up.rehearsal.is_none() && is_done {
        text.push_str(&say!(
            "\n\nSee whether pages arrive: **Rehearse a page** calls you as an incident would, marked DRILL."
        ));
    }
    let message = Message::private(text).with_row(row(&set_up, is_done));
    Ok(if set_up.stage == Stage::Choosing { message.with_row(steps()) } else { message })
}

fn row(set_up: &SetUp, is_done: bool) -> Vec<Widget> {
    let again = turning(word("Look again"), STANDING, Look::Plain);
    if set_up.stage != Stage::Choosing {
        return vec![again];
    }
    let mut row = Vec::new();
    if is_done {
        row.push(Widget::button(word("Rehearse a page"), handles::id(REHEARSE, &[]), Look::Main));
    } else {
        row.push(turning(word("Go on"), PREVIEW, Look::Main));
    }
    row.push(again);
    if !set_up.made.is_empty() || !set_up.contacts.is_empty() {
        row.push(Widget::button(word("Undo"), handles::id(undo::ASK, &[]), Look::Danger));
    }
    row
}

/// How the page that was tried out went, or goes.
fn rehearsal(view: &mut View<'_>, set_up: &SetUp) -> Result<String> {
    let Some(rehearsal) = &set_up.rehearsal else { return Ok(String::new()) };
    let told = page::drill::told(view, rehearsal.page)?;
    Ok(told.map_or_else(String::new, |told| format!("\n\n{told}")))
}
