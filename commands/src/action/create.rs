//! **Create action** in the menu of a message: a form filled from the message.

use incidents::model::incident::Incident;
use incidents::{Change, Refusal, Result, store};

use super::add;
use crate::asked::Asked;
use crate::reply::{Form, Input, Reply};
use crate::table::{Handle, Menu, Needs, Run};
use crate::{handles, words};

pub const MENU: Menu = Menu {
    name: "Create action",
    needs: Needs::Responder,
    run: Run::Changes(ask),
    handles: &[Handle { name: FORM, needs: Needs::Responder, run: Run::Aloud(create) }],
};

const FORM: &str = "action-create";

fn ask(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let message = asked.message().ok_or(Refusal::UnknownCommand)?;
    let incident = store::incidents::of_channel(change, asked.request.guild, message.channel)?;
    let first_line = message.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let whole = format!("{}: {}", message.author_name, message.text);
    let number = incident.as_ref().map_or(0, |incident| incident.number.0);
    let mut inputs = vec![
        Input::line("title", &say!("What will be done?"), 300)
            .filled(Some(&words::fit(first_line.trim(), 300))),
        Input::text("detail", &say!("More about it"), 1_900)
            .filled(Some(&words::fit(&whole, 1_900)))
            .optional(),
        Input::line("owner", &say!("Who does it?"), 100)
            .hinting(&say!("A name, a role or a mention"))
            .optional(),
        Input::line("due", &say!("By when?"), 100).hinting(&say!("friday, in 3 days, 2026-06-02")).optional(),
    ];
    if incident.is_none() {
        inputs.push(Input::line("incident", &say!("Of which incident?"), 100).hinting("INC-7"));
    }
    Ok(Form { id: handles::id(FORM, &[&number]), title: say!("Create an action"), inputs }.into())
}

fn create(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident: Incident = match asked.text("incident") {
        Some(typed) => asked.named(change, typed)?,
        None => asked.incident(change)?,
    };
    add::add_to(change, asked, &incident)
}
