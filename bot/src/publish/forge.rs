//! How the hosts of Git repositories want a file to be read and written over HTTP. They differ in little.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Method, Url};
use serde_json::{Value, json};

/// What kind of host it is, by the form of its API's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forge {
    /// GitHub, or its enterprise server.
    GitHub,
    /// Forgejo or Gitea.
    Forgejo,
    /// GitLab.
    GitLab,
}

/// A file that is in the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct There {
    /// What a change of it has to name.
    pub version: Option<String>,
    /// What is in it, where the host said so.
    pub bytes: Option<Vec<u8>>,
}

/// A file to be written.
pub(super) struct Write<'a> {
    pub bytes: &'a [u8],
    pub message: &'a str,
    pub branch: Option<&'a str>,
    pub there: Option<&'a There>,
}

impl Forge {
    pub fn of(api: &Url) -> Self {
        match api.path() {
            path if path.contains("/api/v4/projects/") => Self::GitLab,
            path if path.contains("/api/v1/repos/") => Self::Forgejo,
            _ => Self::GitHub,
        }
    }

    /// Where a file is read and written.
    pub fn file(self, api: &Url, path: &str) -> Url {
        let mut url = api.clone();
        if let Ok(mut steps) = url.path_segments_mut() {
            steps.pop_if_empty();
            match self {
                Self::GitLab => steps.extend(["repository", "files"]).push(path),
                Self::GitHub | Self::Forgejo => steps.push("contents").extend(path.split('/')),
            };
        }
        url
    }

    /// The same for reading, on a branch.
    pub fn file_on(self, api: &Url, path: &str, branch: Option<&str>) -> Url {
        let mut url = self.file(api, path);
        let branch = branch.or((self == Self::GitLab).then_some("HEAD"));
        if let Some(branch) = branch {
            url.query_pairs_mut().append_pair("ref", branch);
        }
        url
    }

    /// The header that carries the token.
    pub fn authorization(self, token: &str) -> (&'static str, String) {
        match self {
            Self::GitLab => ("private-token", token.to_owned()),
            Self::GitHub => ("authorization", format!("Bearer {token}")),
            Self::Forgejo => ("authorization", format!("token {token}")),
        }
    }

    /// What a read file says of itself.
    pub fn read(self, answer: &Value) -> There {
        let version = match self {
            Self::GitLab => &answer["last_commit_id"],
            Self::GitHub | Self::Forgejo => &answer["sha"],
        };
        let encoded = answer["content"].as_str().filter(|_| answer["encoding"] == "base64");
        let joined = encoded.map(|text| text.split_ascii_whitespace().collect::<String>());
        There {
            version: version.as_str().map(str::to_owned),
            bytes: joined.and_then(|text| STANDARD.decode(text).ok()),
        }
    }

    /// By which method and with which body a file is written as a commit of its own.
    pub fn write(self, write: &Write<'_>) -> (Method, Value) {
        let content = STANDARD.encode(write.bytes);
        let version = write.there.and_then(|there| there.version.as_deref());
        let is_new = write.there.is_none();
        let mut body = match self {
            Self::GitLab => json!({
                "content": content, "encoding": "base64", "commit_message": write.message,
                "branch": write.branch.unwrap_or("main"),
            }),
            Self::GitHub | Self::Forgejo => json!({"content": content, "message": write.message}),
        };
        match (self, version) {
            (Self::GitLab, Some(version)) => body["last_commit_id"] = version.into(),
            (Self::GitHub | Self::Forgejo, Some(version)) => body["sha"] = version.into(),
            (_, None) => {}
        }
        if let (Self::GitHub | Self::Forgejo, Some(branch)) = (self, write.branch) {
            body["branch"] = branch.into();
        }
        let method = match self {
            Self::GitHub => Method::PUT,
            Self::GitLab | Self::Forgejo if is_new => Method::POST,
            Self::GitLab | Self::Forgejo => Method::PUT,
        };
        (method, body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_host_is_known_by_its_address_and_asked_in_its_own_way() {
        for (api, forge, read) in [
            (
                "https://api.github.com/repos/acme/postmortems",
                Forge::GitHub,
                "https://api.github.com/repos/acme/postmortems/contents/postmortems/9/postmortem-INC-7.md",
            ),
            (
                "https://code.example.org/api/v1/repos/acme/postmortems/",
                Forge::Forgejo,
                "https://code.example.org/api/v1/repos/acme/postmortems/contents/postmortems/9/postmortem-INC-7.md",
            ),
            (
                "https://gitlab.com/api/v4/projects/acme%2Fpostmortems",
                Forge::GitLab,
                "https://gitlab.com/api/v4/projects/acme%2Fpostmortems/repository/files/postmortems%2F9%2Fpostmortem-INC-7.md?ref=HEAD",
            ),
        ] {
            let api = Url::parse(api).unwrap();
            assert_eq!(Forge::of(&api), forge);
            let url = forge.file_on(&api, "postmortems/9/postmortem-INC-7.md", None);
            assert_eq!(url.as_str(), read);
        }
    }

    #[test]
    fn a_new_file_is_made_and_one_that_is_there_is_named_by_its_version() {
        let there = There { version: Some("abc".into()), bytes: None };
        let write = |there| Write { bytes: b"x", message: "m", branch: None, there };
        for (forge, new, field) in [
            (Forge::GitHub, Method::PUT, "sha"),
            (Forge::Forgejo, Method::POST, "sha"),
            (Forge::GitLab, Method::POST, "last_commit_id"),
        ] {
            let (method, body) = forge.write(&write(None));
            assert_eq!((method, body.get(field)), (new, None));
            let (method, body) = forge.write(&write(Some(&there)));
            assert_eq!((method, &body[field]), (Method::PUT, &json!("abc")));
            assert_eq!(body["content"], "eA==");
        }
    }

    #[test]
    fn what_stands_there_is_compared_as_bytes() {
        let answer = json!({"sha": "abc", "encoding": "base64", "content": "aGVs\nbG8=\n"});
        let there = Forge::GitHub.read(&answer);
        assert_eq!(there, There { version: Some("abc".into()), bytes: Some(b"hello".to_vec()) });
        let large = json!({"sha": "abc", "encoding": "none", "content": ""});
        assert_eq!(Forge::GitHub.read(&large).bytes, None);
    }
}
