//! What all pages share: head, navigation, who is signed in, style, and the one small script that follows what happens.

use incidents::postmortem::escaped;
use incidents::{Result, store};

use super::writer::{Sheet, Writer, base};
use super::{Place, Visit};

/// The style of every page.
pub const STYLE: &str = include_str!("style.css");
/// The script of pages that follow what happens. Without it they load themselves anew now and then.
pub const SCRIPT: &str = include_str!("live.js");

/// The parts of a server, by their place in the address and by name.
const PARTS: [(&str, &str); 4] = [
    ("incidents", "Incidents"),
    ("postmortems", "Postmortems"),
    ("actions", "Actions"),
    ("on-call", "On call"),
];

/// A page of a server, whole.
pub fn framed(writer: &mut Writer<'_, '_>, visit: &Visit, place: &Place, sheet: &Sheet) -> Result<String> {
    let server = escaped(&store::guilds::called(writer.view, visit.guild)?);
    let parts: String = PARTS
        .iter()
        .map(|(part, name)| {
            let current = if *part == place.part() { " aria-current=\"page\"" } else { "" };
            format!("<li><a href=\"{}\"{current}>{name}</a></li>\n", writer.path(part))
        })
        .collect();
    let base = base(writer.view.address());
    let header = format!(
        "<header>\n<p class=\"where\"><a href=\"{base}/\">Sitrep</a> <span>{server}</span></p>\n\
         <nav aria-label=\"Pages\">\n<ul>\n{parts}</ul>\n</nav>\n{}</header>\n",
        signed_in(base, &visit.person.name, &visit.proof)
    );
    let footer = format!("<footer>Times in {}</footer>\n", escaped(&writer.zone.to_string()));
    let heading =
        if sheet.is_headed { String::new() } else { format!("<h1>{}</h1>\n", escaped(&sheet.title)) };
    let main = format!("{heading}{}", sheet.body);
    let title = format!("{} · {server}", escaped(&sheet.title));
    Ok(bare(&title, &header, &main, &footer, sheet.is_live))
}

/// Who is signed in, and the way out.
pub fn signed_in(base: &str, name: &str, proof: &str) -> String {
    format!(
        "<form class=\"who\" method=\"post\" action=\"{base}/sign-out\"><span>{}</span>\
         <input type=\"hidden\" name=\"proof\" value=\"{}\"><button>Sign out</button></form>\n",
        escaped(name),
        escaped(proof)
    )
}

/// The document around a page. All that it is given is HTML.
pub fn bare(title: &str, header: &str, main: &str, footer: &str, is_live: bool) -> String {
    let (refresh, script) = if is_live {
        (
            "<noscript><meta http-equiv=\"refresh\" content=\"30\"></noscript>\n",
            format!("<script>{SCRIPT}</script>\n"),
        )
    } else {
        ("", String::new())
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n\
         {refresh}<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">Skip to the content</a>\n{header}<main id=\"main\" tabindex=\"-1\">\n{main}</main>\n\
         {footer}{script}</body>\n</html>\n"
    )
}
