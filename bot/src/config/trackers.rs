//! The issue trackers, read from the layers.

use reqwest::Url;

use super::key::Key;
use super::values::{Reader, web_address};
use super::{Access, JiraAccess, Trackers};

impl Reader<'_> {
    pub(super) fn trackers(&mut self) -> Trackers {
        Trackers {
            projects: self
                .parse(Key::TrackerProjects, |text| {
                    text.split(',').map(|project| project.trim().parse().ok()).collect()
                })
                .unwrap_or_default(),
            github: self.access(Key::GithubToken, Key::GithubUrl, "https://api.github.com"),
            gitlab: self.access(Key::GitlabToken, Key::GitlabUrl, "https://gitlab.com"),
            jira: self.jira(),
        }
    }

    fn access(&mut self, token: Key, url: Key, usual: &str) -> Option<Access> {
        let url = self.parse(url, web_address);
        let url = url.unwrap_or_else(|| Url::parse(usual).expect("the address is well formed"));
        Some(Access { token: self.secret(token)?, url })
    }

    fn jira(&mut self) -> Option<JiraAccess> {
        self.all_or_none(&[Key::JiraUrl, Key::JiraEmail, Key::JiraToken]);
        let url = self.parse(Key::JiraUrl, web_address);
        let email = self.parse(Key::JiraEmail, |text| text.contains('@').then(|| text.to_owned()));
        let token = self.secret(Key::JiraToken);
        Some(JiraAccess { url: url?, email: email?, token: token? })
    }
}
