//! `/settings show`: every setting, its value and what it is for.

use incidents::model::setting::Setting;
use incidents::{Result, View};

use super::shown;
use crate::asked::Asked;
use crate::reply::{Card, Field, Message, Reply};
use crate::table::{Command, Run};
use crate::tongues::word;
use crate::words;

pub const COMMAND: Command = Command {
    path: "settings show",
    about: "Show what this server has set, and what each setting is for",
    run: Run::Reads(run),
    ..Command::PLAIN
};

/// How much of one value fits, so that all settings fit one card.
const GIST: usize = 200;

fn run(_: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let field = |setting: Setting| Field {
        name: setting.as_str().to_owned(),
        value: format!("{}\n-# {}", words::fit(&shown(setting, asked.settings), GIST), word(setting.about())),
        short: true,
    };
    let card = Card {
        title: say!("Settings of this server"),
        text: say!("Change one with `/settings set`. Nothing has to be set before the first incident."),
        fields: Setting::ALL.into_iter().map(field).collect(),
        ..Card::default()
    };
    Ok(Message::private("").with_card(card).into())
}
