//! What was worded for chat, as HTML: the same emphasis, instants and names. Nothing in it acts but links to the web.

use chrono::{DateTime, Utc};
use incidents::postmortem::escaped;

/// Somebody or something that chat shows by a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mention {
    /// A person.
    User(i64),
    /// Everybody with a role.
    Role(i64),
    /// A channel.
    Channel(i64),
}

/// How what stands for something else is written; each gives HTML.
pub trait Spelled {
    /// A person, role or channel.
    fn mention(&mut self, mention: Mention) -> String;
    /// An instant, and whether it is told as so long ago.
    fn instant(&mut self, at: DateTime<Utc>, is_relative: bool) -> String;
}

/// The words as HTML, line by line.
pub fn html(text: &str, spelled: &mut dyn Spelled) -> String {
    let lines = text.lines().map(|text| {
        let (tag, text) = text.strip_prefix("-# ").map_or(("", text), |small| ("small", small));
        let mut line =
            Line { out: String::with_capacity(text.len() + 16), open: Vec::new(), spelled: &mut *spelled };
        line.all(text);
        let written = line.out;
        if tag.is_empty() { written } else { format!("<{tag}>{written}</{tag}>") }
    });
    lines.collect::<Vec<_>>().join("<br>")
}

/// A mention or instant within its angle brackets, without them.
pub fn token(text: &str) -> Option<Mention> {
    let id = |digits: &str| digits.parse::<i64>().ok().filter(|id| *id > 0);
    if let Some(rest) = text.strip_prefix("@&") {
        return id(rest).map(Mention::Role);
    }
    if let Some(rest) = text.strip_prefix('@') {
        return id(rest.trim_start_matches('!')).map(Mention::User);
    }
    text.strip_prefix('#').and_then(id).map(Mention::Channel)
}

struct Line<'s> {
    out: String,
    /// What is open, innermost last.
    open: Vec<&'static str>,
    spelled: &'s mut dyn Spelled,
}

impl Line<'_> {
    fn all(&mut self, text: &str) {
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            rest = self.next(letter, &rest[letter.len_utf8()..]);
        }
        while let Some(tag) = self.open.pop() {
            self.out.push_str(&format!("</{tag}>"));
        }
    }

    /// Takes a letter, and gives back what is left to read.
    fn next<'t>(&mut self, letter: char, behind: &'t str) -> &'t str {
        match letter {
            '\\' => match behind.chars().next().filter(char::is_ascii_punctuation) {
                Some(literal) => {
                    self.push(literal);
                    &behind[literal.len_utf8()..]
                }
                None => self.plain(letter, behind),
            },
            '*' => match behind.strip_prefix('*') {
                Some(behind) => self.turn("strong", behind),
                None => self.turn("em", behind),
            },
            '`' => self.code(behind),
            '<' => self.bracket(behind),
            '[' => self.link(behind),
            '\u{200b}' => behind,
            _ => self.plain(letter, behind),
        }
    }

    fn plain<'t>(&mut self, letter: char, behind: &'t str) -> &'t str {
        self.push(letter);
        behind
    }

    fn push(&mut self, letter: char) {
        self.out.push_str(&escaped(letter.encode_utf8(&mut [0; 4])));
    }

    /// Begins an emphasis, or ends it with all that began within.
    fn turn<'t>(&mut self, tag: &'static str, behind: &'t str) -> &'t str {
        if self.open.contains(&tag) {
            while let Some(inner) = self.open.pop() {
                self.out.push_str(&format!("</{inner}>"));
                if inner == tag {
                    break;
                }
            }
        } else {
            self.open.push(tag);
            self.out.push_str(&format!("<{tag}>"));
        }
        behind
    }

    fn code<'t>(&mut self, behind: &'t str) -> &'t str {
        let Some((code, behind)) = behind.split_once('`') else { return self.plain('`', behind) };
        self.out.push_str(&format!("<code>{}</code>", escaped(code)));
        behind
    }

    fn bracket<'t>(&mut self, behind: &'t str) -> &'t str {
        let Some((inner, after)) = behind.split_once('>').filter(|(inner, _)| inner.len() < 40) else {
            return self.plain('<', behind);
        };
        if let Some(stamp) = inner.strip_prefix("t:") {
            let (seconds, style) = stamp.split_once(':').unwrap_or((stamp, "f"));
            let at = seconds.parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
            if let Some(at) = at {
                let shown = self.spelled.instant(at, style == "R");
                self.out.push_str(&shown);
                return after;
            }
        }
        match token(inner) {
            Some(mention) => {
                let shown = self.spelled.mention(mention);
                self.out.push_str(&shown);
                after
            }
            None => self.plain('<', behind),
        }
    }

    /// `[words](<address>)` or `[words](address)`, where the address is of the web.
    fn link<'t>(&mut self, behind: &'t str) -> &'t str {
        let parts = behind.split_once("](").and_then(|(label, rest)| {
            let (address, rest) = rest.split_once(')')?;
            let address = address.trim_start_matches('<').trim_end_matches('>');
            let is_web = address.starts_with("https://") || address.starts_with("http://");
            (is_web && !label.contains(['[', '\\'])).then_some((label, address, rest))
        });
        let Some((label, address, rest)) = parts else { return self.plain('[', behind) };
        self.out.push_str(&format!(
            "<a rel=\"noopener noreferrer nofollow\" href=\"{}\">{}</a>",
            escaped(address),
            escaped(label)
        ));
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Plainly;

    impl Spelled for Plainly {
        fn mention(&mut self, mention: Mention) -> String {
            format!("{mention:?}")
        }

        fn instant(&mut self, at: DateTime<Utc>, is_relative: bool) -> String {
            format!("[{} {is_relative}]", at.timestamp())
        }
    }

    #[test]
    fn words_for_chat_look_alike_in_a_browser_and_nothing_in_them_acts() {
        for (chat, page) in [
            ("**INC-1** · it \\*broke\\*", "<strong>INC-1</strong> · it *broke*"),
            ("**bold *both* bold**", "<strong>bold <em>both</em> bold</strong>"),
            ("**never *closed", "<strong>never <em>closed</em></strong>"),
            ("*a **b* c**", "<em>a <strong>b</strong></em> c<strong></strong>"),
            ("since <t:1717330500:t>, <t:1717330500:R>", "since [1717330500 false], [1717330500 true]"),
            ("-# small\nlarge", "<small>small</small><br>large"),
            ("<@42> <@!43> <@&7> <#9>", "User(42) User(43) Role(7) Channel(9)"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("`/incident <b>` *x*", "<code>/incident &lt;b&gt;</code> <em>x</em>"),
            ("[mail](javascript:alert(1))", "[mail](javascript:alert(1))"),
            (
                "[it](<https://x.example/?a=\"b\">)",
                "<a rel=\"noopener noreferrer nofollow\" href=\"https://x.example/?a=&quot;b&quot;\">it</a>",
            ),
            ("@\u{200b}everyone & \"you\"", "@everyone &amp; &quot;you&quot;"),
            ("<t:99999999999999999999:R> <@x> <", "&lt;t:99999999999999999999:R&gt; &lt;@x&gt; &lt;"),
        ] {
            assert_eq!(html(chat, &mut Plainly), page, "{chat}");
        }
    }
}
