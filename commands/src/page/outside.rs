//! What somebody reads who answers a page from outside Discord: in plain words, for a browser, a phone or a text message.

use chrono::TimeDelta;
use incidents::ids::AttemptId;
use incidents::model::attempt::State as Came;
use incidents::model::escalation::{Answer, Ending, Kind, State};
use incidents::model::tongue::Tongue;
use incidents::model::who::Who;
use incidents::operations::paging::answer::{self, Brought, Found};
use incidents::operations::roster;
use incidents::{Change, Result, View, store};

use super::letter;
use crate::parcels::listeners_outside;
use crate::tongues::{speaking, spoken, word};

/// For so long a text message can be answered by another.
const ANSWERED_WITHIN: TimeDelta = TimeDelta::hours(24);

/// What is shown before anything is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Which page, and what it is about.
    pub subject: String,
    /// How it stands.
    pub standing: String,
    /// Whether there is something to answer.
    pub waits: bool,
    /// What the buttons of the two answers say: that they have it, that they cannot take it.
    pub buttons: [String; 2],
    /// The language of all this.
    pub tongue: Tongue,
}

/// What came of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// In words.
    pub words: String,
    /// The language of these.
    pub tongue: Tongue,
}

/// What a text message means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texted {
    /// What it answers, and how; none where nobody of that number was asked anything.
    pub answers: Option<(Brought, Verb)>,
    /// The language of whoever has the number, as far as they are known.
    pub tongue: Tongue,
}

/// The two answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// They have it.
    Acknowledge,
    /// They cannot take it.
    Decline,
}

/// What a link leads to. None: nothing that is there.
pub fn shown(view: &mut View<'_>, brought: Brought) -> Result<Option<Shown>> {
    let Some(found) = answer::find(view, brought)? else { return Ok(None) };
    let to = listeners_outside(view, &found.contact)?;
    speaking(to, || page(view, &found)).map(Some)
}

fn page(view: &mut View<'_>, found: &Found) -> Result<Shown> {
    let used = found.attempt.state == Came::Read;
    let is_test = found.paged.page.kind() == Kind::Test;
    let calling =
        matches!(found.paged.page.state(), State::Pending { .. } | State::Notifying(_) | State::Exhausted(_));
    let standing = if used { used_words(view, found)? } else { standing(view, found)? };
    Ok(Shown {
        subject: subject(view, found)?,
        standing,
        waits: !used && (calling || is_test),
        buttons: [say!("Acknowledge"), say!("I can't take it")],
        tongue: spoken(),
    })
}

/// In which language whoever was called is answered. None: there is nobody there.
pub fn tongue(view: &mut View<'_>, brought: Brought) -> Result<Option<Tongue>> {
    let Some(found) = answer::find(view, brought)? else { return Ok(None) };
    Ok(Some(listeners_outside(view, &found.contact)?.one))
}

/// Answers, and says what came of it. None: there is nothing there to answer.
pub fn answered(change: &mut Change<'_>, brought: Brought, verb: Verb) -> Result<Option<Heard>> {
    let Some(found) = answer::find(change, brought)? else { return Ok(None) };
    let to = listeners_outside(change, &found.contact)?;
    let words = speaking(to, || answer_to(change, &found, verb))?;
    Ok(Some(Heard { words, tongue: to.one }))
}

fn answer_to(change: &mut Change<'_>, found: &Found, verb: Verb) -> Result<String> {
    let words = match verb {
        Verb::Decline if found.attempt.state == Came::Read => used_words(change, found)?,
        Verb::Decline => {
            answer::leave(change, found)?;
            say!("Noted that you cannot take it. The others are being called.")
        }
        Verb::Acknowledge => match answer::take(change, found)? {
            answer::Came::UsedBefore => used_words(change, found)?,
            answer::Came::Answered(came) => taken(change, found, came)?,
        },
    };
    Ok(format!("{}: {words}", subject(change, found)?))
}

/// Reads what was texted from a number.
pub fn texted(view: &mut View<'_>, number: &str, said: &str) -> Result<Texted> {
    let since = view.now - ANSWERED_WITHIN;
    let (named, verb) = read(said);
    let brought = answer::texted(view, number, named, since)?;
    let tongue = match answer::with_number(view, number)?.first() {
        Some(contact) => listeners_outside(view, contact)?.one,
        None => Tongue::default(),
    };
    Ok(Texted { answers: brought.map(|brought| (brought, verb)), tongue })
}

/// How a text message begins that says no, where spaces part words.
const NO: [&str; 11] =
    ["no", "can't", "can’t", "cant", "cannot", "nein", "kann nicht", "ich kann nicht", "non", "não", "nao"];
/// The same where they do not.
const NO_UNSPACED: [&str; 4] = ["いいえ", "無理", "むり", "できません"];

/// Reads `1234`, `ok`, `no 1234`, `can't`, `nein`: which call is meant, if one is named, and what the answer is.
#[must_use]
pub fn read(said: &str) -> (Option<AttemptId>, Verb) {
    let said = said.trim().to_lowercase();
    let digits: String = said.chars().filter(char::is_ascii_digit).take(18).collect();
    let declines = NO_UNSPACED.iter().any(|word| said.starts_with(word))
        || NO.iter().any(|word| {
            said.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphabetic()))
        });
    let verb = if declines { Verb::Decline } else { Verb::Acknowledge };
    (digits.parse().ok().map(AttemptId), verb)
}

fn subject(view: &mut View<'_>, found: &Found) -> Result<String> {
    let incident = found.paged.incident.map(|incident| store::incidents::look(view, incident)).transpose()?;
    let together = store::attempts::bundle(view, found.attempt.id)?.len();
    Ok(letter::subject(&found.paged, incident.as_ref(), together))
}

fn taken(view: &mut View<'_>, found: &Found, came: Answer) -> Result<String> {
    Ok(match came {
        Answer::Taken(_) if found.paged.page.kind() == Kind::Test => {
            say!("it works. Nothing else is to be done.")
        }
        Answer::Taken(_) => say!("you have it. Nobody else is called."),
        Answer::Also { with, .. } | Answer::AlsoBefore { with } => {
            say!(
                "already acknowledged by {name}. It is noted that you are there too.",
                name = name(view, found, with)?
            )
        }
        Answer::StillTheirs => say!("you have it, and it is noted that you are still on it."),
        Answer::AfterEnd { how, .. } if found.paged.page.kind() == Kind::Test => {
            say!("it works. The test itself is {over}.", over = over(how))
        }
        Answer::AfterEnd { how, .. } => {
            say!("it is {over}. There is nothing left to acknowledge.", over = over(how))
        }
    })
}

fn standing(view: &mut View<'_>, found: &Found) -> Result<String> {
    Ok(match found.paged.page.state() {
        State::Acked(acked) => say!("already acknowledged by {name}.", name = name(view, found, acked.by)?),
        State::Snoozed(snoozed) => say!("put off by {name}.", name = name(view, found, snoozed.by)?),
        State::Ended { how, .. } => say!("it is {over}.", over = over(*how)),
        State::Exhausted(_) => say!("nobody has answered yet, and nobody is called any more."),
        State::Pending { .. } | State::Notifying(_) => say!("nobody has answered yet."),
    })
}

/// A link is good for one answer.
fn used_words(view: &mut View<'_>, found: &Found) -> Result<String> {
    let state = found.paged.page.state();
    if matches!(state, State::Pending { .. } | State::Notifying(_) | State::Exhausted(_)) {
        return Ok(say!("this was answered before, and the page waits again. Answer the newest message."));
    }
    standing(view, found)
}

fn name(view: &mut View<'_>, found: &Found, who: Who) -> Result<String> {
    if who == found.contact.who() || found.contact.user.map(Who::User) == Some(who) {
        return Ok(say!("you"));
    }
    let people = roster::everybody(view, found.attempt.guild)?;
    Ok(people.contact(who).map_or_else(|| say!("somebody on Discord"), |contact| contact.name.to_string()))
}

fn over(how: Ending) -> &'static str {
    word(match how {
        Ending::Resolved => "over by now",
        Ending::Cancelled => "stopped",
        Ending::Merged => "over, for its incident joined another",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_people_type_them() {
        use Verb::{Acknowledge, Decline};
        for (said, number, verb) in [
            ("1234", Some(1_234), Acknowledge),
            (" Ack 1234! ", Some(1_234), Acknowledge),
            ("ok", None, Acknowledge),
            ("Yes", None, Acknowledge),
            ("now", None, Acknowledge),
            ("no", None, Decline),
            ("No 1234", Some(1_234), Decline),
            ("Can't, sorry", None, Decline),
            ("Nein 1234", Some(1_234), Decline),
            ("ich kann nicht", None, Decline),
            ("nein!", None, Decline),
            ("Non, désolé", None, Decline),
            ("No puedo", None, Decline),
            ("Não", None, Decline),
            ("無理です 1234", Some(1_234), Decline),
            ("noch da, 1234", Some(1_234), Acknowledge),
            ("nonante", None, Acknowledge),
            ("はい", None, Acknowledge),
            ("", None, Acknowledge),
            ("99999999999999999999999", Some(999_999_999_999_999_999), Acknowledge),
        ] {
            assert_eq!(read(said), (number.map(AttemptId), verb), "{said:?}");
        }
    }
}
