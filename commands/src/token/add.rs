//! `/token add`: lets a program in, and says once by what.

use incidents::model::token::Token;
use incidents::operations::tokens::add::add;
use incidents::{Change, Result, chance};

use super::scope;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::words;

pub const COMMAND: Command = Command {
    path: "token add",
    about: "Let a program read, or read and write, by the API",
    options: &[
        Opt::text("name", "What it is called; what it does stands under this name", 50).required(),
        Opt::one_of(
            "scope",
            "What it may do; read-only unless you say otherwise",
            &["read-only", "read-write"],
        ),
    ],
    needs: Needs::Admin,
    run: Run::Changes(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let token = Token::from_bytes(&chance::secret_bytes()?);
    let may_write = asked.text("scope") == Some("read-write");
    let program = add(change, &asked.needed("name")?.parse()?, may_write, &token)?;
    let text = format!(
        "**{}** {} by the API now; private incidents are not there for it.\n-# Keep the token like a password. It is stored \
         nowhere; `/token revoke` ends it.",
        words::line(program.name.as_str()),
        scope(may_write)
    );
    let address = change.address();
    let once = format!(
        "\n\nIts token, shown this once:\n```\n{token}\n```\nTry it:\n```\ncurl -H 'Authorization: Bearer {token}' \
         {address}/api/v1/incidents\n```\nEverything else: {address}/api/openapi.json",
        token = token.reveal()
    );
    Ok(Message::private(text).with_secret(once).into())
}
