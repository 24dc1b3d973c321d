// The same work in discord.js: it answers and stores nothing, as `bare` does on serenity.
import { ApplicationCommandOptionType as Type, Client, GatewayIntentBits } from "discord.js";

const timeline = {
  name: "timeline",
  description: "What happened",
  options: [{
    type: Type.Subcommand,
    name: "add",
    description: "Record what happened",
    options: [{ type: Type.String, name: "text", description: "What happened", required: true }],
  }],
};

const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  // The pretend Discord limits nobody here, and neither shall the client.
  rest: { api: `${process.env.SITREP_DISCORD_URL}/api`, globalRequestsPerSecond: 0 },
});
client.once("clientReady", () => client.application.commands.set([timeline]));
// An answer that comes too late is refused, and no reason to end.
client.on("interactionCreate", (asked) => {
  asked.reply({ content: `Noted: ${asked.options.getString("text")}` }).catch(() => {});
});
await client.login(process.env.DISCORD_TOKEN);
