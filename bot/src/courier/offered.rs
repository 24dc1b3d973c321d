//! Files that somebody gave with a command: fetched, tried, and the command's answer says what came of it.

use commands::reply::Message;
use incidents::model::notice::{AnswerTo, CalendarFile, Outcome};
use incidents::model::publication::TemplateOffer;
use incidents::model::rota::ical;
use incidents::operations::postmortem::templates::{self, MOST_BYTES};
use incidents::{Actor, Change, Error, Ledger, PostmortemRefusal, Refusal, Result, RosterRefusal};

use super::delivery::To;
use crate::discord::NotFetched;

/// After this many tries the file is given up; the person sees nothing for longer than that anyway.
const TRIES: u32 = 6;

/// Tries a template out and keeps it if it works. Done twice, it is kept once.
pub(super) async fn template(to: &To<'_>, ledger: &Ledger, offer: &TemplateOffer) -> Outcome {
    let refuse = |why: NotFetched| -> Refusal {
        match why {
            NotFetched::TooLarge => PostmortemRefusal::TemplateSize(MOST_BYTES + 1).into(),
            other => PostmortemRefusal::Template(other.to_string()).into(),
        }
    };
    let name = offer.name.clone();
    let tried = match fetched(to, &offer.url, MOST_BYTES).await {
        Ok(Ok(bytes)) => {
            done(to, ledger, &offer.by, move |change| templates::add(change, &name, &bytes)).await
        }
        Ok(Err(why)) => Ok(Err(refuse(why))),
        Err(again) => Err(again),
    };
    answer(to, tried.map(|came| commands::parcels::tried(&offer.answer, &came)), &offer.answer).await
}

/// Reads a calendar and shows what it would change. Read twice, the second offer takes the place of the first.
pub(super) async fn calendar(to: &To<'_>, ledger: &Ledger, file: &CalendarFile) -> Outcome {
    let refuse = |why: NotFetched| -> Refusal {
        match why {
            NotFetched::TooLarge => RosterRefusal::from(ical::NoCalendar::TooLarge).into(),
            other => RosterRefusal::NoFile(other.to_string()).into(),
        }
    };
    let sent = file.clone();
    let read = match fetched(to, &file.url, ical::MOST_BYTES).await {
        Ok(Ok(bytes)) => {
            let offer = move |change: &mut Change<'_>| commands::parcels::offered(change, &sent, &bytes);
            done(to, ledger, &file.by, offer).await
        }
        Ok(Err(why)) => Ok(Err(refuse(why))),
        Err(again) => Err(again),
    };
    let shown = read.map(|came| came.unwrap_or_else(|why| commands::parcels::refused(&file.answer, &why)));
    answer(to, shown, &file.answer).await
}

/// The file, or why there is none. The outer error: not now, but later.
async fn fetched(
    to: &To<'_>,
    url: &str,
    limit: usize,
) -> std::result::Result<std::result::Result<Vec<u8>, NotFetched>, Outcome> {
    match to.discord.attachment(url, limit).await {
        Ok(fetched) => Ok(Ok(fetched.bytes)),
        Err(why @ NotFetched::Unavailable) if to.held.tries() < TRIES => Err(to.again(why.to_string())),
        Err(why) => Ok(Err(why)),
    }
}

/// What whoever sent the file has it brought about, or what they are refused. The outer error: not now, but later.
async fn done<T: Send + 'static>(
    to: &To<'_>,
    ledger: &Ledger,
    by: &Actor,
    work: impl FnOnce(&mut Change<'_>) -> Result<T> + Send + 'static,
) -> Result<Result<T, Refusal>, Outcome> {
    match ledger.change(by.clone(), work).await {
        Ok(came) => Ok(Ok(came)),
        Err(Error::Refused(refusal)) => Ok(Err(refusal)),
        Err(Error::Fault(fault)) => Err(to.again(fault.to_string())),
    }
}

async fn answer(to: &To<'_>, message: Result<Message, Outcome>, answer: &AnswerTo) -> Outcome {
    match message {
        Ok(message) => to.answer(answer.token.clone(), &message, answer.channel).await,
        Err(again) => again,
    }
}
