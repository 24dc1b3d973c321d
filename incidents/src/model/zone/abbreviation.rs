//! The letters people write behind a time, and what each of them always means here.

use chrono::FixedOffset;

/// Letters with a fixed offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Abbreviation {
    name: &'static str,
    minutes: i32,
    /// Which of several meanings was chosen, where the letters have several.
    chosen: Option<&'static str>,
}

const fn one(name: &'static str, hours: i32, minutes: i32) -> Abbreviation {
    Abbreviation { name, minutes: hours * 60 + minutes, chosen: None }
}

const fn of_several(name: &'static str, minutes: i32, chosen: &'static str) -> Abbreviation {
    Abbreviation { name, minutes, chosen: Some(chosen) }
}

const TABLE: &[Abbreviation] = &[
    one("GMT", 0, 0),
    one("WET", 0, 0),
    one("WEST", 1, 0),
    of_several("BST", 60, "British Summer Time"),
    one("CET", 1, 0),
    one("CEST", 2, 0),
    one("MEZ", 1, 0),
    one("MESZ", 2, 0),
    one("EET", 2, 0),
    one("EEST", 3, 0),
    one("MSK", 3, 0),
    one("SAST", 2, 0),
    one("CAT", 2, 0),
    one("EAT", 3, 0),
    one("WAT", 1, 0),
    of_several("IST", 330, "India Standard Time"),
    one("PKT", 5, 0),
    one("NPT", 5, 45),
    one("ICT", 7, 0),
    one("WIB", 7, 0),
    one("SGT", 8, 0),
    one("HKT", 8, 0),
    one("AWST", 8, 0),
    one("JST", 9, 0),
    one("KST", 9, 0),
    one("ACST", 9, 30),
    one("ACDT", 10, 30),
    one("AEST", 10, 0),
    one("AEDT", 11, 0),
    one("NZST", 12, 0),
    one("NZDT", 13, 0),
    one("BRT", -3, 0),
    one("ART", -3, 0),
    one("NST", -3, -30),
    one("NDT", -2, -30),
    of_several("AST", -240, "Atlantic Standard Time"),
    one("ADT", -3, 0),
    one("EST", -5, 0),
    one("EDT", -4, 0),
    of_several("CST", -360, "Central Standard Time in North America"),
    of_several("CDT", -300, "Central Daylight Time in North America"),
    one("MST", -7, 0),
    one("MDT", -6, 0),
    one("PST", -8, 0),
    one("PDT", -7, 0),
    one("AKST", -9, 0),
    one("AKDT", -8, 0),
    one("HST", -10, 0),
];

impl Abbreviation {
    /// Looks letters up, however they are cased.
    #[must_use]
    pub fn find(letters: &str) -> Option<Self> {
        TABLE.iter().find(|known| known.name.eq_ignore_ascii_case(letters)).copied()
    }

    /// The letters, in capitals.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What they always mean.
    #[must_use]
    pub fn offset(&self) -> FixedOffset {
        FixedOffset::east_opt(self.minutes * 60).expect("every offset in the table is within a day")
    }

    /// The meaning that was chosen, where other places use the same letters for another offset.
    #[must_use]
    pub fn chosen(&self) -> Option<&'static str> {
        self.chosen
    }
}
