//! One step of `/setup`: what a setting is for, what would be used or made for it, and a list of what else could be.

use incidents::ids::GuildId;
use incidents::model::set_up::{Choice, Piece, SetUp};
use incidents::operations::set_setting::takes;
use incidents::operations::set_up::choose::choose;
use incidents::operations::set_up::plan::{Planned, planned};
use incidents::{Change, Refusal, Result, View, store};

use super::{back, go_on, heading};
use crate::asked::Asked;
use crate::handles;
use crate::reply::{Look, Message, Of, Reply, Widget};
use crate::tongues::word;
use crate::words;

pub(super) const CHOOSE: &str = "setup-piece";
pub(super) const OTHER: &str = "setup-other";

/// Words of buttons.
const MAKE: &str = "make";
const LEAVE: &str = "leave";

/// The step of a piece.
pub(super) fn show(view: &mut View<'_>, guild: GuildId, piece: Piece) -> Result<Message> {
    let set_up = store::setups::look(view, guild)?;
    let planned = planned(view, guild, &set_up, piece)?;
    let step = 1 + Piece::ALL.iter().position(|one| *one == piece).unwrap_or(0);
    let setting = piece.setting();
    let mut text = heading(step, title(piece));
    text.push_str(&say!(
        "It says {about}. {offered}",
        about = word(setting.about()),
        offered = offered(&planned)
    ));
    if step == 1 {
        text.push_str(&say!(
            "\n-# Nothing is made before you have seen all of it. What you choose is kept: `/setup` goes on here at any \
             time, for whoever manages the server."
        ));
    }
    let of = if piece.is_role() { Of::Roles } else { Of::Channels(takes(setting).to_vec()) };
    let id = handles::id(OTHER, &[&setting.as_str()]);
    let other = Widget::Pick { id, hint: say!("Use another one of this server"), of };
    Ok(Message::private(text).with_row(vec![other]).with_row(buttons(&planned, step)))
}

fn buttons(planned: &Planned, step: usize) -> Vec<Widget> {
    let piece = planned.piece;
    let button = |label: &str, word: &str, look| {
        Widget::button(&words::fit(label, 80), handles::id(CHOOSE, &[&piece.setting().as_str(), &word]), look)
    };
    let mut row = match (planned.choice, &planned.name) {
        (Choice::Use(id), name) => {
            let name = plain_name(piece, name.as_deref().unwrap_or_default());
            vec![button(&say!("Use {name}", name), &id.to_string(), Look::Main)]
        }
        (Choice::Make | Choice::Leave, _) => {
            let look = if planned.choice == Choice::Make { Look::Main } else { Look::Plain };
            vec![button(&say!("Make {name}", name = plain_name(piece, piece.usual_name())), MAKE, look)]
        }
    };
    let look = if planned.choice == Choice::Leave { Look::Main } else { Look::Plain };
    row.push(button(word("Leave it as it is"), LEAVE, look));
    row.extend(back(step));
    row
}

/// Chooses what a button offers.
pub(super) fn choose_it(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let [piece, word] = asked.words()[..] else { return Err(Refusal::StaleButton.into()) };
    let choice = match word {
        MAKE => Choice::Make,
        LEAVE => Choice::Leave,
        id => Choice::Use(id.parse().map_err(|_| Refusal::StaleButton)?),
    };
    chosen(change, asked, piece, choice)
}

/// Chooses what was picked from the list.
pub(super) fn choose_other(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let [piece] = asked.words()[..] else { return Err(Refusal::StaleButton.into()) };
    let id = asked.chosen().and_then(|id| id.parse().ok()).ok_or(Refusal::StaleButton)?;
    chosen(change, asked, piece, Choice::Use(id))
}

fn chosen(change: &mut Change<'_>, asked: &Asked<'_>, piece: &str, choice: Choice) -> Result<Reply> {
    let piece = Piece::named(piece).ok_or(Refusal::StaleButton)?;
    choose(change, piece, choice)?;
    Ok(Reply::Change(go_on(change, asked)?))
}

pub(super) fn title(piece: Piece) -> &'static str {
    word(match piece {
        Piece::Category => "Category",
        Piece::Announcements => "Announcements",
        Piece::Postmortems => "Postmortems",
        Piece::Responders => "Responders",
        Piece::Admins => "Admins",
    })
}

/// A name as Discord's clients write it, where no mention can stand.
fn plain_name(piece: Piece, name: &str) -> String {
    match piece {
        Piece::Category => name.to_owned(),
        _ if piece.is_role() => format!("@{name}"),
        _ => format!("#{name}"),
    }
}

/// What is used, as Discord shows it.
fn mention(piece: Piece, id: i64) -> String {
    if piece.is_role() { format!("<@&{id}>") } else { format!("<#{id}>") }
}

fn offered(planned: &Planned) -> String {
    let piece = planned.piece;
    match planned.choice {
        Choice::Use(id) if planned.now == Some(id) => say!("{mention} is set.", mention = mention(piece, id)),
        Choice::Use(id) => say!("{mention} is there and would do.", mention = mention(piece, id)),
        Choice::Make => would_make(piece),
        Choice::Leave if piece.is_optional() => {
            say!("Whoever manages the server may in any case, so most servers need no more.")
        }
        Choice::Leave => say!("It would stay as it is."),
    }
}

fn would_make(piece: Piece) -> String {
    let name = plain_name(piece, piece.usual_name());
    match piece {
        Piece::Category => say!("There is none yet: I would make the category **{name}**.", name),
        _ if piece.is_role() => say!("There is none yet: I would make the role **{name}**.", name),
        _ => say!("There is none yet: I would make the channel **{name}**.", name),
    }
}

/// What is planned for a piece, or how it stands, on one line.
pub(super) fn line(set_up: &SetUp, planned: &Planned) -> String {
    let (piece, title) = (planned.piece, title(planned.piece));
    let is_ours = |id| set_up.made.iter().any(|made| made.piece == piece && made.id == id);
    match (planned.choice, planned.now) {
        (Choice::Make, _) => {
            say!("➕ {title}: **{name}** is made", title, name = plain_name(piece, piece.usual_name()))
        }
        (Choice::Use(id), Some(now)) if id == now && is_ours(id) => {
            say!("✅ {title}: {mention}, made by me", title, mention = mention(piece, id))
        }
        (Choice::Use(id), Some(now)) if id == now => format!("✅ {title}: {}", mention(piece, id)),
        (Choice::Use(id), _) => say!("🔗 {title}: {mention} is used", title, mention = mention(piece, id)),
        (Choice::Leave, Some(now)) => {
            say!("➖ {title}: stays {mention}", title, mention = mention(piece, now))
        }
        (Choice::Leave, None) => say!("➖ {title}: stays without", title),
    }
}
