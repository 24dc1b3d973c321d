//! The way of every request: planned faults, rate limits, who asks, the body, the handler, the journal.

use serde_json::{Value, json};

use super::{
    call::{Answer, Call},
    table::{self, Access, Route},
};
use crate::{
    errors::Refusal,
    faults::{Mishap, Scope},
    journal::{Entry, RestCall, ViolationKind},
    openapi,
    options::Strictness,
    rates::{Standing, Verdict},
    state::State,
};

/// How a request ends on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Answer,
    Reset,
    Hang,
}

/// What goes back.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Value,
    pub(crate) html: Option<&'static str>,
    pub(crate) ending: Ending,
}

impl Outcome {
    fn new(status: u16, body: Value) -> Self {
        Self { status, headers: Vec::new(), body, html: None, ending: Ending::Answer }
    }

    fn without_answer(ending: Ending) -> Self {
        Self { ending, ..Self::new(0, Value::Null) }
    }

    fn refused(refusal: &Refusal) -> Self {
        Self::new(refusal.status, refusal.body())
    }
}

impl State {
    /// Answers one request and writes it down.
    pub(crate) fn handle(&mut self, call: Call, fault: Option<Refusal>) -> Outcome {
        let at = self.now();
        let mishap = self.faults.take(&call.method, &call.path);
        let mut call = call;
        let outcome = match mishap {
            Some(mishap) => self.befall(&mut call, fault, mishap),
            None => self.admit(&mut call, fault),
        };
        if matches!(outcome.status, 401 | 403 | 429)
            && outcome.body["message"] != json!("The resource is being rate limited.")
        {
            self.rates.count_invalid(at);
        }
        self.journal.record(Entry::Call(RestCall {
            at,
            method: call.method,
            path: call.path,
            query: call.raw_query,
            body: call.body,
            files: call.files.into_iter().map(|file| (file.name, file.bytes.len())).collect(),
            reason: call.reason,
            status: outcome.status,
            answer: outcome.body.clone(),
        }));
        outcome
    }

    fn befall(&mut self, call: &mut Call, fault: Option<Refusal>, mishap: Mishap) -> Outcome {
        match mishap {
            Mishap::Status(status, body) => Outcome::new(status, body),
            Mishap::RateLimited { retry_after, scope, has_code } => {
                limited(scope, retry_after, has_code, None)
            }
            Mishap::Html(status) => {
                let page =
                    "<html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>";
                Outcome { html: Some(page), ..Outcome::new(status, Value::Null) }
            }
            Mishap::ResetBefore => Outcome::without_answer(Ending::Reset),
            Mishap::HangBefore => Outcome::without_answer(Ending::Hang),
            Mishap::ResetAfterEffect => Outcome { ending: Ending::Reset, ..self.admit(call, fault) },
            Mishap::HangAfterEffect => Outcome { ending: Ending::Hang, ..self.admit(call, fault) },
            Mishap::Twice => {
                self.admit(&mut call.clone(), fault.clone());
                self.admit(call, fault)
            }
        }
    }

    fn admit(&mut self, call: &mut Call, fault: Option<Refusal>) -> Outcome {
        let Some((route, steps)) = table::find(&call.method, &call.path) else {
            let text = format!("{} {} is no route the simulator knows", call.method, call.path);
            self.journal.violation(ViolationKind::UnknownRoute, text);
            return Outcome::refused(&Refusal::not_found());
        };
        call.steps = steps;
        let verdict = self.rates.count(&route.key(), &route.major(call), self.now());
        let standing = match verdict {
            Verdict::Uncounted => None,
            Verdict::Passes(standing) => Some(standing),
            Verdict::TooMany { scope, retry_after, standing } => {
                let seconds = (retry_after.num_milliseconds().max(1) as f64) / 1000.0;
                self.note_refusal(call, 429, &json!("rate limited"));
                return limited(scope, seconds, false, standing.as_ref());
            }
        };
        let refused = fault.map_or_else(|| self.judge(route, call), Err);
        let reply = refused.and_then(|()| (route.handler)(self, call));
        let mut outcome = match reply {
            Ok(Answer::Json(body)) => Outcome::new(200, body),
            Ok(Answer::Created(body)) => Outcome::new(201, body),
            Ok(Answer::Nothing) => Outcome::new(204, Value::Null),
            Err(refusal) => {
                self.note_refusal(call, refusal.status, &refusal.body());
                match refusal.retry_after_ms {
                    Some(wait) => limited(Scope::User, wait as f64 / 1000.0, false, standing.as_ref()),
                    None => Outcome::refused(&refusal),
                }
            }
        };
        if outcome.status < 300 {
            self.check_answer(route, call, &outcome);
        }
        if outcome.headers.is_empty() {
            outcome.headers = standing.as_ref().map(headers).unwrap_or_default();
        }
        outcome
    }

    fn note_refusal(&mut self, call: &Call, status: u16, why: &Value) {
        let text = format!("{} {} was refused with {status}: {why}", call.method, call.path);
        self.journal.violation(ViolationKind::Refused, text);
    }

    /// Whether the request may come before its handler at all.
    fn judge(&mut self, route: &Route, call: &Call) -> Result<(), Refusal> {
        let bearer = format!("Bot {}", self.token);
        if route.access == Access::Bot && call.authorization.as_deref() != Some(&bearer) {
            return Err(Refusal::unauthorized());
        }
        if call.reason.as_ref().is_some_and(|reason| reason.chars().count() > 512) {
            return Err(Refusal::field(
                "reason",
                "BASE_TYPE_BAD_LENGTH",
                "Must be between 1 and 512 in length.",
            ));
        }
        if let Some(document) = openapi::document() {
            for text in document.faults_of_request(route, &call.body) {
                let text = format!("{} {}: {text}", call.method, call.path);
                self.journal.violation(ViolationKind::RequestSchema, text);
            }
        }
        let Some(field) = route.unknown_field(&call.body) else { return Ok(()) };
        let text = format!("{} {}: Discord knows no field `{field}` here", call.method, call.path);
        self.journal.violation(ViolationKind::UnknownField, text);
        match self.options.strictness {
            Strictness::Refuse => Err(Refusal::field(&field, "UNKNOWN_FIELD", "Unknown field.")),
            Strictness::Record => Ok(()),
        }
    }

    fn check_answer(&mut self, route: &Route, call: &Call, outcome: &Outcome) {
        let Some(document) = openapi::document() else { return };
        for text in document.faults_of_answer(route, outcome.status, &outcome.body) {
            let text = format!("answer to {} {}: {text}", call.method, call.path);
            self.journal.violation(ViolationKind::AnswerSchema, text);
        }
    }
}

fn limited(scope: Scope, retry_after: f64, has_code: bool, standing: Option<&Standing>) -> Outcome {
    let mut outcome = Outcome::new(429, scope.body(retry_after, has_code));
    outcome.headers = standing.map(headers).unwrap_or_default();
    outcome.headers.push(("retry-after", format!("{}", retry_after.ceil())));
    outcome.headers.push(("x-ratelimit-scope", scope.name().to_owned()));
    if scope == Scope::Global {
        outcome.headers.push(("x-ratelimit-global", "true".to_owned()));
    }
    outcome
}

fn headers(standing: &Standing) -> Vec<(&'static str, String)> {
    let seconds = |milliseconds: i64| format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
    vec![
        ("x-ratelimit-limit", standing.most.to_string()),
        ("x-ratelimit-remaining", standing.left.to_string()),
        ("x-ratelimit-reset", seconds(standing.resets_at.timestamp_millis())),
        ("x-ratelimit-reset-after", seconds(standing.reset_after.num_milliseconds())),
        ("x-ratelimit-bucket", standing.bucket.clone()),
    ]
}
