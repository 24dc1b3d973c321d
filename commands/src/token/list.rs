//! `/token list`: every program that may use the API, and whether it does.

use incidents::{Result, View, store};

use super::scope;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Handle, Needs, Run};
use crate::{paged, words};

pub const COMMAND: Command = Command {
    path: "token list",
    about: "Show every program that may use the API, who let it in, and when it last asked",
    needs: Needs::Admin,
    run: Run::Reads(run),
    handles: &[Handle { name: PAGE, needs: Needs::Admin, run: Run::Reads(turn) }],
    ..Command::PLAIN
};

const PAGE: &str = "tokens";

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    Ok(Reply::Say(page(view, asked, 0)?))
}

fn turn(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    Ok(Reply::Change(page(view, asked, paged::number(&asked.words()))?))
}

fn page(view: &mut View<'_>, asked: &Asked<'_>, number: usize) -> Result<Message> {
    let programs = store::tokens::all(view, asked.request.guild)?;
    if programs.is_empty() {
        return Ok(Message::private(say!("No program uses the API here yet. Let one in with `/token add`.")));
    }
    let lines: Vec<_> = programs
        .iter()
        .map(|program| {
            let last = program.is.last_at.map_or_else(|| say!("never"), words::ago);
            let (name, by) = (words::line(program.name.as_str()), words::line(&program.is.made_by));
            say!(
                "**{name}** · {scope} · last asked: {last}\n-# let in by {by} {ago}",
                name,
                last,
                by,
                scope = scope(program.is.may_write),
                ago = words::ago(program.is.made_at)
            )
        })
        .collect();
    Ok(paged::page(&say!("**Programs** · {count}", count = programs.len()), &lines, PAGE, number))
}
