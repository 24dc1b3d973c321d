//! `/settings`: what a server has set, shown and changed.

pub mod set;
pub mod show;

use incidents::model::setting::{Setting, Target};
use incidents::model::settings::Settings;

use crate::words;

/// A value as people read it: what it points at shows as Discord shows it, and pings nobody.
fn shown(setting: Setting, settings: &Settings) -> String {
    match setting.target(settings) {
        Some(Target::Channel(id) | Target::Category(id)) => format!("<#{id}>"),
        Some(Target::Role(id)) => format!("<@&{id}>"),
        None => words::line(&setting.value(settings)),
    }
}
