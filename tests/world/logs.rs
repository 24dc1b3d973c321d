//! What the bot logs as errors, kept for the end of the story. One thread runs a story, so it hears only its own.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt as _};

/// The errors logged since it was made.
pub(super) struct Logs {
    lines: Arc<Mutex<Vec<String>>>,
    _while_it_lives: tracing::subscriber::DefaultGuard,
}

impl Logs {
    pub fn collect() -> Self {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let subscriber = tracing_subscriber::registry().with(Errors(lines.clone()));
        Self { lines, _while_it_lives: tracing::subscriber::set_default(subscriber) }
    }

    pub fn errors(&self) -> Vec<String> {
        self.lines.lock().expect("no panic held it").clone()
    }
}

struct Errors(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Errors {
    /// Nothing else is collected at all: spans that live across threads are more than a thread's own subscriber can keep apart.
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.is_event() && *metadata.level() == Level::ERROR && metadata.target().starts_with("sitrep")
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut line = Line(String::new());
        event.record(&mut line);
        self.0.lock().expect("no panic held it").push(line.0);
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{}={value:?} ", field.name());
    }
}
