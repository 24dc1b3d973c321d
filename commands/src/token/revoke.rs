//! `/token revoke`: a program is let in no more.

use incidents::model::named::Noun;
use incidents::operations::tokens::revoke::revoke;
use incidents::{Change, Result, RosterRefusal, store};

use super::suggest;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::words;

pub const COMMAND: Command = Command {
    path: "token revoke",
    about: "Let a program use the API no more; what it did stays",
    options: &[Opt::suggested("token", "Which program", suggest).required()],
    needs: Needs::Admin,
    run: Run::Changes(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let typed = asked.needed("token")?;
    let unknown = || RosterRefusal::NoSuch(Noun::Token, words::fit(&words::line(typed), 60));
    let program = store::tokens::named(change, asked.request.guild, typed)?.ok_or_else(unknown)?;
    revoke(change, &program)?;
    let name = words::line(program.name.as_str());
    Ok(Message::private(say!("The token of **{name}** works no more.", name)).into())
}
