//! The public page of a server, and the same as a feed: what anybody may read, in HTML and in Atom. No script, no picture from
//! elsewhere, no name.

use chrono::{DateTime, SecondsFormat, Utc};
use incidents::ids::GuildId;
use incidents::operations::status_page::{Shown, StatusPage};
use incidents::postmortem::{escaped, linked};

const STYLE: &str = include_str!("status_page.css");

/// Where the page of a server is, under our own address.
#[must_use]
pub fn address(base: &str, guild: GuildId) -> String {
    format!("{base}/status/{guild}")
}

/// The page. It loads itself anew every minute.
#[must_use]
pub fn html(page: &StatusPage, base: &str) -> String {
    let name = escaped(&page.name);
    let feed = escaped(&format!("{}/feed.atom", address(base, page.guild)));
    let (open, over): (Vec<&Shown>, Vec<&Shown>) = page.incidents.iter().partition(|shown| shown.is_open);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"refresh\" content=\"60\">\n\
         <title>{name}: status</title>\n<link rel=\"alternate\" type=\"application/atom+xml\" title=\"{name}\" href=\"{feed}\">\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{name}</h1>\n"
    );
    out.push_str(&match open.len() {
        0 => "<p class=\"well\" role=\"status\">No known trouble.</p>\n".to_owned(),
        1 => "<p class=\"ill\" role=\"status\">1 incident goes on.</p>\n".to_owned(),
        many => format!("<p class=\"ill\" role=\"status\">{many} incidents go on.</p>\n"),
    });
    for shown in &open {
        out.push_str(&incident(page, shown));
    }
    if !over.is_empty() {
        out.push_str("<h2>The last two weeks</h2>\n");
    }
    for shown in &over {
        out.push_str(&incident(page, shown));
    }
    out.push_str(&format!(
        "<footer><a href=\"{feed}\">Feed</a> · Times in {}</footer>\n",
        escaped(&page.zone.to_string())
    ));
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn incident(page: &StatusPage, shown: &Shown) -> String {
    let look = if shown.is_open { "open" } else { "over" };
    let mut out = format!(
        "<article class=\"{look}\" id=\"{number}\">\n<h3>{title}</h3>\n<p class=\"facts\"><strong>{status}</strong> · {number} · since {since}{until}</p>\n",
        number = escaped(&shown.number.to_string()),
        title = escaped(&shown.title),
        status = escaped(&shown.status),
        since = time(page, shown.started_at),
        until = shown.ended_at.map(|at| format!(" · until {}", time(page, at))).unwrap_or_default(),
    );
    for (at, text) in &shown.updates {
        out.push_str(&format!(
            "<section>\n<h4>{}</h4>\n<p>{}</p>\n</section>\n",
            time(page, *at),
            linked(text)
        ));
    }
    out.push_str("</article>\n");
    out
}

fn time(page: &StatusPage, at: DateTime<Utc>) -> String {
    format!("<time datetime=\"{}\">{}</time>", instant(at), page.zone.local(at).format("%Y-%m-%d %H:%M"))
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The feed: an entry for each incident and each update, newest first.
#[must_use]
pub fn atom(page: &StatusPage, base: &str, now: DateTime<Utc>) -> String {
    let (name, here) = (escaped(&page.name), escaped(&address(base, page.guild)));
    let mut entries = Vec::new();
    for shown in &page.incidents {
        entries.push((shown.started_at, entry(&here, shown, ("start", shown.started_at), "It began.")));
        for (at, text) in &shown.updates {
            entries.push((*at, entry(&here, shown, ("update", *at), text)));
        }
        if let Some(at) = shown.ended_at {
            entries.push((at, entry(&here, shown, ("end", at), "It is over.")));
        }
    }
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let updated = entries.first().map_or(now, |(at, _)| *at);
    let entries: String = entries.into_iter().map(|(_, entry)| entry).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>{here}</id>\n\
         <title>{name}: status</title>\n<updated>{}</updated>\n<author><name>{name}</name></author>\n\
         <link rel=\"alternate\" href=\"{here}\"/>\n<link rel=\"self\" href=\"{here}/feed.atom\"/>\n{entries}</feed>\n",
        instant(updated)
    )
}

fn entry(here: &str, shown: &Shown, (what, at): (&str, DateTime<Utc>), text: &str) -> String {
    let number = escaped(&shown.number.to_string());
    format!(
        "<entry>\n<id>{here}#{number}-{what}-{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
         <link rel=\"alternate\" href=\"{here}#{number}\"/>\n<content type=\"text\">{}</content>\n</entry>\n",
        at.timestamp_millis(),
        escaped(&shown.title),
        instant(at),
        escaped(text),
    )
}
