//! The handle on a running simulator.

use std::{io, sync::Arc};

use chrono::{DateTime, Utc};
use tokio::{net::TcpListener, sync::watch};
use tokio_util::sync::CancellationToken;

use crate::{
    faults::Fault,
    gateway::trouble::GatewayFaults,
    guild::Guild,
    ids::{ApplicationId, InteractionId, MessageId, UserId},
    journal::{GatewayFrame, RestCall, Violation},
    memory::{Keeper, Memory},
    options::{Limits, Options},
    rest::{
        line::{Line, Wire},
        serve,
    },
    shared::Shared,
    state::State,
    view::{Answer, MessageView},
};

/// A pretend Discord. Clones are the same one; it stops when the last is gone.
#[derive(Clone)]
pub struct Simulator {
    pub(crate) shared: Arc<Shared>,
    base: String,
    _running: Arc<Running>,
}

/// What goes on until the last is gone.
struct Running {
    stop: CancellationToken,
    keeper: Option<Arc<Keeper>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.cancel();
        if let Some(keeper) = &self.keeper {
            keeper.write();
        }
    }
}

impl Simulator {
    /// Listens and serves.
    ///
    /// # Errors
    /// When the address cannot be listened on, or what is to be gone on from cannot be read.
    pub async fn start(options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind(options.listen).await?;
        let base = format!("http://{}", listener.local_addr()?);
        let memory = options.memory.clone();
        let shared = Arc::new(Shared::new(remembered(options, base.clone())?));
        let stop = CancellationToken::new();
        let keeper = memory.map(|path| Arc::new(Keeper::new(shared.clone(), path)));
        if let Some(keeper) = &keeper {
            tokio::spawn(keeper.clone().keep(stop.clone()));
        }
        let router = serve::router(shared.clone());
        let service = router.into_make_service_with_connect_info::<Line>();
        let stopped = stop.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = stopped.cancelled() => {}
                served = async { axum::serve(Wire(listener), service).await } => {
                    tracing::error!(?served, "the simulator no longer listens");
                }
            }
        });
        Ok(Self { shared, base, _running: Arc::new(Running { stop, keeper }) })
    }

    /// Where it listens: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base
    }

    /// Where the gateway is.
    #[must_use]
    pub fn gateway_url(&self) -> String {
        format!("{}/gateway", self.base.replacen("http", "ws", 1))
    }

    /// The bot's token.
    #[must_use]
    pub fn token(&self) -> String {
        self.shared.look(|state| state.token.clone())
    }

    /// Lets people who sign in with the application be sent back to an address, to the letter.
    pub fn sends_back_to(&self, redirect: &str) {
        self.shared.with(|state| state.oauth.redirects.push(redirect.to_owned()));
    }

    /// What proves that the application itself asks, where people sign in with it.
    #[must_use]
    pub fn client_secret(&self) -> String {
        self.shared.look(|state| state.options.client_secret.clone())
    }

    /// The application's number.
    #[must_use]
    pub fn application(&self) -> ApplicationId {
        self.shared.look(|state| state.application)
    }

    /// The bot's number.
    #[must_use]
    pub fn bot(&self) -> UserId {
        self.shared.look(|state| state.bot)
    }

    /// The simulator's moment.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.shared.look(State::now)
    }

    /// Founds a server, with a `general` channel and the bot in it.
    #[must_use]
    pub fn guild(&self, name: &str) -> Guild {
        Guild::found(&self.shared, name)
    }

    /// The servers, oldest first, with their names.
    #[must_use]
    pub fn guilds(&self) -> Vec<(Guild, String)> {
        let known: Vec<_> = self
            .shared
            .look(|state| state.guilds.values().map(|guild| (guild.id, guild.name.clone())).collect());
        known.into_iter().map(|(id, name)| (Guild { shared: self.shared.clone(), id }, name)).collect()
    }

    /// A number that grows with everything that happens; wait on it instead of sleeping.
    #[must_use]
    pub fn changed(&self) -> watch::Receiver<u64> {
        self.shared.changes()
    }

    /// What came of an interaction, with later edits; nothing while it is unanswered.
    #[must_use]
    pub fn answer_of(&self, interaction: InteractionId) -> Option<Answer> {
        self.shared.look(|state| state.answer_of(interaction))
    }

    /// Any message by number.
    #[must_use]
    pub fn message(&self, id: MessageId) -> Option<MessageView> {
        self.shared.look(|state| state.find_message(id).map(|message| state.view(message)))
    }

    /// The private follow-ups and public ones an interaction got, in order.
    #[must_use]
    pub fn follow_ups_of(&self, interaction: InteractionId) -> Vec<MessageView> {
        self.shared.look(|state| {
            let ids = state.interactions.get(&interaction).into_iter().flat_map(|found| &found.followups);
            ids.filter_map(|&id| state.find_message(id)).map(|message| state.view(message)).collect()
        })
    }

    /// Dispatches an interaction once more, as Discord now and then does.
    pub fn repeat(&self, interaction: InteractionId) {
        self.shared.with(|state| state.dispatch_interaction(interaction));
    }

    /// The payload of the newest interaction, as the bot was told of it.
    #[must_use]
    pub fn last_interaction(&self) -> Option<serde_json::Value> {
        self.shared.look(|state| state.interactions.values().next_back().map(|found| found.payload.clone()))
    }

    /// The commands in force, in a server or everywhere, as payloads show them.
    #[must_use]
    pub fn commands(&self) -> Vec<serde_json::Value> {
        self.shared
            .look(|state| state.commands.values().map(|command| command.json(state.application)).collect())
    }

    /// How many events the current connection was sent since READY or RESUMED, which counts as 1; 0 while no
    /// client is connected. Events replayed before RESUMED are not counted.
    #[must_use]
    pub fn dispatched_since_ready(&self) -> u64 {
        self.shared.look(|state| state.hub.dispatched())
    }

    /// The number of the last event of the newest connection's session; 0 while no client is connected. A RESUME goes on
    /// counting.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.shared.look(|state| state.hub.sequence())
    }

    /// How many clients are connected and identified.
    #[must_use]
    pub fn online(&self) -> usize {
        self.shared.look(|state| state.hub.online())
    }

    /// How often a client identified in the last day.
    #[must_use]
    pub fn identifies(&self) -> u32 {
        self.shared.with(|state| {
            let now = state.now();
            state.hub.identifies_today(now)
        })
    }

    /// How many requests of the last ten minutes count towards Discord's ban for invalid ones.
    #[must_use]
    pub fn invalid_requests(&self) -> usize {
        self.shared.with(|state| {
            let now = state.now();
            state.rates.invalid_lately(now)
        })
    }

    /// Faults of REST requests.
    #[must_use]
    pub fn faults(&self) -> FaultQueue {
        FaultQueue { shared: self.shared.clone() }
    }

    /// Faults of the gateway.
    #[must_use]
    pub fn gateway(&self) -> GatewayFaults {
        GatewayFaults::new(self.shared.clone())
    }

    /// Changes which rate limits are enforced.
    pub fn enforce(&self, limits: Limits) {
        self.shared.with(|state| state.rates.enforce(limits));
    }

    /// How many REST calls there were so far.
    #[must_use]
    pub fn call_count(&self) -> u64 {
        self.shared.look(|state| state.journal.call_count)
    }

    /// Every REST call so far, as far as they are kept.
    #[must_use]
    pub fn calls(&self) -> Vec<RestCall> {
        self.shared.look(|state| state.journal.calls().cloned().collect())
    }

    /// Every gateway frame so far.
    #[must_use]
    pub fn frames(&self) -> Vec<GatewayFrame> {
        self.shared.look(|state| state.journal.frames().cloned().collect())
    }

    /// What the bot did wrong so far; planned faults are not among it.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        self.shared.look(|state| state.journal.violations.clone())
    }

    /// Takes out what the bot did wrong so far, for a test that expected it.
    pub fn take_violations(&self) -> Vec<Violation> {
        self.shared.with(|state| std::mem::take(&mut state.journal.violations))
    }

    /// All that was said, for a person to read.
    #[must_use]
    pub fn transcript(&self) -> String {
        self.shared.look(|state| state.journal.transcript())
    }
}

/// The state that an earlier run left, else a new one.
fn remembered(options: Options, base: String) -> io::Result<State> {
    let memory = options.memory.as_deref().map(Memory::read).transpose()?.flatten();
    if let Some(memory) = &memory {
        memory.catch_up(&options);
    }
    let mut state = State::new(options, base);
    if let Some(memory) = memory {
        state.recall(memory);
    }
    Ok(state)
}

/// The planned faults of REST requests.
#[derive(Clone)]
pub struct FaultQueue {
    shared: Arc<Shared>,
}

impl FaultQueue {
    /// Plans one more.
    pub fn add(&self, fault: Fault) {
        self.shared.with(|state| state.faults.add(fault));
    }

    /// Takes back those that have not happened yet.
    pub fn clear(&self) {
        self.shared.with(|state| state.faults.clear());
    }

    /// How many have not happened yet.
    #[must_use]
    pub fn left(&self) -> usize {
        self.shared.look(|state| state.faults.left())
    }
}
