//! Every route of the API: the server finds its way by this table, and the description is made from it.

use incidents::{Result, View};
use serde_json::Value;

use super::reads;
use crate::asked::Asked;
use crate::table::{Command, Opt, Takes};
use crate::timeline;
use crate::{action, incident, page};

/// One thing that can be asked.
pub struct Route {
    /// By which method.
    pub method: &'static str,
    /// At which address below `/api/v1/`; a variable is called like the option it stands for.
    pub path: &'static str,
    /// What it does.
    pub about: &'static str,
    /// What may stand behind the question mark.
    pub query: &'static [Opt],
    /// What answers it.
    pub does: Does,
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// What answers a route.
#[derive(Clone, Copy)]
pub enum Does {
    /// Reads from one consistent state.
    Reads(fn(&mut View<'_>, &Asked<'_>) -> Result<Value>),
    /// Does what a command of chat does; the body holds its options.
    Writes(&'static Command, Asks),
}

/// Fields that chat asks for by a form where they are missing. A program has nobody to fill one in.
pub type Asks = &'static [&'static str];

/// Where a request leads.
pub enum Found {
    /// There, with the numbers in its path.
    Route(&'static Route, Vec<i64>),
    /// To an address that takes these methods only.
    Methods(Vec<&'static str>),
    /// Nowhere.
    Nothing,
}

const LIMIT: Opt =
    Opt::of("limit", "How many at most; 50 unless said", Takes::Number { least: 1, most: 200 });
const SKIP: Opt = Opt::of("skip", "How many to leave out first", Takes::Number { least: 0, most: 1_000_000 });

const INCIDENTS: &[Opt] = &[
    Opt::one_of("state", "Only those in this state", &["open", "resolved", "cancelled", "merged"]),
    Opt::text("severity", "Only those of this severity", 30),
    LIMIT,
    SKIP,
];
const ACTIONS: &[Opt] = &[
    Opt::one_of("state", "Which ones; open unless said", &["open", "overdue", "done", "dropped", "all"]),
    LIMIT,
    SKIP,
];

macro_rules! routes {
    ($($method:ident $path:literal $about:literal $query:expr, $does:expr;)+) => {
        &[$(Route { method: stringify!($method), path: $path, about: $about, query: $query, does: $does }),+]
    };
}

/// All of them.
pub static ROUTES: &[Route] = routes! {
    GET "incidents" "List incidents, newest first" INCIDENTS, Does::Reads(reads::incidents);
    POST "incidents" "Declare an incident" &[], Does::Writes(&incident::open::COMMAND, &["title"]);
    GET "incidents/{incident}" "Show an incident" &[], Does::Reads(reads::incident);
    POST "incidents/{incident}/status" "Move an incident" &[], Does::Writes(&incident::status::COMMAND, &[]);
    POST "incidents/{incident}/severity" "Change how bad an incident is" &[], Does::Writes(&incident::severity::COMMAND, &[]);
    POST "incidents/{incident}/updates" "Tell those who wait how it stands" &[], Does::Writes(&incident::update::COMMAND, &[]);
    POST "incidents/{incident}/resolve" "End an incident" &[], Does::Writes(&incident::resolve::COMMAND, &["cause", "resolution"]);
    GET "incidents/{incident}/timeline" "Read a timeline, oldest first" &[LIMIT, SKIP], Does::Reads(reads::timeline);
    POST "incidents/{incident}/timeline" "Record what happened" &[], Does::Writes(&timeline::add::COMMAND, &[]);
    GET "incidents/{incident}/postmortem" "Read a postmortem as it stands" &[], Does::Reads(reads::postmortem);
    POST "incidents/{incident}/pages" "Call people until somebody answers" &[], Does::Writes(&page::send::COMMAND, &[]);
    POST "incidents/{incident}/actions" "Track what will be done" &[], Does::Writes(&action::add::COMMAND, &[]);
    GET "actions" "List actions, those longest overdue first" ACTIONS, Does::Reads(reads::actions);
    GET "actions/{action}" "Show an action" &[], Does::Reads(reads::action);
    POST "actions/{action}/done" "Note that an action was done" &[], Does::Writes(&action::done::COMMAND, &["note"]);
    GET "on-call" "Show who is on call, and who comes next" &[], Does::Reads(reads::on_call);
};

impl Route {
    /// The name of the variable in its path.
    #[must_use]
    pub fn variable(&self) -> Option<&'static str> {
        self.path.split('/').find_map(variable)
    }

    /// What its body takes: the options of its command, but those that stand in the path or make sense in chat alone.
    pub fn fields(&self) -> impl Iterator<Item = &'static Opt> {
        let options = match self.does {
            Does::Writes(command, _) => command.options,
            Does::Reads(_) => &[],
        };
        let in_path = self.variable();
        options.iter().filter(move |option| {
            let is_spoken = matches!(option.takes, Takes::User | Takes::Role | Takes::Channel | Takes::File);
            Some(option.name) != in_path && option.name != "private" && !is_spoken
        })
    }

    /// What chat would ask for by a form, where it is missing.
    pub fn asks(&self) -> Asks {
        match self.does {
            Does::Writes(_, asks) => asks,
            Does::Reads(_) => &[],
        }
    }

    /// Whether a field has to be there in any case. What is asked for about something that exists may have been said before.
    pub fn needs(&self, field: &Opt) -> bool {
        field.required || (self.variable().is_none() && self.asks().contains(&field.name))
    }

    /// The numbers of a path, if it is one of this route's.
    fn read(&self, path: &str) -> Option<Vec<i64>> {
        let (wanted, found): (Vec<_>, Vec<_>) = (self.path.split('/').collect(), path.split('/').collect());
        if wanted.len() != found.len() {
            return None;
        }
        let mut numbers = Vec::new();
        for (wanted, found) in wanted.into_iter().zip(found) {
            if variable(wanted).is_some() {
                let is_number = !found.is_empty() && found.bytes().all(|byte| byte.is_ascii_digit());
                numbers.push(found.parse().ok().filter(|_| is_number)?);
            } else if wanted != found {
                return None;
            }
        }
        Some(numbers)
    }
}

fn variable(step: &'static str) -> Option<&'static str> {
    step.strip_prefix('{')?.strip_suffix('}')
}

/// Where a method and a path below `/api/v1/` lead.
#[must_use]
pub fn find(method: &str, path: &str) -> Found {
    let mut methods = Vec::new();
    for route in ROUTES {
        let Some(numbers) = route.read(path) else { continue };
        if route.method == method {
            return Found::Route(route, numbers);
        }
        methods.push(route.method);
    }
    if methods.is_empty() { Found::Nothing } else { Found::Methods(methods) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_one_route_or_nowhere() {
        let Found::Route(route, numbers) = find("POST", "incidents/7/resolve") else { panic!("a route") };
        assert_eq!((route.path, numbers), ("incidents/{incident}/resolve", vec![7]));
        assert!(matches!(find("GET", "incidents/7/resolve"), Found::Methods(methods) if methods == ["POST"]));
        assert!(matches!(find("PUT", "incidents"), Found::Methods(methods) if methods == ["GET", "POST"]));
        for nowhere in [
            "",
            "incidents/",
            "incidents/x",
            "incidents/-1",
            "incidents/99999999999999999999",
            "incidents/7/8",
        ] {
            assert!(matches!(find("GET", nowhere), Found::Nothing), "{nowhere}");
        }
    }

    #[test]
    fn every_variable_is_an_option_of_what_is_done_there() {
        for route in ROUTES {
            if let (Does::Writes(command, _), Some(variable)) = (route.does, route.variable()) {
                assert!(command.options.iter().any(|option| option.name == variable), "{route:?}");
            }
        }
    }
}
