//! What each sentence is in the other languages, read from their files when first asked for.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use incidents::model::tongue::Tongue;

use super::po;

/// A language's sentences, by the English they stand for. Most are pieces of the file, which is part of the program.
type Sentences = HashMap<Cow<'static, str>, Cow<'static, str>>;
type Catalogue = LazyLock<Sentences>;

macro_rules! catalogues {
    ($($name:ident $file:literal),* $(,)?) => {
        $(static $name: Catalogue = LazyLock::new(|| read(include_str!($file)));)*
    };
}

catalogues! {
    GERMAN "de.po",
    FRENCH "fr.po",
    SPANISH "es.po",
    JAPANESE "ja.po",
    PORTUGUESE "pt.po",
}

fn read(file: &'static str) -> Sentences {
    let translated = po::pairs(file).into_iter().filter(|pair| !pair.other.is_empty());
    translated.map(|pair| (pair.english, pair.other)).collect()
}

fn of(tongue: Tongue) -> Option<&'static Sentences> {
    match tongue {
        Tongue::English => None,
        Tongue::German => Some(&GERMAN),
        Tongue::French => Some(&FRENCH),
        Tongue::Spanish => Some(&SPANISH),
        Tongue::Japanese => Some(&JAPANESE),
        Tongue::Portuguese => Some(&PORTUGUESE),
    }
}

/// What a sentence is in another language, where it is known.
#[must_use]
pub fn translation(tongue: Tongue, english: &str) -> Option<&'static str> {
    of(tongue)?.get(english).map(AsRef::as_ref)
}

/// Every sentence that a language has, by its English.
#[must_use]
pub fn keys(tongue: Tongue) -> Vec<&'static str> {
    of(tongue).into_iter().flat_map(HashMap::keys).map(AsRef::as_ref).collect()
}
