//! What the body of every page is written with: the state it is read from, instants by the server's clock, names, addresses.

use chrono::{DateTime, SecondsFormat, Utc};
use incidents::model::metrics::span;
use incidents::model::zone::Zone;
use incidents::postmortem::linked;
use incidents::{Result, View};

use super::marked::{self, Mention, Spelled};
use super::names::Names;
use crate::asked::Asked;

/// The body of a page, and what stands above it.
pub struct Sheet {
    /// What it is called.
    pub title: String,
    /// Whether its body begins with a heading of its own.
    pub is_headed: bool,
    /// What it shows, in HTML.
    pub body: String,
    /// Whether it follows what happens.
    pub is_live: bool,
}

/// Writes one page.
pub struct Writer<'w, 'v> {
    /// The state it is read from.
    pub view: &'w mut View<'v>,
    /// Who reads it, where.
    pub asked: &'w Asked<'w>,
    /// The zone in which instants are told.
    pub zone: Zone,
    names: Names,
}

impl<'w, 'v> Writer<'w, 'v> {
    /// A writer for whoever asks.
    pub fn new(view: &'w mut View<'v>, asked: &'w Asked<'w>) -> Self {
        Self { view, asked, zone: asked.settings.zone(), names: Names::default() }
    }

    /// The address of a page of this server.
    pub fn path(&self, rest: &str) -> String {
        format!("{}/servers/{}/{rest}", base(self.view.address()), self.asked.request.guild)
    }

    /// An instant by the clock of this page.
    pub fn time(&self, at: DateTime<Utc>) -> String {
        let shown = self.zone.local(at).format("%Y-%m-%d %H:%M");
        format!("<time datetime=\"{}\">{shown}</time>", at.to_rfc3339_opts(SecondsFormat::Secs, true))
    }

    /// An instant as so long ago, or as in so long.
    pub fn ago(&self, at: DateTime<Utc>) -> String {
        let words = span::in_words(at - self.view.now);
        let words = if at > self.view.now { format!("in {words}") } else { format!("{words} ago") };
        format!("<time datetime=\"{}\">{words}</time>", at.to_rfc3339_opts(SecondsFormat::Secs, true))
    }

    /// Words that were put for chat.
    pub fn said(&mut self, text: &str) -> Result<String> {
        let mut spelling = Spelling { writer: self, failed: None };
        let html = marked::html(text, &mut spelling);
        spelling.failed.map_or(Ok(html), Err)
    }

    /// Words that somebody typed: lines and web addresses stay, and whoever is mentioned has a name.
    pub fn typed(&mut self, text: &str) -> Result<String> {
        let html = linked(text);
        let mut out = String::with_capacity(html.len());
        let mut rest = html.as_str();
        while let Some((before, behind)) = rest.split_once("&lt;") {
            out.push_str(before);
            let mention =
                behind.split_once("&gt;").and_then(|(inner, after)| Some((marked::token(inner)?, after)));
            rest = match mention {
                Some((mention, after)) => {
                    out.push_str(&self.mention(mention)?);
                    after
                }
                None => {
                    out.push_str("&lt;");
                    behind
                }
            };
        }
        out.push_str(rest);
        Ok(out)
    }

    fn mention(&mut self, mention: Mention) -> Result<String> {
        self.names.of(self.view, self.asked.request.guild, mention)
    }
}

/// The path at which all our pages lie, without a slash at its end: empty unless the public address has one.
pub fn base(address: &str) -> &str {
    let behind = address.find("://").map_or(address, |at| &address[at + 3..]);
    behind.find('/').map_or("", |at| behind[at..].trim_end_matches('/'))
}

/// The writer, as what was worded for chat needs it; what fails on the way is kept.
struct Spelling<'s, 'w, 'v> {
    writer: &'s mut Writer<'w, 'v>,
    failed: Option<incidents::Error>,
}

impl Spelled for Spelling<'_, '_, '_> {
    fn mention(&mut self, mention: Mention) -> String {
        self.writer.mention(mention).unwrap_or_else(|why| {
            self.failed = Some(why);
            String::new()
        })
    }

    fn instant(&mut self, at: DateTime<Utc>, is_relative: bool) -> String {
        if is_relative { self.writer.ago(at) } else { self.writer.time(at) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_lie_below_the_public_address() {
        for (address, path) in [
            ("https://sitrep.example.com", ""),
            ("https://sitrep.example.com/", ""),
            ("https://example.com/sitrep/", "/sitrep"),
            ("http://127.0.0.1:8080", ""),
        ] {
            assert_eq!(base(address), path, "{address}");
        }
    }
}
