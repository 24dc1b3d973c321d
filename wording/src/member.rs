//! `.0` and `.field` beside a sentence mean the error's own fields, as `thiserror` reads them.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::format_ident;

/// The same tokens, with the names that the fields have while the error is taken apart.
pub fn named(tokens: TokenStream) -> TokenStream {
    let mut named = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    let mut is_behind_a_value = false;
    while let Some(token) = tokens.next() {
        let is_own = matches!(&token, TokenTree::Punct(dot) if dot.as_char() == '.') && !is_behind_a_value;
        let token = if is_own { tokens.next().map_or(token, |member| field(&member)) } else { inside(token) };
        is_behind_a_value = !matches!(token, TokenTree::Punct(_));
        named.extend([token]);
    }
    named
}

fn field(member: &TokenTree) -> TokenTree {
    match member {
        TokenTree::Literal(index) => format_ident!("_{}", index.to_string()).into(),
        other => other.clone(),
    }
}

fn inside(token: TokenTree) -> TokenTree {
    match token {
        TokenTree::Group(group) => Group::new(group.delimiter(), named(group.stream())).into(),
        other => other,
    }
}

/// Whether tokens name something.
pub fn is_named(name: &Ident, tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => is_named(name, &group.stream()),
        TokenTree::Ident(found) => found == *name,
        _ => false,
    })
}
