//! Looks further than the database for what would fail when it is needed, and tells it in the answer that was asked in: first what
//! Discord and the machine say, then whether the database is whole, which may take a while.

use chrono::TimeDelta;
use commands::parcels::{CheckingUp, checked_up};
use incidents::Ledger;
use incidents::model::finding::Finding;
use incidents::model::notice::Outcome;
use incidents::sentence;

use super::delivery::To;
use crate::doctor::{self, Machine};

/// How long somebody waits for the database to be looked through; a large one is left to the shell.
const PATIENCE: TimeDelta = TimeDelta::seconds(20);

/// Looks and tells.
pub(super) async fn look(to: &To<'_>, ledger: &Ledger, machine: &Machine, wanted: &CheckingUp) -> Outcome {
    let mut findings = wanted.findings.clone();
    findings.extend(machine.promises(to.now));
    findings.extend(doctor::discord::bot(to.discord, machine.reads_messages()).await);
    findings.extend(doctor::discord::rights(to.discord, to.me.user, &wanted.server).await);
    // The end is told whatever becomes of this one.
    drop(tell(to, wanted, &findings, Some("the pages of the database")).await);
    findings.push(database(ledger).await);
    tell(to, wanted, &findings, None).await
}

async fn tell(
    to: &To<'_>,
    wanted: &CheckingUp,
    findings: &[Finding],
    still: Option<&'static str>,
) -> Outcome {
    let message = checked_up(&wanted.answer, findings, still);
    to.answer(wanted.answer.token.clone(), &message, wanted.answer.channel).await
}

async fn database(ledger: &Ledger) -> Finding {
    let seen = tokio::select! {
        seen = ledger.inspect() => seen,
        () = ledger.clock().sleep(PATIENCE) => {
            let says = sentence!("looking through it takes longer than {s} s", s = PATIENCE.num_seconds());
            let mend = sentence!("`sitrep doctor` on the machine takes the time it needs");
            return Finding::doubtful("database", says, mend);
        }
    };
    match seen {
        Ok(None) => Finding::fine("database", sentence!("every page is whole")),
        Ok(Some(damage)) => {
            let mend =
                sentence!("whoever runs Sitrep stops it and puts a backup back with `sitrep restore FILE`");
            Finding::broken("database", sentence!("it is damaged: {damage}", damage), mend)
        }
        Err(why) => {
            Finding::broken("database", why.to_string(), sentence!("whoever runs Sitrep looks into its log"))
        }
    }
}
