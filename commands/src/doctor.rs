//! `/doctor`: what would fail when it is needed, the worst first, and how to mend each. What the database knows is said at once;
//! Discord and the machine are asked afterwards, and the answer follows.

use incidents::ids::GuildId;
use incidents::model::finding::{Finding, Verdict};
use incidents::model::notice::{AnswerTo, CheckUp, Notice};
use incidents::operations::examine::{examine, late};
use incidents::store::incidents::Hidden;
use incidents::{Change, Result, View, checkup};

use crate::asked::Asked;
use crate::parcels::{CheckingUp, Parcel};
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Run};
use crate::tongues::{Listeners, said, speaking, word};
use crate::{permissions, words};

pub const COMMAND: Command = Command {
    path: "doctor",
    about: "What would fail when it is needed, and how to mend it",
    needs: Needs::Admin,
    run: Run::Changes(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let hidden = permissions::hidden(change, asked)?;
    let findings = known(change, asked.request.guild, &hidden)?;
    change.send(&Notice::CheckUp(CheckUp { answer: asked.answer(), hidden: hidden.0 }))?;
    Ok(told(&findings, Some(word("Discord, this machine and the database"))).into())
}

/// What the database knows of what would fail in a server.
fn known(view: &mut View<'_>, guild: GuildId, hidden: &Hidden) -> Result<Vec<Finding>> {
    let mut findings = examine(view, guild, hidden)?;
    let now = view.now;
    findings.push(late(view, now)?);
    Ok(findings)
}

/// What leaves for a check-up: what is known now, and what Discord is to be asked about.
pub fn parcel(view: &mut View<'_>, guild: GuildId, wish: &CheckUp) -> Result<Parcel> {
    let findings = known(view, guild, &Hidden(wish.hidden.clone()))?;
    let server = checkup::server(view, guild)?;
    Ok(Parcel::CheckUp(Box::new(CheckingUp { answer: wish.answer.clone(), findings, server })))
}

/// The findings in words, for an answer that is looked at, and what is still being looked at.
#[must_use]
pub fn told_in(answer: &AnswerTo, findings: &[Finding], still: Option<&'static str>) -> Message {
    speaking(Listeners::of(answer.tongue), || told(findings, still.map(word)))
}

fn told(findings: &[Finding], still: Option<&str>) -> Message {
    let mut sorted: Vec<_> = findings.iter().collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.verdict));
    let worst = sorted.first().map_or(Verdict::Fine, |finding| finding.verdict);
    let mut text = match (worst, still) {
        (Verdict::Fine, Some(_)) => say!("**Nothing is wrong so far.**"),
        (Verdict::Fine, None) => say!("**All of it is as it should be.**"),
        (Verdict::Doubtful, _) => say!("**It works. There is something to look at.**"),
        (Verdict::Broken, _) => say!("**Something does not work, or will not when it is needed.**"),
    };
    for finding in sorted {
        text.push('\n');
        text.push_str(&line(finding));
    }
    match still {
        Some(still) => {
            text.push_str(&say!("\n⏳ Still to be looked at: {still}. This answer follows.", still));
        }
        None => {
            text.push_str(&say!(
                "\n-# `sitrep doctor` on the machine looks closer: every index, every seal of the audit log."
            ));
        }
    }
    Message::private(text)
}

fn line(finding: &Finding) -> String {
    let mark = match finding.verdict {
        Verdict::Fine => "✅",
        Verdict::Doubtful => "🟡",
        Verdict::Broken => "🔴",
    };
    let mend = finding.mend.as_ref().map(|mend| format!(" → {}", said(mend))).unwrap_or_default();
    format!("{mark} {}: {}{mend}", word(finding.part), words::trouble(&said(&finding.says)))
}
