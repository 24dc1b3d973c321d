//! What somebody reads or hears outside Discord where nothing could be answered: by a link that leads nowhere, a key that means
//! nothing, or a fault of ours.

use incidents::model::tongue::Tongue;

use crate::tongues::{Listeners, speaking};

/// Why a page has nothing to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadEnd {
    /// The link was forged, is over, or leads to nothing that is there.
    Link,
    /// Somebody tries out links.
    TooManyTries,
    /// What was sent is too long, or broke off.
    NotWhole,
    /// What was sent is no button of the page.
    NoButton,
    /// Ours to mend.
    Fault,
}

impl DeadEnd {
    /// The page's heading, and what to do instead.
    #[must_use]
    pub fn words(self, tongue: Tongue) -> (String, String) {
        speaking(Listeners::of(tongue), || match self {
            Self::Link => (
                say!("This link does not work"),
                say!("It may be too old, or was not copied whole. Answer in Discord instead."),
            ),
            Self::TooManyTries => (say!("Too many tries"), say!("Try again in a minute.")),
            Self::NotWhole => (
                say!("Sorry"),
                say!("What was sent is too long, or did not arrive whole. Go back and try again."),
            ),
            Self::NoButton => (say!("Sorry"), say!("Press a button of the page that the link shows.")),
            Self::Fault => (
                say!("Sorry"),
                say!("That did not work, and it is our fault. Try again, or acknowledge in Discord."),
            ),
        })
    }
}

/// Why an answer by phone came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unheard {
    /// The call was too long ago.
    TooOld,
    /// Another key than those that were asked for.
    NoSuchKey,
    /// Nothing was asked of that number.
    NotAsked,
    /// The page is not there any more.
    Gone,
    /// Ours to mend.
    Fault,
}

impl Unheard {
    /// What they are told.
    #[must_use]
    pub fn words(self, tongue: Tongue) -> String {
        speaking(Listeners::of(tongue), || match self {
            Self::TooOld => say!("This call is too old. Please use Discord."),
            Self::NoSuchKey => say!("That key means nothing here. Please use Discord."),
            Self::NotAsked => say!("There is no page that this number was asked to answer. Use Discord."),
            Self::Gone => say!("That page is gone."),
            Self::Fault => say!("Sorry, that did not work. Please use Discord."),
        })
    }
}
