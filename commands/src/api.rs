//! The API: what programs ask over HTTP, answered in JSON. Reading goes by the rules of who sees what, writing by the very commands
//! of chat; nothing is decided here a second time.

mod given;
mod openapi;
mod reads;
mod routes;
mod shapes;
mod writes;

use incidents::ids::{ChannelId, InteractionId};
use incidents::model::access::Person;
use incidents::model::program::NamedProgram;
use incidents::{Error, Fault, Ledger, store};
use serde_json::{Value, json};

use crate::asked::Asked;
use crate::request::{Ask, Options, Request};
use routes::Does;

pub use openapi::description;
pub use routes::{Found, ROUTES, Route, find};

/// What a program asks.
#[derive(Debug)]
pub struct Call {
    /// Where it leads.
    pub route: &'static Route,
    /// The numbers in its path, in order.
    pub numbers: Vec<i64>,
    /// What stands behind the question mark.
    pub query: Vec<(String, String)>,
    /// The body, as it came; empty where there is none.
    pub body: Vec<u8>,
    /// By what a repeat of it is known, where the program says so.
    pub key: Option<String>,
}

/// What a program is answered.
#[derive(Debug)]
pub struct Answered {
    /// The status of HTTP.
    pub status: u16,
    /// The answer, or what was wrong.
    pub body: Value,
    /// What went wrong on our side, to be logged.
    pub fault: Option<Fault>,
}

impl Answered {
    fn fine(body: Value) -> Self {
        Self { status: 200, body, fault: None }
    }

    /// What was wrong, in the one form of every error.
    #[must_use]
    pub fn wrong(status: u16, message: &str) -> Self {
        let kind = match status {
            400 | 413 | 415 => "unreadable",
            401 => "no_token",
            403 => "may_not_write",
            404 => "not_found",
            405 => "wrong_method",
            422 => "refused",
            429 => "too_many",
            503 => "busy",
            _ => "failed",
        };
        Self { status, body: json!({ "error": { "kind": kind, "message": message } }), fault: None }
    }

    fn of(error: Error) -> Self {
        match error {
            Error::Refused(refusal) => Self::wrong(422, &refusal.to_string()),
            Error::Fault(Fault::Busy) => Self::busy(),
            Error::Fault(fault) => Self { fault: Some(fault), ..Self::failed() },
        }
    }

    fn busy() -> Self {
        Self::wrong(
            503,
            "There is more to do than can be kept up with. Nothing was changed; try again in some seconds.",
        )
    }

    fn failed() -> Self {
        Self::wrong(500, "That did not work, and it is our fault. Nothing was changed; try again.")
    }

    fn nothing() -> Self {
        Self::wrong(404, "There is no such thing here, or none that this token may see.")
    }
}

/// Answers a program that was let in.
pub async fn answer(ledger: &Ledger, program: &NamedProgram, call: Call) -> Answered {
    if matches!(call.route.does, Does::Writes(..)) && !program.is.may_write {
        return Answered::wrong(
            403,
            "This token reads only. `/token add` with `scope:read-write` makes one that may do this.",
        );
    }
    let options = match given::options(&call) {
        Ok(options) => options,
        Err(answered) => return *answered,
    };
    let request = request(program, &call, options);
    match is_there(ledger, &request, call.route).await {
        Ok(true) => {}
        Ok(false) => return Answered::nothing(),
        Err(why) => return Answered::of(why),
    }
    match call.route.does {
        Does::Writes(..) => writes::write(ledger, request, call.route).await,
        Does::Reads(read) => {
            let found = ledger.read(move |view| {
                let settings = store::guilds::settings(view, request.guild)?;
                read(view, &Asked { request: &request, settings: &settings })
            });
            found.await.map_or_else(Answered::of, Answered::fine)
        }
    }
}

/// Whether what the path names exists for whoever asks.
async fn is_there(ledger: &Ledger, request: &Request, route: &'static Route) -> incidents::Result<bool> {
    let request = request.clone();
    let there = ledger.read(move |view| {
        let settings = store::guilds::settings(view, request.guild)?;
        let asked = Asked { request: &request, settings: &settings };
        let found = match route.variable() {
            Some("incident") => asked.incident(view).map(drop),
            Some("action") => crate::action::named::named(view, &asked, asked.needed("action")?).map(drop),
            _ => Ok(()),
        };
        match found {
            Ok(()) => Ok(true),
            Err(Error::Refused(_)) => Ok(false),
            Err(fault) => Err(fault),
        }
    });
    there.await
}

fn request(program: &NamedProgram, call: &Call, options: Options) -> Request {
    let path = match call.route.does {
        Does::Writes(command, _) => command.path,
        Does::Reads(_) => "",
    };
    Request {
        id: writes::id(program, call),
        token: String::new(),
        guild: program.guild,
        channel: ChannelId(0),
        person: Person::by_token(program.id, program.name.as_str()),
        locale: "en-US".to_owned(),
        ask: Ask::Command { path: path.to_owned(), options },
    }
}

/// The number of a call that is never repeated.
const UNREPEATED: InteractionId = InteractionId(0);
