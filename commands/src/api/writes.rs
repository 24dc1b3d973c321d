//! What programs change: the command of chat is run in the program's name, and what it says is answered in plain words beside
//! what it changed.

use chrono::{DateTime, Utc};
use incidents::ids::InteractionId;
use incidents::model::alert::digest;
use incidents::model::program::NamedProgram;
use incidents::model::zone::Zone;
use incidents::{Ledger, Result, View, chance, store};
use serde_json::{Value, json};

use super::routes::{Does, Route};
use super::{Answered, Call, UNREPEATED, shapes};
use crate::action::named;
use crate::answer::Outcome;
use crate::asked::Asked;
use crate::plain::Plain;
use crate::reply::{Form, Reply};
use crate::request::{Ask, Given, Request};

/// The number that a write is known by when it comes again: the same for the same program, address and key. Discord's numbers
/// are positive, these are not.
pub fn id(program: &NamedProgram, call: &Call) -> InteractionId {
    if matches!(call.route.does, Does::Reads(_)) {
        return UNREPEATED;
    }
    let key = match &call.key {
        Some(key) => key.clone().into_bytes(),
        None => chance::secret_bytes().map(Vec::from).unwrap_or_default(),
    };
    let mut said = format!("{} {} {:?} {:?} ", program.id, call.route.method, call.route.path, call.numbers)
        .into_bytes();
    said.extend(key);
    let number = i64::from_str_radix(digest(&said).get(..15).unwrap_or_default(), 16).unwrap_or_default();
    InteractionId(-number - 1)
}

/// Does it, and says what came of it.
pub async fn write(ledger: &Ledger, request: Request, route: &'static Route) -> Answered {
    let answer = crate::answer(ledger, request.clone()).await;
    match (answer.outcome, answer.reply) {
        (Outcome::Answered, Reply::Form(form)) => Answered::wrong(422, &wanting(&form, route)),
        (Outcome::Answered, Reply::Say(message) | Reply::Change(message)) => {
            let changed = ledger.read(move |view| changed(view, request, route, &message.text));
            changed.await.map_or_else(Answered::of, Answered::fine)
        }
        (Outcome::Refused, Reply::Say(message)) => {
            let plain = plain(Zone::UTC, ledger.clock().now());
            let said = plain.words(&message.text);
            // What was sent is known to whoever sent it.
            Answered::wrong(422, said.split("\nWhat you typed:").next().unwrap_or(&said))
        }
        (Outcome::Busy, _) => Answered::busy(),
        (_, _) => Answered { fault: answer.fault, ..Answered::failed() },
    }
}

/// People read elsewhere what programs are told, and type commands in chat.
fn plain(zone: Zone, now: DateTime<Utc>) -> Plain {
    Plain { zone, now, before_commands: "/" }
}

fn wanting(form: &Form, route: &Route) -> String {
    let missing = form.inputs.iter().filter(|input| input.value.is_empty()).map(|input| input.id.as_str());
    let needed = missing.filter(|name| route.asks().contains(name));
    format!("This still needs: {}.", needed.collect::<Vec<_>>().join(", "))
}

/// What was said, with the incident and the action it is about, as they are now.
fn changed(view: &mut View<'_>, request: Request, route: &Route, said: &str) -> Result<Value> {
    let settings = store::guilds::settings(view, request.guild)?;
    let words = plain(settings.zone(), view.now).words(said);
    let named_in_answer =
        |mark: &str| Given::Text(number_behind(&words, mark).unwrap_or_default().to_owned());
    let mut request = request;
    if let Ask::Command { options, .. } = &mut request.ask {
        options.entry("incident".to_owned()).or_insert_with(|| named_in_answer("INC-"));
        if route.path.contains("action") {
            options.entry("action".to_owned()).or_insert_with(|| named_in_answer("A-"));
        }
    }
    let asked = Asked { request: &request, settings: &settings };
    let action = match asked.text("action") {
        Some(typed) => there(named::named(view, &asked, typed))?,
        None => None,
    };
    let incident = there(asked.incident(view))?;
    Ok(json!({
        "said": words,
        "incident": incident.as_ref().map(shapes::incident),
        "action": action.map(|(action, of)| shapes::action(&action, of.number)),
    }))
}

/// What was found; nothing, where it is not there for whoever asks.
fn there<T>(found: Result<T>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(incidents::Error::Refused(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// The first number behind a mark. What is kept for a repeat is the answer, and it begins with the number it is about.
fn number_behind<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    let behind = &text[text.find(mark)? + mark.len()..];
    let end = behind.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(behind.len());
    (end > 0).then(|| &behind[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_says_what_it_is_about() {
        assert_eq!(number_behind("🔴 INC-7 · Like INC-3 declared", "INC-"), Some("7"));
        assert_eq!(number_behind("☑️ ▫️ A-12 Mend it · INC-7", "A-"), Some("12"));
        assert_eq!(number_behind("nothing", "INC-"), None);
    }
}
