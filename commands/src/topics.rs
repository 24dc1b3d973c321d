//! What each command with subcommands is about, in a line: Discord shows it above them.

/// Every first word that has subcommands, with what it is about, at most 100 characters.
pub const TOPICS: &[(&str, &str)] = &[
    ("incident", "Declare incidents, steer them, end them"),
    ("timeline", "What happened, and when"),
    ("page", "Call people until somebody answers"),
    ("contact", "Who can be called, and by which ways"),
    ("policy", "Whom to call, in which order"),
    ("schedule", "Who is on call when"),
    ("oncall", "Who is on call"),
    ("action", "What is to be done so that it does not happen again"),
    ("postmortem", "The document that tells what happened"),
    ("report", "How incidents went"),
    ("alerts", "Where monitoring sends its alerts"),
    ("settings", "How Sitrep works in this server"),
    ("heartbeat", "Jobs that are listened for, and that call people when they fall silent"),
];

/// What a command with subcommands is about.
#[must_use]
pub fn about(name: &str) -> &'static str {
    TOPICS.iter().find(|(topic, _)| *topic == name).map_or("Sitrep", |(_, about)| about)
}
