//! What the page waits for: that something changed, and what came of an interaction.

use std::{convert::Infallible, sync::Arc};

use axum::{
    Json,
    extract::{Path, State as Extract},
    response::{
        IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::stream;
use serde_json::{Value, json};

use super::seat::Refused;
use crate::{ids::InteractionId, shared::Shared, view::Answer};

/// An event for each change; several at once are one.
pub(super) async fn stream(Extract(shared): Extract<Arc<Shared>>) -> impl IntoResponse {
    let mut changes = shared.changes();
    // The first event says that the page is connected.
    changes.mark_changed();
    let events = stream::unfold(changes, |mut changes| async move {
        changes.changed().await.ok()?;
        let count = *changes.borrow_and_update();
        Some((Ok::<_, Infallible>(Event::default().data(count.to_string())), changes))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

/// The first answer to an interaction, once it is there. Who loses patience hangs up.
pub(super) async fn answer(
    Extract(shared): Extract<Arc<Shared>>,
    Path(interaction): Path<InteractionId>,
) -> Result<Json<Value>, Refused> {
    let mut changes = shared.changes();
    loop {
        if let Some(answer) = shared.look(|state| state.answer_of(interaction)) {
            return Ok(Json(told(answer)));
        }
        changes.changed().await.map_err(|_| Refused("the simulator stopped".to_owned()))?;
    }
}

fn told(answer: Answer) -> Value {
    match answer {
        Answer::Deferred(_) => json!({ "kind": "thinking" }),
        Answer::DeferredUpdate => json!({ "kind": "silent" }),
        Answer::Message(message) => json!({ "kind": "message", "message": message.id }),
        Answer::Deleted => json!({ "kind": "deleted" }),
        Answer::Form(form) => json!({ "kind": "form", "title": form.title, "fields": form.fields }),
        Answer::Choices(choices) => {
            let shown = choices.iter().map(|choice| json!({ "name": choice.name, "value": choice.value }));
            json!({ "kind": "choices", "choices": shown.collect::<Vec<_>>() })
        }
    }
}
