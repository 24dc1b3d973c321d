//! What a monitoring system had to say, as those in an incident's channel read it.

use incidents::model::notice::{AlertNews, AlertTurn};

use crate::reply::{Message, Widget};
use crate::timeline::lines;
use crate::words;

/// How much of what is known is shown: the timeline has the rest.
const GIST: usize = 900;

/// What is said, with a button that leads to where the alert comes from.
#[must_use]
pub fn said(news: &AlertNews) -> Message {
    let entry = news.entry.map(|seq| format!(" · {}", lines::number(seq))).unwrap_or_default();
    let (source, title) = (format!("{}{entry}", words::line(&news.source)), words::line(&news.title));
    let text = match &news.turn {
        AlertTurn::Fires => format!("🚨 **{title}** — {source}{}", about(news)),
        AlertTurn::Again { times } => {
            say!(
                "🚨 **{title}** again, {times} times by now — {source}{about}",
                title,
                times,
                source,
                about = about(news)
            )
        }
        AlertTurn::Graver { severity } => {
            say!(
                "⏫ **{title}** is now {severity} — {source}{about}",
                title,
                source,
                severity = words::line(severity),
                about = about(news)
            )
        }
        AlertTurn::Over { last: true } => say!(
            "✅ **{title}** is over — {source}\n-# No alert of this incident fires any more. If users are well too, end it \
             with `/incident resolve`.",
            title,
            source
        ),
        AlertTurn::Over { last: false } => {
            say!("✅ **{title}** is over — {source}\n-# Other alerts still fire.", title, source)
        }
        AlertTurn::Counted => format!("📈 {title}{entry}"),
    };
    let link =
        news.url.as_ref().map(|url| Widget::Link { label: say!("Open where it fires"), url: url.clone() });
    link.into_iter().fold(Message::public(text), |message, link| message.with_row(vec![link]))
}

fn about(news: &AlertNews) -> String {
    if news.text.is_empty() {
        String::new()
    } else {
        format!("\n{}", words::fit(&words::plain(&news.text), GIST))
    }
}
