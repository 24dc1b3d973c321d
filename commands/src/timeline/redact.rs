//! `/timeline redact`: takes the words of an entry out of everything that is kept, for what should never have been typed.

use incidents::operations::redact::{MOST, redact};
use incidents::{Change, Result, store};

use super::{entry, lines};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "timeline redact",
    about: "Take an entry's words out of everything kept, for good; that there was one stays",
    options: &[
        Opt::suggested("entry", "Which one: its number, or words of it", entry::suggested).required(),
        Opt::text("reason", "Why; this is kept and shown, so do not repeat the words", 300).required(),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

/// What the message begins with that tells of a redaction.
pub const REDACTED: &str = "⬛";

const _: () = assert!(MOST == 300, "the option takes as much as a reason holds");

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let entry = entry::named(change, asked, &incident)?;
    let reason = asked.text("reason").unwrap_or_default();
    let redacted = redact(change, incident.id, entry.seq, reason)?;
    // What it was called may have been redacted too.
    let incident = store::incidents::look(change, incident.id)?;
    let text = say!(
        "{mark} **{title}** · entry {number} redacted: {reason}\n-# Its words are gone from the timeline, its earlier versions, the postmortem's \
         editions, search, files, stored answers and the audit log. Posts that Sitrep keeps up to date follow, and its own \
         messages in the incident channel that quote the entry or the alert it came from are deleted. What people wrote, updates \
         posted elsewhere, pages that went out, the channel's own name and topic, and backups made before, are yours to delete.",
        mark = REDACTED,
        title = suggest::title(&incident),
        number = lines::number(redacted.seq),
        reason = words::line(reason),
    );
    let elsewhere = incident.channel != Some(asked.request.channel);
    Ok(Message { private: incident.private && elsewhere, ..Message::public(text) }.into())
}
