//! Signing in with Discord, by OAuth2's code: the address where a person agrees, the exchange of the code, and who it was.

use incidents::ids::{GuildId, UserId};
use reqwest::{Method, Url};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use super::call::Authority;
use super::{ApplicationId, Call, Discord, Failure, Priority};

/// What we ask a person for: who they are, and in which servers.
const SCOPES: &str = "identify guilds";

/// Our application, as it proves itself when somebody signs in.
#[derive(Clone)]
pub struct Application {
    /// Its number.
    pub id: ApplicationId,
    /// Its secret.
    pub secret: SecretString,
    /// Where Discord sends people back to, as it stands in the developer portal.
    pub redirect: String,
}

impl Discord {
    /// The address where a person agrees. `state` comes back with them; the verifier of `challenge` is shown at the exchange.
    #[must_use]
    pub fn consent(&self, application: &Application, state: &str, challenge: &str) -> Url {
        let mut address = self.base().clone();
        let path = format!("{}/oauth2/authorize", address.path().trim_end_matches('/'));
        address.set_path(&path);
        address
            .query_pairs_mut()
            .append_pair("client_id", &application.id.to_string())
            .append_pair("response_type", "code")
            .append_pair("redirect_uri", &application.redirect)
            .append_pair("scope", SCOPES)
            .append_pair("state", state)
            .append_pair("code_challenge", challenge)
            .append_pair("code_challenge_method", "S256")
            .append_pair("prompt", "none");
        address
    }

    /// Exchanges the code that somebody came back with for a token that acts for them.
    pub async fn exchange(
        &self,
        application: &Application,
        code: &str,
        verifier: &str,
    ) -> Result<SecretString, Failure> {
        let mut call = Call::new(Method::POST, "/oauth2/token", &"", "/oauth2/token".to_owned())
            .with_priority(Priority::Answer);
        call.authority = Authority::Application(application.id, application.secret.clone());
        call.form = vec![
            ("grant_type", "authorization_code".to_owned()),
            ("code", code.to_owned()),
            ("redirect_uri", application.redirect.clone()),
            ("code_verifier", verifier.to_owned()),
        ];
        let answer = self.call(call).await?;
        Ok(answer["access_token"].as_str().unwrap_or_default().into())
    }

    /// Who a token acts for, and the name they go by; nobody where Discord tells no number.
    pub async fn whose(&self, token: &SecretString) -> Result<Option<(UserId, String)>, Failure> {
        let user = self.call(in_name_of(token, "/users/@me")).await?;
        let name = [&user["global_name"], &user["username"]].into_iter().find_map(Value::as_str);
        Ok(number(&user["id"]).map(|id| (UserId(id), name.unwrap_or_default().to_owned())))
    }

    /// The servers that whoever a token acts for is in.
    pub async fn servers(&self, token: &SecretString) -> Result<Vec<GuildId>, Failure> {
        let servers = self.call(in_name_of(token, "/users/@me/guilds")).await?;
        let servers = servers.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(servers.iter().filter_map(|server| number(&server["id"]).map(GuildId)).collect())
    }
}

/// A call in a person's name. Its limits are counted for each of them.
fn in_name_of(token: &SecretString, path: &'static str) -> Call {
    let mut call = Call::new(Method::GET, path, &token.expose_secret(), path.to_owned());
    call.authority = Authority::Person(token.clone());
    call.with_priority(Priority::Answer)
}

fn number(id: &Value) -> Option<i64> {
    id.as_str()?.parse().ok()
}
