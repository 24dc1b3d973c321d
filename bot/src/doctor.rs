//! `sitrep doctor`: looks at everything that a start needs and a night depends on, and says how to mend each.

pub(crate) mod discord;
mod machine;

pub use machine::Machine;

use std::process::ExitCode;

use incidents::checkup::{Server, checkup, last_redaction, servers};
use incidents::model::finding::{Finding, Verdict};
use incidents::{Clock, Place};

use crate::backups;
use crate::cli::Ending;
use crate::config::Config;
use crate::program::place;

/// Looks, tells, and ends with 1 when something does not work.
pub async fn run(config: &Config) -> ExitCode {
    let clock = Clock::system();
    let (place, now) = (place(config), clock.now());
    let mut findings = Machine::of(config).look(now);
    let within = tokio::task::spawn_blocking({
        let place = place.clone();
        move || checkup(&place, now)
    });
    findings.extend(within.await.unwrap_or_default());
    findings.extend(remembering(config, &place).await);
    findings.extend(discord::look(config, &place, clock).await);
    let worst = findings.iter().map(|finding| finding.verdict).max().unwrap_or(Verdict::Fine);
    tell(&findings, worst);
    if worst == Verdict::Broken { Ending::Failed.into() } else { Ending::Done.into() }
}

#[expect(clippy::print_stdout, reason = "what was found is what the command is for")]
fn tell(findings: &[Finding], worst: Verdict) {
    for finding in findings {
        println!("{finding}");
    }
    println!(
        "{}",
        match worst {
            Verdict::Fine => "\nAll of it is as it should be.",
            Verdict::Doubtful => "\nIt works. Look at the lines that say so.",
            Verdict::Broken => "\nSomething does not work. Each line says how to mend it.",
        }
    );
}

/// Backups that still hold what was taken out since.
async fn remembering(config: &Config, place: &Place) -> Option<Finding> {
    let place = place.clone();
    let read = tokio::task::spawn_blocking(move || last_redaction(&place)).await;
    let redacted_at = read.ok()?.ok()??;
    let count = backups::before(&config.data, redacted_at);
    (count > 0).then(|| {
        Finding::doubtful(
            "backup",
            format!("{count} were made before words were last redacted, and hold them still"),
            "delete the older ones, and copies kept elsewhere; left alone they go as newer ones are made",
        )
    })
}

/// The servers that the bot was last seen in, as far as the database can be read.
async fn known_servers(place: &Place) -> Vec<Server> {
    let place = place.clone();
    let read = tokio::task::spawn_blocking(move || servers(&place));
    read.await.ok().and_then(Result::ok).unwrap_or_default()
}
