//! One wish, delivered.

use commands::parcels::{Parcel, parcel};
use commands::reply::{Message, Ping};
use incidents::ids::{ChannelId, MessageId, RoleId, UserId};
use incidents::model::notice::{Outcome, Stands, Urgency, back_off};
use incidents::noted;
use incidents::operations::deliver;
use incidents::store::outbox::Held;
use incidents::{Actor, Ledger};
use serde_json::{Value, json};
use tracing::{error, info, warn};

use super::outcome::{Context, after};
use super::turns::Turns;
use super::{
    archive, channel, check_up, file, forum, guest, letter, member, offered, pin, publish, review, set_up,
    unquote,
};
use crate::body;
use crate::discord::{Around, Discord, Failure, Priority, Reason, Refused};
use crate::doctor::Machine;
use crate::ears::Me;
use crate::publish::Publisher;
use crate::trackers::Trackers;
use crate::ways::Ways;

/// How long Discord remembers a nonce, with room to spare: after that we look in the channel ourselves.
const NONCE_LIVES: chrono::TimeDelta = chrono::TimeDelta::minutes(2);

/// Where deliveries leave by.
pub(super) struct Out {
    pub discord: Discord,
    pub trackers: Trackers,
    pub publisher: Publisher,
    pub ways: Ways,
    pub machine: Machine,
    pub turns: Turns,
}

/// Delivers a wish, settles what came of it, and says what that was.
pub(super) async fn deliver(ledger: &Ledger, out: &Out, me: Me, held: Held) -> Outcome {
    let wish = held.clone();
    let outcome = match ledger.read(move |view| parcel(view, &wish)).await {
        Ok(Parcel::Mirror(wanted)) => out.trackers.mirror(ledger, &held, &wanted).await,
        Ok(Parcel::Publish(outgoing)) => {
            let to = To { discord: &out.discord, me, held: &held, now: ledger.clock().now() };
            publish::keep(&to, &out.publisher, *outgoing).await
        }
        Ok(parcel) => send(ledger, out, me, &held, parcel).await,
        Err(why) => {
            error!(outbox.id = %held.id, "a wish could not be worded: {why}");
            Outcome::RetryAt(after_fault(ledger, &held), why.to_string())
        }
    };
    tell(&held, &outcome);
    let by = Actor::sitrep(held.guild);
    let came = outcome.clone();
    let settled = ledger.change(by, move |change| deliver::settle(change, &held, &came)).await;
    if let Err(why) = settled {
        error!(
            "a delivery could not be settled; its lease will end and it is sent again, recognisably: {why}"
        );
    }
    outcome
}

fn after_fault(ledger: &Ledger, held: &Held) -> chrono::DateTime<chrono::Utc> {
    ledger.clock().now() + back_off(held.tries())
}

fn tell(held: &Held, outcome: &Outcome) {
    let (id, attempt) = (held.id, held.attempts);
    match outcome {
        Outcome::Delivered(_) => info!(outbox.id = %id, attempt, "delivered"),
        Outcome::Muted(..) => warn!(outbox.id = %id, attempt, "delivered, but a role could not be pinged"),
        Outcome::Moot | Outcome::Waits => {}
        Outcome::Gone(channel) => warn!(outbox.id = %id, attempt, "the channel {channel} is no more"),
        Outcome::RetryAt(at, why) => {
            warn!(outbox.id = %id, attempt, "not yet delivered, again at {at}: {why}");
        }
        Outcome::Blocked(why) => warn!(outbox.id = %id, attempt, "cannot be delivered as things are: {why}"),
        Outcome::Unreachable(why) => warn!(outbox.id = %id, attempt, "the person cannot be told: {why}"),
        Outcome::GaveUp(why) => warn!(outbox.id = %id, attempt, "given up: {why}"),
    }
}

async fn send(ledger: &Ledger, out: &Out, me: Me, held: &Held, parcel: Parcel) -> Outcome {
    let to = To { discord: &out.discord, me, held, now: ledger.clock().now() };
    match parcel {
        Parcel::Channel(wanted) => channel::open(&to, ledger, &out.turns, &wanted).await,
        Parcel::Post { channel, replaces, message } => to.post(channel, replaces, &message).await,
        Parcel::Direct { user, message } => to.direct(user, &message).await,
        Parcel::Role { user, role, has } => to.role(user, role, has).await,
        Parcel::Pin { channel, message } => to.pin(channel, message).await,
        Parcel::Answer { token, message, channel } => to.answer(token, &message, channel).await,
        Parcel::Fetch { attachment, url, limit } => file::fetch(&to, ledger, attachment, (&url, limit)).await,
        Parcel::Archive { channel } => archive::close(&to, channel).await,
        Parcel::Unarchive { channel } => archive::open(&to, channel).await,
        Parcel::Unquote(quotes) => unquote::unquote(&to, &quotes).await,
        Parcel::LetIn { channel, guest } => guest::let_in(&to, channel, guest).await,
        Parcel::FollowPin { source, by, name } => pin::follow(&to, ledger, source, (by, name)).await,
        Parcel::Letter(letter) => letter::send(&to, &out.ways, &letter).await,
        Parcel::Errand(errand) => letter::remind(&to, &out.ways, &errand).await,
        Parcel::Forum(wanted) => forum::stand(&to, &wanted).await,
        Parcel::Review(wanted) => review::stand(&to, ledger, &wanted).await,
        Parcel::CheckUp(wanted) => check_up::look(&to, ledger, &out.machine, &wanted).await,
        Parcel::SetUp(wanted) => set_up::carry_out(&to, ledger, &wanted).await,
        Parcel::Template(offer) => offered::template(&to, ledger, &offer).await,
        Parcel::Member { user } => member::look(&to, ledger, user).await,
        Parcel::Calendar(file) => offered::calendar(&to, ledger, &file).await,
        Parcel::Unreachable(why) => Outcome::Unreachable(why),
        Parcel::Waits => Outcome::Waits,
        // Nothing of Discord's: it went to its place before.
        Parcel::Mirror(_) | Parcel::Publish(_) | Parcel::Moot => Outcome::Moot,
    }
}

/// What a delivery needs to know.
pub(super) struct To<'a> {
    pub discord: &'a Discord,
    pub me: Me,
    pub held: &'a Held,
    pub now: chrono::DateTime<chrono::Utc>,
}

impl To<'_> {
    /// What a failure means for the wish.
    pub fn failed(&self, failure: &Failure, doing: &'static str, place: Option<ChannelId>) -> Outcome {
        after(failure, &Context { doing, place, tries: self.patience(), now: self.now })
    }

    /// Not now, but later.
    pub fn again(&self, why: String) -> Outcome {
        Outcome::RetryAt(self.now + back_off(self.patience()), why)
    }

    /// The tries that decide how long to wait for the next. Somebody waits for a page: it is tried again within seconds, however
    /// often it failed.
    fn patience(&self) -> u32 {
        match self.held.notice.urgency() {
            Urgency::Page => self.held.tries().min(5),
            _ => self.held.tries(),
        }
    }

    fn priority(&self) -> Priority {
        match self.held.notice.urgency() {
            Urgency::Page => Priority::Page,
            Urgency::Again | Urgency::Soon => Priority::Normal,
            Urgency::Later | Urgency::Outside => Priority::Low,
        }
    }

    pub async fn post(&self, channel: ChannelId, replaces: Option<MessageId>, message: &Message) -> Outcome {
        if let Some(old) = replaces {
            let parts = (body::files(message), self.priority());
            match self.discord.edit_message(channel, old, body::standing(message), parts).await {
                Ok(_) => return Outcome::Delivered(Some(Stands { channel, message: Some(old) })),
                Err(Failure::Refused(Refused {
                    reason: Reason::UnknownMessage | Reason::TooManyOldEdits,
                    ..
                })) => {}
                Err(Failure::Refused(Refused { reason: Reason::ThreadArchived, .. })) => {
                    return self.awaken(channel).await;
                }
                Err(failure) => return self.failed(&failure, noted!("send messages"), Some(channel)),
            }
        }
        match self.post_new(channel, message).await {
            Ok((id, muted)) if muted.is_empty() => {
                Outcome::Delivered(Some(Stands { channel, message: Some(id) }))
            }
            Ok((id, muted)) => Outcome::Muted(Stands { channel, message: Some(id) }, muted),
            Err(Failure::Refused(Refused { reason: Reason::ThreadArchived, .. })) => {
                self.awaken(channel).await
            }
            Err(failure) => self.failed(&failure, noted!("send messages"), Some(channel)),
        }
    }

    /// A thread falls asleep when nobody writes in it for a week; what was to be said there is said once it is awake.
    async fn awaken(&self, thread: ChannelId) -> Outcome {
        let body = json!({"archived": false});
        match self.discord.edit_channel(thread, body, "Something is to be said in it").await {
            Ok(_) => Outcome::RetryAt(self.now, "the thread was asleep".into()),
            Err(failure) => self.failed(&failure, noted!("wake threads"), Some(thread)),
        }
    }

    /// Posts a message, and says which roles it was to ping and did not.
    async fn post_new(
        &self,
        channel: ChannelId,
        message: &Message,
    ) -> Result<(MessageId, Vec<RoleId>), Failure> {
        let body = body::said(message);
        if self.held.attempts > 1 && self.now - self.held.created_at > NONCE_LIVES {
            let newest = self.discord.messages(channel, Around::Latest, 100).await?;
            if let Some(there) = already_there(&newest, self.me.user, &body) {
                return Ok((self.as_of_now(channel, there, message).await?, Vec::new()));
            }
        }
        let nonce = format!("n{}", self.held.id);
        let parts = (Some(nonce.as_str()), self.priority());
        let sent = self.discord.send_message(channel, body, body::files(message), parts).await?;
        let muted = muted(message, &sent);
        let id = match self.held.attempts {
            1 => id_of(&sent)?,
            _ => self.as_of_now(channel, &sent, message).await?,
        };
        Ok((id, muted))
    }

    /// What an earlier try sent may say how things were then. It is made to say how they are now.
    async fn as_of_now(
        &self,
        channel: ChannelId,
        there: &Value,
        message: &Message,
    ) -> Result<MessageId, Failure> {
        let (id, body) = (id_of(there)?, body::standing(message));
        if ["content", "embeds", "components"].iter().all(|part| says(&there[part], &body[part])) {
            return Ok(id);
        }
        let parts = (body::files(message), self.priority());
        match self.discord.edit_message(channel, id, body, parts).await {
            Ok(_) => Ok(id),
            // Discord answers with it for as long as it remembers the nonce.
            Err(Failure::Refused(Refused { reason: Reason::UnknownMessage, .. })) => {
                Err(Failure::Unavailable {
                    effect: crate::discord::Effect::None,
                    why: "what was sent before was deleted".into(),
                })
            }
            Err(failure) => Err(failure),
        }
    }

    async fn direct(&self, user: UserId, message: &Message) -> Outcome {
        let sent = match self.discord.open_dm(user, self.priority()).await {
            Ok(dm) => match id_of(&dm).map(|MessageId(id)| ChannelId(id)) {
                Ok(channel) => self.post_new(channel, message).await.map(|(id, _)| (channel, id)),
                Err(failure) => Err(failure),
            },
            Err(failure) => Err(failure),
        };
        match sent {
            Ok((channel, id)) => Outcome::Delivered(Some(Stands { channel, message: Some(id) })),
            Err(failure) => self.failed(&failure, noted!("send direct messages"), None),
        }
    }

    async fn role(&self, user: UserId, role: RoleId, has: bool) -> Outcome {
        let (whose, reason) = ((self.held.guild, user, role), "The role of whoever is on call");
        let done = match has {
            true => self.discord.add_role(whose, reason).await,
            false => self.discord.remove_role(whose, reason).await,
        };
        match done {
            Ok(()) => Outcome::Delivered(None),
            Err(Failure::Refused(Refused { reason: Reason::UnknownMember, .. })) => Outcome::Moot,
            Err(failure) => self.failed(&failure, noted!("manage roles"), None),
        }
    }

    async fn pin(&self, channel: ChannelId, message: MessageId) -> Outcome {
        match self.discord.pin(channel, message).await {
            Ok(()) => Outcome::Delivered(None),
            Err(Failure::Refused(Refused { reason: Reason::UnknownMessage, .. })) => Outcome::Moot,
            Err(failure) => self.failed(&failure, noted!("pin messages"), Some(channel)),
        }
    }

    pub async fn answer(&self, token: String, message: &Message, channel: ChannelId) -> Outcome {
        let (body, files) = (body::standing(message), body::files(message));
        match self.discord.edit_original(self.me.application, &token.into(), body, files).await {
            Ok(_) => Outcome::Delivered(None),
            Err(Failure::Refused(refused)) if is_over(&refused) && message.private => Outcome::Moot,
            Err(Failure::Refused(refused)) if is_over(&refused) => self.post(channel, None, message).await,
            Err(failure) => self.failed(&failure, noted!("edit an answer"), Some(channel)),
        }
    }
}

/// Whether the answer can no longer be changed, or never arrived.
fn is_over(refused: &Refused) -> bool {
    matches!(refused.reason, Reason::UnknownInteraction | Reason::UnknownMessage | Reason::Unauthorized)
}

/// The roles that a message was to ping and that Discord does not list among those it pinged.
fn muted(message: &Message, sent: &Value) -> Vec<RoleId> {
    let pinged = |role: &RoleId| {
        let roles = sent["mention_roles"].as_array();
        roles.is_some_and(|roles| roles.iter().any(|id| id.as_str() == Some(&role.to_string())))
    };
    let wanted = message.pings.iter().filter_map(|ping| match ping {
        Ping::Role(role) => Some(*role),
        Ping::User(_) => None,
    });
    wanted.filter(|role| !pinged(role)).collect()
}

/// The id in an answer of Discord's. A good answer without one is as good as none: the nonce keeps a repeat harmless.
pub(super) fn id_of(answer: &Value) -> Result<MessageId, Failure> {
    answer["id"].as_str().and_then(|id| id.parse().ok()).ok_or_else(|| Failure::Unavailable {
        effect: crate::discord::Effect::Possible,
        why: "the answer has no id".into(),
    })
}

/// Whether all that we say of a thing is so, whatever Discord adds to it.
fn says(there: &Value, ours: &Value) -> bool {
    match (there, ours) {
        (Value::Object(there), Value::Object(ours)) => {
            ours.iter().all(|(name, ours)| there.get(name).is_some_and(|there| says(there, ours)))
        }
        (Value::Array(there), Value::Array(ours)) => {
            there.len() == ours.len() && there.iter().zip(ours).all(|(there, ours)| says(there, ours))
        }
        (there, ours) => there == ours,
    }
}

/// Our own message of the same words among those of a channel.
fn already_there<'m>(messages: &'m Value, me: UserId, body: &Value) -> Option<&'m Value> {
    let me = me.to_string();
    let same = |message: &&Value| {
        message["author"]["id"] == me.as_str()
            && message["content"] == body["content"]
            && message["embeds"][0]["title"] == body["embeds"][0]["title"]
            && message["embeds"][0]["description"].as_str().unwrap_or_default()
                == body["embeds"][0]["description"].as_str().unwrap_or_default()
    };
    messages.as_array()?.iter().find(same)
}
