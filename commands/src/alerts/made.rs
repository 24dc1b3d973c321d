//! What was made of an alert, in words.

use incidents::model::alert::Made;

use crate::tongues::noted;

/// What was made of an alert.
pub(super) fn words(made: &Made) -> String {
    match made {
        Made::Opened { incident, unpaged: None } => say!("opened {incident}", incident),
        Made::Opened { incident, unpaged: Some(why) } => {
            say!(
                "opened {incident}; nobody was paged, for {why}",
                incident,
                why = crate::words::line(&noted(why))
            )
        }
        Made::Gathered { incident } => say!("gathered in {incident}, for there was a storm", incident),
        Made::Added { incident, counted: false } => say!("added to {incident}", incident),
        Made::Added { incident, counted: true } => {
            say!("counted in {incident}, told within the minute", incident)
        }
        Made::Raised { incident } => {
            say!("graver than before: {incident} was raised and paged again", incident)
        }
        Made::Paged => say!("paged"),
        Made::PageGoesOn => say!("known: its page goes on"),
        Made::Held => say!("held until quiet hours end"),
        Made::Recovered { incident: Some(incident) } => say!("over, noted in {incident}", incident),
        Made::Recovered { incident: None } => say!("over"),
        Made::NothingToEnd => say!("the end of nothing that is open here"),
        Made::Ignored => say!("left out, as the rules say of this severity"),
        Made::Repeated => say!("the same once more: its sender tried again"),
        Made::Unreadable { why } => {
            say!("refused: {why}", why = crate::words::fit(&crate::words::line(why), 200))
        }
        Made::TooMany => say!("refused: more than 120 in a minute"),
    }
}
