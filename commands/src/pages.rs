//! The pages that members of a server read in a browser: the same facts as in chat under the same rules of who sees what, in HTML
//! that needs nothing else.

mod actions;
mod frame;
mod home;
mod incident;
mod listing;
mod marked;
mod names;
mod oncall;
mod place;
mod postmortem;
mod writer;

use incidents::ids::{ChannelId, GuildId, InteractionId};
use incidents::model::access::Person;
use incidents::{Error, Result, View, store};

use crate::asked::Asked;
use crate::request::{Ask, Options, Request};
use writer::Writer;

pub use frame::{SCRIPT, STYLE};
pub use home::{Offered, home, notice, welcome};
pub use place::Place;

/// Somebody who is signed in, in a server they are in.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The server.
    pub guild: GuildId,
    /// Who they are there, as Discord says.
    pub person: Person,
    /// What forms carry, so that only our own pages can send them.
    pub proof: String,
}

/// A page; nothing, where nothing is for whoever asks.
pub fn page(view: &mut View<'_>, visit: &Visit, place: &Place) -> Result<Option<String>> {
    if !store::guilds::is_present(view, visit.guild)? {
        return Ok(None);
    }
    let request = request(visit);
    let settings = store::guilds::settings(view, visit.guild)?;
    let asked = Asked { request: &request, settings: &settings };
    let mut writer = Writer::new(view, &asked);
    let written = match place {
        Place::Incidents(wanted) => listing::body(&mut writer, wanted),
        Place::Incident(number) => incident::body(&mut writer, *number),
        Place::Postmortems(number) => postmortem::list(&mut writer, *number),
        Place::Postmortem(number) => postmortem::body(&mut writer, *number),
        Place::Actions(which) => actions::body(&mut writer, *which),
        Place::OnCall => oncall::body(&mut writer),
    };
    match written {
        Ok(sheet) => Ok(Some(frame::framed(&mut writer, visit, place, &sheet)?)),
        // What does not exist for somebody is answered like what is not there.
        Err(Error::Refused(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// A visit in the form in which every question about rights and sight is asked.
fn request(visit: &Visit) -> Request {
    Request {
        id: InteractionId(0),
        token: String::new(),
        guild: visit.guild,
        channel: ChannelId(0),
        person: visit.person.clone(),
        locale: "en-US".to_owned(),
        ask: Ask::Command { path: String::new(), options: Options::new() },
    }
}
