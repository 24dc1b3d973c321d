//! A world with a mail server, a phone company and the pages that answer links, all on this machine.

use std::net::SocketAddr;

use chrono::TimeDelta;
use incidents::ids::UserId;
use incidents::model::contact::{Way, Ways as Addresses};
use incidents::model::escalation::{Answers, Level, OnActivity, Policy, Target};
use incidents::model::who::Who;
use incidents::{Actor, store};
use sitrep::bot::Beyond;
use sitrep::gateway::Hearing;
use sitrep::metrics::Metrics;
use sitrep::outside::Limits;
use sitrep::web::{self, Parts, Web};
use tests::world::World;
use tests::world::database::{Kind, kinds};
use tests::world::receiver::Receiver;
use tests::world::smtp::{MailServer, Manner};
use tokio::sync::watch;

/// The address of everything in mails and calls; what listens is elsewhere, as behind a proxy.
pub const PUBLIC: &str = "https://sitrep.example.com";
/// What Twilio signs with.
pub const AUTH: &str = "auth-token";
/// Ana's number.
pub const NUMBER: &str = "+4930123456";

pub struct Scene {
    pub world: World,
    pub mail: MailServer,
    pub phone: Receiver,
    pub web: Web,
    _hearing: watch::Sender<Hearing>,
}

/// What a whole story allows for: nothing in it is slow on purpose, though the machine may be.
fn patient() -> Limits {
    Limits { total: std::time::Duration::from_secs(10), ..super::limits() }
}

impl Scene {
    /// Ana, who has these ways; Ben after her, five minutes later; and a policy of both.
    pub async fn with(ways: Vec<Way>) -> Self {
        Self::over(Kind::Sqlite, ways).await
    }

    /// Tells a story in such a scene over each kind of database.
    pub async fn on_each(ways: Vec<Way>, story: impl AsyncFn(&Self)) {
        for &kind in tokio::task::spawn_blocking(kinds).await.expect("looking for databases does not panic") {
            story(&Self::over(kind, ways.clone()).await).await;
        }
    }

    async fn over(kind: Kind, ways: Vec<Way>) -> Self {
        let world = World::asleep_on(kind).await;
        let (mail, phone) = (MailServer::start(Manner::Plain).await, Receiver::start().await);
        let (server, twilio) = (format!("smtp://{}", mail.at), phone.url(""));
        let config = super::config(&[
            ("SITREP_MAIL_URL", &server),
            ("SITREP_MAIL_FROM", "Sitrep <sitrep@example.com>"),
            ("SITREP_MAIL_TLS", "none"),
            ("SITREP_TWILIO_URL", &twilio),
            ("SITREP_TWILIO_ACCOUNT_SID", "AC1"),
            ("SITREP_TWILIO_AUTH_TOKEN", AUTH),
            ("SITREP_TWILIO_FROM", "+15551234567"),
            ("SITREP_PAGERDUTY_URL", &twilio),
            ("SITREP_PAGERDUTY_ROUTING_KEY", "usual-key"),
            ("SITREP_PUSHOVER_URL", &twilio),
            ("SITREP_PUSHOVER_TOKEN", "app-token"),
            ("SITREP_PUBLIC_URL", PUBLIC),
        ]);
        let links =
            sitrep::links::for_program(&config, &world.ledger).await.expect("a key").expect("an address");
        let out = sitrep::ways::Ways::within(&config, Some(links.clone()), patient());
        world.reaches(Beyond { ways: out, ..Beyond::default() });
        world.starts_bot().await;
        world.until(|| !world.discord.commands().is_empty()).await;
        let hearing = watch::Sender::new(Hearing::default());
        let parts = Parts {
            ledger: world.ledger.clone(),
            hearing: hearing.subscribe(),
            metrics: Metrics::default(),
            answers: Some(web::Answers { links, twilio: Some(AUTH.into()), pagerduty: Some(AUTH.into()) }),
            pages: None,
            interactions: None,
        };
        let web = Web::start(SocketAddr::from(([127, 0, 0, 1], 0)), parts).await.expect("a free port");
        let scene = Self { world, mail, phone, web, _hearing: hearing };
        scene.has_people(ways).await;
        scene
    }

    async fn has_people(&self, ways: Vec<Way>) {
        let guild = self.world.guild_id();
        let id = |name: &str| UserId(self.world.person(name).person.id().get().cast_signed());
        let (ana, ben) = (id("ana"), id("ben"));
        let made = self.world.ledger.change(Actor::sitrep(guild), move |change| {
            store::guilds::ensure(change, guild)?;
            let mut addresses = Addresses::default();
            for way in ways {
                addresses.set(way);
            }
            let name = "Ana".parse().expect("a name");
            let ana =
                store::contacts::insert(change, guild, &name, Some(ana), &addresses)?.expect("a free name");
            let level = |who| Level { targets: vec![Target::Who(who)], wait_s: 300, answers: Answers::One };
            let policy = Policy {
                levels: vec![level(Who::Contact(ana)), level(Who::User(ben))],
                repeat: 0,
                initial_delay_s: 0,
                ack_timeout_s: Some(1_800),
                on_activity: OnActivity::Restarts,
                fallback: None,
            };
            let name = "payments".parse().expect("a name");
            store::policies::insert(change, guild, &name, &policy)?.expect("a free name");
            Ok(())
        });
        made.await.expect("people are kept");
    }

    /// Ben declares an incident and pages for it.
    pub async fn declares(&self, more: &str) {
        self.world
            .person("ben")
            .runs(&format!("/incident open title:Checkout is down page:payments{more}"))
            .await;
    }

    /// The link in the newest mail.
    pub fn link(&self) -> String {
        let mail = self.mail.mails().pop().expect("a mail came");
        let mail = mail.replace("=\n", "").replace("=3D", "=");
        let begins = mail.find(PUBLIC).unwrap_or_else(|| panic!("no link in {mail}"));
        mail[begins..].split_whitespace().next().expect("a link").to_owned()
    }

    /// Where an address of ours really listens.
    pub fn here(&self, link: &str) -> String {
        link.replace(PUBLIC, &format!("http://{}", self.web.address()))
    }

    pub async fn gets(&self, link: &str) -> (u16, String) {
        let answer = reqwest::get(self.here(link)).await.expect("it listens");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        (answer.status().as_u16(), answer.text().await.expect("text"))
    }

    pub async fn posts(&self, link: &str, body: impl Into<reqwest::Body>) -> (u16, String) {
        let sent = reqwest::Client::new().post(self.here(link)).body(body).send().await;
        let answer = sent.expect("it listens");
        let read = (answer.status().as_u16(), answer.text().await.expect("text"));
        self.world.settle().await;
        read
    }

    /// Twilio reports something, signed or not.
    pub async fn reports(&self, path: &str, fields: &[(&str, &str)], token: &str) -> (u16, String) {
        use base64::Engine as _;
        use hmac::{Hmac, KeyInit as _, Mac as _};
        let mut sorted = fields.to_vec();
        sorted.sort_unstable();
        let link = if path.starts_with("http") { path.to_owned() } else { format!("{PUBLIC}{path}") };
        let signed = sorted.iter().fold(link.clone(), |text, (name, value)| text + name + value);
        let mut mac = Hmac::<sha1::Sha1>::new_from_slice(token.as_bytes()).expect("any key");
        mac.update(signed.as_bytes());
        let signature = base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes());
        let sent = reqwest::Client::new()
            .post(self.here(&link))
            .header("X-Twilio-Signature", signature)
            .form(fields)
            .send();
        let answer = sent.await.expect("it listens");
        let read = (answer.status().as_u16(), answer.text().await.expect("text"));
        self.world.settle().await;
        read
    }

    /// PagerDuty reports something about an alert of this key, signed with a secret.
    pub async fn pagerduty_reports(&self, event: &str, (agent, key): (&str, &str), secret: &str) -> u16 {
        use hmac::{Hmac, KeyInit as _, Mac as _};
        let body = serde_json::json!({"event": {
            "id": "1", "event_type": event, "resource_type": "incident", "agent": {"id": "P1", "type": agent},
            "data": {"id": "Q1", "type": "incident", "status": "acknowledged", "incident_key": key},
        }});
        let body = body.to_string();
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).expect("any key");
        mac.update(body.as_bytes());
        let signature: String =
            mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        let sent = reqwest::Client::new()
            .post(self.here(&format!("{PUBLIC}/pagerduty")))
            .header("X-PagerDuty-Signature", format!("v1={},v1={signature}", "0".repeat(64)))
            .body(body)
            .send();
        let status = sent.await.expect("it listens").status().as_u16();
        self.world.settle().await;
        status
    }

    /// What Ben sees in the incident's channel.
    pub fn channel(&self) -> String {
        let ben = self.world.person("ben");
        ben.goes_to("inc-1-checkout-is-down");
        ben.sees().join("\n---\n")
    }

    pub async fn waits(&self, minutes: i64) {
        self.world.advance(TimeDelta::minutes(minutes)).await;
    }
}

pub fn mail() -> Way {
    Way::Email("ana@example.com".parse().expect("an address"))
}

pub fn sms() -> Way {
    Way::Sms(NUMBER.parse().expect("a number"))
}

pub fn voice() -> Way {
    Way::Voice(NUMBER.parse().expect("a number"))
}
