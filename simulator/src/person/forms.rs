//! Forms, filled and sent.

use serde_json::{Value, json};

use super::{ClientRefusal, Person, interact::Deed};
use crate::{
    ids::InteractionId,
    state::{InteractionKind, Phase},
    view::FormView,
};

impl Person {
    /// Sends the form an interaction was answered with. Fields by label or `custom_id`; those not named keep what
    /// they were opened with.
    ///
    /// # Errors
    /// When there is no such form, or a Discord client would not send it so.
    pub fn submits(
        &self,
        opened_by: InteractionId,
        fields: &[(&str, &str)],
    ) -> Result<InteractionId, ClientRefusal> {
        self.shared.with(|state| {
            let missing = || ClientRefusal::NothingThere("form".to_owned());
            let opener = state.interactions.get(&opened_by).filter(|opener| opener.user == self.id);
            let opener = opener.ok_or_else(missing)?;
            let Phase::Form(form) = &opener.phase else { return Err(missing()) };
            check_names(form, fields)?;
            let mut components = Vec::new();
            for top in form["components"].as_array().into_iter().flatten() {
                components.push(filled(top, fields)?);
            }
            let data = json!({ "custom_id": form["custom_id"], "components": components, "resolved": {} });
            let (channel, source) = (opener.channel, opener.source);
            let kind = InteractionKind::Form;
            Ok(state.interact(Deed { kind, by: self.id, channel, data, source, command: None }))
        })
    }
}

fn check_names(form: &Value, fields: &[(&str, &str)]) -> Result<(), ClientRefusal> {
    let known = FormView::of(form).fields;
    for (name, _) in fields {
        if !known.iter().any(|field| is_called(field, &field["label"], name)) {
            return Err(ClientRefusal::NothingThere((*name).to_owned()));
        }
    }
    Ok(())
}

fn is_called(field: &Value, label: &Value, name: &str) -> bool {
    field["custom_id"] == json!(name) || *label == json!(name)
}

/// A row or a label, with what was filled in.
fn filled(top: &Value, fields: &[(&str, &str)]) -> Result<Value, ClientRefusal> {
    match top["type"].as_u64() {
        Some(1) => {
            let mut inner = Vec::new();
            for field in top["components"].as_array().into_iter().flatten() {
                inner.push(value_of(field, &field["label"], fields)?);
            }
            Ok(json!({ "type": 1, "id": 1, "components": inner }))
        }
        Some(18) => {
            let inner = value_of(&top["component"], &top["label"], fields)?;
            Ok(json!({ "type": 18, "id": 1, "component": inner }))
        }
        other => Ok(json!({ "type": other, "id": 1 })),
    }
}

fn value_of(field: &Value, label: &Value, fields: &[(&str, &str)]) -> Result<Value, ClientRefusal> {
    let typed = fields.iter().find(|(name, _)| is_called(field, label, name)).map(|(_, text)| *text);
    let text = typed.or_else(|| field["value"].as_str()).unwrap_or_default();
    let name = label.as_str().or_else(|| field["custom_id"].as_str()).unwrap_or_default();
    let is_required = field["required"] != json!(false);
    if is_required && text.is_empty() {
        return Err(ClientRefusal::Missing(name.to_owned()));
    }
    let mut shown = json!({ "type": field["type"], "id": 1, "custom_id": field["custom_id"] });
    if field["type"] != json!(4) {
        shown["values"] = text.split(", ").filter(|value| !value.is_empty()).collect();
        return Ok(shown);
    }
    let length = text.chars().count() as u64;
    let (min, max) =
        (field["min_length"].as_u64().unwrap_or(0), field["max_length"].as_u64().unwrap_or(4000));
    if !text.is_empty() && !(min..=max).contains(&length) {
        let why = format!("it must have {min} to {max} characters");
        return Err(ClientRefusal::Unfit { field: name.to_owned(), value: text.to_owned(), why });
    }
    shown["value"] = json!(text);
    Ok(shown)
}
