//! The sections of a postmortem by the names people type.

use incidents::model::incident::Section;
use incidents::{PostmortemRefusal, Result, View};

use crate::asked::Asked;
use crate::reply::Choice;
use crate::tongues::word;
use crate::words;

/// The section of a name.
pub fn named(typed: &str) -> Result<Section, PostmortemRefusal> {
    let typed = typed.trim();
    let known = || Section::ALL.map(Section::as_str).join(", ");
    let unknown = || PostmortemRefusal::NoSuchSection(words::fit(&words::line(typed), 40), known());
    typed.to_lowercase().parse().map_err(|_| unknown())
}

/// What a section is for, as the label above its field; at most 45 characters with a count behind it.
#[must_use]
pub fn asks(section: Section) -> &'static str {
    word(match section {
        Section::Summary => "What happened, in a few sentences",
        Section::Impact => "What did users notice?",
        Section::Affected => "How many? 68% of active users",
        Section::Detection => "How was it noticed?",
        Section::Cause => "Why did it happen?",
        Section::Resolution => "What ended it?",
        Section::Lessons => "What was learnt?",
        Section::Conclusion => "The last word",
    })
}

/// The sections that fit what is typed.
pub fn suggested(_: &mut View<'_>, _: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let typed = typed.trim().to_lowercase();
    let fits = |section: &Section| {
        section.as_str().contains(&typed) || asks(*section).to_lowercase().contains(&typed)
    };
    Ok(Section::ALL.into_iter().filter(fits).map(choice).collect())
}

/// A section as something to choose.
#[must_use]
pub fn choice(section: Section) -> Choice {
    Choice { label: format!("{} · {}", section.as_str(), asks(section)), value: section.as_str().to_owned() }
}
