//! The pages that belong to no server: the way in, the choice of a server, and what is said where there is nothing to show.

use incidents::View;
use incidents::ids::GuildId;
use incidents::postmortem::escaped;

use super::frame::{bare, signed_in};
use super::writer::base;

/// A server that somebody can go to.
#[derive(Debug, Clone)]
pub struct Offered {
    /// Its id.
    pub id: GuildId,
    /// What it is called.
    pub name: String,
}

/// Asks a stranger to sign in.
#[must_use]
pub fn welcome(address: &str) -> String {
    let main = format!(
        "<h1>Sitrep</h1>\n<p>Incidents, postmortems, actions and who is on call, for members of the servers that Sitrep is in.</p>\n\
         <p><a class=\"go\" href=\"{}/sign-in\">Sign in with Discord</a></p>\n\
         <p class=\"soft\">Discord tells Sitrep who you are and in which servers. What you can see there, you can see here.</p>\n",
        base(address)
    );
    bare("Sitrep", &header(address, ""), &main, "", false)
}

/// Offers the servers that somebody who is signed in can go to.
#[must_use]
pub fn home(view: &View<'_>, offered: &[Offered], (name, proof): (&str, &str)) -> String {
    let base = base(view.address());
    let mut main = "<h1>Your servers</h1>\n".to_owned();
    if offered.is_empty() {
        main.push_str(
            "<p>Sitrep is in no server that you are in. If you joined one since you signed in, sign out and in again.</p>\n",
        );
    } else {
        main.push_str("<ul class=\"rows\">\n");
        for Offered { id, name } in offered {
            let name = escaped(if name.is_empty() { "A server without a name" } else { name });
            main.push_str(&format!("<li><a href=\"{base}/servers/{id}/incidents\">{name}</a></li>\n"));
        }
        main.push_str("</ul>\n");
    }
    bare("Your servers · Sitrep", &header(view.address(), &signed_in(base, name, proof)), &main, "", false)
}

/// Says something, and where to go from there.
#[must_use]
pub fn notice(address: &str, heading: &str, text: &str, (path, label): (&str, &str)) -> String {
    let (heading, text) = (escaped(heading), escaped(text));
    let main = format!(
        "<h1>{heading}</h1>\n<p>{text}</p>\n<p><a class=\"go\" href=\"{}{path}\">{}</a></p>\n",
        base(address),
        escaped(label)
    );
    bare(&format!("{heading} · Sitrep"), &header(address, ""), &main, "", false)
}

fn header(address: &str, who: &str) -> String {
    format!("<header>\n<p class=\"where\"><a href=\"{}/\">Sitrep</a></p>\n{who}</header>\n", base(address))
}
