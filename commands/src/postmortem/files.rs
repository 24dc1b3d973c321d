//! The files of a postmortem: the document, the pictures of its timeline, and the picture of the incident, as many and as
//! large as Discord takes in one message.

use std::collections::HashSet;

use incidents::postmortem::{Facts, Typeface, chart};

use crate::reply::File;

/// How many files one message carries, with room for one that holds words too long for the message.
const MOST_FILES: usize = 9;
/// How many bytes Discord takes in one file, wherever it is posted.
pub const MOST_IN_ONE: usize = 10_000_000;
/// How many bytes one message carries, with room for its words.
const MOST_BYTES: usize = 24_000_000;
/// In how many files at most a very long document is posted.
const MOST_PARTS: usize = 2;

/// The files of a document.
pub struct Files {
    /// All of them, the document first.
    pub files: Vec<File>,
    /// What the message says about them, where there is something to say.
    pub remark: Option<String>,
}

/// Every file of a document, which is told in Markdown; its picture with these fonts beside our own.
#[must_use]
pub fn of_document(facts: &Facts, markdown: String, typefaces: &[Typeface]) -> Files {
    let (mut files, is_whole) = document(facts, markdown);
    let remark = match (files.len(), is_whole) {
        (1, _) => None,
        (count, true) => Some(say!("-# The document is in {count} files, for it is long.", count)),
        (_, false) => Some(say!(
            "-# The document is longer than Discord takes. The rest of its timeline is in `/timeline list`."
        )),
    };
    let chart = picture_of(facts, typefaces);
    let taken: usize = files.iter().chain(&chart).map(|file| file.bytes.len()).sum();
    let most = MOST_FILES.saturating_sub(files.len() + usize::from(chart.is_some()));
    files.extend(pictures(facts, most, MOST_BYTES.saturating_sub(taken)));
    files.extend(chart);
    Files { files, remark }
}

/// The document in as many files as it takes, cut between lines. Says whether all of it found room. It is not copied unless
/// it has to be cut.
fn document(facts: &Facts, markdown: String) -> (Vec<File>, bool) {
    let (number, mut rest, mut files) = (facts.number, markdown, Vec::new());
    while !rest.is_empty() && files.len() < MOST_PARTS {
        let after = rest.split_off(fitting(&rest, MOST_IN_ONE));
        let name = match files.len() {
            0 => format!("postmortem-{number}.md"),
            nth => format!("postmortem-{number}-{}.md", nth + 1),
        };
        let about = say!("The postmortem of {number}", number);
        files.push(File { name, bytes: rest.into_bytes(), about });
        rest = after;
    }
    (files, rest.is_empty())
}

/// Where the lines of a text end that fit into so many bytes.
fn fitting(text: &str, most: usize) -> usize {
    if text.len() <= most {
        return text.len();
    }
    let at = text.floor_char_boundary(most);
    text[..at].rfind('\n').map_or(at, |line| line + 1)
}

/// The pictures of what the document tells, as many as fit.
fn pictures(facts: &Facts, most: usize, mut room: usize) -> Vec<File> {
    let told: HashSet<_> = facts.narrative().flat_map(|entry| entry.files.iter()).collect();
    let mut pictures = Vec::new();
    for file in facts.files.iter().filter(|file| file.is_picture() && told.contains(&file.id)) {
        if pictures.len() < most && file.bytes.len() <= MOST_IN_ONE.min(room) {
            room -= file.bytes.len();
            let bytes = file.bytes.to_vec();
            pictures.push(File { name: file.name.clone(), bytes, about: say!("From the timeline") });
        }
    }
    pictures
}

/// The picture of the incident, where enough is known to draw one. A picture that cannot be painted is no reason to go
/// without the document.
fn picture_of(facts: &Facts, typefaces: &[Typeface]) -> Option<File> {
    let bytes = chart::png(facts, typefaces).ok().flatten()?;
    let about = say!("The course of {number}: its phases, pages and severity", number = facts.number);
    Some(File { name: format!("incident-{}.png", facts.number), bytes, about })
}

#[cfg(test)]
mod tests {
    use super::*;
    use incidents::ids::Number;
    use incidents::postmortem::facts::Severity;

    #[test]
    fn a_document_of_any_length_leaves_in_files_that_discord_takes() {
        let facts = Facts::new(Number(7), "Long", Severity { label: "SEV1".into(), rank: 1 });
        for (lines, count) in [(1, 1), (90_000, 1), (190_000, 2), (400_000, 2)] {
            let text = "- 2:15 PM EST - 字 one line of a very long timeline, of about 99 bytes, so that it adds up soon\n".repeat(lines);
            let whole = text.len();
            let (files, is_whole) = document(&facts, text);
            assert_eq!((files.len(), is_whole), (count, lines < 400_000), "{lines}");
            assert!(files.iter().all(|file| file.bytes.len() <= MOST_IN_ONE), "{lines}");
            let told: usize = files.iter().map(|file| file.bytes.len()).sum();
            assert_eq!(told == whole, is_whole, "{lines}");
        }
    }
}
