//! Who sits at the page, and what a refusal looks like to it.

use std::sync::Arc;

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;

use crate::{
    ids::{GuildId, UserId},
    person::{ClientRefusal, Person},
    shared::Shared,
};

/// A place at the page: somebody in a server.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Seat {
    pub(super) guild: GuildId,
    pub(super) person: UserId,
}

impl Seat {
    /// The person who sits there; bots and strangers cannot.
    pub(super) fn taken(self, shared: &Arc<Shared>) -> Result<Person, Refused> {
        let is_member = shared.look(|state| {
            let guild = state.guilds.get(&self.guild);
            let is_in_it = guild.is_some_and(|guild| guild.members.contains_key(&self.person));
            is_in_it && state.users.get(&self.person).is_some_and(|user| !user.is_bot)
        });
        let person = Person { shared: shared.clone(), guild: self.guild, id: self.person };
        if is_member { Ok(person) } else { Err(Refused("nobody of this server sits here".to_owned())) }
    }
}

/// Why something could not be done, for the page to say.
#[derive(Debug)]
pub(super) struct Refused(pub(super) String);

impl From<ClientRefusal> for Refused {
    fn from(refusal: ClientRefusal) -> Self {
        Self(refusal.to_string())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "refused": self.0 }))).into_response()
    }
}
