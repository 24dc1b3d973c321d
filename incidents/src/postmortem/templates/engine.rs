//! The engine: minijinja with strict names, a bound on steps and output, and our own escaping.

use std::io;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, Error, ErrorKind, Output, State, UndefinedBehavior, filters, tests};

use super::view::View;
use super::{allowed, names};
use crate::postmortem::escape::{self, Sink, visible};
use crate::postmortem::facts::Facts;
use crate::postmortem::markdown;

/// The most steps a template may take: enough for a hundred thousand entries.
const FUEL: u64 = 10_000_000;

/// The most bytes it may print.
const LARGEST: usize = 32 * 1024 * 1024;

/// In which manner an incident is told, by templates that know both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// Matter-of-fact.
    #[default]
    Plain,
    /// As one tells it to colleagues.
    Light,
}

/// Why a template cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct TemplateError {
    /// The line it fails in, from 1, where that is known.
    pub line: Option<usize>,
    /// Why.
    pub reason: String,
}

impl std::fmt::Display for TemplateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}

impl From<Error> for TemplateError {
    fn from(error: Error) -> Self {
        let reason = match (error.kind(), error.detail()) {
            (ErrorKind::OutOfFuel, _) => "it takes too many steps".to_owned(),
            (ErrorKind::WriteFailure, _) => format!("it prints more than {} MiB", LARGEST / 1024 / 1024),
            (ErrorKind::UndefinedError, None) => "it uses a name that is not there".to_owned(),
            (kind, None) => kind.to_string(),
            (kind, Some(detail)) => format!("{kind}: {detail}"),
        };
        Self { line: error.line(), reason }
    }
}

/// Prints an incident by a template. The same facts and template always give the same bytes.
///
/// # Errors
/// Says in which line the template fails, and why.
pub fn render(source: &str, facts: &Facts, tone: Tone, sink: Sink) -> Result<String, TemplateError> {
    allowed::check(source)?;
    let environment = environment(facts, sink)?;
    let template = environment.template_from_str(source)?;
    let view = View::of(facts, tone);
    let mut out = Bounded(Vec::new());
    template.render_captured_to(Value::from(Serde(&view)), &mut out)?;
    String::from_utf8(out.0).map_err(|_| TemplateError { line: None, reason: "it prints no text".to_owned() })
}

/// Holds nothing but what is listed here: no clock, no chance, no files, and nothing that grows a text.
fn environment(facts: &Facts, sink: Sink) -> Result<Environment<'static>, TemplateError> {
    let mut environment = Environment::empty();
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(32);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?;
    environment.set_syntax(syntax);
    environment.set_formatter(move |out, state, value| print(out, state, value, sink));
    environment.add_filter("upper", filters::upper);
    environment.add_filter("lower", filters::lower);
    environment.add_filter("capitalize", filters::capitalize);
    environment.add_filter("trim", filters::trim);
    environment.add_filter("length", filters::length);
    environment.add_filter("default", filters::default);
    environment.add_filter("first", filters::first);
    environment.add_filter("last", filters::last);
    environment.add_filter("reverse", filters::reverse);
    environment.add_filter("selectattr", filters::selectattr);
    environment.add_filter("rejectattr", filters::rejectattr);
    environment.add_filter("prose", move |text: &str| Value::from_safe_string(markdown::prose(text, sink)));
    environment.add_filter("picture", move |name: &str| {
        let mut out = String::new();
        markdown::push_picture(&mut out, name, sink);
        Value::from_safe_string(out)
    });
    environment.add_filter("lines", |text: &str| list(text.lines()));
    environment.add_filter("sentences", |text: &str| list(text.split_inclusive(". ").flat_map(str::lines)));
    environment.add_filter("without", |text: &str, what: &str| text.replace(what, ""));
    if sink == Sink::File {
        environment.add_filter("as_typed", |text: &str| Value::from_safe_string(visible(text).into_owned()));
    } else {
        environment.add_filter("as_typed", |text: String| text);
    }
    let names = names::of(facts);
    environment.add_filter("without_names", move |text: &str| names::removed(text, &names));
    environment.add_test("equalto", tests::is_eq);
    environment.add_test("eq", tests::is_eq);
    environment.add_test("ne", tests::is_ne);
    environment.add_test("in", tests::is_in);
    environment.add_test("true", tests::is_true);
    environment.add_test("false", tests::is_false);
    Ok(environment)
}

/// What is not blank of several texts.
fn list<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    texts.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

/// Prints one value: texts are escaped, unless a filter of ours did so.
fn print(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value, sink: Sink) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text).map_err(Error::from),
        Some(text) => {
            let mut escaped = String::with_capacity(text.len() + 16);
            escape::push_inline(&mut escaped, text, sink, "  ");
            out.write_str(&escaped).map_err(Error::from)
        }
        None => minijinja::escape_formatter(out, state, value),
    }
}

/// Takes output up to a size, and no more.
struct Bounded(Vec<u8>);

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LARGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
