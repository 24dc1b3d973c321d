//! `/todo/{token}`: what waits for a contact who is not on Discord, and a button on each for saying that it is done.
//!
//! As with pages, looking (GET) never changes anything, and a link that was forged, is over or leads nowhere is answered alike.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use commands::dead_end::DeadEnd;
use commands::todo::{self, Todo, Waiting, Which};
use incidents::Result;
use incidents::ids::ActionNumber;
use incidents::model::tongue::Tongue;
use incidents::postmortem::escaped;

use super::answers::{SAID, failed, none_such, nothing};
use super::body::{form, whole};
use super::desk::Desk;
use super::page::{Asks, dead_end, page};
use crate::links::Whose;

/// Shows what waits.
pub(super) async fn show(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    Asks(tongue): Asks,
) -> Response {
    match whose(&desk, &token, tongue) {
        Ok(whose) => shown(&desk, (whose, tongue), "").await,
        Err(refused) => *refused,
    }
}

/// Closes an action, and shows what waits then.
pub(super) async fn take(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    Asks(tongue): Asks,
    body: Body,
) -> Response {
    let whose = match whose(&desk, &token, tongue) {
        Ok(whose) => whose,
        Err(refused) => return *refused,
    };
    let said = match whole(body, SAID).await {
        Ok(said) => said,
        Err((status, _)) => return dead_end(tongue, status, DeadEnd::NotWhole),
    };
    let Some((which, note)) = read(&said) else {
        return dead_end(tongue, StatusCode::BAD_REQUEST, DeadEnd::NoButton);
    };
    match done(&desk, whose, which, note).await {
        Ok(Some(came)) => shown(&desk, (whose, tongue), &came).await,
        Ok(None) => nothing(tongue),
        Err(why) => failed(tongue, &why),
    }
}

async fn done(desk: &Desk, whose: Whose, which: Which, note: String) -> Result<Option<String>> {
    let Whose { guild, contact, .. } = whose;
    let hand = desk.ledger().read(move |view| todo::hand(view, guild, contact)).await?;
    let Some(by) = hand else { return Ok(None) };
    desk.ledger().change(by, move |change| todo::done(change, contact, which, &note)).await.map(Some)
}

fn whose(desk: &Desk, token: &str, tongue: Tongue) -> Result<Whose, Box<Response>> {
    let Some(taking) = desk.answers() else { return Err(nothing(tongue).into()) };
    let now = desk.ledger().clock().now();
    match taking.set.links.read_errand(token, now) {
        Some(whose) => Ok(whose),
        None => Err(none_such(taking, now, tongue).into()),
    }
}

/// Which button was pressed, and what was typed beside it.
fn read(said: &[u8]) -> Option<(Which, String)> {
    let fields = form(said)?;
    let get = |name| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let due = match get("due").unwrap_or_default() {
        "" => None,
        millis => Some(chrono::DateTime::from_timestamp_millis(millis.parse().ok()?)?),
    };
    let number = ActionNumber(get("done")?.parse().ok()?);
    Some((Which { number, due }, get("note").unwrap_or_default().to_owned()))
}

/// The page, after what came of a button.
async fn shown(desk: &Desk, (whose, asked): (Whose, Tongue), came: &str) -> Response {
    let Whose { guild, contact, .. } = whose;
    match desk.ledger().read(move |view| todo::todo(view, guild, contact)).await {
        Ok(Some(Todo { greeting, heading, waiting, tongue })) => {
            let forms: String = waiting.iter().map(asking).collect();
            let text = if came.is_empty() { greeting.as_str() } else { came };
            page(tongue, StatusCode::OK, (&heading, text), &forms)
        }
        Ok(None) => nothing(asked),
        Err(why) => failed(asked, &why),
    }
}

/// An action with its button. Where it says when it is done, how that was verified is asked for.
fn asking(waiting: &Waiting) -> String {
    let Which { number, due } = waiting.which;
    let due = due.map(|due| due.timestamp_millis().to_string()).unwrap_or_default();
    let verified = waiting.verify.as_ref().map(|verify| {
        let [done_when, question] = verify.each_ref().map(|line| escaped(line));
        format!(
            "<p><label>{done_when}<br>{question}<br><textarea name=\"note\" maxlength=\"1900\" rows=\"2\" \
             required></textarea></label></p>"
        )
    });
    format!(
        "<form method=\"post\"><h2>{}</h2>{}<input type=\"hidden\" name=\"due\" value=\"{due}\">\
         <button class=\"go\" name=\"done\" value=\"{}\">{}</button></form>",
        escaped(&waiting.line),
        verified.unwrap_or_default(),
        number.0,
        escaped(&waiting.button),
    )
}
