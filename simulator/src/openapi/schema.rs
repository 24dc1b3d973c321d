//! As much of JSON Schema as Discord's description uses.

use serde_json::Value;

/// What in `value` does not fit `schema`, each with its place.
pub(crate) fn faults(root: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut check = Check { root, faults: Vec::new() };
    check.value(schema, value, "$");
    check.faults
}

struct Check<'a> {
    root: &'a Value,
    faults: Vec<String>,
}

impl<'a> Check<'a> {
    fn wrong(&mut self, path: &str, what: impl std::fmt::Display) {
        self.faults.push(format!("{path}: {what}"));
    }

    fn value(&mut self, schema: &'a Value, value: &Value, path: &str) {
        if let Some(target) = schema["$ref"].as_str() {
            let place = target.trim_start_matches('#');
            match self.root.pointer(place) {
                Some(meant) => self.value(meant, value, path),
                None => self.wrong(path, format_args!("the description has no {target}")),
            }
            return;
        }
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.value(part, value, path);
        }
        for choice in ["oneOf", "anyOf"] {
            self.any_of(&schema[choice], value, path);
        }
        if !fits_type(&schema["type"], value) {
            self.wrong(path, format_args!("{} where {} is described", short(value), schema["type"]));
            return;
        }
        if let Some(allowed) = schema["enum"].as_array().filter(|allowed| !allowed.contains(value)) {
            self.wrong(path, format_args!("{} is not among {}", short(value), Value::Array(allowed.clone())));
        }
        if schema.get("const").is_some_and(|only| only != value) {
            self.wrong(path, format_args!("{} is not {}", short(value), schema["const"]));
        }
        match value {
            Value::Object(_) => self.object(schema, value, path),
            Value::Array(items) => self.array(schema, items, path),
            Value::String(text) => {
                self.length(schema, text.chars().count(), ("minLength", "maxLength"), path);
            }
            Value::Number(number) => self.number(schema, number.as_f64().unwrap_or(0.0), path),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// One of the branches must fit; of those that do not, the nearest tells why: one that fits on the surface.
    fn any_of(&mut self, branches: &'a Value, value: &Value, path: &str) {
        let Some(branches) = branches.as_array() else { return };
        let (surface, tag) = (format!("{path}: "), format!("{path}.type: "));
        let mut attempts = Vec::new();
        for branch in branches {
            let mut attempt = Check { root: self.root, faults: Vec::new() };
            attempt.value(branch, value, path);
            if attempt.faults.is_empty() {
                return;
            }
            attempts.push(attempt.faults);
        }
        let distance = |faults: &Vec<String>| {
            let on_surface = faults.iter().filter(|fault| fault.starts_with(&surface)).count();
            let is_other = faults.iter().any(|fault| fault.starts_with(&tag));
            (is_other, on_surface, faults.len())
        };
        self.faults.extend(attempts.into_iter().min_by_key(distance).unwrap_or_default());
    }

    fn object(&mut self, schema: &'a Value, value: &Value, path: &str) {
        for field in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if value.get(field).is_none() {
                self.wrong(path, format_args!("`{field}` is missing"));
            }
        }
        for (field, part) in schema["properties"].as_object().into_iter().flatten() {
            if let Some(inner) = value.get(field) {
                self.value(part, inner, &format!("{path}.{field}"));
            }
        }
    }

    fn array(&mut self, schema: &'a Value, items: &[Value], path: &str) {
        self.length(schema, items.len(), ("minItems", "maxItems"), path);
        if schema["items"].is_object() {
            for (place, item) in items.iter().enumerate() {
                self.value(&schema["items"], item, &format!("{path}[{place}]"));
            }
        }
    }

    fn length(&mut self, schema: &Value, length: usize, (min, max): (&str, &str), path: &str) {
        let length = length as u64;
        let is_short = schema[min].as_u64().is_some_and(|min| length < min);
        let is_long = schema[max].as_u64().is_some_and(|max| length > max);
        if is_short || is_long {
            self.wrong(path, format_args!("length {length} is outside {}..{}", schema[min], schema[max]));
        }
    }

    fn number(&mut self, schema: &Value, number: f64, path: &str) {
        let is_low = schema["minimum"].as_f64().is_some_and(|least| number < least);
        let is_high = schema["maximum"].as_f64().is_some_and(|most| number > most);
        if is_low || is_high {
            self.wrong(
                path,
                format_args!("{number} is outside {}..{}", schema["minimum"], schema["maximum"]),
            );
        }
    }
}

fn fits_type(described: &Value, value: &Value) -> bool {
    match described {
        Value::Null => true,
        Value::Array(kinds) => kinds.iter().any(|kind| fits_type(kind, value)),
        Value::String(kind) => match kind.as_str() {
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "number" => value.is_number(),
            // Bit fields are described as integers, and every client sends them as text.
            "integer" => value.is_i64() || value.is_u64() || is_digits(value),
            _ => true,
        },
        _ => true,
    }
}

fn is_digits(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::faults;

    #[test]
    fn the_nearest_branch_tells_why() {
        let root = json!({ "parts": { "name": { "type": "string", "maxLength": 3 } } });
        let schema = json!({ "oneOf": [
            { "type": "null" },
            { "type": "object", "required": ["name"], "properties": { "name": { "$ref": "#/parts/name" } } },
        ]});
        assert!(faults(&root, &schema, &json!(null)).is_empty());
        assert!(faults(&root, &schema, &json!({ "name": "ana" })).is_empty());
        assert_eq!(
            faults(&root, &schema, &json!({ "name": "anna" })),
            ["$.name: length 4 is outside null..3"]
        );
    }
}
