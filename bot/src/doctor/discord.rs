//! What Discord lets the bot do: its token, its intents, and its rights in each server and in the channels that were set.

use chrono::TimeDelta;
use incidents::checkup::Server;
use incidents::ids::{ChannelId, GuildId, RoleId, UserId};
use incidents::model::access::{self, Overwrite, Weight};
use incidents::model::finding::Finding;
use incidents::store::channels::CATEGORY;
use incidents::worded::Gap;
use incidents::{Clock, Place, sentence};
use serde_json::Value;

use super::known_servers;
use crate::config::Config;
use crate::discord::{Discord, Failure, Reason};
use crate::gateway::{Channel, Role};

/// How far the clocks may be apart: sooner or later times on the timeline disagree with Discord's.
const APART: TimeDelta = TimeDelta::seconds(10);
/// The flags of an application that may read messages: wholly, or because it is in few servers.
const READS_MESSAGES: u64 = 1 << 18 | 1 << 19;

/// Asks Discord.
pub(super) async fn look(config: &Config, place: &Place, clock: Clock) -> Vec<Finding> {
    let Ok(token) = config.token() else {
        let mend = "set DISCORD_TOKEN or DISCORD_TOKEN_FILE, or try `sitrep demo`, which needs none";
        return vec![Finding::broken("discord", "there is no token", mend)];
    };
    let discord = match Discord::new(config.discord.url.clone(), token.clone(), clock) {
        Ok(discord) => discord,
        Err(why) => return vec![Finding::broken("discord", why.to_string(), "check SITREP_DISCORD_URL")],
    };
    let me = match discord.me().await {
        Ok(me) => me,
        Err(failure) => return vec![unreached(&failure)],
    };
    let name = me["username"].as_str().unwrap_or("the bot").to_owned();
    let mut findings = vec![Finding::fine("discord", format!("the token is that of {name}"))];
    findings.extend(bot(&discord, Some(config.discord.privileged.messages)).await);
    if let Ok(application) = discord.application().await {
        findings.push(interactions(config, &application));
    }
    let me = me["id"].as_str().and_then(|id| id.parse().ok()).map(UserId);
    let servers = known_servers(place).await;
    if servers.is_empty() {
        let mend = "invite the bot to your server; README.md says how";
        findings.push(Finding::doubtful("discord", "the bot was not seen in any server yet", mend));
    }
    for server in servers {
        if let Some(me) = me {
            findings.extend(rights(&discord, me, &server).await);
        }
    }
    findings
}

fn unreached(failure: &Failure) -> Finding {
    match failure {
        Failure::Refused(refused) if refused.reason == Reason::Unauthorized => Finding::broken(
            "discord",
            "the token is not accepted",
            "copy a new one from the developer portal (Bot, Reset Token) into DISCORD_TOKEN",
        ),
        failure => {
            Finding::broken("discord", failure.to_string(), "check the network, and SITREP_DISCORD_URL")
        }
    }
}

/// What concerns the bot wherever it is: its clock beside Discord's, and what it may read.
pub(crate) async fn bot(discord: &Discord, reads_messages: Option<bool>) -> Vec<Finding> {
    let mut findings: Vec<_> = time(discord).await.into_iter().collect();
    if let Some(reads_messages) = reads_messages
        && let Ok(application) = discord.application().await
    {
        findings.push(intents(reads_messages, &application));
    }
    findings
}

async fn time(discord: &Discord) -> Option<Finding> {
    let ahead = discord.clock_ahead().await.ok()??;
    Some(if ahead.abs() > APART {
        let s = ahead.abs().num_seconds();
        let says = match ahead > TimeDelta::zero() {
            true => sentence!("this machine's is {s} s ahead of Discord's", s),
            false => sentence!("this machine's is {s} s behind Discord's", s),
        };
        Finding::broken("clock", says, sentence!("turn on time synchronisation (NTP)"))
    } else {
        Finding::fine("clock", sentence!("agrees with Discord's"))
    })
}

fn intents(reads_messages: bool, application: &Value) -> Finding {
    let may_read = application["flags"].as_u64().unwrap_or(0) & READS_MESSAGES != 0;
    match (reads_messages, may_read) {
        (false, _) => {
            let says = sentence!("messages are not read (SITREP_INTENT_MESSAGE_CONTENT is false)");
            Finding::fine("intents", says)
        }
        (true, true) => Finding::fine("intents", sentence!("messages may be read")),
        (true, false) => Finding::broken(
            "intents",
            sentence!("the bot is to read messages, and may not"),
            sentence!(
                "switch the Message Content intent on in the developer portal (Bot, Privileged Gateway Intents), or set \
                 SITREP_INTENT_MESSAGE_CONTENT to false"
            ),
        ),
    }
}

/// By which way Discord tells what people do, and whether we believe it there.
fn interactions(config: &Config, application: &Value) -> Finding {
    let what = "interactions";
    let address = application["interactions_endpoint_url"].as_str();
    let key = application["verify_key"].as_str().unwrap_or_default();
    match (address, config.discord.public_key) {
        (_, Some(ours)) if ours.to_string() != key => Finding::broken(
            what,
            "DISCORD_PUBLIC_KEY is not that of this application",
            format!("set it to {key}"),
        ),
        (Some(address), None) => Finding::broken(
            what,
            format!(
                "Discord sends them to {address}, and without DISCORD_PUBLIC_KEY nobody there believes it"
            ),
            format!(
                "set DISCORD_PUBLIC_KEY to {key}, or empty Interactions Endpoint URL in the developer portal"
            ),
        ),
        (Some(address), Some(_)) => Finding::fine(what, format!("Discord sends them to {address}")),
        (None, Some(_)) => Finding::doubtful(
            what,
            "they come over the gateway, though DISCORD_PUBLIC_KEY is set",
            "in the developer portal, set Interactions Endpoint URL to SITREP_PUBLIC_URL and /interactions after it",
        ),
        (None, None) => Finding::fine(what, "they come over the gateway"),
    }
}

/// What the bot may do in a server, and in the channels that were set there.
pub(crate) async fn rights(discord: &Discord, me: UserId, server: &Server) -> Vec<Finding> {
    let guild = server.id;
    let name = server.name.as_ref().map_or(Gap::word("this server"), Gap::from);
    let (roles, member) = match tokio::join!(discord.roles(guild), discord.member(guild, me)) {
        (Ok(roles), Ok(member)) => (roles, member),
        (Err(failure), _) | (_, Err(failure)) => {
            let says = sentence!("{name} cannot be asked: {failure}", name, failure);
            let mend = sentence!("invite the bot again if it was put out of this server");
            return vec![Finding::broken("permissions", says, mend)];
        }
    };
    let mine = role_ids(&member);
    let given = roles.as_array().into_iter().flatten().filter_map(Role::read);
    let base = given
        .filter(|role| role.id.0 == guild.0 || mine.contains(&role.id))
        .fold(0, |rights, role| rights | role.permissions.cast_signed());
    let mut findings = judged(&name, base);
    for (what, channel) in &server.channels {
        findings.push(in_channel(discord, (guild, me, &mine, base), (&name, what, *channel)).await);
    }
    findings
}

fn judged(place: &Gap, rights: i64) -> Vec<Finding> {
    let mend =
        |what: &str| sentence!("in Discord: Server Settings, Roles, the bot's role, turn on {what}", what);
    let lacks = access::missing(rights, &[Weight::Writing, Weight::Working]);
    let extras = access::missing(rights, &[Weight::Extra]);
    let mut findings = Vec::new();
    if !lacks.is_empty() {
        let names = access::names(&lacks);
        let says = sentence!("{place}: missing {names}", place = place.clone(), names = &names);
        findings.push(Finding::broken("permissions", says, mend(&names)));
    }
    for right in &extras {
        let (name, purpose) = (right.name, Gap::word(right.purpose));
        let says = sentence!("{place}: missing {name} ({purpose})", place = place.clone(), name, purpose);
        findings.push(Finding::doubtful("permissions", says, mend(name)));
    }
    if findings.is_empty() {
        let says = sentence!("{place}: all that is needed", place = place.clone());
        findings.push(Finding::fine("permissions", says));
    }
    findings
}

async fn in_channel(
    discord: &Discord,
    (guild, me, mine, base): (GuildId, UserId, &[RoleId], i64),
    (server, what, channel): (&Gap, &str, ChannelId),
) -> Finding {
    let answer = match discord.channel(channel).await {
        Ok(answer) => answer,
        Err(failure) => {
            let server = server.clone();
            let says = sentence!(
                "{server}: the channel set for {what} cannot be seen: {failure}",
                server,
                what,
                failure
            );
            let mend =
                sentence!("let the bot view it, or choose another with `/settings set` `{what}`", what);
            return Finding::broken("permissions", says, mend);
        }
    };
    let overwrites: Vec<Overwrite> =
        Channel::read(&answer).map(|channel| channel.overwrites).unwrap_or_default();
    let (server, name) = (server.clone(), answer["name"].as_str().unwrap_or("?"));
    let rights = access::rights_in(base, (guild, me, mine), &overwrites);
    // What holds in a category holds in the channels that are made in it.
    let is_category = answer["type"].as_i64() == Some(CATEGORY);
    let weights = if is_category { &[Weight::Writing, Weight::Working][..] } else { &[Weight::Writing] };
    let missing = access::names(&access::missing(rights, weights));
    if missing.is_empty() {
        let says = sentence!("{server}: #{name}, for {what}, allows all that is needed", server, name, what);
        return Finding::fine("permissions", says);
    }
    let says =
        sentence!("{server}: #{name}, for {what}, lacks {missing}", server, name, what, missing = &missing);
    let mend = sentence!("in Discord: Edit Channel, Permissions, the bot's role, allow {missing}", missing);
    Finding::broken("permissions", says, mend)
}

fn role_ids(member: &Value) -> Vec<RoleId> {
    let ids = member["roles"].as_array().into_iter().flatten();
    ids.filter_map(|id| id.as_str()?.parse().ok()).map(RoleId).collect()
}
