//! How entries of the timeline look in answers and lists.

use crate::tongues::noted;
use incidents::model::entry::{Entry, EntryKind, Tier};
use incidents::operations::attach::Attached;

use crate::tongues::word;
use crate::{cards, words};

/// How an entry is named by its number. What we say of an entry in its channel bears this, and is found by it.
pub fn number(seq: i64) -> String {
    format!("`#{seq}`")
}

/// An entry just written, as its answer shows it.
pub fn written(kind: EntryKind, seq: i64, at: chrono::DateTime<chrono::Utc>, text: &str) -> String {
    format!("{} {} {} · {}", cards::kind_mark(kind), number(seq), words::instant(at), words::plain(text))
}

/// One entry on one line, short enough for ten of them to fit a message. What the postmortem does not tell is small.
pub fn listed(entry: &Entry) -> String {
    let small = if entry.tier == Tier::Log { "-# " } else { "" };
    let mark = cards::kind_mark(entry.kind);
    let start = format!("{small}{mark} {} {}", number(entry.seq), words::instant(entry.at));
    if let Some(removed) = &entry.removed {
        let by = words::fit(&words::line(&removed.by), 20);
        let reason = removed.reason.as_deref().map(|reason| format!(": {}", words::line(reason)));
        return say!(
            "{start} · *removed by {by}{reason}*",
            start,
            by,
            reason = words::fit(&reason.unwrap_or_default(), 60)
        );
    }
    let text = words::fit(&words::line(&entry.text), 90);
    let by = words::fit(&words::line(&entry.author_name), 20);
    let edited = if entry.edited_at.is_some() { word(" *(edited)*") } else { "" };
    format!("{start} · {text} — {by}{edited}")
}

/// What became of the files that came with an entry, as lines under the answer.
pub fn files(attached: &Attached) -> String {
    let mut text = match attached.wanted {
        0 => String::new(),
        1 => say!("\n-# 📎 A copy of the file is being made."),
        count => say!("\n-# 📎 Copies of {count} files are being made.", count),
    };
    for (name, why) in attached.left_out.iter().take(10) {
        text.push_str(&say!(
            "\n⚠️ {name} is not copied: {why}. Keep it somewhere safe and put a link here.",
            why = noted(why),
            name = words::fit(&words::line(name), 60)
        ));
    }
    text
}
