//! The step of `/setup` about people: who can be paged already, and a list to add more from.

use incidents::operations::set_up::choose::choose_people;
use incidents::{Change, Result, View, store};

use super::{PEOPLE, PREVIEW, STEPS, back, heading, turning};
use crate::asked::Asked;
use crate::handles;
use crate::reply::{Look, Message, Of, Reply, Widget};
use crate::tongues::word;
use crate::words;

pub(super) const ADD: &str = "setup-people";

/// The word of the button for whoever presses it.
const ME: &str = "me";
/// How many can be chosen at once.
const MOST: u8 = 10;
/// How many are named.
const NAMED: usize = 20;

/// The step.
pub(super) fn show(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Message> {
    let guild = asked.request.guild;
    let contacts = store::contacts::all(view, guild)?;
    let names: Vec<_> =
        contacts.iter().take(NAMED).map(|contact| words::line(contact.name.as_str())).collect();
    let more = contacts.len().saturating_sub(NAMED);
    let mut text = heading(STEPS, word("People"));
    text.push_str(&match (contacts.is_empty(), more) {
        (true, _) => say!("Nobody is known yet who could be paged."),
        (false, 0) => say!("Who can be paged: {names}.", names = names.join(", ")),
        (false, more) => say!("Who can be paged: {names}, and {more} more.", more, names = names.join(", ")),
    });
    text.push_str(&say!(
        " Choose people who shall be: I reach them by direct message.\n-# Phone, mail and push come with `/contact edit`, \
         who is on call with `/schedule create`, who is called after whom with `/policy create`."
    ));
    let of = Of::People { most: MOST };
    let list = Widget::Pick { id: handles::id(ADD, &[]), hint: say!("Add people who can be paged"), of };
    let mut row = vec![turning(word("Go on"), PREVIEW, Look::Main)];
    let person = asked.request.person.id;
    if contacts.iter().all(|contact| contact.user != Some(person)) {
        row.push(Widget::button(word("Add me"), handles::id(ADD, &[&ME]), Look::Plain));
    }
    row.extend(back(STEPS));
    Ok(Message::private(text).with_row(vec![list]).with_row(row))
}

/// Adds whoever was picked, or whoever pressed.
pub(super) fn add(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let person = &asked.request.person;
    match asked.words()[..] {
        [ME] => choose_people(change, &[(person.id, person.name.clone())])?,
        _ => choose_people(change, asked.picked())?,
    }
    Ok(Reply::Change(show(change, asked)?))
}

/// The button back to the step.
pub(super) fn again() -> Widget {
    turning(word("Back"), PEOPLE, Look::Plain)
}
