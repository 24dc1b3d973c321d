//! The languages that are spoken, and how each of them counts. What is said in them is for others to know.

use serde::{Deserialize, Serialize};

/// A language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Tongue {
    /// English, in which everything is written first.
    #[default]
    #[serde(rename = "en")]
    English,
    /// German.
    #[serde(rename = "de")]
    German,
    /// French.
    #[serde(rename = "fr")]
    French,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
    /// Japanese.
    #[serde(rename = "ja")]
    Japanese,
    /// Portuguese, as spoken in Brazil.
    #[serde(rename = "pt")]
    Portuguese,
}

impl Tongue {
    /// Every language, English first.
    pub const ALL: [Self; 6] =
        [Self::English, Self::German, Self::French, Self::Spanish, Self::Japanese, Self::Portuguese];

    /// The letters it is known by: `de`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Japanese => "ja",
            Self::Portuguese => "pt",
        }
    }

    /// What those who speak it call it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Japanese => "日本語",
            Self::Portuguese => "Português",
        }
    }

    /// What Discord calls it: Spanish is two of its languages. English needs none, for that is what is said first.
    #[must_use]
    pub const fn locales(self) -> &'static [&'static str] {
        match self {
            Self::English => &[],
            Self::German => &["de"],
            Self::French => &["fr"],
            Self::Spanish => &["es-ES", "es-419"],
            Self::Japanese => &["ja"],
            Self::Portuguese => &["pt-BR"],
        }
    }

    /// The language of a locale such as `es-419`; none where it is not spoken.
    #[must_use]
    pub fn of_locale(locale: &str) -> Option<Self> {
        let language = locale.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|tongue| tongue.as_str().eq_ignore_ascii_case(language))
    }

    /// The language that whoever sends `Accept-Language: de-AT, en;q=0.8` likes best of those spoken; English where it is none.
    #[must_use]
    pub fn liked(accepted: &str) -> Self {
        let choices = accepted.split(',').filter_map(|choice| {
            let (locale, weight) = choice.split_once(";q=").unwrap_or((choice, "1"));
            let weight: f32 = weight.trim().parse().ok()?;
            Some((Self::of_locale(locale.trim())?, weight))
        });
        // Of two that are liked alike the first counts.
        let best = choices
            .filter(|(_, weight)| *weight > 0.0)
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map_or_else(Self::default, |(tongue, _)| tongue)
    }

    /// Whether it speaks of so many as of one.
    #[must_use]
    pub const fn is_one(self, count: u64) -> bool {
        match self {
            Self::English | Self::German | Self::Spanish => count == 1,
            Self::French | Self::Portuguese => count <= 1,
            Self::Japanese => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_the_language_it_begins_with() {
        for (locale, tongue) in [
            ("de", Some(Tongue::German)),
            ("es-ES", Some(Tongue::Spanish)),
            ("es-419", Some(Tongue::Spanish)),
            ("pt-BR", Some(Tongue::Portuguese)),
            ("pt_PT", Some(Tongue::Portuguese)),
            ("en-GB", Some(Tongue::English)),
            ("JA", Some(Tongue::Japanese)),
            ("nl", None),
            ("", None),
            ("deutsch", None),
        ] {
            assert_eq!(Tongue::of_locale(locale), tongue, "{locale:?}");
        }
    }

    #[test]
    fn a_browser_is_answered_in_what_it_likes_best() {
        for (accepted, tongue) in [
            ("", Tongue::English),
            ("de", Tongue::German),
            ("de-AT,de;q=0.9,en;q=0.8", Tongue::German),
            ("nl, fr-CH;q=0.7, en;q=0.3", Tongue::French),
            ("en;q=0.5, ja;q=0.9", Tongue::Japanese),
            ("es;q=0.8, pt-BR;q=0.8", Tongue::Spanish),
            ("de;q=0, *", Tongue::English),
            ("de;q=much, fr;q=0.1", Tongue::French),
            (";q=;,,;", Tongue::English),
        ] {
            assert_eq!(Tongue::liked(accepted), tongue, "{accepted:?}");
        }
    }

    #[test]
    fn every_locale_of_discord_leads_back_to_its_language() {
        for tongue in Tongue::ALL {
            for locale in tongue.locales() {
                assert_eq!(Tongue::of_locale(locale), Some(tongue), "{locale}");
            }
        }
    }

    #[test]
    fn nothing_is_one_thing_in_french_and_portuguese_and_nothing_is_one_in_japanese() {
        let ones = |tongue: Tongue| (0..3).filter(|count| tongue.is_one(*count)).collect::<Vec<_>>();
        for (tongue, wanted) in [
            (Tongue::English, vec![1]),
            (Tongue::German, vec![1]),
            (Tongue::French, vec![0, 1]),
            (Tongue::Spanish, vec![1]),
            (Tongue::Japanese, vec![]),
            (Tongue::Portuguese, vec![0, 1]),
        ] {
            assert_eq!(ones(tongue), wanted, "{tongue:?}");
        }
    }
}
