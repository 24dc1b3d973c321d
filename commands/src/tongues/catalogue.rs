//! What each sentence is in the other languages, read from their files when first asked for.

use std::collections::HashMap;
use std::sync::LazyLock;

use incidents::model::tongue::Tongue;

use super::po;

/// A language's sentences, by the English they stand for.
type Catalogue = LazyLock<HashMap<String, String>>;

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

fn read(file: &str) -> HashMap<String, String> {
    let translated = po::pairs(file).into_iter().filter(|pair| !pair.other.is_empty());
    translated.map(|pair| (pair.english, pair.other)).collect()
}

fn of(tongue: Tongue) -> Option<&'static HashMap<String, String>> {
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
    of(tongue)?.get(english).map(String::as_str)
}

/// Every sentence that a language has, by its English.
#[must_use]
pub fn keys(tongue: Tongue) -> Vec<&'static str> {
    of(tongue).into_iter().flat_map(HashMap::keys).map(String::as_str).collect()
}
