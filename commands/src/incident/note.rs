//! The card's **Timeline**: a form that records what happened, when it happened.

use incidents::model::entry::EntryKind;
use incidents::operations::add_entry::{Wish, add_entry};
use incidents::{Change, Refusal, Result, View};

use crate::asked::Asked;
use crate::reply::{Form, Input, Message, Reply};
use crate::table::{Handle, Needs, Run};
use crate::timeline::lines;
use crate::{cards, handles, suggest, times, words};

/// What the button does.
pub const PRESSED: Handle = Handle { name: BUTTON, needs: Needs::Nothing, run: Run::Reads(ask) };
/// What its form does.
pub const SENT: Handle = Handle { name: FORM, needs: Needs::Nothing, run: Run::Aloud(add) };

/// The card's button.
pub const BUTTON: &str = "note";
const FORM: &str = "noted";

fn ask(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(view)?;
    let form = Form {
        id: handles::id(FORM, &[&incident.number.0]),
        title: words::fit(&say!("Timeline of {number}", number = incident.number), 45),
        inputs: vec![
            Input::text("text", &say!("What happened?"), 1_900),
            Input::line("at", &say!("When? (empty: now)"), 100)
                .hinting("14:13, 5m ago, yesterday 14:00")
                .optional(),
            Input::line("kind", &say!("What kind of thing? (empty: note)"), 20)
                .hinting("finding, ruled-out, mitigation, recovery …")
                .optional(),
        ],
    };
    Ok(form.into())
}

fn add(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let at = asked.past(change, "at", Some(&incident))?;
    let kind = kind(asked.text("kind").unwrap_or("note"))?;
    let text = asked.needed("text")?;
    let wish = Wish { text: text.to_owned(), at: at.as_ref().map_or(change.now, |moment| moment.at), kind };
    let added = add_entry(change, incident.id, &wish)?;
    let elsewhere = incident.channel != Some(asked.request.channel);
    let title = if elsewhere { format!("**{}**\n", suggest::title(&incident)) } else { String::new() };
    let text = format!(
        "{title}{} {} {} · {}{}",
        cards::kind_mark(kind),
        lines::number(added.seq),
        words::instant(wish.at),
        words::plain(text),
        times::notes(at.as_ref()),
    );
    Ok(Message { private: incident.private && elsewhere, ..Message::public(text) }.into())
}

fn kind(typed: &str) -> Result<EntryKind, Refusal> {
    let word = typed.trim().to_lowercase().replace([' ', '_'], "-");
    word.parse().map_err(|_| Refusal::NotOneOf {
        what: "kind",
        typed: typed.to_owned(),
        known: EntryKind::ALL.map(EntryKind::as_str).join(", "),
    })
}
