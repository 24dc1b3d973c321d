//! `/contact test`: a real page marked TEST, by every way of a contact. Whoever answers it has shown that the way works.

use incidents::operations::paging::try_out::try_out;
use incidents::{Change, Refusal, Result, View, store};

use super::next::title;
use super::send::told;
use crate::asked::Asked;
use crate::reply::{Choice, Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::words;

pub const COMMAND: Command = Command {
    path: "contact test",
    about: "Send a page marked TEST by every way of a contact, and wait for the answer",
    options: &[Opt::suggested("contact", "Whom to try out", contacts).required()],
    needs: Needs::Responder,
    run: Run::Changes(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let typed = asked.needed("contact")?;
    let found = store::contacts::named(change, asked.request.guild, typed)?;
    let unknown = || Refusal::NobodyToPage(words::fit(&words::line(typed), 60));
    let contact = found.ok_or_else(unknown)?;
    let paged = try_out(change, &contact)?;
    let told = told(change, &paged)?;
    let text = say!(
        "📟 {title} is sent:\n{told}\nAnswer what arrives: press **Acknowledge**, open the link, press 1 on the phone, or text back. That is \
         remembered as proof that the way works. A way by which nothing arrives within a minute does not; `/contact list` \
         says which failed, and why.",
        told,
        title = title(&paged)
    );
    Ok(Message::private(text).into())
}

fn contacts(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let typed = typed.trim().to_lowercase();
    let all =
        store::contacts::all(view, asked.request.guild)?.into_iter().map(|contact| contact.name.to_string());
    let fitting = all.filter(|name| name.to_lowercase().contains(&typed)).take(25);
    Ok(fitting.map(|name| Choice { label: name.clone(), value: name }).collect())
}
