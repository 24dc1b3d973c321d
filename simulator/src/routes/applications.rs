//! The application itself, and where its gateway is.

use serde_json::{Value, json};

use crate::{
    rest::call::{Answer, Call, Reply},
    state::State,
};

pub(crate) fn gateway(state: &mut State, _: &Call) -> Reply {
    Ok(Answer::Json(json!({ "url": url(state) })))
}

pub(crate) fn gateway_for_bot(state: &mut State, _: &Call) -> Reply {
    let now = state.now();
    let total = state.hub.identifies_allowed();
    let used = state.hub.identifies_today(now);
    Ok(Answer::Json(json!({
        "url": url(state),
        "shards": 1,
        "session_start_limit": {
            "total": total,
            "remaining": total.saturating_sub(used),
            "reset_after": 86_400_000,
            "max_concurrency": 1,
        },
    })))
}

fn url(state: &State) -> String {
    format!("{}/gateway", state.base.replacen("http", "ws", 1))
}

pub(crate) fn me(state: &mut State, _: &Call) -> Reply {
    let name = state.options.bot_name.clone();
    let nothing = Value::Null;
    Ok(Answer::Json(json!({
        "id": state.application,
        "name": name,
        "icon": nothing,
        "description": "",
        "type": nothing,
        "summary": "",
        "bot": state.user_json(state.bot),
        "bot_public": true,
        "bot_require_code_grant": false,
        "verify_key": state.signer.public_key(),
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": state.endpoint.as_ref().map(|endpoint| &endpoint.address),
        "role_connections_verification_url": nothing,
        "owner": state.user_json(state.bot),
        "approximate_guild_count": state.guilds.len(),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": nothing,
        "integration_types_config": { "0": {} },
        "eligible_oauth2_scopes": [],
    })))
}
