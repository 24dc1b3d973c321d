//! The lines of an iCalendar file, put together again where they were folded, each with the number at which it begins.

/// One line of a file: `DTSTART;VALUE=DATE:20240603`.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Where it begins in the file, counted from one.
    pub number: usize,
    /// What it says, in capitals.
    pub name: String,
    /// What stands before the colon besides, names in capitals.
    parameters: Vec<(String, String)>,
    /// What stands behind it.
    pub value: String,
}

/// The lines of a file; what is none is left out.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line> {
    unfolded(text).into_iter().filter_map(|(number, line)| Line::read(number, &line))
}

/// The lines as they were before they were folded: one that begins with a blank goes on the one before.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, last))) => last.push_str(rest),
            _ => lines.push((index + 1, line.to_owned())),
        }
    }
    lines
}

impl Line {
    fn read(number: usize, line: &str) -> Option<Self> {
        let mut quoted = false;
        let colon = line.char_indices().find(|(_, letter)| {
            quoted ^= *letter == '"';
            *letter == ':' && !quoted
        })?;
        let (head, value) = (&line[..colon.0], &line[colon.0 + 1..]);
        let mut parts = head.split(';');
        let name = parts.next()?.trim().to_ascii_uppercase();
        let parameters = parts.filter_map(|part| part.split_once('=')).map(|(name, value)| {
            (name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned())
        });
        Some(Self { number, name, parameters: parameters.collect(), value: value.trim().to_owned() })
    }

    /// What a parameter says.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The words of a text, without the marks that the format puts before some letters; never too many.
    pub fn words(&self) -> String {
        let mut words = String::new();
        let mut letters = self.value.chars();
        while let Some(letter) = letters.next() {
            let meant = match letter {
                '\\' => match letters.next() {
                    Some('n' | 'N') => ' ',
                    Some(other) => other,
                    None => break,
                },
                other => other,
            };
            if !meant.is_control() {
                words.push(meant);
            }
        }
        words.trim().chars().take(LONGEST_TITLE).collect::<String>().trim_end().to_owned()
    }
}

/// How much of a title is kept, in characters.
const LONGEST_TITLE: usize = 80;
