//! What is written for chat, as it reads at a terminal or to a program: no markup, instants as times, commands as they are typed here.

use chrono::{DateTime, Utc};
use incidents::model::metrics::span;
use incidents::model::zone::Zone;

use crate::reply::Message;

/// How instants are told.
pub struct Plain {
    /// The server's zone.
    pub zone: Zone,
    /// The present instant, for what is told as so long ago.
    pub now: DateTime<Utc>,
    /// What stands before a command where it is read: `/`, or `sitrep ` at a shell.
    pub before_commands: &'static str,
}

impl Plain {
    /// A whole message, with its card.
    #[must_use]
    pub fn message(&self, message: &Message) -> String {
        let mut out = String::new();
        let mut push = |text: &str| {
            let words = self.words(text);
            if !words.trim().is_empty() {
                out.push_str(words.trim_end());
                out.push('\n');
            }
        };
        push(&message.text);
        if let Some(card) = &message.card {
            push(&card.title);
            push(&card.text);
            for field in &card.fields {
                push(&format!("{}: {}", field.name, field.value));
            }
            push(&card.footer);
        }
        out
    }

    /// Words without markup.
    #[must_use]
    pub fn words(&self, text: &str) -> String {
        let lines = text.lines().map(|line| self.line(line.strip_prefix("-# ").unwrap_or(line)));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn line(&self, line: &str) -> String {
        let mut out = String::with_capacity(line.len());
        let mut rest = line;
        while let Some(letter) = rest.chars().next() {
            let behind = &rest[letter.len_utf8()..];
            rest = match letter {
                '\\' => match behind.chars().next().filter(char::is_ascii_punctuation) {
                    Some(escaped) => {
                        out.push(escaped);
                        &behind[escaped.len_utf8()..]
                    }
                    None => {
                        out.push(letter);
                        behind
                    }
                },
                '*' => behind.trim_start_matches('*'),
                '`' => behind.strip_prefix('/').map_or(behind, |command| {
                    out.push_str(self.before_commands);
                    command
                }),
                '<' => self.tag(behind, &mut out),
                '\u{200b}' => behind,
                control if control.is_control() => behind,
                _ => {
                    out.push(letter);
                    behind
                }
            };
        }
        out
    }

    /// `<t:…>`, `<@…>`, `<#…>`; anything else in angle brackets stays.
    fn tag<'t>(&self, rest: &'t str, out: &mut String) -> &'t str {
        let Some((tag, behind)) = rest.split_once('>').filter(|(tag, _)| tag.len() < 40) else {
            out.push('<');
            return rest;
        };
        if let Some(instant) = tag.strip_prefix("t:").and_then(|stamp| self.instant(stamp)) {
            out.push_str(&instant);
            return behind;
        }
        if tag.starts_with(['@', '#']) {
            out.push_str(tag);
            return behind;
        }
        out.push('<');
        rest
    }

    fn instant(&self, stamp: &str) -> Option<String> {
        let (seconds, style) = stamp.split_once(':').unwrap_or((stamp, "f"));
        let at = DateTime::from_timestamp(seconds.parse().ok()?, 0)?;
        if style == "R" {
            let words = span::in_words(at - self.now);
            return Some(if at > self.now { format!("in {words}") } else { format!("{words} ago") });
        }
        let local = self.zone.local(at);
        let form = match style {
            "t" => "%H:%M",
            "T" => "%H:%M:%S",
            "d" | "D" => "%Y-%m-%d",
            _ => "%Y-%m-%d %H:%M",
        };
        Some(format!("{} {}", local.format(form), self.zone.label(at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_instants_are_told() {
        let zone = "Europe/Berlin".parse().unwrap();
        let now = "2024-06-02T13:00:00Z".parse().unwrap();
        let plain = Plain { zone, now, before_commands: "sitrep " };
        for (chat, shell) in [
            ("**INC-1** · it \\*broke\\*", "INC-1 · it *broke*"),
            ("since <t:1717330500:t>, <t:1717330500:R>", "since 14:15 CEST, 45 minutes ago"),
            ("-# Use `/incident reopen` first.", "Use sitrep incident reopen first."),
            ("<@42> in <#7>, not \\<b>, a < b", "@42 in #7, not <b>, a < b"),
            ("bell \u{7} and \u{1b}[31m", "bell  and [31m"),
            ("@\u{200b}everyone", "@everyone"),
        ] {
            assert_eq!(plain.words(chat), shell, "{chat}");
        }
    }
}
