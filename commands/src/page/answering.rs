//! What stands around a letter: how it is answered by the way it came, in the letter's own language.

use incidents::ids::AttemptId;
use incidents::model::tongue::Tongue;

use crate::tongues::{Listeners, speaking};

/// Below a mail: by its link, or else where to go.
#[must_use]
pub fn by_mail(tongue: Tongue, link: Option<&str>) -> String {
    within(tongue, || match link {
        Some(link) => {
            say!(
                "Acknowledge it here; the page asks once more, so opening it does nothing yet:\n{link}",
                link
            )
        }
        None => {
            say!(
                "Acknowledge it in Discord: press the button there, or use /page ack in the incident's channel."
            )
        }
    })
}

/// In a text message that can be answered by another.
#[must_use]
pub fn by_text(tongue: Tongue, call: AttemptId) -> String {
    within(tongue, || say!("Reply {number} to acknowledge.", number = call))
}

/// In a text message that cannot.
#[must_use]
pub fn in_discord(tongue: Tongue) -> String {
    within(tongue, || say!("Answer in Discord."))
}

/// On a button, or a link that looks like one.
#[must_use]
pub fn button(tongue: Tongue) -> String {
    within(tongue, || say!("Acknowledge"))
}

/// On a link in somebody else's product.
#[must_use]
pub fn in_sitrep(tongue: Tongue) -> String {
    within(tongue, || say!("Acknowledge in Sitrep"))
}

/// What a call asks for, when keys can be pressed.
#[must_use]
pub fn by_key(tongue: Tongue) -> String {
    within(tongue, || say!("Press 1 to acknowledge. Press 2 if you cannot take it."))
}

/// How a call ends in which no key was pressed.
#[must_use]
pub fn no_key(tongue: Tongue) -> String {
    within(tongue, || say!("No key was pressed. Goodbye."))
}

/// What a call says that takes no keys.
#[must_use]
pub fn without_keys(tongue: Tongue) -> String {
    within(tongue, || say!("Acknowledge it in Discord."))
}

/// Below a reminder that is read and not pressed.
#[must_use]
pub fn of_actions(tongue: Tongue, link: Option<&str>) -> String {
    within(tongue, || match link {
        Some(link) => say!("See them all and say what is done; the link is yours alone:\n{link}", link),
        None => say!("Say what is done in Discord, or tell whoever runs Sitrep there."),
    })
}

/// In a reminder by text without a link.
#[must_use]
pub fn see_discord(tongue: Tongue) -> String {
    within(tongue, || say!("See Discord."))
}

fn within(tongue: Tongue, words: impl FnOnce() -> String) -> String {
    speaking(Listeners::of(tongue), words)
}
