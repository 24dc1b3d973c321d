//! People as they are typed, and as they are shown.

pub mod known;

use incidents::model::who::Who;
use incidents::operations::roster::People;

use crate::reply::Ping;
use crate::words;

pub use known::Known;

/// A person as people read them. Mentions are closed on every message, so that showing nobody pings them.
pub fn shown(people: &People, who: Who) -> String {
    match people.identity(who) {
        None => match who {
            Who::User(user) => say!("<@{user}> *(left)*", user),
            Who::Contact(_) | Who::Role(_) => say!("*somebody who was removed*"),
        },
        Some(Who::User(user)) => format!("<@{user}>"),
        Some(Who::Role(role)) => format!("<@&{role}>"),
        Some(who @ Who::Contact(_)) => people
            .contact(who)
            .map_or_else(String::new, |contact| format!("**{}**", words::line(contact.name.as_str()))),
    }
}

/// Several people as people read them; nobody, where there is none.
pub fn shown_all(people: &People, several: &[Who]) -> String {
    let several = people.each_once(several);
    if several.is_empty() {
        return say!("**nobody**");
    }
    several.iter().map(|who| shown(people, *who)).collect::<Vec<_>>().join(", ")
}

/// Several people in plain words, for what is read outside Discord.
pub fn names(people: &People, several: &[Who]) -> String {
    let name = |who: &Who| match people.identity(*who)? {
        who @ Who::Contact(_) => people.contact(who).map(|contact| contact.name.to_string()),
        Who::User(user) => {
            Some(people.called(user).map_or_else(|| say!("member {user}", user), str::to_owned))
        }
        Who::Role(role) => Some(say!("role {role}", role)),
    };
    several.iter().filter_map(name).collect::<Vec<_>>().join(", ")
}

/// Somebody to be noticed: mentioned where they are on Discord, else by their name.
pub fn mentioned(people: &People, who: Who) -> String {
    let known = people.user(who).map(Who::User).or(matches!(who, Who::User(_) | Who::Role(_)).then_some(who));
    known.and_then(mention).unwrap_or_else(|| {
        let contact = people.contact(who).map(|contact| words::line(contact.name.as_str()));
        contact.unwrap_or_else(|| say!("somebody who was removed"))
    })
}

/// Several to be noticed.
pub fn all_mentioned(people: &People, several: &[Who]) -> String {
    several.iter().map(|who| mentioned(people, *who)).collect::<Vec<_>>().join(", ")
}

/// Who of several is pinged by a message: those on Discord, and roles.
pub fn pings(people: &People, several: &[Who]) -> Vec<Ping> {
    let ping = |who: &Who| match (people.user(*who), who) {
        (Some(user), _) => Some(Ping::User(user)),
        (None, Who::Role(role)) => Some(Ping::Role(*role)),
        (None, _) => None,
    };
    several.iter().filter_map(ping).collect()
}

/// A mention of somebody whom Discord knows.
fn mention(who: Who) -> Option<String> {
    match who {
        Who::User(user) => Some(format!("<@{user}>")),
        Who::Role(role) => Some(format!("<@&{role}>")),
        Who::Contact(_) => None,
    }
}
