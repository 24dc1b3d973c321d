//! Discord's own OpenAPI description, against which every body is held when the file is at hand.
//!
//! Looked for under `SIMULATOR_OPENAPI`, else as `shared/discord-openapi.json.gz` in or above this crate.

pub(crate) mod schema;

use std::{
    collections::HashMap,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use flate2::read::GzDecoder;
use serde_json::Value;

use crate::rest::table::Route;

/// The description, and where in it the bodies of each route are described.
#[derive(Debug)]
pub(crate) struct Document {
    root: Value,
    requests: HashMap<String, Value>,
    answers: HashMap<(String, u16), Value>,
}

/// The description, read once for each process.
pub(crate) fn document() -> Option<&'static Document> {
    static DOCUMENT: OnceLock<Option<Document>> = OnceLock::new();
    DOCUMENT.get_or_init(load).as_ref()
}

fn load() -> Option<Document> {
    let found = place().and_then(|path| read(&path));
    if found.is_none() {
        tracing::debug!("no OpenAPI description of Discord at hand: bodies are not checked against it");
    }
    found.map(Document::new)
}

fn place() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("SIMULATOR_OPENAPI") {
        return Some(PathBuf::from(named));
    }
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    above.map(|folder| folder.join("shared/discord-openapi.json.gz")).find(|path| path.is_file())
}

fn read(path: &Path) -> Option<Value> {
    let mut text = String::new();
    GzDecoder::new(File::open(path).ok()?).read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

impl Document {
    fn new(root: Value) -> Self {
        let (mut requests, mut answers) = (HashMap::new(), HashMap::new());
        for (path, operations) in root["paths"].as_object().into_iter().flatten() {
            let pattern = anonymous(path);
            for (method, operation) in operations.as_object().into_iter().flatten() {
                let key = format!("{} {pattern}", method.to_uppercase());
                let body = &operation["requestBody"]["content"]["application/json"]["schema"];
                if !body.is_null() {
                    requests.insert(key.clone(), body.clone());
                }
                for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
                    let schema = &answer["content"]["application/json"]["schema"];
                    if let (Ok(status), false) = (status.parse(), schema.is_null()) {
                        answers.insert((key.clone(), status), schema.clone());
                    }
                }
            }
        }
        Self { root, requests, answers }
    }

    /// What does not fit in the body of a request.
    pub(crate) fn faults_of_request(&self, route: &Route, body: &Value) -> Vec<String> {
        match self.requests.get(&route.key()) {
            Some(schema) if !body.is_null() => schema::faults(&self.root, schema, body),
            _ => Vec::new(),
        }
    }

    /// What does not fit in the body of an answer.
    pub(crate) fn faults_of_answer(&self, route: &Route, status: u16, body: &Value) -> Vec<String> {
        match self.answers.get(&(route.key(), status)) {
            Some(schema) if !body.is_null() => schema::faults(&self.root, schema, body),
            _ => Vec::new(),
        }
    }
}

/// A path with its variable steps unnamed.
fn anonymous(path: &str) -> String {
    let steps = path.split('/').map(|step| if step.starts_with('{') { "{}" } else { step });
    steps.collect::<Vec<_>>().join("/")
}
