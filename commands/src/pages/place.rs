//! Which page is meant: addresses into places, and places into addresses.

use incidents::ids::Number;

/// A page of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The incidents, as far as they are wanted.
    Incidents(Wanted),
    /// One of them.
    Incident(Number),
    /// The postmortems, at a page of the list.
    Postmortems(i64),
    /// One of them.
    Postmortem(Number),
    /// The actions.
    Actions(Which),
    /// Who is on call.
    OnCall,
}

/// Which incidents are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// In this state; empty for any.
    pub state: String,
    /// Of this severity; empty for any.
    pub severity: String,
    /// In which these words stand; empty for all.
    pub words: String,
    /// The page of the list, from nought.
    pub page: i64,
}

/// Which actions are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The reader's own that are open.
    Mine,
    /// Those that are open.
    Open,
    /// Those whose time is over.
    Overdue,
    /// Those that were done.
    Done,
    /// All.
    All,
}

impl Which {
    /// Every choice, in the order in which it is offered.
    pub const ALL: [Self; 5] = [Self::Mine, Self::Overdue, Self::Open, Self::Done, Self::All];

    /// The word in the address.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Done => "done",
            Self::All => "all",
        }
    }
}

impl Place {
    /// The place at an address below a server's own; none where there is no page.
    #[must_use]
    pub fn read(path: &str, query: &[(String, String)]) -> Option<Self> {
        let said =
            |name: &str| query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let page = || said("page").and_then(|page| page.parse::<i64>().ok()).unwrap_or(0).clamp(0, 100_000);
        let steps: Vec<&str> = path.split('/').collect();
        Some(match steps[..] {
            ["incidents"] => Self::Incidents(Wanted {
                state: said("state").unwrap_or("open").to_owned(),
                severity: said("severity").unwrap_or_default().to_owned(),
                words: said("words").unwrap_or_default().trim().to_owned(),
                page: page(),
            }),
            ["incidents", number] => Self::Incident(numbered(number)?),
            ["postmortems"] => Self::Postmortems(page()),
            ["postmortems", number] => Self::Postmortem(numbered(number)?),
            ["actions"] => {
                let which = said("which").unwrap_or(Which::Mine.as_str());
                Self::Actions(Which::ALL.into_iter().find(|known| known.as_str() == which)?)
            }
            ["on-call"] => Self::OnCall,
            _ => return None,
        })
    }

    /// The part of the navigation it belongs to.
    #[must_use]
    pub fn part(&self) -> &'static str {
        match self {
            Self::Incidents(_) | Self::Incident(_) => "incidents",
            Self::Postmortems(_) | Self::Postmortem(_) => "postmortems",
            Self::Actions(_) => "actions",
            Self::OnCall => "on-call",
        }
    }
}

fn numbered(text: &str) -> Option<Number> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number).map(Number)
}

impl Wanted {
    /// What follows the question mark for another page of the same list; every typed word escaped.
    #[must_use]
    pub fn query(&self, page: i64) -> String {
        let mut query = format!("state={}", encoded(&self.state));
        for (name, value) in [("severity", &self.severity), ("words", &self.words)] {
            if !value.is_empty() {
                query.push_str(&format!("&amp;{name}={}", encoded(value)));
            }
        }
        if page > 0 {
            query.push_str(&format!("&amp;page={page}"));
        }
        query
    }
}

/// A word as it may stand in an address.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_place_or_nothing() {
        let read = |path: &str| Place::read(path, &[]);
        assert_eq!(read("incidents/7"), Some(Place::Incident(Number(7))));
        assert_eq!(read("postmortems/7"), Some(Place::Postmortem(Number(7))));
        assert_eq!(read("on-call"), Some(Place::OnCall));
        assert_eq!(read("actions"), Some(Place::Actions(Which::Mine)));
        for path in [
            "",
            "incidents/",
            "incidents/-1",
            "incidents/+7",
            "incidents/7/x",
            "incidents/99999999999999999999",
            "../x",
        ] {
            assert_eq!(read(path), None, "{path}");
        }
        let which = [("which".to_owned(), "everything".to_owned())];
        assert_eq!(Place::read("actions", &which), None);
    }

    #[test]
    fn what_was_looked_for_goes_on_to_the_next_page() {
        let query = [("words", "a&b <c>"), ("state", "all"), ("page", "-5")];
        let query: Vec<_> =
            query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let Some(Place::Incidents(wanted)) = Place::read("incidents", &query) else { panic!("a list") };
        assert_eq!(wanted.page, 0);
        assert_eq!(wanted.query(2), "state=all&amp;words=a%26b%20%3Cc%3E&amp;page=2");
    }
}
