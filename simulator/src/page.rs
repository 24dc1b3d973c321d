//! The page to sit at: what somebody at a Discord client sees and can do, for a browser on this machine.

mod act;
mod assets;
mod changes;
mod guard;
mod seat;
mod show;
mod sight;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{get, post},
};

use crate::shared::Shared;

/// Ten files of ten MiB, as text, and the words around them.
const MOST_BYTES: usize = 150 * 1024 * 1024;

/// The page and what it asks; nothing where others than this machine can reach the address.
pub(crate) fn router(shared: &Arc<Shared>) -> Router {
    if !shared.look(|state| state.options.listen.ip().is_loopback()) {
        return Router::new();
    }
    Router::new()
        .route("/", get(assets::index))
        .route("/web/{name}", get(assets::file))
        .route("/page/setup", get(sight::setup))
        .route("/page/sight", get(sight::sight))
        .route("/page/commands", get(sight::commands))
        .route("/page/changes", get(changes::stream))
        .route("/page/answer/{interaction}", get(changes::answer))
        .route("/page/act", post(act::act))
        .route("/page/advance", post(act::advance))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(middleware::from_fn(guard::same_origin))
        .with_state(shared.clone())
}
