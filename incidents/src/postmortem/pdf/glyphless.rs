//! Characters that no font has, told in letters: never an empty box.

/// Emoji that responders use, by the names chat gives them.
const NAMES: [(char, &str); 24] = [
    ('👀', ":eyes:"),
    ('👍', ":+1:"),
    ('👎', ":-1:"),
    ('👏', ":clap:"),
    ('💀', ":skull:"),
    ('💡', ":bulb:"),
    ('💥', ":boom:"),
    ('💯', ":100:"),
    ('📈', ":chart_with_upwards_trend:"),
    ('📉', ":chart_with_downwards_trend:"),
    ('📌', ":pushpin:"),
    ('📞', ":telephone_receiver:"),
    ('🔥', ":fire:"),
    ('🔧', ":wrench:"),
    ('🔴', ":red_circle:"),
    ('🙂', ":slight_smile:"),
    ('🙏', ":pray:"),
    ('🚀', ":rocket:"),
    ('🚨', ":rotating_light:"),
    ('🟠', ":orange_circle:"),
    ('🟡', ":yellow_circle:"),
    ('🟢', ":green_circle:"),
    ('🤔', ":thinking:"),
    ('✅', ":white_check_mark:"),
];

/// What is printed for a character that no font has; nothing for those that are not seen anyway.
pub(in crate::postmortem) fn in_letters(c: char) -> String {
    if is_unseen(c) {
        return String::new();
    }
    NAMES
        .iter()
        .find(|(named, _)| *named == c)
        .map_or_else(|| format!("[U+{:04X}]", u32::from(c)), |(_, name)| (*name).to_owned())
}

/// Joiners, variation selectors, skin tones, controls.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}')
        || matches!(c, '\u{FEFF}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0000}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_emoji_have_names_and_all_else_a_number() {
        assert_eq!(in_letters('🔥'), ":fire:");
        assert_eq!(in_letters('请'), "[U+8BF7]");
        assert_eq!(in_letters('\u{200D}'), "");
    }
}
