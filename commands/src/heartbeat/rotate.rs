//! `/heartbeat rotate`: another address, for a job whose old one has become known.

use incidents::model::token::Token;
use incidents::operations::heartbeats::rotate::rotate;
use incidents::{Change, Result, chance};

use super::{address, keep, named, suggest};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::words;

pub const COMMAND: Command = Command {
    path: "heartbeat rotate",
    about: "Give a heartbeat another address; the old one stops working at once",
    options: &[Opt::suggested("heartbeat", "Which one", suggest).required()],
    needs: Needs::Admin,
    run: Run::Changes(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let heartbeat = named(change, asked)?;
    let token = Token::from_bytes(&chance::secret_bytes()?);
    rotate(change, &heartbeat, &token)?;
    let name = words::line(heartbeat.name.as_str());
    let text = say!("**{name}** has another address; the old one does nothing any more.", name);
    Ok(Message::private(format!("{text}\n{}", keep())).with_secret(address(change, &token)).into())
}
