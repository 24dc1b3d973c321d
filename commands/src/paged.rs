//! Long lists, a page at a time, with buttons to turn it.

use crate::handles;
use crate::reply::{Look, Message, Widget};

/// How many lines a page has, and how many characters at most.
const LINES: usize = 10;
const CHARACTERS: usize = 1_800;

/// One page of a list, counted from nought. The button's id is `handle` with the number of its page.
#[must_use]
pub fn page(heading: &str, lines: &[String], handle: &str, number: usize) -> Message {
    let pages = cut(heading, lines);
    let last = pages.len().saturating_sub(1);
    let number = number.min(last);
    let mut text = heading.to_owned();
    for line in pages.get(number).copied().unwrap_or_default() {
        text.push('\n');
        text.push_str(line);
    }
    let message = Message::private(text);
    if last == 0 {
        return message;
    }
    let to = |page: usize, place: &str| handles::id(handle, &[&page, &place]);
    message.with_row(vec![
        Widget::button(&say!("◀ Back"), to(number.saturating_sub(1), "back"), Look::Plain),
        Widget::button(
            &say!("Page {number} of {last}", number = number + 1, last = last + 1),
            to(number, "here"),
            Look::Plain,
        ),
        Widget::button(&say!("On ▶"), to((number + 1).min(last), "on"), Look::Plain),
    ])
}

/// The number of the page that a button was made for.
#[must_use]
pub fn number(words: &[&str]) -> usize {
    words.first().and_then(|word| word.parse().ok()).unwrap_or(0)
}

fn cut<'l>(heading: &str, lines: &'l [String]) -> Vec<&'l [String]> {
    let mut pages = Vec::new();
    let (mut start, mut length) = (0, heading.chars().count());
    for (at, line) in lines.iter().enumerate() {
        let more = line.chars().count() + 1;
        if at > start && (at - start == LINES || length + more > CHARACTERS) {
            pages.push(&lines[start..at]);
            (start, length) = (at, heading.chars().count());
        }
        length += more;
    }
    pages.push(&lines[start..]);
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_stands_on_one_page_that_fits_a_message() {
        for (count, length) in [(0, 0), (9, 10), (10, 10), (11, 10), (45, 500), (3, 1_799)] {
            let lines: Vec<_> = (0..count).map(|n| format!("{n}{}", "x".repeat(length))).collect();
            let pages = cut("heading", &lines);
            assert_eq!(pages.concat(), lines, "{count} of {length}");
            for number in 0..pages.len() {
                let page = page("heading", &lines, "list", number);
                assert!(page.text.chars().count() <= 2_000, "{count} of {length}");
                assert_eq!(page.rows.is_empty(), pages.len() == 1);
            }
        }
    }
}
