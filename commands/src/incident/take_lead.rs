//! The card's **Take lead**: one tap, and a second one where somebody else leads already.

use incidents::ids::{Number, UserId};
use incidents::model::incident::{Holder, Incident, Roles};
use incidents::operations::give_role::give_role;
use incidents::{Change, Refusal, Result};

use super::confirm::confirm;
use crate::asked::Asked;
use crate::reply::{Look, Message, Reply, Widget};
use crate::table::{Handle, Needs, Run};
use crate::tongues::aside;
use crate::{cards, handles, suggest, words};

/// What the button does.
pub const TAPPED: Handle = Handle { name: BUTTON, needs: Needs::Responder, run: Run::Aloud(tap) };
/// What the button does that asks again.
pub const CONFIRMED: Handle = Handle { name: TAKE_OVER, needs: Needs::Responder, run: Run::Aloud(take_over) };

/// The card's button.
pub const BUTTON: &str = "lead";
const TAKE_OVER: &str = "take-over";

fn tap(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    incident.must_be_open()?;
    match incident.roles.lead() {
        Some(lead) if lead.id != asked.request.person.id => Ok(aside(|| ask(incident.number, lead)).into()),
        _ => take(change, asked, &incident),
    }
}

fn ask(number: Number, lead: &Holder) -> Message {
    let id = handles::id(TAKE_OVER, &[&number.0, &lead.id]);
    Message::private(say!(
        "**{name}** leads {number} already. Take over?",
        number,
        name = words::line(&lead.name)
    ))
    .with_row(vec![Widget::button(&say!("Take over"), id, Look::Danger)])
}

/// Takes over from whoever led when it was asked; from anybody else it is asked again.
fn take_over(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    incident.must_be_open()?;
    let from: Option<UserId> = asked.words().get(1).and_then(|word| word.parse().ok());
    match incident.roles.lead() {
        Some(lead) if Some(lead.id) != from && lead.id != asked.request.person.id => {
            Ok(aside(|| ask(incident.number, lead)).into())
        }
        _ => take(change, asked, &incident),
    }
}

fn take(change: &mut Change<'_>, asked: &Asked<'_>, incident: &Incident) -> Result<Reply> {
    let person = &asked.request.person;
    let holder = Holder { id: person.id, name: person.name.clone() };
    let (incident, event) = match give_role(change, incident.id, Roles::LEAD, &holder) {
        Err(incidents::Error::Refused(Refusal::SameHolder { number, .. })) => {
            return Ok(Message::private(aside(|| say!("You lead {number} already.", number))).into());
        }
        given => given?,
    };
    let text = say!(
        "🧑‍🚒 **{name}** leads **{title}** now.\n-# {meaning}",
        name = words::line(&person.name),
        title = suggest::title(&incident),
        meaning = cards::sayings::meaning(Roles::LEAD)
    );
    confirm(change, asked, &incident, text, &event)
}
