//! What a set-up would come to: for each piece what was chosen, else what is set already, else what is there under the usual
//! name, else a new one. What is there is never made twice.

use crate::change::View;
use crate::error::Result;
use crate::ids::{ChannelId, GuildId, RoleId};
use crate::model::set_up::{Choice, Piece, SetUp};
use crate::operations::set_setting::{named, takes};
use crate::store;

/// What is planned for a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The piece.
    pub piece: Piece,
    /// What is to be done.
    pub choice: Choice,
    /// What its setting points at now, if that is there.
    pub now: Option<i64>,
    /// What the channel or role is called, where one is used.
    pub name: Option<String>,
}

impl Planned {
    /// Whether it is so already.
    #[must_use]
    pub fn is_done(&self) -> bool {
        match self.choice {
            Choice::Make => false,
            Choice::Use(id) => self.now == Some(id),
            Choice::Leave => true,
        }
    }
}

/// The plan of a server.
pub fn plan(view: &mut View<'_>, guild: GuildId, set_up: &SetUp) -> Result<Vec<Planned>> {
    Piece::ALL.into_iter().map(|piece| planned(view, guild, set_up, piece)).collect()
}

/// The plan for one piece.
pub fn planned(view: &mut View<'_>, guild: GuildId, set_up: &SetUp, piece: Piece) -> Result<Planned> {
    let settings = store::guilds::settings(view, guild)?;
    let set = piece.setting().target(&settings).map(crate::model::setting::Target::id);
    let now = match set {
        Some(id) => called(view, guild, piece, id)?.map(|_| id),
        None => None,
    };
    let choice = match set_up.choices.get(&piece) {
        Some(Choice::Leave) => Choice::Leave,
        Some(Choice::Use(id)) if called(view, guild, piece, *id)?.is_some() => Choice::Use(*id),
        Some(Choice::Make) => usual(view, guild, piece)?.map_or(Choice::Make, Choice::Use),
        Some(Choice::Use(_)) | None => suggested(view, guild, piece, now)?,
    };
    let name = match choice {
        Choice::Use(id) => called(view, guild, piece, id)?,
        Choice::Make | Choice::Leave => None,
    };
    Ok(Planned { piece, choice, now, name })
}

fn suggested(view: &mut View<'_>, guild: GuildId, piece: Piece, now: Option<i64>) -> Result<Choice> {
    Ok(match now.or(usual(view, guild, piece)?) {
        Some(id) => Choice::Use(id),
        None if piece.is_optional() => Choice::Leave,
        None => Choice::Make,
    })
}

/// What is there under the piece's usual name.
fn usual(view: &mut View<'_>, guild: GuildId, piece: Piece) -> Result<Option<i64>> {
    named(view, guild, piece.setting(), piece.usual_name())
}

/// What a piece's channel or role is called, if it is there and of the right kind.
fn called(view: &mut View<'_>, guild: GuildId, piece: Piece, id: i64) -> Result<Option<String>> {
    if piece.is_role() {
        return Ok(store::roles::name(view, guild, RoleId(id))?);
    }
    let channel = store::channels::get(view, guild, ChannelId(id))?;
    let fits = |kind: i64| takes(piece.setting()).contains(&kind);
    Ok(channel.filter(|channel| fits(channel.kind)).map(|channel| channel.name))
}
