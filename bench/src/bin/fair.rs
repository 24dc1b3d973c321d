//! Measures whether one loud server makes others wait: `fair [ROUNDS [FILE]]`. In each round nine servers with a command a second each
//! are measured twice, alone and beside one with two hundred.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use bench::clock;
use bench::contender::Contender;
use bench::figures::Spread;
use bench::load::spans;
use bench::process::fresh_folder;
use bench::sheet::Sheet;
use bench::stage::Stage;
use chrono::TimeDelta;
use simulator::{ChannelId, Person};

const ROUNDS: usize = 3;
/// How many ask now and then.
const QUIET: usize = 9;
/// The loud one asks at every tick.
const TICK: TimeDelta = TimeDelta::milliseconds(5);
/// At every so many ticks it is the turn of one of the quiet: each asks once a second.
const TURN: usize = 22;
/// How many ticks each half of a round has: seven seconds.
const TICKS: usize = 1_400;

/// Somebody in a server of their own, and the channel of its incident.
type Asker = (Person, ChannelId);

#[tokio::main]
async fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let rounds = args.next().map_or(Ok(ROUNDS), |text| text.parse()).context("the rounds are a number")?;
    let file = args.next().map(PathBuf::from);
    let stage = Stage::set(Contender::Sitrep, &fresh_folder("fair-data")?).await?;
    let mut quiet = Vec::new();
    for number in 0..QUIET {
        let guild = stage.discord.guild(&format!("Quiet {number}"));
        let person = guild.person("ben");
        let general = guild.channel("general").context("a server is founded with it")?;
        let channel = stage.opens(&person, general).await?;
        quiet.push((person, channel));
    }
    let mut sheet = Sheet::here();
    let (mut alone, mut beside, mut times) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        let before = waited(&stage, &quiet, false).await?;
        let during = waited(&stage, &quiet, true).await?;
        alone.push(before);
        beside.push(during);
        times.push(during.p99 / before.p99);
    }
    for (what, measured) in [("alone", alone), ("beside a loud one", beside)] {
        let each = |figure: fn(&Spread) -> f64| measured.iter().map(figure).collect::<Vec<_>>();
        sheet.note(format!("quiet servers {what}, p50 ms"), &each(|spread| spread.p50));
        sheet.note(format!("quiet servers {what}, p99 ms"), &each(|spread| spread.p99));
    }
    sheet.note("quiet servers, p99 beside a loud one over alone", &times);
    sheet.save(file.as_deref())?;
    write!(std::io::stdout(), "{}", sheet.table(None))?;
    Ok(())
}

/// How long the quiet waited for their answers.
async fn waited(stage: &Stage, quiet: &[Asker], beside_a_loud_one: bool) -> Result<Spread> {
    let begun = clock::now();
    let (mut due, mut asked, mut loud) = (begun, Vec::new(), Vec::new());
    for tick in 0..TICKS {
        if beside_a_loud_one {
            loud.push(stage.ana.runs(stage.channel, &format!("/timeline add text:Line {tick} of the log"))?);
        }
        if tick % TURN == 0 {
            let (person, channel) = &quiet[tick / TURN % QUIET];
            asked.push(person.runs(*channel, &format!("/timeline add text:Looked at {tick}"))?);
        }
        due += TICK;
        clock::wait((due - clock::now()).max(TimeDelta::zero())).await;
    }
    let all = asked.iter().chain(&loud);
    stage.until(|stage| all.clone().all(|id| stage.discord.answer_of(*id).is_some())).await?;
    let took = spans(&stage.discord, &asked)?.into_iter().map(|(from, to)| clock::ms(to - from));
    Ok(Spread::of(took.collect()))
}
