//! A phone number, as the whole world would dial it.

use std::str::FromStr;

use super::address::{NoAddress, address};

address! {
    /// A phone number: a plus and 8 to 15 digits.
    Phone
}

impl Phone {
    /// As much of it as may be shown.
    #[must_use]
    pub fn masked(&self) -> String {
        let digits = self.0.len();
        format!(
            "{}…{}",
            self.0.get(..3).unwrap_or_default(),
            self.0.get(digits.saturating_sub(2)..).unwrap_or_default()
        )
    }
}

impl FromStr for Phone {
    type Err = NoAddress;

    fn from_str(typed: &str) -> Result<Self, NoAddress> {
        let typed = typed.trim();
        let digits = typed.strip_prefix('+').or_else(|| typed.strip_prefix("00")).ok_or(NoAddress::Phone)?;
        if !digits.chars().all(|letter| letter.is_ascii_digit() || " -.()/\u{a0}".contains(letter)) {
            return Err(NoAddress::Phone);
        }
        let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
        if (8..=15).contains(&digits.len()) && !digits.starts_with('0') {
            Ok(Self(format!("+{digits}")))
        } else {
            Err(NoAddress::Phone)
        }
    }
}
