//! Measures how fast pages leave that wait for a program which starts: `pending [FILE]`. First a thousand calls to as many people wait,
//! as a kill would leave them; then two thousand more, two for each: of a fourth within a minute they would be told in the third.
//! Discord's fifty requests a second are set aside, and so the program runs in this process, its own limiter wide open.

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, ensure};
use bench::clock;
use bench::process::fresh_folder;
use bench::sheet::Sheet;
use chrono::TimeDelta;
use incidents::ids::{GuildId, IncidentId, UserId};
use incidents::model::escalation::{Kind, Target, Urgency};
use incidents::model::who::Who;
use incidents::operations::open;
use incidents::operations::paging::send::{self, Addressee};
use incidents::{Actor, Change, Clock, Ledger, Place};
use simulator::{Limits as OfDiscord, Options, Person, Simulator};
use sitrep::bot::Bot;
use sitrep::discord::{Discord, Limits, Timeouts};
use sitrep::gateway::{Link, Privileged};

/// How many people are paged.
const PEOPLE: usize = 1_000;
/// How many pages each of them gets the second time.
const MORE: usize = 2;
/// So many pages belong to one incident.
const OF_ONE: usize = 250;
/// How often it is looked whether all have left.
const LOOK: TimeDelta = TimeDelta::milliseconds(10);
/// By then they have, or never will.
const STUCK: TimeDelta = TimeDelta::seconds(120);

/// A pretend Discord, the facts, and the people.
struct Scene {
    _discord: Simulator,
    ledger: Ledger,
    access: Discord,
    guild: GuildId,
    people: Vec<Person>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let file = std::env::args().nth(1).map(PathBuf::from);
    let scene = Scene::set().await?;
    let mut sheet = Sheet::here();
    let took = scene.measure(1, 1).await?;
    sheet.note(format!("{PEOPLE} calls that a kill left, from READY to the last, s"), &[took]);
    let took = scene.measure(MORE, 1 + MORE).await?;
    let pages = u32::try_from(PEOPLE * MORE)?;
    sheet.note(format!("{pages} pages due at the start, in a second"), &[f64::from(pages) / took]);
    for person in &scene.people {
        let told = person.directs().len();
        ensure!(told == 1 + MORE, "{} was told {told} times", person.name());
    }
    sheet.save(file.as_deref())?;
    write!(std::io::stdout(), "{}", sheet.table(None))?;
    Ok(())
}

impl Scene {
    /// Everybody is there, and the program has been once.
    async fn set() -> Result<Self> {
        let options = Options { limits: OfDiscord::Off, ..Options::new(std::sync::Arc::new(clock::now)) };
        let discord = Simulator::start(options).await?;
        let guild = discord.guild("Acme");
        let people = (0..PEOPLE).map(|number| guild.person(&format!("person{number}"))).collect();
        let clock = Clock::system();
        let folder = fresh_folder("pending-data")?;
        let ledger = Ledger::open(Place::Sqlite(folder.join("sitrep.db")), clock.clone()).await?;
        let limits = Limits { global_per_second: usize::MAX, ..Limits::default() };
        let timeouts = Timeouts { connect: Duration::from_secs(10), total: Duration::from_secs(30) };
        let (base, token) = (discord.base_url().parse()?, discord.token().into());
        let access = Discord::with(base, token, clock, (timeouts, limits))?;
        let guild = GuildId(i64::try_from(guild.id().get())?);
        let scene = Self { _discord: discord, ledger, access, guild, people };
        scene.starts().await?.stop().await;
        Ok(scene)
    }

    /// Starts the program and waits until its session is ready.
    async fn starts(&self) -> Result<Bot> {
        let bot = Bot::start(&self.ledger, &self.access, Privileged::default(), "only");
        let mut hearing = bot.hearing();
        hearing.wait_for(|hearing| hearing.link == Link::Up && hearing.in_flight == 0).await?;
        Ok(bot)
    }

    /// Pages everybody so often while the program is down, starts it, and says in how many seconds from READY all have left: when
    /// everybody has so many messages.
    async fn measure(&self, each: usize, messages: usize) -> Result<f64> {
        let paged: Vec<_> = self.people.iter().cycle().take(PEOPLE * each).collect();
        for some in paged.chunks(OF_ONE) {
            let ids = some.iter().map(|person| i64::try_from(person.id().get()).map(UserId));
            let people = ids.collect::<Result<Vec<_>, _>>()?;
            let pages = self.ledger.change(Actor::sitrep(self.guild), move |change| page(change, &people));
            pages.await?;
        }
        let bot = self.starts().await?;
        let begun = clock::now();
        for person in &self.people {
            while person.directs().len() < messages {
                ensure!(clock::now() - begun < STUCK, "{} is not told", person.name());
                clock::wait(LOOK).await;
            }
        }
        let took = clock::ms(clock::now() - begun) / 1_000.0;
        bot.stop().await;
        Ok(took)
    }
}

/// An incident for which each of these people is called.
fn page(change: &mut Change<'_>, people: &[UserId]) -> incidents::Result<()> {
    let wish = open::Wish { title: "Checkout is down".into(), ..open::Wish::default() };
    let incident: IncidentId = open::open(change, &wish)?.id;
    people.iter().try_for_each(|user| {
        let to = Addressee::one(format!("person {user}"), Target::Who(Who::User(*user)));
        let wish = send::Wish { to, message: None, urgency: Urgency::Low, kind: Kind::Real };
        send::send(change, incident, &wish).map(drop)
    })
}
