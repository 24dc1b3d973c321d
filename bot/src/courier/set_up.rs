//! Sets a server up: asks what Discord lets us do, makes what was chosen one after another, and takes away again what nobody
//! uses. The answer that it was asked in follows.

use chrono::TimeDelta;
use commands::parcels::{SettingUp, set_up_now};
use incidents::checkup::Server;
use incidents::ids::{ChannelId, MessageId, RoleId};
use incidents::model::finding::{Finding, Verdict};
use incidents::model::notice::Outcome;
use incidents::model::set_up::{Choice, Made, Piece, Task};
use incidents::noted;
use incidents::operations::set_setting::{set_setting, takes};
use incidents::operations::set_up::plan::Planned;
use incidents::operations::set_up::{make, undo};
use incidents::store::channels::CATEGORY;
use incidents::worded::{Gap, Sentence};
use incidents::{Change, Ledger, sentence};
use serde_json::{Value, json};
use tracing::warn;

use super::delivery::{To, id_of};
use crate::discord::{Around, Failure, Reason};
use crate::doctor;

/// After so many tries in vain it is said what went wrong, and people decide.
const TRIES: u32 = 6;
/// How far the clocks may be apart when it is asked whether something was made by an earlier try.
const APART: TimeDelta = TimeDelta::seconds(10);
/// When Discord's numbers begin to count, in milliseconds.
const EPOCH_MS: i64 = 1_420_070_400_000;

/// Does what is wished for, as far as it goes.
pub(super) async fn carry_out(to: &To<'_>, ledger: &Ledger, wanted: &SettingUp) -> Outcome {
    let work = Work { to, ledger, wanted };
    let came = match wanted.wish.task {
        Task::Look => work.look().await,
        Task::Make => work.make().await,
        Task::Undo => work.undo().await,
        Task::Show => Ok(()),
    };
    match came {
        Ok(()) => work.show().await,
        Err(again) => again,
    }
}

struct Work<'a> {
    to: &'a To<'a>,
    ledger: &'a Ledger,
    wanted: &'a SettingUp,
}

impl Work<'_> {
    async fn look(&self) -> Result<(), Outcome> {
        let used = self.wanted.plan.iter().filter_map(|planned| match planned.choice {
            Choice::Use(id) if !planned.piece.is_role() => {
                Some((planned.piece.setting().as_str(), ChannelId(id)))
            }
            _ => None,
        });
        let server = Server { id: self.to.held.guild, name: None, channels: used.collect() };
        let findings = doctor::discord::rights(self.to.discord, self.to.me.user, &server).await;
        let lacks = findings.into_iter().filter(|finding| finding.verdict != Verdict::Fine);
        let said = |Finding { says, mend, .. }: Finding| match mend {
            Some(mend) => sentence!("{says}. Mend: {mend}", says, mend),
            None => says,
        };
        let lacks = lacks.map(said).collect();
        self.note(move |change| make::looked(change, lacks)).await
    }

    async fn make(&self) -> Result<(), Outcome> {
        let mut failures = Failures::default();
        let mut parent = self.category();
        for planned in self.wanted.plan.iter().filter(|planned| !planned.is_done()) {
            let piece = planned.piece;
            match self.stand(planned, parent).await {
                Ok(stood) => {
                    if let (Piece::Category, Stood::Made(id) | Stood::Found(id)) = (piece, stood) {
                        parent = Some(ChannelId(id));
                    }
                    self.note(move |change| stood.noted(change, piece)).await?;
                    // The end is told whatever becomes of this one.
                    drop(self.show().await);
                }
                Err(failure) => failures.add(self.why(piece, &failure)?, piece.usual_name().to_owned()),
            }
        }
        let report = failures.told(&Gap::word("not made"));
        self.note(move |change| make::finish(change, report)).await
    }

    /// The category that is used, or that an earlier try has made.
    fn category(&self) -> Option<ChannelId> {
        let is_it = |planned: &&Planned| planned.piece == Piece::Category;
        match self.wanted.plan.iter().find(is_it)?.choice {
            Choice::Use(id) => Some(ChannelId(id)),
            Choice::Make | Choice::Leave => None,
        }
    }

    /// Makes a channel or role, or finds one that is there by now: made by an earlier try, or by somebody else.
    async fn stand(&self, planned: &Planned, parent: Option<ChannelId>) -> Result<Stood, Failure> {
        let (guild, piece) = (self.to.held.guild, planned.piece);
        if let Choice::Use(id) = planned.choice {
            return Ok(if self.is_ours(id) { Stood::Made(id) } else { Stood::Found(id) });
        }
        if self.to.held.attempts > 1 {
            let all = match piece.is_role() {
                true => self.to.discord.roles(guild).await?,
                false => self.to.discord.channels(guild).await?,
            };
            if let Some(id) = named(&all, piece).into_iter().find(|id| self.is_ours(*id)) {
                return Ok(Stood::Made(id));
            }
        }
        let (name, reason) = (piece.usual_name(), "The set-up that an admin asked for");
        let created = match takes(piece.setting()).first() {
            None => {
                let body = json!({"name": name, "permissions": "0", "mentionable": true});
                self.to.discord.create_role(guild, body, reason).await?
            }
            Some(kind) => {
                let mut body = json!({"name": name, "type": kind});
                if *kind != CATEGORY
                    && let Some(parent) = parent
                {
                    body["parent_id"] = parent.to_string().into();
                }
                self.to.discord.create_channel(guild, body, reason).await?
            }
        };
        id_of(&created).map(|MessageId(id)| Stood::Made(id))
    }

    /// Whether something under a usual name is what an earlier try of this wish has made: it is no older than the wish.
    fn is_ours(&self, id: i64) -> bool {
        let since_ms = (self.to.held.created_at - APART).timestamp_millis();
        self.to.held.attempts > 1 && (id >> 22) + EPOCH_MS >= since_ms
    }

    async fn undo(&self) -> Result<(), Outcome> {
        let mut left = Failures::default();
        for made in self.wanted.made.iter().rev() {
            let shown =
                if made.piece.is_role() { format!("<@&{}>", made.id) } else { format!("<#{}>", made.id) };
            match self.take_away(made).await {
                Ok(None) => {
                    let made = made.clone();
                    self.note(move |change| undo::taken_away(change, &made)).await?;
                    drop(self.show().await);
                }
                Ok(Some(used)) => left.add(used, shown),
                Err(failure) => left.add(self.why(made.piece, &failure)?, shown),
            }
        }
        let report = left.told(&Gap::word("left"));
        self.note(move |change| undo::finish(change, report)).await
    }

    /// Takes something away, unless somebody uses it: then it says so.
    async fn take_away(&self, made: &Made) -> Result<Option<Sentence>, Failure> {
        let (guild, reason) = (self.to.held.guild, "The set-up was undone");
        let used = match made.piece {
            Piece::Responders | Piece::Admins => self.holders(made.id).await,
            Piece::Category => self.channels_in(made.id).await,
            Piece::Announcements | Piece::Postmortems => self.words_in(ChannelId(made.id)).await,
        };
        let gone = match used {
            Ok(Some(used)) => return Ok(Some(used)),
            Ok(None) if made.piece.is_role() => {
                self.to.discord.delete_role(guild, RoleId(made.id), reason).await
            }
            Ok(None) => self.to.discord.delete_channel(ChannelId(made.id), reason).await,
            Err(failure) => Err(failure),
        };
        match gone {
            // Somebody was quicker.
            Err(Failure::Refused(refused))
                if matches!(refused.reason, Reason::UnknownChannel | Reason::UnknownRole) =>
            {
                Ok(None)
            }
            gone => gone.map(|()| None),
        }
    }

    async fn holders(&self, role: i64) -> Result<Option<Sentence>, Failure> {
        let counts = self.to.discord.role_counts(self.to.held.guild).await?;
        let count = counts[role.to_string()].as_u64().unwrap_or(0);
        Ok((count > 0).then(|| sentence!("{count} people have it", count)))
    }

    async fn channels_in(&self, category: i64) -> Result<Option<Sentence>, Failure> {
        let (all, category) = (self.to.discord.channels(self.to.held.guild).await?, category.to_string());
        let inside = |channel: &&Value| channel["parent_id"] == category.as_str();
        let count = all.as_array().into_iter().flatten().filter(inside).count();
        Ok((count > 0).then(|| sentence!("{count} channels are in it", count)))
    }

    async fn words_in(&self, channel: ChannelId) -> Result<Option<Sentence>, Failure> {
        let newest = self.to.discord.messages(channel, Around::Latest, 1).await?;
        let is_empty = newest.as_array().is_some_and(Vec::is_empty);
        Ok((!is_empty).then(|| sentence!("there are messages in it")))
    }

    /// Why something was not done, for people to mend; or when it is tried again by itself.
    fn why(&self, piece: Piece, failure: &Failure) -> Result<Sentence, Outcome> {
        match self.to.failed(failure, noted!("do that"), None) {
            again @ Outcome::RetryAt(..) if self.to.held.tries() < TRIES => Err(again),
            Outcome::RetryAt(_, why) => Ok(sentence!("{why}. Try again later with `/setup`", why)),
            _ => match failure {
                Failure::Refused(refused) => Ok(refusal(piece, refused.reason, &refused.message)),
                other => Ok(other.to_string().into()),
            },
        }
    }

    async fn note(
        &self,
        what: impl FnOnce(&mut Change<'_>) -> incidents::Result<()> + Send + 'static,
    ) -> Result<(), Outcome> {
        let noted = self.ledger.change(self.wanted.wish.by.clone(), what).await;
        noted.map_err(|why| {
            warn!("a step of a set-up could not be noted and is taken again: {why}");
            self.to.again(why.to_string())
        })
    }

    /// Shows how it stands, in the answer that it was asked in.
    async fn show(&self) -> Outcome {
        let (guild, answer) = (self.to.held.guild, &self.wanted.wish.answer);
        let to = answer.clone();
        match self.ledger.read(move |view| set_up_now(view, guild, &to)).await {
            Ok(message) => self.to.answer(answer.token.clone(), &message, answer.channel).await,
            Err(why) => self.to.again(why.to_string()),
        }
    }
}

/// What came of a piece.
#[derive(Clone, Copy)]
enum Stood {
    Made(i64),
    Found(i64),
}

impl Stood {
    fn noted(self, change: &mut Change<'_>, piece: Piece) -> incidents::Result<()> {
        match self {
            Self::Made(id) => make::made(change, piece, id),
            Self::Found(id) => set_setting(change, piece.setting(), &id.to_string()).map(drop),
        }
    }
}

/// What was not done, and why: what has the same reason is told in one line.
#[derive(Default)]
struct Failures(Vec<(Sentence, Vec<String>)>);

impl Failures {
    fn add(&mut self, why: Sentence, what: String) {
        match self.0.iter_mut().find(|(known, _)| *known == why) {
            Some((_, all)) => all.push(what),
            None => self.0.push((why, vec![what])),
        }
    }

    fn told(self, verdict: &Gap) -> Vec<Sentence> {
        let told = |(why, all): (Sentence, Vec<String>)| {
            sentence!("{what}, {verdict}: {why}", what = all.join(", "), verdict = verdict.clone(), why)
        };
        self.0.into_iter().map(told).collect()
    }
}

/// What Discord said no to, with the mend.
fn refusal(piece: Piece, reason: Reason, message: &str) -> Sentence {
    let mend = match (reason, piece.is_role()) {
        (Reason::MissingPermission | Reason::MissingAccess, true) => {
            sentence!(
                "Discord does not let me. In Discord: Server Settings, Roles, my role, turn on Manage Roles, and move it \
                 above the role"
            )
        }
        (Reason::MissingPermission | Reason::MissingAccess, false) => {
            sentence!(
                "Discord does not let me. In Discord: Server Settings, Roles, my role, turn on Manage Channels; where a \
                 category is closed to me, let my role view and manage it"
            )
        }
        (Reason::TooManyChannels, _) => {
            sentence!("the server has the 500 channels that Discord allows. Delete some")
        }
        (Reason::TooManyRoles, _) => {
            sentence!("the server has the 250 roles that Discord allows. Delete some")
        }
        _ => return message.into(),
    };
    sentence!("{mend}. Then go on here", mend)
}

/// What there is under a piece's usual name.
fn named(all: &Value, piece: Piece) -> Vec<i64> {
    let kind = takes(piece.setting()).first();
    let is_it =
        |one: &&Value| one["name"] == piece.usual_name() && kind.is_none_or(|kind| one["type"] == *kind);
    let found = all.as_array().into_iter().flatten().filter(is_it);
    found.filter_map(|one| one["id"].as_str()?.parse().ok()).collect()
}
