//! A person at a keyboard and nothing else: requests go in as data, replies come out as data. For stories about words and
//! facts that need no Discord.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use commands::parcels::{self, Parcel};
use commands::reply::{Choice, Form, Message, Reply, Widget};
use commands::request::{Ask, Given, Quoted, Request};
use incidents::ids::{ChannelId, GuildId, IncidentId, InteractionId, NoticeId, Number, RoleId, UserId};
use incidents::model::access::{MANAGE_GUILD, Person};
use incidents::model::notice::Notice;
use incidents::model::settings::Settings;
use incidents::store::outbox::Held;
use incidents::{Actor, Clock, Ledger, Place, store};

use super::database::{Database, Kind, kinds};

/// The server of every desk.
pub const GUILD: GuildId = GuildId(100);
/// A channel that belongs to no incident.
pub const LOBBY: ChannelId = ChannelId(500);

/// The keyboard.
pub struct Desk {
    /// The facts behind it.
    pub ledger: Ledger,
    /// The hands of the clock.
    pub clock: Clock,
    database: Option<Database>,
    next: AtomicI64,
    locale: Mutex<String>,
}

impl Desk {
    /// Tells a story at a desk over each kind of database.
    pub async fn on_each(now: &str, story: impl AsyncFn(&Desk)) {
        for &kind in tokio::task::spawn_blocking(kinds).await.expect("looking for databases does not panic") {
            let desk = Self::over(kind, now).await;
            story(&desk).await;
            desk.close().await;
        }
    }

    async fn over(kind: Kind, now: &str) -> Self {
        let database = tokio::task::spawn_blocking(move || Database::new(kind)).await.expect("a database");
        let now: DateTime<Utc> = now.parse().expect("an instant");
        let clock = Clock::by_hand(now);
        let ledger = Ledger::open(database.place.clone(), clock.clone()).await.expect("the ledger opens");
        let ledger = ledger.keeping_files_in(&database.folder().join("attachments"));
        Self {
            ledger,
            clock,
            database: Some(database),
            next: AtomicI64::new(1),
            locale: Mutex::new("en-US".into()),
        }
    }

    async fn close(mut self) {
        let database = self.database.take();
        drop(self.ledger);
        tokio::task::spawn_blocking(move || drop(database)).await.expect("the database goes away");
    }

    /// A desk over SQLite alone.
    pub async fn on_sqlite(now: &str) -> Self {
        Self::over(Kind::Sqlite, now).await
    }

    /// Where the facts behind it lie.
    #[must_use]
    pub fn place(&self) -> Place {
        self.database.as_ref().expect("it is open").place.clone()
    }

    /// Whoever asks uses Discord in another language from now on.
    pub fn speaks(&self, locale: &str) {
        *self.locale.lock().unwrap_or_else(PoisonError::into_inner) = locale.to_owned();
    }

    /// Changes the server's settings.
    pub async fn sets(&self, set: impl FnOnce(&mut Settings) + Send + 'static) {
        let change = self.ledger.change(Actor::sitrep(GUILD), |change| {
            store::guilds::ensure(change, GUILD)?;
            let mut settings = store::guilds::settings(change, GUILD)?;
            set(&mut settings);
            Ok(store::guilds::save_settings(change, GUILD, &settings)?)
        });
        change.await.expect("settings are kept");
    }

    /// Runs a command.
    pub async fn runs(&self, path: &str, options: &[(&str, &str)]) -> Reply {
        let given = options.iter().map(|(name, text)| (*name, Given::Text((*text).to_owned())));
        self.gives(path, given.collect()).await
    }

    /// Runs a command with options of any kind.
    pub async fn gives(&self, path: &str, given: Vec<(&str, Given)>) -> Reply {
        let options = given.into_iter().map(|(name, given)| (name.to_owned(), given)).collect();
        self.asks(Ask::Command { path: path.to_owned(), options }).await
    }

    /// Runs a command and reads what it says.
    pub async fn hears(&self, path: &str, options: &[(&str, &str)]) -> String {
        said(self.runs(path, options).await).text
    }

    /// Types into an option and looks at what is suggested.
    pub async fn types(&self, path: &str, focused: &str, options: &[(&str, &str)]) -> Vec<Choice> {
        let given = options.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned())));
        let ask = Ask::Complete { path: path.into(), options: given.collect(), focused: focused.into() };
        match self.asks(ask).await {
            Reply::Choices(choices) => choices,
            other => panic!("not choices: {other:?}"),
        }
    }

    /// Presses a button of a message by what it says.
    pub async fn presses(&self, message: &Message, label: &str) -> Reply {
        let id = button(message, label).unwrap_or_else(|| panic!("no button {label:?} on {message:?}"));
        self.asks(Ask::Press { id, values: Vec::new() }).await
    }

    /// Chooses from the list of a message.
    pub async fn chooses(&self, message: &Message, value: &str) -> Reply {
        let list = message.rows.iter().flatten().find_map(|widget| match widget {
            Widget::List { id, .. } => Some(id.clone()),
            _ => None,
        });
        let id = list.expect("the message has a list");
        self.asks(Ask::Press { id, values: vec![value.to_owned()] }).await
    }

    /// Sends a form with these fields, and the others as they were filled.
    pub async fn sends(&self, form: &Form, fields: &[(&str, &str)]) -> Reply {
        let mut filled: BTreeMap<String, String> =
            form.inputs.iter().map(|input| (input.id.clone(), input.value.clone())).collect();
        filled.extend(fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
        self.asks(Ask::Form { id: form.id.clone(), fields: filled }).await
    }

    /// Uses a command from the menu of a message.
    pub async fn uses(&self, menu: &str, message: Quoted) -> Reply {
        self.asks(Ask::Message { name: menu.to_owned(), message: Box::new(message) }).await
    }

    /// Asks anything, as Ana in the lobby.
    pub async fn asks(&self, ask: Ask) -> Reply {
        self.asks_as(ana(), ask).await
    }

    /// Asks anything, as anybody in the lobby.
    pub async fn asks_as(&self, person: Person, ask: Ask) -> Reply {
        self.asks_in(LOBBY, person, ask).await
    }

    /// Asks anything, as anybody anywhere.
    pub async fn asks_in(&self, channel: ChannelId, person: Person, ask: Ask) -> Reply {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let request = Request {
            id: InteractionId(id),
            token: format!("token-{id}"),
            guild: GUILD,
            channel,
            person,
            locale: self.locale.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            ask,
        };
        let answer = commands::answer(&self.ledger, request).await;
        assert!(answer.fault.is_none(), "{:?}", answer.fault);
        answer.reply
    }

    /// The row of an incident.
    pub async fn incident(&self, number: i64) -> incidents::model::incident::Incident {
        let found =
            self.ledger.read(move |view| Ok(store::incidents::numbered(view, GUILD, Number(number))?));
        found.await.expect("the ledger reads").expect("the incident is there")
    }

    /// Gives an incident a channel, as the courier does.
    pub async fn opens_channel(&self, id: IncidentId, channel: ChannelId) {
        let change = self.ledger.change(Actor::sitrep(GUILD), move |change| {
            let mut incident = store::incidents::get(change, id)?;
            incident.channel = Some(channel);
            Ok(store::incidents::save(change, &incident)?)
        });
        change.await.expect("the channel is noted");
    }

    /// What would leave for Discord for a wish, as things are.
    pub async fn leaves(&self, notice: Notice) -> Parcel {
        let created_at = self.clock.now();
        let held = Held { id: NoticeId(1), guild: GUILD, notice, attempts: 1, failures: 0, created_at };
        self.ledger.read(move |view| parcels::parcel(view, &held)).await.expect("the parcel is made")
    }
}

/// Ana, who manages the server.
#[must_use]
pub fn ana() -> Person {
    Person { id: UserId(1), name: "ana".into(), roles: Vec::new(), permissions: MANAGE_GUILD }
}

/// Ben, who has nothing but a role.
#[must_use]
pub fn ben(role: Option<RoleId>) -> Person {
    Person { id: UserId(2), name: "ben".into(), roles: role.into_iter().collect(), permissions: 0 }
}

/// The message a reply is.
#[must_use]
pub fn said(reply: Reply) -> Message {
    match reply {
        Reply::Say(message) | Reply::Change(message) => message,
        other => panic!("not a message: {other:?}"),
    }
}

/// The form a reply is.
#[must_use]
pub fn form(reply: Reply) -> Form {
    match reply {
        Reply::Form(form) => form,
        other => panic!("not a form: {other:?}"),
    }
}

/// The id of the button that says this.
#[must_use]
pub fn button(message: &Message, wanted: &str) -> Option<String> {
    message.rows.iter().flatten().find_map(|widget| match widget {
        Widget::Button { label, id, .. } if label.contains(wanted) => Some(id.clone()),
        _ => None,
    })
}
