//! `/doctor`: what would fail when it is needed, the worst first, and how to mend each.

use incidents::model::finding::{Finding, Verdict};
use incidents::operations::examine::examine;
use incidents::{Result, View};

use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Run};
use crate::{permissions, words};

pub const COMMAND: Command = Command {
    path: "doctor",
    about: "What would fail when it is needed, and how to mend it",
    needs: Needs::Admin,
    run: Run::Reads(run),
    ..Command::PLAIN
};

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let hidden = permissions::hidden(view, asked)?;
    let mut findings = examine(view, asked.request.guild, &hidden)?;
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.verdict));
    let worst = findings.iter().map(|finding| finding.verdict).max().unwrap_or(Verdict::Fine);
    let mut text = match worst {
        Verdict::Fine => "**All of it is as it should be.**",
        Verdict::Doubtful => "**It works. There is something to look at.**",
        Verdict::Broken => "**Something does not work, or will not when it is needed.**",
    }
    .to_owned();
    for finding in &findings {
        text.push('\n');
        text.push_str(&line(finding));
    }
    text.push_str(
        "\n-# `sitrep doctor` on the machine checks backups, the clock, the token and the database besides.",
    );
    Ok(Message::private(text).into())
}

fn line(finding: &Finding) -> String {
    let mark = match finding.verdict {
        Verdict::Fine => "✅",
        Verdict::Doubtful => "🟡",
        Verdict::Broken => "🔴",
    };
    let mend = finding.mend.as_ref().map(|mend| format!(" → {mend}")).unwrap_or_default();
    format!("{mark} {}: {}{mend}", finding.part, words::trouble(&finding.says))
}
