//! Words that a wish holds itself, and how they are taken out of it again.

use super::{Notice, Saying};

impl Notice {
    /// Says something in other words, where the wish holds it. Whether it did.
    pub(crate) fn say_instead(&mut self, words: &str, instead: &str) -> bool {
        let held = match self {
            Self::Update { update, .. } => &mut update.text,
            Self::Say { what: Saying::Done { sentence, .. }, .. } => sentence,
            Self::Say { what: Saying::Alert(news), .. } => {
                let holds = words.contains(&news.title);
                if holds {
                    instead.clone_into(&mut news.title);
                    news.text.clear();
                    news.url = None;
                }
                return holds;
            }
            _ => return false,
        };
        // The timeline tells more of it than the wish, or less.
        let holds = held.contains(words) || (!held.is_empty() && words.contains(held.as_str()));
        if holds {
            instead.clone_into(held);
        }
        holds
    }
}
