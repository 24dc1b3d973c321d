//! The language in which is being spoken. English stands in the code; what it is called elsewhere, in a catalogue for each language.
//!
//! Which language that is belongs to a whole answer and not to each of its sentences, so it is not handed from function to
//! function: [`speaking`] sets it for as long as something is worded, and `say!` asks for it. A person is answered in their own
//! language; what everybody reads is said [`aloud`], in the server's.

mod catalogue;
mod noted;
mod po;
mod worded;

use std::cell::Cell;

use incidents::model::tongue::Tongue;

pub use catalogue::{keys, translation};
pub use incidents::worded::filled;
pub use noted::{NOTED, noted};
pub use worded::{said, worded};

/// Who listens: the one who asked, and everybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Listeners {
    /// The language of the one who is answered.
    pub one: Tongue,
    /// The language of those who read along.
    pub all: Tongue,
}

impl Listeners {
    /// Everybody speaks the same.
    #[must_use]
    pub fn of(tongue: Tongue) -> Self {
        Self { one: tongue, all: tongue }
    }
}

#[derive(Clone, Copy)]
struct Spoken {
    now: Tongue,
    to: Listeners,
}

thread_local! {
    static SPOKEN: Cell<Spoken> = const {
        let (now, to) = (Tongue::English, Listeners { one: Tongue::English, all: Tongue::English });
        Cell::new(Spoken { now, to })
    };
}

/// Puts back what was spoken before, also where the words ended in a panic: the thread serves others after it.
struct Before(Spoken);

impl Drop for Before {
    fn drop(&mut self) {
        SPOKEN.set(self.0);
    }
}

fn with<T>(spoken: Spoken, words: impl FnOnce() -> T) -> T {
    let _before = Before(SPOKEN.replace(spoken));
    words()
}

/// Words what the listeners are told: in the language of the one who asked, unless it is said [`aloud`].
pub fn speaking<T>(to: Listeners, words: impl FnOnce() -> T) -> T {
    with(Spoken { now: to.one, to }, words)
}

/// Words what everybody reads, in the server's language.
pub fn aloud<T>(words: impl FnOnce() -> T) -> T {
    let to = SPOKEN.get().to;
    with(Spoken { now: to.all, to }, words)
}

/// Words what only the one who asked reads, in the midst of what is said aloud.
pub fn aside<T>(words: impl FnOnce() -> T) -> T {
    let to = SPOKEN.get().to;
    with(Spoken { now: to.one, to }, words)
}

/// The language that is spoken now.
#[must_use]
pub fn spoken() -> Tongue {
    SPOKEN.get().now
}

/// A word or sentence without gaps, in the language that is spoken now; as it stands where it is in no catalogue.
#[must_use]
pub fn word(english: &str) -> &str {
    translated(english).unwrap_or(english)
}

/// What the catalogue of the language that is spoken now has for a sentence.
#[must_use]
pub fn translated(english: &str) -> Option<&'static str> {
    translation(spoken(), english)
}

/// Whether the language that is spoken now speaks of so many as of one.
#[must_use]
pub fn is_one(count: impl TryInto<u64>) -> bool {
    spoken().is_one(count.try_into().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_spoken_until_its_words_end() {
        let listeners = Listeners { one: Tongue::German, all: Tongue::French };
        let heard =
            speaking(listeners, || (spoken(), aloud(|| (spoken(), aside(spoken), spoken())), spoken()));
        let all = (Tongue::French, Tongue::German, Tongue::French);
        let wanted = (Tongue::German, all, Tongue::German);
        assert_eq!((heard, spoken()), (wanted, Tongue::English));
    }

    #[test]
    fn a_panic_does_not_leave_its_language_behind() {
        let words = || speaking(Listeners::of(Tongue::German), || panic!("in German"));
        std::panic::catch_unwind(words).unwrap_err();
        assert_eq!(spoken(), Tongue::English);
    }
}
