//! The real, unmodified serenity client.

use std::sync::Arc;

use serde_json::json;
use serenity::{
    all::{
        ChannelId, ClientBuilder, Context, CreateInteractionResponse, CreateInteractionResponseFollowup,
        CreateInteractionResponseMessage, CreateMessage, EventHandler, GatewayIntents, Guild, HttpBuilder,
        Interaction, MessageId,
    },
    async_trait,
};
use simulator::Answer;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::support::Bench;

struct Bot {
    heard: UnboundedSender<String>,
}

#[async_trait]
impl EventHandler for Bot {
    async fn guild_create(&self, _: Context, guild: Guild, _: Option<bool>) {
        self.heard.send(format!("guild {} with {} channels", guild.name, guild.channels.len())).unwrap();
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let Interaction::Command(command) = interaction else { panic!("{interaction:?}") };
        let message = CreateInteractionResponseMessage::new().content("At once.").ephemeral(true);
        command.create_response(&context.http, CreateInteractionResponse::Message(message)).await.unwrap();
        let more = CreateInteractionResponseFollowup::new().content("And more.");
        command.create_followup(&context.http, more).await.unwrap();
        self.heard.send(format!("ran {}", command.data.name)).unwrap();
    }
}

#[tokio::test]
async fn connects_reads_its_server_and_answers_a_command() {
    let bench = Bench::start().await;
    let general = bench.guild.channel("general").unwrap();
    bench.registers(json!([{ "name": "ping", "description": "Answers." }])).await;
    let (heard, mut hears) = unbounded_channel();
    let http =
        HttpBuilder::new(bench.sim.token()).proxy(bench.sim.base_url()).ratelimiter_disabled(true).build();
    let intents = GatewayIntents::non_privileged();
    let client = ClientBuilder::new_with_http(http, intents).event_handler(Bot { heard }).await;
    let mut client = client.unwrap();
    *client.ws_url.lock().await = bench.sim.gateway_url();
    let http = client.http.clone();
    let running = tokio::spawn(async move { client.start().await });
    assert_eq!(hears.recv().await.unwrap(), "guild Acme with 1 channels");

    let ana = bench.guild.person("ana");
    let ping = ana.runs(general, "/ping").unwrap();
    assert_eq!(hears.recv().await.unwrap(), "ran ping");
    let Some(Answer::Message(answer)) = bench.sim.answer_of(ping) else {
        panic!("{}", bench.sim.transcript())
    };
    assert_eq!((answer.content.as_str(), answer.ephemeral_to), ("At once.", Some(ana.id())));
    assert_eq!(bench.guild.person("ben").sees(general).len(), 1, "only the public follow-up");

    posts_and_pins(&http, ChannelId::new(general.get())).await;
    bench.is_clean();
    running.abort();
}

async fn posts_and_pins(http: &Arc<serenity::http::Http>, channel: ChannelId) {
    let nonce = serenity::all::Nonce::String("abc".to_owned());
    let message = CreateMessage::new().content("Once only").nonce(nonce).enforce_nonce(true);
    let first = channel.send_message(http, message.clone()).await.unwrap();
    let again = channel.send_message(http, message).await.unwrap();
    assert_eq!(first.id, again.id);
    channel.pin(http, first.id).await.unwrap();
    assert_eq!(channel.pins(http).await.unwrap()[0].id, first.id);
    channel.create_reaction(http, MessageId::new(first.id.get()), '📌').await.unwrap();
}
