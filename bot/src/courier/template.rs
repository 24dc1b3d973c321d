//! Fetches a template that somebody offered, has it tried out, and tells them what came of it.

use commands::parcels::tried;
use incidents::model::notice::{Outcome, back_off};
use incidents::model::publication::TemplateOffer;
use incidents::operations::postmortem::templates::{MOST_BYTES, add};
use incidents::{Error, Ledger, PostmortemRefusal, Refusal};

use super::delivery::To;
use crate::discord::NotFetched;

/// After this many tries the file is given up; the person sees nothing for longer than that anyway.
const TRIES: u32 = 6;

/// Tries a template out and keeps it if it works. Done twice, it is kept once.
pub(super) async fn try_out(to: &To<'_>, ledger: &Ledger, offer: &TemplateOffer) -> Outcome {
    let came = match to.discord.attachment(&offer.url, MOST_BYTES).await {
        Ok(fetched) => keep(ledger, offer, fetched.bytes).await,
        Err(NotFetched::TooLarge) => Ok(Err(PostmortemRefusal::TemplateSize(MOST_BYTES + 1).into())),
        Err(NotFetched::Unavailable) if to.held.attempts < TRIES => Err(NotFetched::Unavailable.to_string()),
        Err(why) => Ok(Err(PostmortemRefusal::Template(why.to_string()).into())),
    };
    match came {
        Ok(came) => to.answer(offer.token.clone(), &tried(&came), offer.channel).await,
        Err(why) => Outcome::RetryAt(to.now + back_off(to.held.attempts), why),
    }
}

async fn keep(
    ledger: &Ledger,
    offer: &TemplateOffer,
    bytes: Vec<u8>,
) -> Result<Result<String, Refusal>, String> {
    let name = offer.name.clone();
    match ledger.change(offer.by.clone(), move |change| add(change, &name, &bytes)).await {
        Ok(name) => Ok(Ok(name)),
        Err(Error::Refused(refusal)) => Ok(Err(refusal)),
        Err(Error::Fault(fault)) => Err(fault.to_string()),
    }
}
