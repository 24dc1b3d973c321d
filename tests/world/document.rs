//! What other programs see in our documents: the words of a PDF, the words and pictures of a web page.

use std::io::Write as _;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The words of a PDF, as another program reads them; none, and one loud line, where that program is not here. What
/// stands on each page, which is its number, is left out.
#[must_use]
pub fn words_of_pdf(pdf: &[u8]) -> Option<String> {
    let text = String::from_utf8(through("pdftotext", &["-", "-"], pdf)?).expect("pdftotext writes UTF-8");
    let is_number = |line: &&str| line.starts_with("INC-") && line.contains(" · ") && line.contains(" / ");
    Some(on_one_line(
        &text.split(['\n', '\u{c}']).filter(|line| !is_number(line)).collect::<Vec<_>>().join(" "),
    ))
}

/// Hands bytes to a program, and reads what it makes of them.
fn through(program: &str, arguments: &[&str], bytes: &[u8]) -> Option<Vec<u8>> {
    let started = Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = started else {
        assert!(std::env::var_os("SITREP_TEST_ALL").is_none(), "there is no {program}");
        eprintln!("\n!!!! NOT RUN: a PDF read by another program, for there is no {program} !!!!\n");
        return None;
    };
    let mut input = child.stdin.take().expect("its input is piped");
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let out = child.wait_with_output().expect("our own child can be waited for");
    writer.join().expect("writing does not panic").expect("it reads all of it");
    Some(out.stdout)
}

/// The words that somebody reads who opens a page: no style, no markup, no attribute.
#[must_use]
pub fn words_of_page(html: &str) -> String {
    let (_, body) = html.split_once("<body>").expect("a page has a body");
    let mut words = String::new();
    for piece in body.split('<') {
        let text = piece.split_once('>').map_or(piece, |(_, text)| text);
        words.push(' ');
        words.push_str(text);
    }
    for (entity, letter) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        words = words.replace(entity, letter);
    }
    on_one_line(&words)
}

/// The pictures within a page, as the bytes of their files.
#[must_use]
pub fn pictures_of_page(html: &str) -> Vec<Vec<u8>> {
    let pictures = html.split("src=\"data:").skip(1);
    let encoded = pictures.filter_map(|rest| rest.split_once(";base64,")?.1.split('"').next());
    encoded.map(|text| STANDARD.decode(text).expect("base64")).collect()
}

/// A text whose lines may have been broken anywhere.
#[must_use]
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
