//! The sentence in `#[error("…", name = value)]`: its text, its gaps, and what was given for them by hand.

use proc_macro2::TokenStream;
use syn::parse::ParseStream;
use syn::{Error, Ident, LitStr, Result, Token};

use crate::member;

/// A sentence with gaps.
pub struct Template {
    text: LitStr,
    given: Vec<(String, TokenStream)>,
}

/// A gap as it stands in the sentence: `{hour:02}`.
pub struct Gap {
    /// All that is between its braces: `hour:02`.
    pub whole: String,
    /// What it is filled with: `hour`.
    pub name: String,
    /// How that is written: `:02`.
    pub spec: String,
}

/// Reads what stands in `#[error(…)]`; nothing where that says to ask the error inside.
pub fn parse(input: ParseStream<'_>) -> Result<Option<Template>> {
    if input.peek(Ident) {
        input.parse::<Ident>()?;
        return Ok(None);
    }
    let mut template = Template { text: input.parse()?, given: Vec::new() };
    while input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
        if input.is_empty() {
            break;
        }
        let is_named = input.peek(Ident) && input.peek2(Token![=]);
        let name = if is_named {
            let name: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            name.to_string()
        } else {
            String::new()
        };
        template.given.push((name, expression(input)?));
    }
    Ok(Some(template))
}

/// All until the next comma, with `.field` read as `thiserror` reads it.
fn expression(input: ParseStream<'_>) -> Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.extend([input.parse::<proc_macro2::TokenTree>()?]);
    }
    Ok(member::named(tokens))
}

impl Template {
    /// The sentence as it is written in the code: by this it is known.
    pub fn english(&self) -> String {
        self.text.value()
    }

    /// Whether it is nothing but a gap.
    pub fn is_a_gap(&self) -> bool {
        self.text.value() == "{0}"
    }

    /// Its gaps, each once.
    pub fn gaps(&self) -> Vec<Gap> {
        let text = self.text.value().replace("{{", "").replace("}}", "");
        let mut gaps: Vec<Gap> = Vec::new();
        for part in text.split('{').skip(1) {
            let whole = part.split('}').next().unwrap_or_default();
            let (name, spec) = whole.find(':').map_or((whole, ""), |at| whole.split_at(at));
            if gaps.iter().all(|gap| gap.whole != whole) {
                gaps.push(Gap { whole: whole.to_owned(), name: name.to_owned(), spec: spec.to_owned() });
            }
        }
        gaps
    }

    /// What was given for a gap beside the sentence, by its name or by its place.
    pub fn given(&self, gap: &Gap) -> Result<Option<&TokenStream>> {
        let unnamed: Vec<_> = self.given.iter().filter(|(name, _)| name.is_empty()).collect();
        if gap.name.is_empty() && unnamed.len() > 1 {
            let why = "two gaps without names: other languages may order them otherwise";
            return Err(Error::new(self.text.span(), why));
        }
        let place = if gap.name.is_empty() { Some(0) } else { gap.name.parse::<usize>().ok() };
        let named = self.given.iter().find(|(name, _)| !name.is_empty() && *name == gap.name);
        let found = named.or_else(|| unnamed.get(place?).copied());
        Ok(found.map(|(_, given)| given))
    }
}
