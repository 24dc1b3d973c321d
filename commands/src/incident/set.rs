//! `/incident set`: corrects a fact, or writes a part of what is said about the incident.

use incidents::model::fact::Fact;
use incidents::model::incident::Incident;
use incidents::model::moment::Moment;
use incidents::model::moment::Unreadable;
use incidents::model::zone::Zone;
use incidents::operations::set_fact::{Value, set_fact};
use incidents::{Change, Refusal, Result};

use super::confirm::confirm;
use crate::asked::Asked;
use crate::reply::Reply;
use crate::table::{Command, Needs, Opt, Run, Takes};
use crate::{suggest, times, words};

pub const COMMAND: Command = Command {
    path: "incident set",
    about: "Correct a fact, set a milestone's time, or write a section",
    options: &[
        Opt::one_of("field", "What to set", &Fact::NAMES).required(),
        Opt::of(
            "value",
            "The new value; a milestone takes a time; - empties it",
            Takes::Text { least: 1, most: 4_000 },
        )
        .required(),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

/// What takes a value away.
const EMPTY: &str = "-";
/// How much of a long value the confirmation repeats.
const GIST: usize = 1_200;

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let name = asked.needed("field")?;
    let typed = asked.needed("value")?.trim();
    let fact = Fact::named(name).ok_or_else(|| Refusal::NoSuchField(words::fit(&words::line(name), 40)))?;
    let at = match fact {
        Fact::Milestone(_) if typed != EMPTY => asked.past(change, "value", Some(&incident))?,
        _ => None,
    };
    let (incident, event) = set_fact(change, incident.id, value(fact, typed, at.as_ref())?)?;
    let text = format!(
        "**{}** · {}: {}{}",
        suggest::title(&incident),
        name.replace('_', " "),
        shown(typed, at.as_ref(), &incident, fact),
        times::notes(at.as_ref()),
    );
    confirm(change, asked, &incident, text, &event)
}

fn value(fact: Fact, typed: &str, at: Option<&Moment>) -> Result<Value, Refusal> {
    let given = (typed != EMPTY).then_some(typed);
    Ok(match fact {
        Fact::Title => Value::Title(given.ok_or(Refusal::CannotClear("title"))?.to_owned()),
        Fact::Section(section) => Value::Section(section, given.map(str::to_owned)),
        Fact::Milestone(milestone) => Value::Milestone(milestone, at.map(|moment| moment.at)),
        Fact::Zone => Value::Zone(zone(given)?),
        Fact::DocumentZone => Value::DocumentZone(zone(given)?),
    })
}

fn zone(given: Option<&str>) -> Result<Option<Zone>, Refusal> {
    let read = |typed: &str| typed.parse().map_err(|why| Refusal::Time(Unreadable::Zone(why)));
    given.map(read).transpose()
}

fn shown(typed: &str, at: Option<&Moment>, incident: &Incident, fact: Fact) -> String {
    match (fact, at) {
        (_, Some(moment)) => words::instant(moment.at),
        (Fact::Milestone(_), None) => say!("taken from the timeline again"),
        (Fact::Zone, None) => incident.zone.as_deref().map_or(say!("the server's again"), words::line),
        (Fact::DocumentZone, None) => {
            incident.document_zone.as_deref().map_or(say!("that of the incident again"), words::line)
        }
        _ if typed == EMPTY => "emptied".into(),
        _ => words::fit(&words::plain(typed), GIST),
    }
}
