//! A headless Chromium, driven through chromedriver by the few calls of WebDriver that the stories need.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

/// The keys, as WebDriver spells them.
pub const ENTER: &str = "\u{e007}";
pub const ESCAPE: &str = "\u{e00c}";
pub const TAB: &str = "\u{e004}";

/// What a WebDriver calls an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

pub struct Browser {
    http: reqwest::Client,
    session: String,
    driver: Child,
    // Closing it would make the driver's next word its last.
    _said: BufReader<ChildStdout>,
}

impl Browser {
    /// A browser; none, and one loud line, where the machine has none.
    pub async fn start() -> Option<Self> {
        for program in ["chromium", "chromedriver"] {
            if Command::new(program).arg("--version").output().is_err() {
                assert!(std::env::var_os("SITREP_TEST_ALL").is_none(), "there is no {program}");
                eprintln!("\n!!!! NOT RUN: the page in a browser, for there is no {program} !!!!\n");
                return None;
            }
        }
        // The browser becomes one of the driver's group, and holds nothing open that whoever runs the tests reads to its end.
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("it told its version a moment ago");
        let mut said = BufReader::new(driver.stdout.take().expect("its output is piped"));
        let base = format!("http://127.0.0.1:{}", port(&mut said));
        let http = reqwest::Client::new();
        let mut browser = Self { http, session: base.clone(), driver, _said: said };
        let made = browser.tells("session", wanted()).await;
        browser.session =
            format!("{base}/session/{}", made["sessionId"].as_str().expect("a session has an id"));
        browser.tells("timeouts", json!({ "script": 20_000, "implicit": 20_000 })).await;
        Some(browser)
    }

    async fn tells(&self, path: &str, body: Value) -> Value {
        let sent = self.http.post(format!("{}/{path}", self.session)).json(&body).send().await;
        let answer: Value = sent.expect("the driver listens").json().await.expect("the driver speaks JSON");
        let value = answer["value"].clone();
        assert!(value["error"].is_null(), "{path} {body}: {value}");
        value
    }

    /// Goes to an address.
    pub async fn opens(&self, address: &str) {
        self.tells("url", json!({ "url": address })).await;
    }

    /// Waits for an element, and clicks it.
    pub async fn clicks(&self, css: &str) {
        let element = self.element(css).await;
        self.tells(&format!("element/{element}/click"), json!({})).await;
    }

    /// Types into an element, key by key.
    pub async fn types(&self, css: &str, keys: &str) {
        let element = self.element(css).await;
        self.tells(&format!("element/{element}/value"), json!({ "text": keys })).await;
    }

    /// Presses a key wherever the focus is.
    pub async fn presses(&self, key: &str) {
        let steps = json!([{ "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }]);
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": steps });
        self.tells("actions", json!({ "actions": [keyboard] })).await;
    }

    /// Waits until an element shows a text.
    pub async fn sees(&self, css: &str, text: &str) {
        let shows = "[...document.querySelectorAll(args[0])].some((one) => one.innerText.includes(args[1]))";
        self.waits(shows, &[css, text]).await;
    }

    /// Waits until a box holds exactly a text.
    pub async fn holds(&self, css: &str, text: &str) {
        self.waits("document.querySelector(args[0])?.value === args[1]", &[css, text]).await;
    }

    /// Waits until there is no such element.
    pub async fn lacks(&self, css: &str) {
        self.waits("!document.querySelector(args[0])", &[css]).await;
    }

    /// Waits until something is so.
    pub async fn is_true(&self, condition: &str) {
        self.waits(condition, &[]).await;
    }

    /// Takes the size of another screen.
    pub async fn becomes(&self, width: u32, height: u32) {
        let screen = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": true });
        let call = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": screen });
        self.tells("goog/cdp/execute", call).await;
    }

    /// What the browser found wrong with the page.
    pub async fn complaints(&self) -> Vec<String> {
        let lines = self.tells("se/log", json!({ "type": "browser" })).await;
        let lines = lines.as_array().cloned().unwrap_or_default();
        let severe = lines.iter().filter(|line| line["level"] == json!("SEVERE"));
        severe.map(|line| line["message"].to_string()).collect()
    }

    async fn element(&self, css: &str) -> String {
        let found = self.tells("element", json!({ "using": "css selector", "value": css })).await;
        found[ELEMENT].as_str().expect("an element has an id").to_owned()
    }

    /// Waits in the page itself, which knows best when it changes.
    async fn waits(&self, condition: &str, args: &[&str]) {
        let script = format!(
            "const [args, tell] = arguments; let tries = 0;
             const look = () => {{
               if ({condition}) tell('');
               else if ((tries += 1) > 300) tell(document.body.innerText);
               else setTimeout(look, 50);
             }};
             look();"
        );
        let seen = self.tells("execute/async", json!({ "script": script, "args": [args] })).await;
        assert_eq!(seen, json!(""), "never true: {condition} {args:?}");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A driver that is asked to end does not always take the browser with it.
        drop(Command::new("kill").args(["-KILL", "--", &format!("-{}", self.driver.id())]).status());
        drop(self.driver.wait());
    }
}

/// The port the driver says it took.
fn port(said: &mut BufReader<ChildStdout>) -> u16 {
    let port = said.lines().map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    port.expect("the driver says where it listens")
}

fn wanted() -> Value {
    let flags = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en-US",
        "--window-size=1280,900",
    ];
    json!({ "capabilities": { "alwaysMatch": {
        "goog:chromeOptions": { "args": flags },
        "goog:loggingPrefs": { "browser": "ALL" },
    } } })
}
