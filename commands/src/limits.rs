//! Discord's limits on what we say, kept in one place: whatever is too long leaves as a file or is cut visibly.

use crate::reply::{Card, Choice, File, Message, Reply};
use crate::tongues::word;
use crate::words::fit;

const TEXT: usize = 2_000;
const CHOICES: usize = 25;

/// The reply, within what Discord takes.
#[must_use]
pub fn within(reply: Reply) -> Reply {
    match reply {
        Reply::Say(message) => Reply::Say(message_within(message)),
        Reply::Change(message) => Reply::Change(message_within(message)),
        Reply::Choices(choices) => Reply::Choices(choices.iter().take(CHOICES).map(choice).collect()),
        form @ Reply::Form(_) => form,
    }
}

/// A message within what Discord takes: words past the limit leave whole, as a file.
#[must_use]
pub fn message_within(mut message: Message) -> Message {
    if message.text.chars().count() > TEXT {
        let whole = std::mem::take(&mut message.text);
        message.text = fit(&whole, TEXT - 80) + "\n*" + word("The whole text is in the file.") + "*";
        message.files.push(File {
            name: "message.md".into(),
            bytes: whole.into_bytes(),
            about: say!("The whole text"),
        });
    }
    message.card = message.card.map(card);
    message
}

fn card(mut card: Card) -> Card {
    card.title = fit(&card.title, 256);
    card.text = fit(&card.text, 3_000);
    card.footer = fit(&card.footer, 200);
    card.fields.truncate(CHOICES);
    let mut left =
        6_000 - card.title.chars().count() - card.text.chars().count() - card.footer.chars().count();
    for field in &mut card.fields {
        field.name = fit(&field.name, 100.min(left));
        left -= field.name.chars().count();
        field.value = fit(&field.value, 1_024.min(left));
        left -= field.value.chars().count();
    }
    card.fields.retain(|field| !field.name.is_empty() && !field.value.is_empty());
    card
}

fn choice(choice: &Choice) -> Choice {
    Choice { label: fit(&choice.label, 100), value: fit(&choice.value, 100) }
}
