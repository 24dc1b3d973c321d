//! `/help`: what to do next, depending on where it is asked, and every command by its first word.

use incidents::model::incident::Incident;
use incidents::{Refusal, Result, View, store};

use crate::asked::Asked;
use crate::reply::{Choice, Message, Reply};
use crate::table::{Command, Opt, Run};
use crate::tongues::word;
use crate::{COMMANDS, permissions, suggest};

pub const COMMAND: Command = Command {
    path: "help",
    about: "What can be done here, and what each command takes",
    options: &[Opt::suggested("topic", "A command, for all it can do", topics)],
    run: Run::Reads(run),
    ..Command::PLAIN
};

/// What people need while an incident goes on, in the order they need it.
const DURING: [&str; 8] = [
    "timeline add",
    "incident status",
    "incident severity",
    "page send",
    "incident role",
    "incident update",
    "action add",
    "incident resolve",
];
/// What people need once it is over.
const AFTER: [&str; 6] = [
    "incident set",
    "postmortem check",
    "postmortem publish",
    "action list",
    "timeline list",
    "incident reopen",
];
/// What people need elsewhere.
const ELSEWHERE: [&str; 6] =
    ["incident open", "incident list", "incident search", "oncall now", "action mine", "report summary"];
/// What those need besides who set things up.
const ADMINS: [&str; 8] = [
    "setup",
    "doctor",
    "settings show",
    "settings set",
    "contact add",
    "schedule create",
    "policy create",
    "alerts add",
];

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    if let Some(topic) = asked.text("topic") {
        return Ok(Message::private(about(topic)?).into());
    }
    let here = store::incidents::of_channel(view, asked.request.guild, asked.request.channel)?;
    let here = match here {
        Some(incident) if permissions::sees(view, &asked.request.person, &incident)? => Some(incident),
        _ => None,
    };
    Ok(Message::private(overview(here.as_ref(), permissions::is_admin(asked))).into())
}

/// Help in a direct message, where there is no server to do anything in.
pub fn alone(topic: &str) -> Result<Reply, Refusal> {
    let text = match topic.trim() {
        "" => without_a_server() + &names().join(", "),
        topic => about(topic)?,
    };
    Ok(Message::private(text).into())
}

fn without_a_server() -> String {
    say!(
        "**Sitrep** works in servers: go to one that we share, and type `/incident open` or `/help` there.\nHere you are called \
         and reminded. The buttons on those messages work here, months later too.\n-# `/help` with `topic` shows all of a \
         command: "
    )
}

fn overview(here: Option<&Incident>, is_admin: bool) -> String {
    let (heading, paths): (String, &[&str]) = match here {
        Some(incident) if incident.is_open() => (
            say!(
                "**{title}** is open, and this is its channel: every command works here without naming it.{private}",
                title = suggest::title(incident),
                private = if incident.private { about_private() } else { "" }
            ),
            &DURING,
        ),
        Some(incident) => {
            (say!("**{title}** is over. What is left to do:", title = suggest::title(incident)), &AFTER)
        }
        None => (say!("**Sitrep** keeps incidents, who is called, and what was learnt."), &ELSEWHERE),
    };
    let mut text = heading + &listed(paths);
    if here.is_none() && is_admin {
        text.push_str(&say!("\nFor you as an admin:"));
        text.push_str(&listed(&ADMINS));
    }
    text.push_str(&say!("\n-# `/help` with `topic` shows all of a command: "));
    text.push_str(&names().join(", "));
    text
}

fn about_private() -> &'static str {
    word(
        "\n🔒 It is private: it is announced nowhere, and only those who see this channel find it. Giving somebody a role \
         in it, or paging them, lets them in.",
    )
}

fn listed(paths: &[&str]) -> String {
    let known = paths.iter().filter_map(|path| COMMANDS.iter().find(|command| command.path == *path));
    known.map(|command| format!("\n- `/{}` {}", command.path, word(command.about))).collect()
}

/// Every subcommand of a command, with what it takes.
fn about(topic: &str) -> Result<String, Refusal> {
    let topic = topic.trim().trim_start_matches('/').to_lowercase();
    let first = topic.split_whitespace().next().unwrap_or_default();
    let found: Vec<_> =
        COMMANDS.iter().filter(|command| command.path.split(' ').next() == Some(first)).collect();
    if found.is_empty() {
        return Err(Refusal::NotOneOf { what: "command", typed: topic, known: names().join(", ") });
    }
    let lines = found.iter().map(|command| {
        let options = command.options.iter().map(|option| {
            if option.required { format!("`{}`*", option.name) } else { format!("`{}`", option.name) }
        });
        format!("- `/{}` {}\n  {}", command.path, word(command.about), options.collect::<Vec<_>>().join(" "))
    });
    Ok(say!("**/{first}** (`*` is needed)\n{lines}", first, lines = lines.collect::<Vec<_>>().join("\n")))
}

fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = COMMANDS.iter().filter_map(|command| command.path.split(' ').next()).collect();
    names.dedup();
    names
}

fn topics(_: &mut View<'_>, _: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    Ok(choices(typed))
}

/// The commands that what is typed could become.
#[must_use]
pub fn choices(typed: &str) -> Vec<Choice> {
    let typed = typed.trim().trim_start_matches('/').to_lowercase();
    let fitting = names().into_iter().filter(|name| name.contains(&typed)).take(25);
    fitting.map(|name| Choice { label: format!("/{name}"), value: name.to_owned() }).collect()
}
