//! Every command, button-free: the reference that stands in the docs, written from the table so that it cannot lag behind it.

use crate::table::{Command, Needs, Opt, Takes};
use crate::{COMMANDS, MENUS};

/// The reference of all commands, as Markdown.
#[must_use]
pub fn manual() -> String {
    let mut text = String::from(OPENING);
    let mut firsts: Vec<&str> = Vec::new();
    for command in COMMANDS {
        let first = first(command);
        if !firsts.contains(&first) {
            firsts.push(first);
        }
    }
    for name in firsts {
        text.push_str(&format!("## /{name}\n\n"));
        for command in COMMANDS.iter().filter(|command| first(command) == name) {
            text.push_str(&section(command));
        }
    }
    text.push_str("## In the menu of a message\n\nRight-click a message, or hold it on a phone, and look under Apps.\n\n");
    for menu in MENUS {
        text.push_str(&format!("- **{}**{}\n", menu.name, who(menu.needs)));
    }
    text
}

const OPENING: &str = "# Commands\n\nWritten from the program's own table: do not edit it by hand. Inside an incident's own channel \
no command needs its `incident` option. Times, durations and dates are taken as people write them. A star marks what \
must be given.\n\n";

fn first(command: &Command) -> &'static str {
    command.path.split(' ').next().unwrap_or_default()
}

fn section(command: &Command) -> String {
    let mut text = format!("### /{}\n\n{}.{}\n\n", command.path, command.about, who(command.needs));
    if !command.options.is_empty() {
        text.push_str("| option | what it means | takes |\n|---|---|---|\n");
        for option in command.options {
            text.push_str(&row(option));
        }
        text.push('\n');
    }
    text
}

fn row(option: &Opt) -> String {
    let star = if option.required { "*" } else { "" };
    format!("| `{}`{star} | {} | {} |\n", option.name, option.about.replace('|', "\\|"), takes(&option.takes))
}

fn takes(takes: &Takes) -> String {
    match takes {
        Takes::Text { least: 0 | 1, most } => format!("text, up to {most} characters"),
        Takes::Text { least, most } => format!("text, {least} to {most} characters"),
        Takes::OneOf(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        Takes::Suggested(_) => "text, with suggestions".into(),
        Takes::Number { least, most } => format!("{least} to {most}"),
        Takes::Truth => "yes or no".into(),
        Takes::User => "a person".into(),
        Takes::Role => "a role".into(),
        Takes::Channel => "a channel".into(),
        Takes::File => "a file".into(),
    }
}

fn who(needs: Needs) -> &'static str {
    match needs {
        Needs::Nothing => "",
        Needs::Responder => " For responders.",
        Needs::Admin => " For admins.",
    }
}
