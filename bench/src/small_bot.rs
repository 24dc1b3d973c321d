//! A bot of one command on serenity's own client: it answers, or stores and then answers.

use anyhow::{Context as _, Result};
use serenity::all::{
    ClientBuilder, Command, CommandDataOptionValue, CommandInteraction, CommandOptionType, Context,
    CreateCommand, CreateCommandOption, CreateInteractionResponse, CreateInteractionResponseMessage,
    EventHandler, GatewayIntents, HttpBuilder, Interaction, Ready,
};
use serenity::async_trait;

use crate::writer::Writer;

struct SmallBot {
    writer: Option<Writer>,
}

/// Runs the bot until its session ends. With a writer it answers what is on the disk, without one it only answers.
///
/// # Errors
/// When its environment lacks an address or a token, or the session ends.
pub async fn run(writer: Option<Writer>) -> Result<()> {
    let base = std::env::var("SITREP_DISCORD_URL").context("SITREP_DISCORD_URL is needed")?;
    let token = std::env::var("DISCORD_TOKEN").context("DISCORD_TOKEN is needed")?;
    let http = HttpBuilder::new(token).proxy(base.as_str()).ratelimiter_disabled(true).build();
    let bot = SmallBot { writer };
    let mut client = ClientBuilder::new_with_http(http, GatewayIntents::GUILDS).event_handler(bot).await?;
    *client.ws_url.lock().await = format!("{}/gateway", base.replacen("http", "ws", 1));
    Ok(client.start().await?)
}

#[async_trait]
impl EventHandler for SmallBot {
    async fn ready(&self, context: Context, _: Ready) {
        let text =
            CreateCommandOption::new(CommandOptionType::String, "text", "What happened").required(true);
        let add = CreateCommandOption::new(CommandOptionType::SubCommand, "add", "Record what happened");
        let timeline =
            CreateCommand::new("timeline").description("What happened").add_option(add.add_sub_option(text));
        Command::create_global_command(&context.http, timeline)
            .await
            .expect("the simulator takes the command");
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let Interaction::Command(command) = interaction else { return };
        let text = typed(&command).unwrap_or_default().to_owned();
        let said = match &self.writer {
            None => format!("Noted: {text}"),
            Some(writer) => {
                let stored =
                    writer.store(command.channel_id.get(), command.user.id.get(), text.clone()).await;
                format!("Noted as {}: {text}", stored.expect("the writer lives as long as the bot"))
            }
        };
        let message = CreateInteractionResponseMessage::new().content(said);
        let answer = CreateInteractionResponse::Message(message);
        command.create_response(&context.http, answer).await.expect("the simulator takes the answer");
    }
}

/// The text of `/timeline add`.
fn typed(command: &CommandInteraction) -> Option<&str> {
    let CommandDataOptionValue::SubCommand(options) = &command.data.options.first()?.value else {
        return None;
    };
    options.first()?.value.as_str()
}
