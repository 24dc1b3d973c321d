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

/// What was asked for. Serenity's own spans and payload dumps are kept out unless they are named: they may quote messages.
fn filter(config: &LogConfig) -> EnvFilter {
    let quiet = if config.filter.contains("serenity") { "" } else { ",serenity=error" };
    EnvFilter::new(format!("{}{quiet}", config.filter))
}
