//! The description of the API, made from the table of its routes, so that it says what the server does.

use serde_json::{Map, Value, json};

use super::given::SUGGESTED;
use super::routes::{Does, ROUTES, Route};
use crate::table::{Opt, Takes};

/// The shapes of answers.
const SCHEMAS: &str = include_str!("schemas.json");

/// What can go wrong with every call, and what that means.
const WRONG: [(&str, &str); 10] = [
    ("400", "The body is no JSON."),
    ("401", "There is no token, or none that lets anybody in."),
    ("403", "The token reads only."),
    ("404", "There is no such thing, or none that the token may see."),
    ("413", "The body is too large."),
    ("415", "The body is something else than JSON."),
    ("422", "Something does not fit, or was refused; the message says what to change."),
    ("429", "Too many calls in a minute. Retry-After says when to come back."),
    ("500", "It went wrong on our side. Nothing was changed."),
    ("503", "There is more to do than can be kept up with. Nothing was changed."),
];

/// The whole description, in OpenAPI 3.1.
#[must_use]
pub fn description(address: &str) -> Value {
    let mut paths = Map::new();
    for route in ROUTES {
        let path = paths.entry(format!("/{}", route.path)).or_insert_with(|| json!({}));
        path[route.method.to_lowercase()] = operation(route);
    }
    let schemas: Value = serde_json::from_str(SCHEMAS).expect("the schemas are JSON, as a test shows");
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sitrep",
            "version": "1",
            "description": "Incidents of one server: that of the token. Private incidents are there for no token.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": format!("{address}/api/v1") }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "description": "From /token add, in chat." } },
            "schemas": schemas,
        },
    })
}

fn operation(route: &Route) -> Value {
    let mut parameters: Vec<Value> = route.query.iter().map(|option| parameter(option, "query")).collect();
    if let Some(name) = route.variable() {
        parameters.push(json!({
            "name": name, "in": "path", "required": true, "description": "Its number",
            "schema": { "type": "integer", "format": "int64", "minimum": 1 },
        }));
    }
    let is_writing = matches!(route.does, Does::Writes(..));
    if is_writing {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "The same call with the same key is done once and answered alike, for three days",
            "schema": { "type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$" },
        }));
    }
    let mut responses = Map::new();
    let body = json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{}", answers(route)) } } });
    responses.insert("200".to_owned(), json!({ "description": "What was asked for.", "content": body }));
    for (status, means) in WRONG {
        let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } });
        let headers = headers(status);
        responses.insert(
            status.to_owned(),
            json!({ "description": means, "headers": headers, "content": content }),
        );
    }
    let mut operation = json!({
        "operationId": called(route), "summary": route.about, "parameters": parameters, "responses": responses,
    });
    if is_writing {
        let required = route.fields().any(|field| route.needs(field));
        operation["requestBody"] =
            json!({ "required": required, "content": { "application/json": { "schema": fields(route) } } });
    }
    operation
}

/// What comes beside an error.
fn headers(status: &str) -> Value {
    match status {
        "401" => json!({ "WWW-Authenticate": { "required": true, "schema": { "type": "string" } } }),
        "429" | "503" => json!({
            "Retry-After": { "required": true, "description": "In so many seconds", "schema": { "type": "integer" } },
        }),
        _ => json!({}),
    }
}

fn called(route: &Route) -> String {
    let steps = route.path.split('/').map(|step| step.trim_matches(['{', '}']).replace('-', "_"));
    format!("{}_{}", route.method.to_lowercase(), steps.collect::<Vec<_>>().join("_"))
}

fn answers(route: &Route) -> &'static str {
    match (route.does, route.path.rsplit('/').next()) {
        (Does::Writes(..), _) => "Done",
        (_, Some("incidents")) => "Incidents",
        (_, Some("{incident}")) => "Incident",
        (_, Some("timeline")) => "Timeline",
        (_, Some("actions")) => "Actions",
        (_, Some("{action}")) => "Action",
        (_, Some("on-call")) => "OnCall",
        _ => "Postmortem",
    }
}

fn parameter(option: &Opt, place: &str) -> Value {
    json!({
        "name": option.name, "in": place, "required": option.required, "description": option.about, "schema": schema(option),
    })
}

fn fields(route: &Route) -> Value {
    let mut properties = Map::new();
    for field in route.fields() {
        let schema = if route.needs(field) { filled(schema(field)) } else { or_null(schema(field)) };
        properties.insert(field.name.to_owned(), described(schema, field, route));
    }
    let required: Vec<_> =
        route.fields().filter(|field| route.needs(field)).map(|field| field.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// The schema of a text that may not be empty.
fn filled(mut schema: Value) -> Value {
    if schema["minLength"] == 0 {
        schema["minLength"] = 1.into();
    }
    schema
}

/// The same, or nothing.
fn or_null(mut schema: Value) -> Value {
    schema["type"] = json!([schema["type"], "null"]);
    if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
    }
    schema
}

fn described(mut schema: Value, field: &Opt, route: &Route) -> Value {
    let is_asked = route.asks().contains(&field.name) && !route.needs(field);
    let when = if is_asked { "; asked for where it is still needed" } else { "" };
    schema["description"] = format!("{}{when}", field.about).into();
    schema
}

fn schema(option: &Opt) -> Value {
    match &option.takes {
        Takes::Text { least, most } => json!({ "type": "string", "minLength": least, "maxLength": most }),
        Takes::OneOf(words) => json!({ "type": "string", "enum": words }),
        Takes::Number { least, most } => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Takes::Truth => json!({ "type": "boolean" }),
        _ => json!({ "type": "string", "minLength": 0, "maxLength": SUGGESTED }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_that_is_named_is_described() {
        let whole = description("https://sitrep.example.com");
        let text = whole.to_string();
        let named = text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next());
        for name in named {
            assert!(whole["components"]["schemas"][name].is_object(), "{name}");
        }
        let count: usize =
            whole["paths"].as_object().unwrap().values().map(|path| path.as_object().unwrap().len()).sum();
        assert_eq!(count, ROUTES.len());
    }
}
