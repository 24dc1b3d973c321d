//! What a request is called where requests are counted: words from our own tables, never typed ones.

use crate::request::{Ask, Request};
use crate::{COMMANDS, MENUS, handles};

/// What a request is counted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called {
    /// The command it is or belongs to.
    pub command: &'static str,
    /// The way of asking.
    pub kind: &'static str,
}

/// The name for what is in no table.
const UNKNOWN: &str = "unknown";

/// What a request is counted as.
#[must_use]
pub fn called(request: &Request) -> Called {
    let (command, kind) = match &request.ask {
        Ask::Command { path, .. } => (of_path(path), "command"),
        Ask::Complete { path, .. } => (of_path(path), "suggestions"),
        Ask::Message { name, .. } => {
            (MENUS.iter().find(|menu| menu.name == name).map(|menu| menu.name), "menu")
        }
        Ask::Press { id, .. } | Ask::Pick { id, .. } => (of_handle(id), "button"),
        Ask::Form { id, .. } => (of_handle(id), "form"),
    };
    Called { command: command.unwrap_or(UNKNOWN), kind }
}

fn of_path(path: &str) -> Option<&'static str> {
    COMMANDS.iter().find(|command| command.path == path).map(|command| command.path)
}

/// The command or menu that makes a button or form.
fn of_handle(id: &str) -> Option<&'static str> {
    let name = handles::name(id)?;
    let made = |made: &[crate::table::Handle]| made.iter().any(|handle| handle.name == name);
    let command = COMMANDS.iter().find(|command| made(command.handles)).map(|command| command.path);
    command.or_else(|| MENUS.iter().find(|menu| made(menu.handles)).map(|menu| menu.name))
}
