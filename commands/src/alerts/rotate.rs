//! `/alerts rotate`: another address for a source. The one before stops working at once.

use incidents::model::token::Token;
use incidents::operations::alerts::rotate::rotate;
use incidents::{Change, Result, chance};

use super::{address, keep, named};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "alerts rotate",
    about: "Give an alert source a new address; the old one stops working at once",
    options: &[Opt::suggested("source", "Which source", suggest::alert_sources).required()],
    needs: Needs::Admin,
    run: Run::Changes(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let source = named(change, asked)?;
    let token = Token::from_bytes(&chance::secret_bytes()?);
    rotate(change, source.id, &token)?;
    let name = words::line(source.name.as_str());
    let text = say!("**{name}** has a new address, and the old one no longer works.", name);
    Ok(Message::private(format!("{text}\n{}", keep())).with_secret(address(change, &token)).into())
}
