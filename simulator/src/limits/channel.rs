//! Names, topics and settings of channels.

use serde_json::Value;

use super::{list, text_field};
use crate::{
    errors::{Form, Refusal},
    state::ChannelKind,
};

/// Refuses settings Discord would refuse for a channel of this kind.
pub(crate) fn check(body: &Value, kind: ChannelKind) -> Result<(), Refusal> {
    let mut form = Form::default();
    if !body["name"].is_null() {
        text_field(&mut form, "", body, ("name", 1, 100));
    }
    let longest = if kind == ChannelKind::Forum { 4096 } else { 1024 };
    text_field(&mut form, "", body, ("topic", 0, longest));
    if body["rate_limit_per_user"].as_u64().is_some_and(|seconds| seconds > 21_600) {
        let message = "int value should be less than or equal to 21600.";
        form.wrong("rate_limit_per_user", "NUMBER_TYPE_MAX", message);
    }
    let archive_after = &body["auto_archive_duration"];
    if !archive_after.is_null() && !matches!(archive_after.as_u64(), Some(60 | 1440 | 4320 | 10_080)) {
        let message = "Value must be one of (60, 1440, 4320, 10080).";
        form.wrong("auto_archive_duration", "BASE_TYPE_CHOICES", message);
    }
    let tags = list(&mut form, "", body, "available_tags");
    form.length("available_tags", tags.len(), 0, 20);
    for (place, tag) in tags.iter().enumerate() {
        text_field(&mut form, &format!("available_tags.{place}"), tag, ("name", 1, 20));
    }
    let applied = list(&mut form, "", body, "applied_tags").len();
    form.length("applied_tags", applied, 0, 5);
    form.finish()?;
    let overwrites = body["permission_overwrites"].as_array().map_or(0, Vec::len);
    if overwrites > 1000 { Err(Refusal::too_many_overwrites()) } else { Ok(()) }
}
