//! What stands at the end of a channel's topic, by which an incident's channel is known for what it is.

use crate::ids::{IncidentId, Number};

/// The mark of an incident.
#[must_use]
pub fn mark(number: Number, id: IncidentId) -> String {
    format!("[{number} of Sitrep {id}]")
}

/// The incident's number, where a topic ends in a mark.
#[must_use]
pub fn number(topic: &str) -> Option<Number> {
    let (_, mark) = topic.strip_suffix(']')?.rsplit_once('[')?;
    let (number, id) = mark.split_once(" of Sitrep ")?;
    id.parse::<i64>().ok()?;
    number.strip_prefix("INC-")?.parse().ok().filter(|number| *number > 0).map(Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_where_it_ends_a_topic_and_nowhere_else() {
        let marked = format!("SEV1 · [a] title · {}", mark(Number(12), IncidentId(34)));
        for (topic, found) in [
            (marked.as_str(), Some(Number(12))),
            ("[INC-12 of Sitrep 34] and more", None),
            ("[INC-12 of Sitrep x]", None),
            ("[INC--1 of Sitrep 3]", None),
            ("[INC-99999999999999999999 of Sitrep 3]", None),
            ("no mark", None),
            ("]", None),
        ] {
            assert_eq!(number(topic), found, "{topic}");
        }
    }
}
