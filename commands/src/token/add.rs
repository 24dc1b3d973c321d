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
    let text = say!(
        "**{name}** {scope} by the API now; private incidents are not there for it.\n-# Keep the token like a password. It is \
         stored nowhere; `/token revoke` ends it.",
        name = words::line(program.name.as_str()),
        scope = scope(may_write)
    );
    let address = change.address();
    let once = format!(
        "\n\n{}\n```\n{token}\n```\n{}\n```\ncurl -H 'Authorization: Bearer {token}' {address}/api/v1/incidents\n```\n{}",
        say!("Its token, shown this once:"),
        say!("Try it:"),
        say!("Everything else: {address}", address = format!("{address}/api/openapi.json")),
        token = token.reveal()
    );
    Ok(Message::private(text).with_secret(once).into())
}
