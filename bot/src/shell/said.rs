//! A command of the table asked from a shell: answered as in chat, and told as plain text or JSON.

use std::collections::BTreeMap;
use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::{Result, bail};
use commands::reply::{Form, Message, Reply, Widget};
use commands::request::{Ask, Given, Options, Request};
use commands::table::{Opt, Takes};
use commands::{COMMANDS, Outcome};
use incidents::ids::{ChannelId, GuildId, InteractionId, RoleId, UserId};
use incidents::model::access::Person;
use incidents::model::zone::Zone;
use incidents::{Ledger, store};

use super::spoken::Spoken;
use super::{Misused, print, user, write_file};
use commands::plain::Plain;

/// So many pages of a list are turned.
const MOST_PAGES: usize = 200;

/// Asks, answers what is asked back, and prints what comes of it.
pub async fn run(ledger: &Ledger, spoken: &Spoken) -> Result<()> {
    let guild = spoken.which.known(ledger).await?;
    let mut shell = Shell { ledger, guild, asked: 0 };
    let options = shell.options(spoken).await?;
    let mut reply = shell.ask(Ask::Command { path: spoken.path.to_owned(), options }).await?;
    while let Reply::Form(form) = reply {
        let fields = filled(&form)?;
        reply = shell.ask(Ask::Form { id: form.id, fields }).await?;
    }
    let (Reply::Say(message) | Reply::Change(message)) = reply else {
        bail!("there is no answer to that outside of chat");
    };
    let pages = shell.turned(message).await?;
    let settings = ledger.read(move |view| Ok(store::guilds::settings(view, guild)?)).await?;
    let plain = plain(settings.zone(), ledger);
    print(&if spoken.json { told_to_programs(&pages, &plain)? } else { told(&pages, &plain) })?;
    save(&pages, spoken.save.as_deref())
}

fn plain(zone: Zone, ledger: &Ledger) -> Plain {
    Plain { zone, now: ledger.clock().now(), before_commands: "sitrep " }
}

struct Shell<'l> {
    ledger: &'l Ledger,
    guild: GuildId,
    asked: i64,
}

impl Shell<'_> {
    async fn ask(&mut self, ask: Ask) -> Result<Reply> {
        self.asked += 1;
        // Discord's numbers are positive; ours must differ from them and from those of other shells.
        let instant = self.ledger.clock().now().timestamp_micros();
        let id = InteractionId(-(instant * 64 + self.asked % 64));
        let request = Request {
            id,
            token: String::new(),
            guild: self.guild,
            channel: ChannelId(0),
            person: Person::at_shell(&user()),
            locale: "en-US".to_owned(),
            ask,
        };
        let answer = commands::answer(self.ledger, request).await;
        if let Some(fault) = answer.fault {
            bail!("that did not work, and nothing was changed: {fault}");
        }
        match (answer.outcome, answer.reply) {
            (Outcome::Answered, reply) => Ok(reply),
            (_, Reply::Say(message)) => {
                let said = plain(Zone::UTC, self.ledger).words(&message.text);
                // What was typed stands on the line above already.
                bail!("{}", said.split("\nWhat you typed:").next().unwrap_or(&said))
            }
            (_, _) => bail!("that was refused"),
        }
    }

    async fn options(&self, spoken: &Spoken) -> Result<Options> {
        let row = COMMANDS.iter().find(|row| row.path == spoken.path);
        let known = row.map_or(&[][..], |row| row.options);
        let mut options = Options::new();
        for (name, typed) in &spoken.given {
            if let Some(option) = known.iter().find(|option| option.name == *name) {
                options.insert((*name).to_owned(), self.given(option, typed).await?);
            }
        }
        Ok(options)
    }

    async fn given(&self, option: &Opt, typed: &str) -> Result<Given> {
        let id = || typed.trim().trim_matches(|c: char| !c.is_ascii_digit()).parse::<i64>().ok();
        let needs_id = |what: &str| {
            Misused(format!(
                "--{}: type the Discord id of the {what}, for example 81384788765712384",
                option.name
            ))
        };
        Ok(match &option.takes {
            Takes::Text { most, .. } if typed.chars().count() > usize::from(*most) => {
                bail!(Misused(format!(
                    "--{}: at most {most} characters, these are {}",
                    option.name,
                    typed.chars().count()
                )))
            }
            Takes::Text { .. } | Takes::Suggested(_) | Takes::OneOf(_) => Given::Text(typed.to_owned()),
            Takes::Number { least, most } => match typed.trim().parse() {
                Ok(number) if (*least..=*most).contains(&number) => Given::Number(number),
                _ => bail!(Misused(format!("--{}: a whole number from {least} to {most}", option.name))),
            },
            Takes::Truth => Given::Truth(true),
            Takes::Role => Given::Role(RoleId(id().ok_or_else(|| needs_id("role"))?)),
            Takes::Channel => Given::Channel(ChannelId(id().ok_or_else(|| needs_id("channel"))?)),
            Takes::User => self.person(option, typed, id()).await?,
            Takes::File => bail!(Misused(format!(
                "--{}: a file cannot be handed over from a shell; give its words, or attach it in Discord once that is back",
                option.name
            ))),
        })
    }

    /// Somebody by their Discord id, or by the name of their contact.
    async fn person(&self, option: &Opt, typed: &str, id: Option<i64>) -> Result<Given> {
        let (guild, name) = (self.guild, typed.trim().trim_start_matches('@').to_owned());
        let found = self.ledger.read(move |view| {
            Ok(match id {
                Some(id) => store::contacts::of_user(view, guild, UserId(id))?,
                None => store::contacts::named(view, guild, &name)?,
            })
        });
        let contact = found.await?;
        let user = id.map(UserId).or(contact.as_ref().and_then(|contact| contact.user));
        match user {
            Some(id) => {
                let name = contact.map_or_else(|| format!("user {id}"), |contact| contact.name.to_string());
                Ok(Given::User { id, name })
            }
            None => bail!(Misused(format!(
                "--{}: nobody with a Discord account is known as \"{typed}\"; type their Discord id, or a contact's name",
                option.name
            ))),
        }
    }

    /// A list with all its pages.
    async fn turned(&mut self, first: Message) -> Result<Vec<Message>> {
        let mut pages = vec![first];
        while pages.len() < MOST_PAGES {
            let Some(id) = pages.last().and_then(onward) else { break };
            match self.ask(Ask::Press { id, values: Vec::new() }).await? {
                Reply::Change(next) if pages.last().is_none_or(|last| last.text != next.text) => {
                    pages.push(next);
                }
                _ => break,
            }
        }
        Ok(pages)
    }
}

/// The button that turns to the next page.
fn onward(message: &Message) -> Option<String> {
    let turns = |label: &str| label.ends_with('▶');
    message.rows.iter().flatten().find_map(|widget| match widget {
        Widget::Button { label, id, .. } if turns(label) => Some(id.clone()),
        _ => None,
    })
}

/// Fills a form in at the terminal, line by line; elsewhere it says what is missing.
fn filled(form: &Form) -> Result<BTreeMap<String, String>> {
    let needed = form.inputs.iter().filter(|input| !input.optional && input.value.is_empty());
    if !std::io::stdin().is_terminal() {
        let labels: Vec<_> = needed.map(|input| input.label.clone()).collect();
        let labels = if labels.is_empty() { form.title.clone() } else { labels.join(", ") };
        bail!(Misused(format!("this still needs: {labels}. Give it with the options that --help lists")));
    }
    let mut fields = BTreeMap::new();
    for input in &form.inputs {
        let kept = if input.value.is_empty() { String::new() } else { format!(" [{}]", input.value) };
        write!(std::io::stderr(), "{}{kept}: ", input.label)?;
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line)?;
        let typed = line.trim();
        fields
            .insert(input.id.clone(), if typed.is_empty() { input.value.clone() } else { typed.to_owned() });
    }
    Ok(fields)
}

fn told(pages: &[Message], plain: &Plain) -> String {
    let mut out = String::new();
    for message in pages {
        out.push_str(&plain.message(message));
        for file in &message.files {
            out.push_str(&format!("file: {} ({} bytes; --save DIR keeps it)\n", file.name, file.bytes.len()));
        }
    }
    out
}

fn told_to_programs(pages: &[Message], plain: &Plain) -> Result<String> {
    let pages: Vec<_> = pages
        .iter()
        .map(|message| {
            let card = message.card.as_ref();
            let fields = card.map(|card| {
                card.fields.iter().map(|field| (plain.words(&field.name), plain.words(&field.value)))
            });
            serde_json::json!({
                "text": plain.words(&message.text),
                "title": card.map(|card| plain.words(&card.title)),
                "fields": fields.map(Iterator::collect::<BTreeMap<_, _>>).unwrap_or_default(),
                "files": message.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
            })
        })
        .collect();
    Ok(format!("{}\n", serde_json::to_string_pretty(&serde_json::json!({ "messages": pages }))?))
}

fn save(pages: &[Message], folder: Option<&Path>) -> Result<()> {
    let Some(folder) = folder else { return Ok(()) };
    std::fs::create_dir_all(folder)?;
    for file in pages.iter().flat_map(|message| &message.files) {
        let harmless = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let name: String = file.name.chars().map(|c| if harmless(c) { c } else { '-' }).collect();
        write_file(&folder.join(name.trim_start_matches('.')), &file.bytes)?;
    }
    Ok(())
}
