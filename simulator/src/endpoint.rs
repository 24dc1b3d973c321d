//! The second way by which a bot hears of interactions: signed requests to an address of its own, in place of the gateway.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use chrono::{DateTime, Utc};
use reqwest::{Response, StatusCode, redirect::Policy};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::{Value, json};
use tokio::sync::mpsc::{self, UnboundedSender};

use crate::{
    ids::InteractionId, journal::ViolationKind, rest::call::Call, shared::Shared, simulator::Simulator,
    state::State,
};

/// How long Discord waits for the answer to a request.
const PATIENCE: Duration = Duration::from_secs(3);

/// Where interactions are sent.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) address: String,
    outgoing: UnboundedSender<InteractionId>,
    /// How many were sent and are not answered yet.
    waiting: usize,
}

impl Endpoint {
    /// Sends an interaction there.
    pub(crate) fn send(&mut self, id: InteractionId) {
        if self.outgoing.send(id).is_ok() {
            self.waiting += 1;
        }
    }
}

/// Signs as Discord does, for one application.
pub(crate) struct Signer(Ed25519KeyPair);

impl Default for Signer {
    fn default() -> Self {
        Self(Ed25519KeyPair::from_seed_unchecked(&[7; 32]).expect("any 32 bytes are a seed"))
    }
}

impl Signer {
    /// The public key, as the developer portal shows it.
    pub(crate) fn public_key(&self) -> String {
        hex(self.0.public_key().as_ref())
    }

    fn headers(&self, at: DateTime<Utc>, body: &str) -> Signed {
        let at = at.timestamp().to_string();
        let signature = hex(self.0.sign(format!("{at}{body}").as_bytes()).as_ref());
        [("x-signature-timestamp", at), ("x-signature-ed25519", signature)]
    }
}

/// The headers that a request is signed by.
pub type Signed = [(&'static str, String); 2];

/// Why Discord does not take an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// Its PING was not answered.
    #[error("a PING was not answered by a PONG: {0}")]
    NoPong(String),
    /// A request with a wrong signature was believed.
    #[error("a wrong signature was not answered by 401: {0}")]
    Credulous(String),
}

impl Simulator {
    /// What the bot knows Discord's requests by.
    #[must_use]
    pub fn public_key(&self) -> String {
        self.shared.look(|state| state.signer.public_key())
    }

    /// The headers by which Discord would sign a request with this body at that moment.
    #[must_use]
    pub fn signs(&self, at: DateTime<Utc>, body: &str) -> Signed {
        self.shared.look(|state| state.signer.headers(at, body))
    }

    /// Sends interactions to this address from now on, and no longer over the gateway. Tries it first, as the developer portal
    /// does when somebody saves it.
    ///
    /// # Errors
    /// When the address does not behave as Discord wants it to.
    pub async fn sends_interactions_to(&self, address: &str) -> Result<(), NotTaken> {
        let ping = self.shared.with(ping).to_string();
        let (right, wrong) = (self.signs(self.now(), &ping), self.signs(self.now(), "another"));
        let answered = match post(address, right, ping.clone()).await {
            Ok(response) => read(response).await,
            Err(why) => Err(why),
        };
        match answered {
            Ok(Some(pong)) if pong["type"] == 1 => {}
            other => return Err(NotTaken::NoPong(format!("{other:?}"))),
        }
        match post(address, wrong, ping).await {
            Ok(response) if response.status() == StatusCode::UNAUTHORIZED => {}
            other => return Err(NotTaken::Credulous(format!("{:?}", other.map(|answer| answer.status())))),
        }
        let (outgoing, mut sent) = mpsc::unbounded_channel();
        let endpoint = Endpoint { address: address.to_owned(), outgoing, waiting: 0 };
        self.shared.with(|state| state.endpoint = Some(endpoint));
        let shared = Arc::downgrade(&self.shared);
        tokio::spawn(async move {
            while let Some(id) = sent.recv().await {
                tokio::spawn(deliver(Weak::clone(&shared), id));
            }
        });
        Ok(())
    }

    /// How many interactions were sent to the bot's address and are not answered yet.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.shared.look(|state| state.endpoint.as_ref().map_or(0, |endpoint| endpoint.waiting))
    }

    /// Why the client says that the application did not respond, where the bot's address gave no answer that Discord takes.
    #[must_use]
    pub fn unanswered(&self, interaction: InteractionId) -> Option<String> {
        self.shared.look(|state| state.interactions.get(&interaction)?.unanswered.clone())
    }
}

fn ping(state: &mut State) -> Value {
    json!({
        "id": state.mint().to_string(),
        "application_id": state.application,
        "type": 1,
        "token": "a-ping-is-answered-at-once",
        "version": 1,
        "user": state.user_json(state.bot),
        "entitlements": [],
    })
}

/// Sends one interaction, and takes the answer as if it had been called in.
async fn deliver(shared: Weak<Shared>, id: InteractionId) {
    let Some(shared) = shared.upgrade() else { return };
    let prepared = shared.look(|state| {
        let (interaction, endpoint) = (state.interactions.get(&id)?, state.endpoint.as_ref()?);
        let body = interaction.payload.to_string();
        let signed = state.signer.headers(state.now(), &body);
        Some((endpoint.address.clone(), signed, body, interaction.token.clone()))
    });
    let Some((address, signed, body, token)) = prepared else { return };
    let answered = match post(&address, signed, body).await {
        Ok(response) => read(response).await,
        Err(why) => {
            // Nobody is there: that is no mistake of a bot's.
            shared.with(|state| state.is_answered(id, Err(why)));
            return;
        }
    };
    shared.with(|state| {
        let taken = answered.and_then(|body| state.take(id, &token, body));
        if let Err(why) = &taken {
            let text = format!("an interaction's address gave no answer that Discord takes: {why}");
            state.journal.violation(ViolationKind::Endpoint, text);
        }
        state.is_answered(id, taken);
    });
}

impl State {
    /// Takes the body that an interaction was answered with; none means that the bot calls.
    fn take(&mut self, id: InteractionId, token: &str, body: Option<Value>) -> Result<(), String> {
        let Some(body) = body else { return Ok(()) };
        let outcome = self.handle(Call::posted(&format!("/interactions/{id}/{token}/callback"), body), None);
        if outcome.status < 300 {
            Ok(())
        } else {
            Err(format!("status {}: {}", outcome.status, outcome.body))
        }
    }

    fn is_answered(&mut self, id: InteractionId, how: Result<(), String>) {
        if let Some(endpoint) = &mut self.endpoint {
            endpoint.waiting -= 1;
        }
        if let Some(interaction) = self.interactions.get_mut(&id) {
            interaction.unanswered = how.err();
        }
    }
}

async fn post(address: &str, signed: Signed, body: String) -> Result<Response, String> {
    let client = reqwest::Client::builder().no_proxy().redirect(Policy::none()).timeout(PATIENCE);
    let client = client.build().map_err(|why| why.to_string())?;
    let mut request = client.post(address).header("content-type", "application/json").body(body);
    for (name, value) in signed {
        request = request.header(name, value);
    }
    request.send().await.map_err(|why| why.to_string())
}

/// The body of an answer that Discord takes; none is in one that says that the bot calls.
async fn read(response: Response) -> Result<Option<Value>, String> {
    let status = response.status();
    let kind = response.headers().get("content-type").and_then(|kind| kind.to_str().ok());
    let is_json = kind.is_some_and(|kind| kind.starts_with("application/json"));
    let bytes = response.bytes().await.map_err(|why| why.to_string())?;
    match status {
        StatusCode::ACCEPTED if bytes.is_empty() => Ok(None),
        StatusCode::OK if is_json => serde_json::from_slice(&bytes).map(Some).map_err(|why| why.to_string()),
        StatusCode::OK => Err("it is not application/json".to_owned()),
        status => Err(format!("status {status}")),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
