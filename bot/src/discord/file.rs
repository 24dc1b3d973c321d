//! Files beside a message, in the shape Discord takes them.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

/// One file to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name people see.
    pub name: String,
    /// Its media type, such as `text/markdown`.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A message with files: the body says which part is which file unless the caller already did.
pub(super) fn form(mut body: Value, files: Vec<File>) -> Form {
    if body.is_null() {
        body = json!({});
    }
    // A post in a forum carries its first message, and its files are that message's.
    let holder = if body["message"].is_object() { &mut body["message"] } else { &mut body };
    if holder.get("attachments").is_none() {
        let named =
            files.iter().enumerate().map(|(n, file)| json!({"id": n.to_string(), "filename": file.name}));
        holder["attachments"] = named.collect();
    }
    let mut form = Form::new().part("payload_json", json_part(&body));
    for (n, file) in files.into_iter().enumerate() {
        form = form.part(format!("files[{n}]"), part(file));
    }
    form
}

fn json_part(body: &Value) -> Part {
    Part::text(body.to_string()).mime_str("application/json").expect("the media type is well formed")
}

fn part(file: File) -> Part {
    let plain = Part::bytes(file.bytes.clone()).file_name(file.name.clone());
    plain.mime_str(&file.media_type).unwrap_or_else(|_| Part::bytes(file.bytes).file_name(file.name))
}
