//! Log lines for people or for machines. What is logged is decided where it is logged; nothing here can leak a secret
//! because nothing that holds one prints it.

use tracing_subscriber::EnvFilter;

use crate::config::{LogConfig, LogFormat};

/// Starts logging to standard error, for the life of the process. Does nothing when logging was started before.
pub fn start(config: &LogConfig) {
    let lines = tracing_subscriber::fmt().with_env_filter(filter(config)).with_writer(std::io::stderr);
    let started = match config.format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    drop(started);
}

/// Libraries that print what they carry, token and messages included, and how much of them is let out.
const QUOTING: [(&str, &str); 6] = [
    ("serenity", "error"),
    ("tungstenite", "warn"),
    ("tokio_tungstenite", "warn"),
    ("hyper", "info"),
    ("hyper_util", "info"),
    ("tokio_postgres", "warn"),
];

/// What was asked for, with libraries that quote kept quiet unless they are named.
fn filter(config: &LogConfig) -> EnvFilter {
    let quiet = QUOTING.iter().filter(|(name, _)| !config.filter.contains(name));
    let quiet: String = quiet.map(|(name, level)| format!(",{name}={level}")).collect();
    EnvFilter::new(format!("{}{quiet}", config.filter))
}
