//! Words that are to be found and are not in the index yet. SQLite's index writes a part of its own whenever a savepoint is set and for
//! each statement that may have to be undone, so changes that share a commit share one statement: before the commit, or before the
//! index is used in the midst of them.

use super::search::What;
use crate::ids::IncidentId;

/// So many wait at most, however much one change writes.
const MOST: usize = 256;

/// The words of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    pub incident: IncidentId,
    pub what: What,
    pub source: i64,
    pub title: String,
    pub body: String,
}

/// What waits, in the order in which it came.
#[derive(Debug, Default)]
pub(super) struct Unindexed {
    waiting: Vec<Words>,
    /// How many of those are written since the savepoint, and would have to be written again if it were returned to.
    written: usize,
    savepoint: Mark,
}

/// How it stood at a savepoint.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    waiting: usize,
    written: usize,
}

impl Unindexed {
    pub fn add(&mut self, words: Words) {
        self.waiting.push(words);
    }

    pub fn is_full(&self) -> bool {
        self.waiting.len() - self.written >= MOST
    }

    /// What is to be written.
    pub fn unwritten(&self) -> &[Words] {
        &self.waiting[self.written..]
    }

    /// All of it is written. What came before the savepoint is kept, for it may have to be written again.
    pub fn is_written(&mut self) {
        self.waiting.truncate(self.savepoint.waiting);
        self.written = self.waiting.len();
    }

    pub fn set_savepoint(&mut self) {
        self.savepoint = Mark { waiting: self.waiting.len(), written: self.written };
    }

    /// What is written stands as firmly as the rest, and need not be kept.
    pub fn release_savepoint(&mut self) {
        self.waiting.drain(..self.written);
        (self.written, self.savepoint) = (0, Mark::default());
    }

    pub fn return_to_savepoint(&mut self) {
        self.waiting.truncate(self.savepoint.waiting);
        self.written = self.savepoint.written;
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An index that is written, and undone, as the database would.
    #[derive(Default)]
    struct Index {
        unindexed: Unindexed,
        found: Vec<i64>,
        at_savepoint: usize,
    }

    impl Index {
        fn does(&mut self, what: &str) {
            match what {
                "set" => {
                    self.at_savepoint = self.found.len();
                    self.unindexed.set_savepoint();
                }
                "undo" => {
                    self.found.truncate(self.at_savepoint);
                    self.unindexed.return_to_savepoint();
                    self.unindexed.release_savepoint();
                }
                "keep" => self.unindexed.release_savepoint(),
                "write" => {
                    self.found.extend(self.unindexed.unwritten().iter().map(|words| words.source));
                    self.unindexed.is_written();
                }
                source => self.unindexed.add(words(source.parse().unwrap())),
            }
        }
    }

    fn words(source: i64) -> Words {
        let text = String::new;
        Words { incident: IncidentId(1), what: What::Entry, source, title: text(), body: text() }
    }

    #[test]
    fn what_stands_is_written_once_and_what_is_undone_never() {
        let table: [(&str, &[i64]); 9] = [
            ("1 2 write", &[1, 2]),
            ("1 set 2 keep set 3 keep write", &[1, 2, 3]),
            ("1 set 2 undo write", &[1]),
            ("1 set 2 write undo write", &[1]),
            ("1 set 2 write keep 3 write", &[1, 2, 3]),
            ("1 set 2 write 3 write keep write", &[1, 2, 3]),
            ("1 set write keep set 2 write undo set 3 keep write", &[1, 3]),
            ("set 1 write undo set 2 keep write", &[2]),
            ("1 write set 2 undo 3 write", &[1, 3]),
        ];
        for (deeds, found) in table {
            let mut index = Index::default();
            deeds.split(' ').for_each(|what| index.does(what));
            assert_eq!(index.found, found, "{deeds}");
        }
    }

    #[test]
    fn only_so_much_waits() {
        let mut unindexed = Unindexed::default();
        for source in (0..).take(MOST) {
            assert!(!unindexed.is_full());
            unindexed.add(words(source));
        }
        assert!(unindexed.is_full());
        unindexed.is_written();
        assert!(!unindexed.is_full() && unindexed.waiting.is_empty());
    }

    #[test]
    fn what_stands_is_kept_no_longer() {
        let mut unindexed = Unindexed::default();
        for source in 0..10 {
            unindexed.add(words(source));
            unindexed.set_savepoint();
            unindexed.is_written();
            unindexed.release_savepoint();
            assert!(unindexed.waiting.is_empty(), "{source}");
        }
    }
}
