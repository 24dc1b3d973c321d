//! Web addresses where they stand in a text people typed.

/// The first web address, and what stands around it.
pub(super) fn next_address(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(found) = text[from..].find("://") {
        let colon = from + found;
        for scheme in ["https", "http"] {
            if text[..colon].ends_with(scheme) {
                let start = colon - scheme.len();
                let rest = &text[start..];
                let end = rest
                    .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`'))
                    .unwrap_or(rest.len());
                let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']);
                if address.len() > scheme.len() + 3 {
                    return Some((&text[..start], address, &rest[address.len()..]));
                }
            }
        }
        from = colon + 3;
    }
    None
}

/// Where the web addresses of a text begin and end.
pub(super) fn addresses(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, address, after)) = next_address(rest) {
        let start = text.len() - rest.len() + before.len();
        found.push(start..start + address.len());
        rest = after;
    }
    found
}
