//! How far a long command is, on one line that moves, where a person looks at a terminal; nothing anywhere else.

use std::io::{IsTerminal as _, Write as _};

const WIDTH: u64 = 30;

/// A bar that grows. Dropping it clears its line.
pub struct Bar {
    what: &'static str,
    shown: Option<u64>,
    is_seen: bool,
}

impl Bar {
    /// A bar for what is being done, not shown yet.
    #[must_use]
    pub fn new(what: &'static str) -> Self {
        Self { what, shown: None, is_seen: std::io::stderr().is_terminal() }
    }

    /// Shows how far it is.
    pub fn show(&mut self, done: u64, all: u64) {
        let percent = done * 100 / all.max(1);
        if self.is_seen && self.shown != Some(percent) {
            self.shown = Some(percent);
            draw(&line(self.what, percent));
        }
    }

    /// Leaves its line to something that is printed; the next step shows it again.
    pub fn give_way(&mut self) {
        if self.shown.take().is_some() {
            draw("\r\x1b[K");
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.give_way();
    }
}

/// A terminal that is gone is no reason to stop what is being done.
fn draw(text: &str) {
    let mut out = std::io::stderr();
    drop(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
}

fn line(what: &str, percent: u64) -> String {
    let full = percent.min(100) * WIDTH / 100;
    let bar: String = (0..WIDTH).map(|at| if at < full { '#' } else { '.' }).collect();
    format!("\r\x1b[K{what} [{bar}] {percent} %")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_at_its_start_as_at_its_end() {
        let lengths =
            [0, 50, 100].map(|percent| line("x", percent).replace(' ', "").matches(['#', '.']).count());
        assert_eq!(lengths, [30, 30, 30]);
        assert!(line("backing up", 50).ends_with("[###############...............] 50 %"));
    }
}
