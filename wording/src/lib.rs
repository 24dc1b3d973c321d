//! Takes the sentences of errors apart: what never changes, and what stands in its gaps. `#[derive(Worded)]` reads the same
//! `#[error("…")]` that `thiserror` makes the English of, so that nobody writes a sentence twice.

mod member;
mod template;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::spanned::Spanned as _;
use syn::{Attribute, Data, DeriveInput, Error, Fields, Member, Result, Type};

use template::Template;

/// Says an error as a sentence and its gaps, and lists every sentence it has.
#[proc_macro_derive(Worded)]
pub fn worded(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = syn::parse_macro_input!(input as DeriveInput);
    implemented(&input).unwrap_or_else(|why| why.to_compile_error()).into()
}

fn implemented(input: &DeriveInput) -> Result<TokenStream> {
    let arms = match &input.data {
        Data::Struct(whole) => vec![arm(&quote!(Self), &input.attrs, &whole.fields, input.span())?],
        Data::Enum(all) => all
            .variants
            .iter()
            .map(|one| {
                let name = &one.ident;
                arm(&quote!(Self::#name), &one.attrs, &one.fields, one.span())
            })
            .collect::<Result<_>>()?,
        Data::Union(_) => return Err(Error::new(input.span(), "a union says nothing")),
    };
    let (arms, keys): (Vec<_>, Vec<_>) = arms.into_iter().map(|arm| (arm.says, arm.lists)).unzip();
    let name = &input.ident;
    Ok(quote! {
        impl crate::worded::Worded for #name {
            fn sentence(&self) -> crate::worded::Sentence {
                match self { #(#arms)* }
            }

            fn list(known: &mut ::std::vec::Vec<&'static str>) {
                #(#keys)*
            }
        }
    })
}

/// What one variant says, and which sentences it can say.
struct Arm {
    says: TokenStream,
    lists: TokenStream,
}

fn arm(
    path: &TokenStream,
    attributes: &[Attribute],
    fields: &Fields,
    span: proc_macro2::Span,
) -> Result<Arm> {
    let error = attributes.iter().find(|attribute| attribute.path().is_ident("error"));
    let error = error.ok_or_else(|| Error::new(span, "it has no #[error(…)] to be said by"))?;
    let Some(template) = error.parse_args_with(template::parse)? else { return hands_on(path, fields, span) };
    if template.is_a_gap() && has_source(fields) {
        return hands_on(path, fields, span);
    }
    let (english, gaps) = (template.english(), gaps(&template, fields)?);
    let gaps = quote!(#(#gaps),*);
    let named = fields.members().filter(|member| member::is_named(&bound(member), &gaps));
    let bindings = named.map(|member| match &member {
        Member::Named(name) => quote!(#name,),
        Member::Unnamed(_) => {
            let name = bound(&member);
            quote!(#member: #name,)
        }
    });
    Ok(Arm {
        says: quote! {
            #path { #(#bindings)* .. } => crate::worded::Sentence { english: #english.into(), gaps: ::std::vec![#gaps] },
        },
        lists: quote!(known.push(#english);),
    })
}

/// What wraps another error says what that says.
fn hands_on(path: &TokenStream, fields: &Fields, span: proc_macro2::Span) -> Result<Arm> {
    let (Some(member), Some(field)) = (fields.members().next(), fields.iter().next()) else {
        return Err(Error::new(span, "there is nothing in it to be said"));
    };
    let inner = &field.ty;
    Ok(Arm {
        says: quote!(#path { #member: inner, .. } => crate::worded::Worded::sentence(inner),),
        lists: quote!(<#inner as crate::worded::Worded>::list(known);),
    })
}

fn has_source(fields: &Fields) -> bool {
    fields.iter().flat_map(|field| &field.attrs).any(|attribute| attribute.path().is_ident("from"))
}

fn gaps(template: &Template, fields: &Fields) -> Result<Vec<TokenStream>> {
    let gap = |gap: &template::Gap| {
        let (whole, spec) = (&gap.whole, format!("{{{}}}", gap.spec));
        let field = fields.iter().zip(fields.members()).find(|(_, member)| member_name(member) == gap.name);
        let filled = match (template.given(gap)?, field) {
            (Some(given), _) => quote!(crate::worded::Gap::Typed(::std::format!(#spec, #given))),
            (None, Some((field, member))) if gap.spec.is_empty() && is_ours(&field.ty) => {
                let name = bound(&member);
                quote!(crate::worded::Gap::word(*#name))
            }
            (None, Some((_, member))) => {
                let name = bound(&member);
                quote!(crate::worded::Gap::Typed(::std::format!(#spec, #name)))
            }
            (None, None) => {
                let name = format_ident!("{}", gap.name);
                quote!(crate::worded::Gap::Typed(::std::format!(#spec, #name)))
            }
        };
        Ok(quote!((#whole.into(), #filled)))
    };
    template.gaps().iter().map(gap).collect()
}

/// A word that stands in the code is ours, and can be said in other languages; all else was typed or counted.
fn is_ours(kind: &Type) -> bool {
    matches!(kind, Type::Reference(to) if to.lifetime.as_ref().is_some_and(|life| life.ident == "static"))
}

fn member_name(member: &Member) -> String {
    match member {
        Member::Named(name) => name.to_string(),
        Member::Unnamed(index) => index.index.to_string(),
    }
}

/// What a field is called while its error is taken apart.
fn bound(member: &Member) -> proc_macro2::Ident {
    match member {
        Member::Named(name) => name.clone(),
        Member::Unnamed(index) => format_ident!("_{}", index.index),
    }
}
