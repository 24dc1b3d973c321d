//! A line of Markdown as the words it shows. Links and pictures keep where they lead.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Stands before a line while it is read, so that nothing at its beginning opens a block.
const GUARD: &str = ". ";

/// The words of a line.
pub(super) fn words(line: &str) -> String {
    if !line.contains(['*', '_', '\\', '`', '[', '&', '<', '~', '!']) {
        return line.to_owned();
    }
    let guarded = format!("{GUARD}{line}");
    let mut out = String::with_capacity(guarded.len());
    let mut links = Vec::new();
    for event in Parser::new_ext(&guarded, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => out.push_str(&text),
            Event::Code(text) => out.extend(["`", &text, "`"]),
            Event::SoftBreak | Event::HardBreak => out.push('\n'),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push((out.len(), dest_url));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((from, target)) = links.pop()
                    && out.get(from..) != Some(&*target)
                {
                    out.extend([" (", &target, ")"]);
                }
            }
            _ => {}
        }
    }
    out.strip_prefix(GUARD).unwrap_or(&out).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::postmortem::escape::{Sink, push_inline};

    #[test]
    fn markup_goes_and_words_stay() {
        for (line, shown) in [
            ("**2:13 PM EST** - It *broke*", "2:13 PM EST - It broke"),
            ("worker_7 & `rm -rf`", "worker_7 & `rm -rf`"),
            ("see [the graph](https://example.com/g)", "see the graph (https://example.com/g)"),
            ("![memory](graph.png)", "memory (graph.png)"),
            ("1. stays", "1. stays"),
            ("# no heading", "# no heading"),
            ("a <b>bold</b> claim", "a <b>bold</b> claim"),
        ] {
            assert_eq!(words(line), shown, "{line}");
        }
    }

    #[test]
    fn what_we_escape_is_read_back() {
        for text in ["*again* & again", "<script>", "a_b_c __x__", "[click](javascript:x)", "C:\\*", "&lt;"] {
            let mut out = String::new();
            push_inline(&mut out, text, Sink::File, "");
            assert_eq!(words(&out), text, "{out}");
        }
    }
}
