//! One call to somewhere outside, as data.

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use serde_json::Value;

use super::NotAnswered;

/// A call that was not made yet.
pub struct Call {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Call {
    /// A POST to an address.
    pub fn post(address: &str) -> Result<Self, NotAnswered> {
        let url = Url::parse(address).map_err(|_| NotAnswered::BadAddress)?;
        Ok(Self { method: Method::POST, url, headers: HeaderMap::new(), body: Vec::new() })
    }

    /// The same with another method.
    #[must_use]
    pub fn by(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// With a header. A value that no header can carry is left out.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(HeaderName::from_static(name), value);
        }
        self
    }

    /// With a header that shows in no log.
    #[must_use]
    pub fn with_secret_header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(mut value) = HeaderValue::from_str(value) {
            value.set_sensitive(true);
            self.headers.insert(HeaderName::from_static(name), value);
        }
        self
    }

    /// With a JSON body.
    #[must_use]
    pub fn with_json(self, body: &Value) -> Self {
        self.with_body("application/json", body.to_string().into_bytes())
    }

    /// With the fields of a form.
    #[must_use]
    pub fn with_form(self, fields: &[(&str, &str)]) -> Self {
        let mut url = Url::parse("http://form").expect("it is well formed");
        url.query_pairs_mut().extend_pairs(fields);
        let body = url.query().unwrap_or_default().as_bytes().to_vec();
        self.with_body("application/x-www-form-urlencoded", body)
    }

    /// With a body of any type.
    #[must_use]
    pub fn with_body(mut self, media_type: &'static str, body: Vec<u8>) -> Self {
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        self.body = body;
        self
    }
}
