//! Embeds: ten of them, each part with its length, six thousand characters in all.

use serde_json::Value;

use super::{join, known, list, text_field};
use crate::errors::Form;

const FIELDS: &[&str] = &[
    "title",
    "type",
    "description",
    "url",
    "timestamp",
    "color",
    "footer",
    "image",
    "thumbnail",
    "video",
    "provider",
    "author",
    "fields",
    "flags",
];

/// Notes what is wrong with the embeds of a message.
pub(crate) fn check(form: &mut Form, body: &Value) {
    let embeds = list(form, "", body, "embeds");
    form.length("embeds", embeds.len(), 0, 10);
    let mut total = 0;
    for (place, embed) in embeds.iter().enumerate() {
        check_one(form, &format!("embeds.{place}"), embed);
        total += weight(embed);
    }
    if total > 6000 {
        let message = "Embed size exceeds maximum size of 6000";
        form.wrong("embeds", "MAX_EMBED_SIZE_EXCEEDED", message);
    }
}

fn check_one(form: &mut Form, path: &str, embed: &Value) {
    known(form, path, embed, FIELDS);
    text_field(form, path, embed, ("title", 0, 256));
    text_field(form, path, embed, ("description", 0, 4096));
    text_field(form, &join(path, "footer"), &embed["footer"], ("text", 0, 2048));
    text_field(form, &join(path, "author"), &embed["author"], ("name", 0, 256));
    if embed["color"].as_u64().is_some_and(|color| color > 0xFF_FFFF) {
        form.wrong(
            &join(path, "color"),
            "NUMBER_TYPE_MAX",
            "int value should be less than or equal to 16777215.",
        );
    }
    let stamp = embed["timestamp"].as_str();
    if stamp.is_some_and(|stamp| chrono::DateTime::parse_from_rfc3339(stamp).is_err()) {
        let message = "Could not parse the timestamp. Should be ISO8601.";
        form.wrong(&join(path, "timestamp"), "DATE_TIME_TYPE_PARSE", message);
    }
    for part in ["url", "footer.icon_url", "image.url", "thumbnail.url", "author.url", "author.icon_url"] {
        let link = part.split('.').fold(embed, |value, step| &value[step]).as_str();
        let is_known =
            |link: &str| ["http://", "https://", "attachment://"].iter().any(|start| link.starts_with(start));
        if link.is_some_and(|link| !is_known(link)) {
            let message = "Not a well formed URL.";
            form.wrong(&join(path, part), "URL_TYPE_INVALID_URL", message);
        }
    }
    let fields = list(form, path, embed, "fields");
    form.length(&join(path, "fields"), fields.len(), 0, 25);
    for (place, field) in fields.iter().enumerate() {
        let path = format!("{path}.fields.{place}");
        known(form, &path, field, &["name", "value", "inline"]);
        text_field(form, &path, field, ("name", 1, 256));
        text_field(form, &path, field, ("value", 1, 1024));
    }
}

/// The characters that count towards the six thousand; blanks around a text do not.
fn weight(embed: &Value) -> usize {
    let count = |value: &Value| value.as_str().map_or(0, |text| text.trim().chars().count());
    let fields = embed["fields"].as_array().into_iter().flatten();
    let of_fields: usize = fields.map(|field| count(&field["name"]) + count(&field["value"])).sum();
    let parts = [&embed["title"], &embed["description"], &embed["footer"]["text"], &embed["author"]["name"]];
    of_fields + parts.into_iter().map(count).sum::<usize>()
}
