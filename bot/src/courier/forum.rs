//! Stands a post in a forum, once: after a crash it is found again by the mark its title begins with.

use commands::parcels::ForumPost;
use incidents::ids::{ChannelId, MessageId};
use incidents::model::notice::{Outcome, Stands};
use incidents::noted;
use serde_json::{Value, json};

use super::delivery::{To, id_of};
use crate::body;
use crate::discord::{Failure, Reason, Refused};

/// Discord's flag for a forum that wants a tag on every post.
const REQUIRES_TAG: u64 = 1 << 4;
/// How many tags a post may have.
const MOST_TAGS: usize = 5;
/// How long a post stays open without anybody writing in it: a week, the longest there is.
const OPEN_MINUTES: u64 = 10_080;

/// Makes the post, or brings the one that stands up to date.
pub(super) async fn stand(to: &To<'_>, wanted: &ForumPost) -> Outcome {
    match find_or_make(to, wanted).await {
        Ok(outcome) => outcome,
        Err(failure) => to.failed(&failure, noted!("post in the forum"), Some(wanted.forum)),
    }
}

async fn find_or_make(to: &To<'_>, wanted: &ForumPost) -> Result<Outcome, Failure> {
    let forum = to.discord.channel(wanted.forum).await?;
    let tags = tags(&forum, &wanted.tags);
    if tags.is_empty() && forum["flags"].as_u64().unwrap_or(0) & REQUIRES_TAG != 0 {
        return Ok(Outcome::Blocked(noted!(
            "the forum <#{forum}> wants a tag on every post, and has none named {tags}. Make one, or let posts go without; it is \
             tried again by itself",
            forum = wanted.forum,
            tags = wanted.tags.join(", "),
        )));
    }
    if let Some(stands) = standing(to, wanted).await? {
        return keep_up(to, wanted, stands, &tags).await;
    }
    let answer = make(to, wanted, &tags).await?;
    let MessageId(thread) = id_of(&answer)?;
    let message = Some(MessageId(thread));
    Ok(Outcome::Delivered(Some(Stands { channel: ChannelId(thread), message })))
}

/// The tags of the forum by their names, in the order they are wanted.
fn tags(forum: &Value, wanted: &[String]) -> Vec<Value> {
    let there = forum["available_tags"].as_array().map(Vec::as_slice).unwrap_or_default();
    let named = |name: &String| {
        let name = name.to_lowercase();
        there.iter().find(|tag| tag["name"].as_str().is_some_and(|tag| tag.to_lowercase() == name))
    };
    wanted.iter().filter_map(named).map(|tag| tag["id"].clone()).take(MOST_TAGS).collect()
}

/// The post that stands already: as we know it, or as an earlier attempt left it.
async fn standing(to: &To<'_>, wanted: &ForumPost) -> Result<Option<(Stands, Value)>, Failure> {
    if let Some(stands) = wanted.replaces {
        return match to.discord.channel(stands.channel).await {
            Ok(thread) if thread["parent_id"] == wanted.forum.to_string() => Ok(Some((stands, thread))),
            Ok(_) => Ok(None),
            Err(Failure::Refused(Refused { reason: Reason::UnknownChannel, .. })) => Ok(None),
            Err(failure) => Err(failure),
        };
    }
    if to.held.attempts == 1 {
        return Ok(None);
    }
    let active = to.discord.active_threads(to.held.guild).await?;
    let (forum, me) = (wanted.forum.to_string(), to.me.user.to_string());
    let is_ours = |thread: &&Value| {
        thread["parent_id"] == forum.as_str()
            && thread["owner_id"] == me.as_str()
            && thread["name"].as_str().is_some_and(|name| name.starts_with(&wanted.mark))
    };
    let found = active["threads"].as_array().and_then(|threads| threads.iter().find(is_ours));
    let Some(thread) = found else { return Ok(None) };
    let id = id_of(thread)?;
    Ok(Some((Stands { channel: ChannelId(id.0), message: Some(id) }, thread.clone())))
}

/// Brings a post up to date: open, with the right title and tags, and the document as it is now.
async fn keep_up(
    to: &To<'_>,
    wanted: &ForumPost,
    (stands, thread): (Stands, Value),
    tags: &[Value],
) -> Result<Outcome, Failure> {
    let mut changes = json!({});
    if thread["thread_metadata"]["archived"] == true {
        changes["archived"] = false.into();
    }
    if thread["name"] != wanted.title.as_str() {
        changes["name"] = wanted.title.clone().into();
    }
    if thread["applied_tags"].as_array().map(Vec::as_slice).unwrap_or_default() != tags {
        changes["applied_tags"] = tags.into();
    }
    if changes.as_object().is_some_and(|changes| !changes.is_empty()) {
        to.discord.edit_channel(stands.channel, changes, "The postmortem was corrected").await?;
    }
    Ok(to.post(stands.channel, stands.message, &wanted.message).await)
}

async fn make(to: &To<'_>, wanted: &ForumPost, tags: &[Value]) -> Result<Value, Failure> {
    let body = json!({
        "name": wanted.title,
        "auto_archive_duration": OPEN_MINUTES,
        "applied_tags": tags,
        "message": body::said(&wanted.message),
    });
    to.discord.create_post(wanted.forum, body, body::files(&wanted.message)).await
}
