//! The card that asks the lead what the actions of a resolved incident lack.

use incidents::model::incident::Incident;
use incidents::operations::action::ask::lacking;
use incidents::{Result, View};

use crate::action::lack;
use crate::reply::{Look, Message, Ping, Widget};
use crate::{handles, suggest, words};

/// A message carries so many buttons, and a row so many of them.
const SHOWN: usize = 20;
const PER_ROW: usize = 4;

/// The card as it stands now; none when nothing is lacking any more.
pub fn card(view: &mut View<'_>, incident: &Incident) -> Result<Option<Message>> {
    let lacking = lacking(view, incident.id)?;
    if lacking.is_empty() {
        return Ok(None);
    }
    let lead = incident.roles.lead().map(|lead| lead.id).or(incident.opened_by);
    let who = lead.map(|lead| format!("<@{lead}>, ")).unwrap_or_default();
    let mut text =
        say!("📋 {who}these actions of **{title}** lack something:", who, title = suggest::title(incident));
    let mut buttons = Vec::new();
    for (action, gaps) in lacking.iter().take(SHOWN) {
        let gaps = lack::lacking(gaps);
        let title = words::fit(&words::line(&action.title), 60);
        text.push_str(&format!("\n▫️ `{}` {title} — {gaps}", action.number));
        let id = handles::id(lack::BUTTON, &[&action.number.0]);
        buttons.push(Widget::button(&say!("Complete {number}", number = action.number), id, Look::Plain));
    }
    if lacking.len() > SHOWN {
        text.push_str(&say!("\n-# And {more} more: `/action list`.", more = lacking.len() - SHOWN));
    }
    let mut message = Message::public(text);
    message.rows = buttons.chunks(PER_ROW).map(<[Widget]>::to_vec).collect();
    message.pings = lead.map(Ping::User).into_iter().collect();
    Ok(Some(message))
}
