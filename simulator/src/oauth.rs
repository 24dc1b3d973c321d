//! Signing in with Discord: who agreed to what, the codes they were given for it, and the tokens those became.

pub(crate) mod consent;
pub(crate) mod exchange;

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{errors::Refusal, ids::UserId, rest::call::Call, state::State};

/// How long a code can be exchanged.
const CODE_LIVES: TimeDelta = TimeDelta::minutes(10);
/// How long a token is good.
const TOKEN_LIVES: TimeDelta = TimeDelta::days(7);
/// What an application may ask a person for, as far as the simulator knows it.
const SCOPES: [&str; 4] = ["identify", "guilds", "guilds.members.read", "email"];

/// What is known of sign-ins.
#[derive(Debug, Default)]
pub(crate) struct OAuth {
    /// The addresses that people may be sent back to, to the letter.
    pub(crate) redirects: Vec<String>,
    codes: HashMap<String, Code>,
    tokens: HashMap<String, Token>,
    /// How many codes and tokens were made.
    made: u64,
}

/// That somebody agreed, until it is exchanged.
#[derive(Debug, Clone)]
struct Code {
    user: UserId,
    scopes: Vec<String>,
    redirect: String,
    /// What the verifier must hash to.
    challenge: Option<String>,
    until: DateTime<Utc>,
}

/// What acts for a person.
#[derive(Debug, Clone)]
struct Token {
    user: UserId,
    scopes: Vec<String>,
    until: DateTime<Utc>,
}

impl OAuth {
    /// Words that nobody else has been given. A pretend Discord needs no secret to be hard to guess.
    fn fresh(&mut self, what: &str) -> String {
        self.made += 1;
        format!("pretend-{what}-{}", self.made)
    }
}

impl State {
    /// The person whose token a call carries, if they agreed to this; the bot where it is the bot's own.
    pub(crate) fn asker(&self, call: &Call, scope: &str) -> Result<UserId, Refusal> {
        let header = call.authorization.as_deref().unwrap_or_default();
        if header == format!("Bot {}", self.token) {
            return Ok(self.bot);
        }
        let token = header.strip_prefix("Bearer ").and_then(|token| self.oauth.tokens.get(token));
        let token = token.filter(|token| self.now() < token.until).ok_or_else(Refusal::unauthorized)?;
        let agreed = token.scopes.iter().any(|known| known == scope);
        if agreed { Ok(token.user) } else { Err(Refusal::unauthorized()) }
    }
}
