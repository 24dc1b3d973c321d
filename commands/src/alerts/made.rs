//! What was made of an alert, in words.

use incidents::model::alert::Made;

/// What was made of an alert.
pub(super) fn words(made: &Made) -> String {
    match made {
        Made::Opened { incident, unpaged: None } => format!("opened {incident}"),
        Made::Opened { incident, unpaged: Some(why) } => {
            format!("opened {incident}; nobody was paged, for {}", crate::words::line(why))
        }
        Made::Gathered { incident } => format!("gathered in {incident}, for there was a storm"),
        Made::Added { incident, counted: false } => format!("added to {incident}"),
        Made::Added { incident, counted: true } => format!("counted in {incident}, told within the minute"),
        Made::Raised { incident } => format!("graver than before: {incident} was raised and paged again"),
        Made::Paged => "paged".into(),
        Made::PageGoesOn => "known: its page goes on".into(),
        Made::Held => "held until quiet hours end".into(),
        Made::Recovered { incident: Some(incident) } => format!("over, noted in {incident}"),
        Made::Recovered { incident: None } => "over".into(),
        Made::NothingToEnd => "the end of nothing that is open here".into(),
        Made::Ignored => "left out, as the rules say of this severity".into(),
        Made::Repeated => "the same once more: its sender tried again".into(),
        Made::Unreadable { why } => format!("refused: {}", crate::words::fit(&crate::words::line(why), 200)),
        Made::TooMany => "refused: more than 120 in a minute".into(),
    }
}
