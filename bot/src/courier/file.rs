//! Fetches a file of the timeline before its address expires, and keeps our own copy.

use incidents::ids::AttachmentId;
use incidents::model::notice::Outcome;
use incidents::operations::keep_file::keep_file;
use incidents::{Actor, Ledger};

use super::delivery::To;
use crate::discord::NotFetched;

/// After this many tries the file is given up; by then its address has expired.
const TRIES: u32 = 20;

/// Copies a file. Fetched twice, it is kept once.
pub(super) async fn fetch(
    to: &To<'_>,
    ledger: &Ledger,
    attachment: AttachmentId,
    (url, limit): (&str, usize),
) -> Outcome {
    match to.discord.attachment(url, limit).await {
        Ok(fetched) => keep(to, ledger, attachment, fetched.bytes).await,
        Err(NotFetched::Unavailable) => again(to, NotFetched::Unavailable.to_string()),
        Err(why @ (NotFetched::ForeignAddress | NotFetched::TooLarge | NotFetched::Gone)) => {
            Outcome::GaveUp(why.to_string())
        }
    }
}

async fn keep(to: &To<'_>, ledger: &Ledger, attachment: AttachmentId, bytes: Vec<u8>) -> Outcome {
    let files = ledger.files().clone();
    let kept = match tokio::task::spawn_blocking(move || files.keep(&bytes)).await {
        Ok(Ok(kept)) => kept,
        Ok(Err(why)) => return again(to, why.to_string()),
        Err(panic) => return again(to, panic.to_string()),
    };
    let by = Actor::sitrep(to.held.guild);
    match ledger.change(by, move |change| keep_file(change, attachment, &kept)).await {
        Ok(()) => Outcome::Delivered(None),
        Err(why) => again(to, why.to_string()),
    }
}

fn again(to: &To<'_>, why: String) -> Outcome {
    if to.held.tries() >= TRIES {
        return Outcome::GaveUp(why);
    }
    to.again(why)
}
