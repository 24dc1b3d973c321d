//! The refusals Discord answers with, under their real numbers and statuses.

use serde_json::{Map, Value, json};

/// One refused request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: u32,
    pub(crate) message: String,
    pub(crate) errors: Option<Value>,
    pub(crate) retry_after_ms: Option<i64>,
}

macro_rules! refusals {
    ($($name:ident = $status:literal, $code:literal, $message:literal;)+) => {
        impl Refusal {$(
            pub(crate) fn $name() -> Self { Self::plain($status, $code, $message) }
        )+}
    };
}

refusals! {
    unauthorized = 401, 0, "401: Unauthorized";
    not_found = 404, 0, "404: Not Found";
    unknown_application = 404, 10002, "Unknown Application";
    unknown_channel = 404, 10003, "Unknown Channel";
    unknown_guild = 404, 10004, "Unknown Guild";
    unknown_member = 404, 10007, "Unknown Member";
    unknown_message = 404, 10008, "Unknown Message";
    unknown_overwrite = 404, 10009, "Unknown Overwrite";
    unknown_role = 404, 10011, "Unknown Role";
    unknown_user = 404, 10013, "Unknown User";
    unknown_webhook = 404, 10015, "Unknown Webhook";
    unknown_interaction = 404, 10062, "Unknown interaction";
    unknown_command = 404, 10063, "Unknown application command";
    unknown_event = 404, 10070, "Unknown Guild Scheduled Event";
    unknown_tag = 404, 10087, "Unknown Tag";
    unknown_emoji = 400, 10014, "Unknown Emoji";
    too_many_pins = 400, 30003, "Maximum number of pins reached for the channel (250)";
    too_many_reactions = 400, 30010, "Maximum number of reactions reached (20)";
    too_many_channels = 400, 30013, "Maximum number of guild channels reached (500)";
    too_many_attachments = 400, 30015, "Maximum number of attachments in a message reached (10)";
    too_many_commands = 400, 30032, "Maximum number of application commands reached (100).";
    too_many_command_creates = 429, 30034, "Max number of daily application command creates has been reached (200)";
    too_many_events = 400, 30038, "Maximum number of server scheduled events reached (100)";
    too_many_old_edits = 429, 30046, "Maximum number of edits to messages older than 1 hour reached. Try again later.";
    too_many_overwrites = 400, 30060, "Maximum number of channel permission overwrites reached (1000)";
    too_large = 413, 40005, "Request entity too large";
    already_answered = 400, 40060, "Interaction has already been acknowledged.";
    tag_required = 400, 40067, "A tag is required to create a forum post in this channel";
    missing_access = 403, 50001, "Missing Access";
    wrong_account = 403, 50005, "Cannot edit a message authored by another user";
    empty_message = 400, 50006, "Cannot send an empty message";
    cannot_message_user = 403, 50007, "Cannot send messages to this user";
    not_a_text_channel = 400, 50008, "Cannot send messages in a non-text channel";
    missing_permissions = 403, 50013, "Missing Permissions";
    bulk_delete_count = 400, 50016, "Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete";
    wrong_channel_type = 400, 50024, "Cannot execute action on this channel type";
    expired_token = 401, 50027, "Invalid Webhook Token";
    too_old_to_bulk_delete = 400, 50034, "A message provided was too old to bulk delete";
    archived_thread = 400, 50083, "Thread is archived";
    bad_json = 400, 50109, "The request body contains invalid JSON.";
    thread_exists = 400, 160_004, "A thread has already been created for this message";
    no_message_history = 403, 160_002, "Cannot reply without permission to read message history";
}

impl Refusal {
    fn plain(status: u16, code: u32, message: &str) -> Self {
        Self { status, code, message: message.to_owned(), errors: None, retry_after_ms: None }
    }

    /// A refusal of a body because of one field; `path` is dotted (`embeds.0.title`), empty for the body itself.
    pub(crate) fn field(path: &str, code: &str, message: &str) -> Self {
        let mut form = Form::default();
        form.wrong(path, code, message);
        form.refusal()
    }

    /// What stands in the body of the answer.
    pub(crate) fn body(&self) -> Value {
        let mut body = json!({ "message": self.message, "code": self.code });
        if let Some(errors) = &self.errors {
            body["errors"] = errors.clone();
        }
        body
    }
}

/// Collects what is wrong with a body, so that all of it is said at once, as Discord does.
#[derive(Debug, Default)]
pub(crate) struct Form {
    errors: Map<String, Value>,
}

impl Form {
    /// Notes one fault at a dotted path.
    pub(crate) fn wrong(&mut self, path: &str, code: &str, message: &str) {
        let mut place = &mut self.errors;
        for step in path.split('.').filter(|step| !step.is_empty()) {
            let inner = place.entry(step).or_insert_with(|| json!({}));
            place = inner.as_object_mut().expect("only objects are put here, `_errors` is no field's name");
        }
        let list = place.entry("_errors").or_insert_with(|| json!([]));
        list.as_array_mut()
            .expect("`_errors` is made as a list")
            .push(json!({ "code": code, "message": message }));
    }

    /// Notes a text outside its bounds, counted in characters.
    pub(crate) fn text(&mut self, path: &str, text: &str, min: usize, max: usize) {
        self.length(path, text.chars().count(), min, max);
    }

    /// Notes a length outside its bounds.
    pub(crate) fn length(&mut self, path: &str, length: usize, min: usize, max: usize) {
        if (min..=max).contains(&length) {
        } else if length < min && length == 0 {
            self.wrong(path, "BASE_TYPE_REQUIRED", "This field is required");
        } else if length > max && min == 0 {
            self.wrong(path, "BASE_TYPE_MAX_LENGTH", &format!("Must be {max} or fewer in length."));
        } else {
            self.wrong(path, "BASE_TYPE_BAD_LENGTH", &format!("Must be between {min} and {max} in length."));
        }
    }

    /// Whether nothing was noted.
    pub(crate) fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }

    /// The refusal of what was noted.
    pub(crate) fn refusal(self) -> Refusal {
        Refusal {
            status: 400,
            code: 50035,
            message: "Invalid Form Body".to_owned(),
            errors: Some(Value::Object(self.errors)),
            retry_after_ms: None,
        }
    }

    /// Refuses when anything was noted.
    pub(crate) fn finish(self) -> Result<(), Refusal> {
        if self.is_clean() { Ok(()) } else { Err(self.refusal()) }
    }
}

impl Refusal {
    /// A limit of one resource, beside the buckets.
    pub(crate) fn limited(wait: chrono::Duration) -> Self {
        let mut refusal = Self::plain(429, 0, "You are being rate limited.");
        refusal.retry_after_ms = Some(wait.num_milliseconds().max(1));
        refusal
    }
}
