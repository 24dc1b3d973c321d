//! `/page ack` and **Acknowledge**: somebody has it, and nobody else is called.

use incidents::model::escalation::{Answer, Standing};
use incidents::operations::paging::acknowledge::acknowledge;
use incidents::operations::roster;
use incidents::{Change, Result};

use super::calls;
use super::found::{Found, found, suggest};
use super::next::{ended, title};
use crate::asked::Asked;
use crate::people::mentioned;
use crate::reply::{Message, Reply};
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::tongues::word;
use crate::{suggest as suggestions, words};

pub const COMMAND: Command = Command {
    path: "page ack",
    about: "Say that you have it: stops the page",
    options: &[
        Opt::suggested("page", "Which one, when there are several", suggest),
        Opt::suggested("incident", "Which one, outside its own channel", suggestions::incidents),
    ],
    needs: Needs::Nothing,
    run: Run::Aloud(run),
    handles: &[Handle { name: calls::ACK, needs: Needs::Nothing, run: Run::Aloud(run) }],
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let found = found(change, asked)?;
    let (paged, answer) = acknowledge(change, found.id, &found.by, found.from)?;
    let people = roster::everybody(change, paged.guild)?;
    let title = title(&paged);
    let text = match answer {
        Answer::Taken(standing) => {
            let unasked = if standing == Standing::NotPaged { word(" They were not paged.") } else { "" };
            let has = mentioned(&people, found.by.who);
            return Ok(taken(
                say!("✅ {title}: {has} has it. Escalation has stopped.{unasked}", title, has, unasked),
                &found,
            ));
        }
        Answer::Also { with, .. } | Answer::AlsoBefore { with } => {
            say!(
                "{title}: {mentioned} has it already. It is noted that you are there too.",
                title,
                mentioned = mentioned(&people, with)
            )
        }
        Answer::StillTheirs => say!("{title} is yours, and it is noted that you are still on it.", title),
        Answer::AfterEnd { how, at } => {
            say!(
                "{title}: {ended} {at}. There is nothing left to acknowledge.",
                title,
                ended = ended(how),
                at = words::ago(at)
            )
        }
    };
    Ok(Message::private(text).into())
}

/// In the channel the answer is for everybody; elsewhere it is for whoever asked, and the channel is told.
fn taken(text: String, found: &Found) -> Reply {
    if found.in_channel() {
        return Message::public(text).into();
    }
    Message::private(text).into()
}
