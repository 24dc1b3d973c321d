//! A simulator on its own, for clients that other people wrote.
//!
//! Its first line, in JSON, says where it is. Each line it is given after that is something a person does, in JSON too, and is
//! answered with a line. It ends with its input, saying what the client did wrong.

use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::str::FromStr;

use incidents::Clock;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use simulator::{
    Answer, ChannelId, ClientRefusal, Guild, InteractionId, MessageId, Options, Person, Simulator, Strictness,
};

/// What a person does.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Deed {
    /// Runs a slash command, as typed.
    Runs { line: String },
    /// Presses a button.
    Clicks {
        #[serde(deserialize_with = "snowflake")]
        message: MessageId,
        button: String,
    },
    /// Chooses from a list.
    Selects {
        #[serde(deserialize_with = "snowflake")]
        message: MessageId,
        menu: String,
        values: Vec<String>,
    },
    /// Fills a form that an interaction was answered with.
    Submits {
        #[serde(deserialize_with = "snowflake")]
        opened_by: InteractionId,
        fields: BTreeMap<String, String>,
    },
    /// Says something.
    Says { text: String },
    /// Looks at what an interaction was answered with.
    Looks {
        #[serde(deserialize_with = "snowflake")]
        at: InteractionId,
    },
}

struct Stage {
    simulator: Simulator,
    guild: Guild,
    ana: Person,
    general: ChannelId,
}

#[tokio::main]
async fn main() {
    let clock = Clock::system();
    let told = Options::new(std::sync::Arc::new(move || clock.now()));
    // discord.js sends fields that Discord passes over.
    let options = Options { strictness: Strictness::Record, ..told };
    let simulator = Simulator::start(options).await.expect("a free port of the loopback can be had");
    let guild = simulator.guild("Acme");
    let ana = guild.person("ana");
    let general = guild.channel("general").expect("a server is founded with it");
    let stage = Stage { simulator, guild, ana, general };
    println!("{}", stage.whereabouts());
    let stage = tokio::task::spawn_blocking(move || stage.play()).await.expect("the play ends by itself");
    println!("{}", stage.verdict());
}

impl Stage {
    fn whereabouts(&self) -> Value {
        json!({
            "url": self.simulator.base_url(), "token": self.simulator.token(), "guild": self.guild.id(),
            "channel": self.general, "person": self.ana.id(), "application": self.simulator.application(),
        })
    }

    fn play(self) -> Self {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            let told = match serde_json::from_str(&line) {
                Ok(deed) => self.done(deed),
                Err(why) => json!({"refused": why.to_string()}),
            };
            println!("{told}");
        }
        self
    }

    fn done(&self, deed: Deed) -> Value {
        let done = match deed {
            Deed::Runs { line } => id(self.ana.runs(self.general, &line)),
            Deed::Clicks { message, button } => id(self.ana.clicks(message, &button)),
            Deed::Selects { message, menu, values } => {
                let values: Vec<_> = values.iter().map(String::as_str).collect();
                id(self.ana.selects(message, &menu, &values))
            }
            Deed::Submits { opened_by, fields } => {
                let fields: Vec<_> =
                    fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
                id(self.ana.submits(opened_by, &fields))
            }
            Deed::Says { text } => id(self.ana.says(self.general, &text, &[])),
            Deed::Looks { at } => Ok(self.seen(at)),
        };
        done.unwrap_or_else(|refusal| json!({"refused": refusal.to_string()}))
    }

    fn seen(&self, interaction: InteractionId) -> Value {
        match self.simulator.answer_of(interaction) {
            Some(Answer::Message(message)) => json!({
                "text": message.content, "private": message.ephemeral_to == Some(self.ana.id()),
                "message": message.id, "files": message.files.len(), "embeds": message.embeds,
            }),
            Some(Answer::Form(form)) => json!({"form": form.title}),
            other => json!({"other": format!("{other:?}")}),
        }
    }

    /// What the client did wrong, and what it was told of.
    fn verdict(&self) -> Value {
        let violations: Vec<_> = self.simulator.violations().iter().map(|one| format!("{one:?}")).collect();
        json!({"violations": violations, "identifies": self.simulator.identifies(), "calls": self.simulator.call_count()})
    }
}

/// Discord writes its ids as text.
fn snowflake<'de, D: Deserializer<'de>, Id: FromStr<Err: std::fmt::Display>>(
    from: D,
) -> Result<Id, D::Error> {
    String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}

fn id<Id: serde::Serialize>(done: Result<Id, ClientRefusal>) -> Result<Value, ClientRefusal> {
    done.map(|id| json!({"id": id}))
}
