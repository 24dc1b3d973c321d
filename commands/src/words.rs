//! How typed words and instants are put into what people read, so that nothing typed can ping or break the layout.

use chrono::{DateTime, Utc};
use incidents::ids::{ChannelId, GuildId, MessageId};
use incidents::model::metrics::span::{Unit, parts};
use incidents::postmortem::escape::visible;

/// Typed words as plain text of a message: Markdown shows as it was typed, and a mention shows as text.
///
/// Mentions are closed on every message as well; this keeps them from even looking like one.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    let mut line_start = true;
    for letter in text.chars() {
        match letter {
            '\\' | '*' | '_' | '~' | '`' | '|' | '[' | ']' | '<' => {
                safe.push('\\');
                safe.push(letter);
            }
            '#' | '>' | '-' if line_start => {
                safe.push('\\');
                safe.push(letter);
            }
            '@' => safe.push_str("@\u{200b}"),
            '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ => safe.push(letter),
        }
        line_start = letter == '\n' || (line_start && letter == ' ');
    }
    safe
}

/// Words of ours about what went wrong, which may hold words of others: plain, but channels that they name can be tapped.
#[must_use]
pub fn trouble(text: &str) -> String {
    plain(text).replace("\\<#", "<#")
}

/// Typed words on one line, plain.
#[must_use]
pub fn line(text: &str) -> String {
    plain(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A sentence of ours that may repeat typed words: its code spans stay, and nothing else in it formats or pings.
#[must_use]
pub fn inert(sentence: &str) -> String {
    let mut safe = String::with_capacity(sentence.len() + 8);
    let mut in_code = false;
    for letter in sentence.chars() {
        match letter {
            '`' => in_code = !in_code,
            '*' | '~' | '|' | '[' | ']' | '<' if !in_code => safe.push('\\'),
            _ => {}
        }
        match letter {
            '@' => safe.push_str("@\u{200b}"),
            '\u{0}'..='\u{1f}' => safe.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            letter => safe.push(letter),
        }
    }
    safe
}

/// The first `most` characters, with an ellipsis where something was cut off. Never cuts an escape in two.
#[must_use]
pub fn fit(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(most.saturating_sub(1)).collect();
    let dangling = cut.chars().rev().take_while(|letter| *letter == '\\').count() % 2 == 1;
    if dangling {
        cut.pop();
    }
    cut.push('…');
    cut
}

/// What somebody typed, for places that know no Markdown: on one line, without what could turn or hide it.
#[must_use]
pub fn bare(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An instant as each reader's own clock shows it, with the date.
#[must_use]
pub fn instant(at: DateTime<Utc>) -> String {
    format!("<t:{}:f>", at.timestamp())
}

/// An instant's time of day, as each reader's own clock shows it.
#[must_use]
pub fn time(at: DateTime<Utc>) -> String {
    format!("<t:{}:t>", at.timestamp())
}

/// Where a message stands, as Discord's own links lead there.
#[must_use]
pub fn message_link(guild: GuildId, channel: ChannelId, message: MessageId) -> String {
    format!("https://discord.com/channels/{guild}/{channel}/{message}")
}

/// How long ago, or how soon, as Discord keeps it current.
#[must_use]
pub fn ago(at: DateTime<Utc>) -> String {
    format!("<t:{}:R>", at.timestamp())
}

/// A span in words: `2 h 5 min`.
#[must_use]
pub fn span(span: chrono::TimeDelta) -> String {
    incidents::model::metrics::span::short(span)
}

/// A span in words, as they are spelt: `2 hours 30 minutes`.
#[must_use]
pub fn lasting(span: chrono::TimeDelta) -> String {
    let words = |(count, unit): &(i64, Unit)| match unit {
        Unit::Day => count!(*count, "{count} day", "{count} days"),
        Unit::Hour => count!(*count, "{count} hour", "{count} hours"),
        Unit::Minute => count!(*count, "{count} minute", "{count} minutes"),
        Unit::Second => count!(*count, "{count} second", "{count} seconds"),
    };
    parts(span).iter().map(words).collect::<Vec<_>>().join(" ")
}

/// A channel name from a title: `inc-7-checkout-is-down`, whatever the title is written in.
#[must_use]
pub fn channel_name(number: incidents::ids::Number, title: &str) -> String {
    let mut name = format!("inc-{}", number.0);
    let words = title.split(|letter: char| !letter.is_alphanumeric() && !is_part_of_a_letter(letter));
    for word in words.map(|word| word.trim_start_matches(is_part_of_a_letter)).filter(|word| !word.is_empty())
    {
        let word = word.to_lowercase();
        let room = LONGEST_NAME.saturating_sub(name.chars().count() + 1);
        if word.chars().count() <= room {
            name.push('-');
            name.push_str(&word);
            continue;
        }
        // Languages without spaces have long words; of those the beginning still says something.
        if room >= LONGEST_NAME / 2 {
            name.push('-');
            name.extend(word.chars().take(room));
        }
        break;
    }
    name
}

/// Marks that change the letter before them and are none by themselves: accents written apart, and what joins or alters consonants in the
/// scripts of India and its neighbours.
fn is_part_of_a_letter(mark: char) -> bool {
    matches!(mark, '\u{300}'..='\u{36f}' | '\u{f84}' | '\u{1039}' | '\u{103a}' | '\u{17d2}' | '\u{e3a}' | '\u{e47}'..='\u{e4e}')
        || (matches!(mark, '\u{900}'..='\u{dff}') && matches!(u32::from(mark) & 0x7f, 0x3c | 0x4d | 0x4a))
}

/// How many characters of a channel's name can be read on a phone.
const LONGEST_NAME: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;
    use incidents::ids::Number;

    #[test]
    fn typed_words_cannot_ping_or_format() {
        for (typed, shown) in [
            ("@everyone look", "@\u{200b}everyone look"),
            ("<@123> and <@&9>", "\\<@\u{200b}123> and \\<@\u{200b}&9>"),
            ("**bold** `code`", "\\*\\*bold\\*\\* \\`code\\`"),
            ("# not a heading", "\\# not a heading"),
            ("C# is fine", "C# is fine"),
            ("a\n> quote", "a\n\\> quote"),
            ("[click](http://x)", "\\[click\\](http://x)"),
            ("\u{202e}gnirts", "gnirts"),
            ("68% of active users", "68% of active users"),
        ] {
            assert_eq!(plain(typed), shown, "{typed:?}");
        }
    }

    #[test]
    fn a_refusal_repeats_typed_words_without_their_powers() {
        for (sentence, shown) in [
            ("Use `/incident reopen` first.", "Use `/incident reopen` first."),
            ("\"@everyone **now**\" is no time.", "\"@\u{200b}everyone \\*\\*now\\*\\*\" is no time."),
            ("\"a\n# b\" <@1>", "\"a # b\" \\<@\u{200b}1>"),
        ] {
            assert_eq!(inert(sentence), shown, "{sentence:?}");
        }
    }

    #[test]
    fn a_cut_never_leaves_half_an_escape() {
        assert_eq!(fit("abc", 3), "abc");
        assert_eq!(fit("abcd", 3), "ab…");
        assert_eq!(fit("a\\*bcd", 3), "a…");
    }

    #[test]
    fn channel_names_are_lawful_whatever_the_title() {
        for (title, name) in [
            ("Checkout is down", "inc-7-checkout-is-down"),
            ("🔥🔥🔥", "inc-7"),
            ("العربية معطلة", "inc-7-العربية-معطلة"),
            ("a/b\\c  ##", "inc-7-a-b-c"),
            ("..", "inc-7"),
            ("../../etc/passwd", "inc-7-etc-passwd"),
            ("?!…—--", "inc-7"),
            ("\u{202e}\u{2066}drowssap", "inc-7-drowssap"),
            ("\u{200b}\u{200d}\u{feff}", "inc-7"),
            ("@everyone <@&9> <#1>", "inc-7-everyone-9-1"),
            ("日本語のシステムが停止しています", "inc-7-日本語のシステムが停止しています"),
            ("हिन्दी सेवा बंद", "inc-7-हिन्दी-सेवा-बंद"),
            ("İSTANBUL", "inc-7-i̇stanbul"),
            ("Cafe\u{301} \u{301}", "inc-7-cafe\u{301}"),
            ("a\0b\nc", "inc-7-a-b-c"),
        ] {
            assert_eq!(channel_name(Number(7), title), name);
        }
        for long in ["word ".repeat(50), "x".repeat(100), "語".repeat(100), format!("ab {}", "y".repeat(97))]
        {
            let name = channel_name(Number(i64::MAX), &long);
            assert!((20..=60).contains(&name.chars().count()), "{name}");
        }
        assert!(channel_name(Number(7), &"語".repeat(100)).contains("語語語"));
    }
}
