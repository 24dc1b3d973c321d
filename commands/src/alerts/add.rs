//! `/alerts add`: lets a monitoring system in, and says at which address.

use incidents::model::alert::Rules;
use incidents::model::token::Token;
use incidents::operations::alerts::add::add;
use incidents::{Change, Result, chance};

use super::{address, keep, policy, rules};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "alerts add",
    about: "Let a monitoring system open incidents and page people",
    options: &[
        Opt::text("name", "What it is called, for example Grafana", 50).required(),
        Opt::suggested("policy", "Who is paged for its alerts; without one, nobody", suggest::policies),
        Opt::suggested("severity", "How bad an alert is that does not say so", suggest::severities),
    ],
    needs: Needs::Admin,
    run: Run::Changes(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let wanted = Rules {
        policy: policy(change, asked)?,
        severity: asked.text("severity").map(str::to_owned),
        ..Rules::default()
    };
    let token = Token::from_bytes(&chance::secret_bytes()?);
    let source = add(change, &asked.needed("name")?.parse()?, wanted, &token)?;
    let name = words::line(source.name.as_str());
    let text = say!(
        "**{name}** may send alerts now: {rules}.\nChange that with `/alerts edit`; `/alerts show` tells what was made of what \
         it sent.",
        name,
        rules = rules(change, asked, &source)?
    );
    Ok(Message::private(format!("{text}\n{}", keep())).with_secret(address(change, &token)).into())
}
