//! What came with a call, read into the options that commands take. What does not fit is refused by name.

use serde_json::{Map, Value};

use super::{Answered, Call};
use crate::request::{Given, Options};
use crate::table::{Opt, Takes};

type Refused = Box<Answered>;

/// The options of a call: the numbers of its path, what stands behind the question mark, and what is in its body.
pub fn options(call: &Call) -> Result<Options, Refused> {
    let mut options = Options::new();
    if let (Some(name), Some(number)) = (call.route.variable(), call.numbers.first()) {
        options.insert(name.to_owned(), Given::Text(number.to_string()));
    }
    for (name, text) in &call.query {
        let Some(option) = call.route.query.iter().find(|option| option.name == name) else {
            return Err(refused(&format!("`{name}` means nothing here.")));
        };
        options.insert(name.clone(), spoken(option, text)?);
    }
    let body = if call.route.method == "POST" { body(&call.body)? } else { Map::new() };
    let foreign = |name: &&String| call.route.fields().all(|option| option.name != name.as_str());
    if let Some(name) = body.keys().find(foreign) {
        return Err(refused(&format!("`{name}` is no field of this. Its fields: {}.", names(call))));
    }
    for option in call.route.fields() {
        match body.get(option.name) {
            found if call.route.needs(option) && is_blank(found) => {
                return Err(refused(&format!("`{}` is needed: {}.", option.name, option.about)));
            }
            None | Some(Value::Null) => {}
            Some(value) => {
                options.insert(option.name.to_owned(), written(option, value)?);
            }
        }
    }
    Ok(options)
}

fn is_blank(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(_) => false,
    }
}

fn names(call: &Call) -> String {
    call.route.fields().map(|option| option.name).collect::<Vec<_>>().join(", ")
}

fn refused(why: &str) -> Refused {
    Answered::wrong(422, why).into()
}

/// An empty body is one without fields.
fn body(bytes: &[u8]) -> Result<Map<String, Value>, Refused> {
    if bytes.is_empty() {
        return Ok(Map::new());
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(refused("The body is to be one JSON object.")),
        Err(why) => Err(Answered::wrong(400, &format!("The body is no JSON: {why}.")).into()),
    }
}

fn spoken(option: &Opt, text: &str) -> Result<Given, Refused> {
    let value = match option.takes {
        Takes::Number { .. } => text.parse::<i64>().map_or(Value::Null, Value::from),
        _ => Value::from(text),
    };
    written(option, &value)
}

fn written(option: &Opt, value: &Value) -> Result<Given, Refused> {
    let name = option.name;
    match (&option.takes, value) {
        (Takes::Text { least, most }, Value::String(text)) => {
            let count = text.chars().count();
            if (usize::from(*least)..=usize::from(*most)).contains(&count) {
                return Ok(Given::Text(text.clone()));
            }
            Err(refused(&format!("`{name}` takes {least} to {most} characters; these are {count}.")))
        }
        (Takes::OneOf(words), Value::String(word)) if words.contains(&word.as_str()) => {
            Ok(Given::Text(word.clone()))
        }
        (Takes::OneOf(words), _) => Err(refused(&format!("`{name}` is one of: {}.", words.join(", ")))),
        (Takes::Suggested(_), Value::String(text)) if text.chars().count() <= SUGGESTED => {
            Ok(Given::Text(text.clone()))
        }
        (Takes::Number { least, most }, value) => match value.as_i64() {
            Some(number) if (*least..=*most).contains(&number) => Ok(Given::Number(number)),
            _ => Err(refused(&format!("`{name}` is a whole number from {least} to {most}."))),
        },
        (Takes::Truth, Value::Bool(truth)) => Ok(Given::Truth(*truth)),
        (Takes::Truth, _) => Err(refused(&format!("`{name}` is true or false."))),
        _ => Err(refused(&format!("`{name}` is a text of at most {SUGGESTED} characters."))),
    }
}

/// What is suggested while it is typed is never longer than this.
pub const SUGGESTED: usize = 200;
