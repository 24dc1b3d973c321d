//! Takes Rust apart just far enough that a rule about code is not broken by a comment or a sentence.

/// A file's code with comments and literals blanked, and its literals.
pub struct Text {
    code: String,
    /// Each string literal with the line it begins on.
    pub literals: Vec<(usize, String)>,
}

impl Text {
    /// The lines of code, numbered from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// The line where a file's own tests begin, or one past the end.
    pub fn first_test_line(&self) -> usize {
        let begins = |line: &str| line.starts_with("mod tests {") || line.starts_with("pub mod tests {");
        self.lines()
            .find(|(_, line)| begins(line))
            .map_or_else(|| self.code.lines().count() + 1, |(number, _)| number)
    }
}

/// Takes a file apart.
pub fn apart(text: &str) -> Text {
    let mut reader = Reader { rest: text, line: 1, code: String::new(), literals: Vec::new() };
    while !reader.rest.is_empty() {
        reader.step();
    }
    Text { code: reader.code, literals: reader.literals }
}

struct Reader<'t> {
    rest: &'t str,
    line: usize,
    code: String,
    literals: Vec<(usize, String)>,
}

impl<'t> Reader<'t> {
    fn step(&mut self) {
        if self.rest.starts_with("//") {
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            self.skip(end);
        } else if self.rest.starts_with("/*") {
            let end = self.rest.find("*/").map_or(self.rest.len(), |at| at + 2);
            self.skip(end);
        } else if let Some(hashes) = self.raw_opening() {
            let fence = format!("\"{}", "#".repeat(hashes));
            self.skip(2 + hashes);
            let end = self.rest.find(&fence).unwrap_or(self.rest.len());
            self.literal(end, fence.len());
        } else if self.rest.starts_with('"') {
            self.skip(1);
            self.literal(closing_quote(self.rest), 1);
        } else if let Some(length) = char_literal(self.rest) {
            self.skip(length);
        } else {
            let next = self.rest.chars().next().map_or(1, char::len_utf8);
            let taken = self.take(next);
            self.code.push_str(taken);
        }
    }

    /// How many hashes open the raw string that begins here, if one does.
    fn raw_opening(&self) -> Option<usize> {
        let after = self.rest.strip_prefix('r')?;
        let hashes = after.len() - after.trim_start_matches('#').len();
        let in_a_name = self.code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let begins = !in_a_name || self.code.ends_with('b');
        (begins && after[hashes..].starts_with('"')).then_some(hashes)
    }

    fn literal(&mut self, length: usize, fence: usize) {
        let line = self.line;
        let text = self.rest[..length].to_owned();
        self.code.push_str("\"\"");
        self.skip((length + fence).min(self.rest.len()));
        self.literals.push((line, text));
    }

    fn skip(&mut self, length: usize) {
        let skipped = self.take(length);
        self.code.extend(skipped.chars().filter(|c| *c == '\n'));
    }

    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(length);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }
}

/// How far it is to the quote that ends a string whose opening quote is behind us.
fn closing_quote(text: &str) -> usize {
    let mut escaped = false;
    text.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })
    .unwrap_or(text.len())
}

/// The length of the character literal that begins here; a lifetime is none.
fn char_literal(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    if let Some(escape) = inside.strip_prefix('\\') {
        let past = escape.chars().next()?.len_utf8();
        return escape[past..].find('\'').map(|at| past + at + 3);
    }
    let first = inside.chars().next()?.len_utf8();
    inside[first..].starts_with('\'').then_some(first + 2)
}

#[test]
fn code_comments_and_literals_are_told_apart() {
    let text = apart(
        "let a = \"select \\\" it\"; // dbg!\nlet b = '\"'; /* todo!\n */ r#\"x\"y\"# 'life '\\'' bar\"q\"",
    );
    let code: Vec<_> = text.lines().map(|(_, line)| line).collect();
    assert_eq!(code, ["let a = \"\"; ", "let b = ; ", " \"\" 'life  bar\"\""]);
    let literals: Vec<_> = text.literals.iter().map(|(line, text)| (*line, text.as_str())).collect();
    assert_eq!(literals, [(1, "select \\\" it"), (3, "x\"y"), (3, "q")]);
}
