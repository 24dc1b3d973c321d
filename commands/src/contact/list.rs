//! `/contact list`: everybody who can be paged, with masked addresses.

use incidents::{Result, View, store};

use super::line;
use crate::asked::Asked;
use crate::paged;
use crate::reply::{Message, Reply};
use crate::table::{Command, Handle, Needs, Run};

pub const COMMAND: Command = Command {
    path: "contact list",
    about: "Show everybody who can be paged, and by which ways",
    run: Run::Reads(run),
    handles: &[Handle { name: PAGE, needs: Needs::Nothing, run: Run::Reads(turn) }],
    ..Command::PLAIN
};

const PAGE: &str = "contacts";

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    Ok(Reply::Say(page(view, asked, 0)?))
}

fn turn(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    Ok(Reply::Change(page(view, asked, paged::number(&asked.words()))?))
}

fn page(view: &mut View<'_>, asked: &Asked<'_>, number: usize) -> Result<Message> {
    let contacts = store::contacts::all(view, asked.request.guild)?;
    if contacts.is_empty() {
        return Ok(Message::private(say!("There are no contacts yet. Add one with `/contact add`.")));
    }
    let lines: Vec<_> = contacts.iter().map(line).collect();
    Ok(paged::page(&say!("**Contacts** · {count}", count = contacts.len()), &lines, PAGE, number))
}
