//! A real Alertmanager, as Debian ships it: it groups, repeats and resolves as it likes, and we keep up.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use incidents::model::alert::Rules;
use incidents::model::token::Token;
use incidents::operations::alerts::add::add;
use incidents::{Actor, Ledger};
use serde_json::json;
use tests::world::World;

use tests::world::door::door;

/// What the program is called, in Debian and elsewhere.
const NAMES: [&str; 2] = ["prometheus-alertmanager", "alertmanager"];

/// A running Alertmanager.
struct Alertmanager {
    child: Child,
    api: String,
    folder: std::path::PathBuf,
}

impl Alertmanager {
    /// One that posts to an address at once; none, and one loud line, where the machine has none.
    fn start(receiver: &str) -> Option<Self> {
        let there = |name: &&str| Command::new(name).arg("--version").output().is_ok();
        let Some(name) = NAMES.into_iter().find(there) else {
            assert!(std::env::var_os("SITREP_TEST_ALL").is_none(), "there is no Alertmanager");
            eprintln!("\n!!!! NOT RUN: alerts of a real Alertmanager, for there is none !!!!\n");
            return None;
        };
        let folder = std::env::temp_dir().join(format!("sitrep_alertmanager_{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let configured = json!({
            "route": {"receiver": "sitrep", "group_by": ["alertname"], "group_wait": "10ms", "group_interval": "100ms"},
            "receivers": [{"name": "sitrep", "webhook_configs": [{"url": receiver, "send_resolved": true}]}],
        });
        // YAML is a superset of JSON.
        std::fs::write(folder.join("alertmanager.yml"), configured.to_string()).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut child = Command::new(name)
            .arg(format!("--config.file={}", folder.join("alertmanager.yml").display()))
            .arg(format!("--storage.path={}", folder.display()))
            .arg(format!("--web.listen-address=127.0.0.1:{port}"))
            .arg("--cluster.listen-address=")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        said.find(|line| line.contains("Listening on")).expect("it listens");
        // Its further words are read, so that it does not wait for somebody who would.
        std::thread::spawn(move || said.for_each(drop));
        Some(Self { child, api: format!("http://127.0.0.1:{port}/api/v2/alerts"), folder })
    }

    async fn hears(&self, alerts: serde_json::Value) {
        let sent = reqwest::Client::new().post(&self.api).json(&alerts).send().await.unwrap();
        assert!(sent.status().is_success(), "{}", sent.text().await.unwrap());
    }
}

impl Drop for Alertmanager {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

async fn source(ledger: &Ledger, world: &World) -> Token {
    let token = Token::from_bytes(&[7; 32]);
    let (name, given) = ("Prometheus".parse().unwrap(), token.clone());
    let by = Actor::sitrep(world.guild_id());
    ledger.change(by, move |change| add(change, &name, Rules::default(), &given)).await.unwrap();
    token
}

fn alert(instance: &str, ended: bool) -> serde_json::Value {
    let mut alert = json!({
        "labels": {"alertname": "HighLatency", "instance": instance, "severity": "critical"},
        "annotations": {"summary": "p99 of checkout is above 2 s"},
        "generatorURL": "http://prometheus.example.com:9090/graph",
    });
    if ended {
        alert["endsAt"] = "2024-06-02T14:14:00Z".into();
    }
    alert
}

#[tokio::test]
async fn a_firing_group_opens_one_incident_and_its_end_arrives() {
    let world = World::start().await;
    let token = source(&world.ledger, &world).await;
    let web = door(&world.ledger).await;
    let receiver = format!("http://{}/alerts/{}", web.address(), token.reveal());
    let Some(alertmanager) = Alertmanager::start(&receiver) else { return };
    let ana = world.person("ana");

    alertmanager.hears(json!([alert("checkout-1", false), alert("checkout-2", false)])).await;
    world.until(|| world.guild.channel("inc-1-p99-of-checkout-is-above-2-s-2").is_some()).await;
    world.settle().await;
    ana.goes_to("inc-1-p99-of-checkout-is-above-2-s-2");
    ana.must_see("SEV1");
    ana.must_see("🚨 **p99 of checkout is above 2 s (×2)** — Prometheus");

    alertmanager.hears(json!([alert("checkout-1", true), alert("checkout-2", true)])).await;
    world.until(|| ana.sees().iter().any(|seen| seen.contains("is over — Prometheus"))).await;
    world.settle().await;
    ana.must_see("No alert of this incident fires any more");
    assert!(world.guild.channel("inc-2-p99-of-checkout-is-above-2-s-2").is_none());
}
