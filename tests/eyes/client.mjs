// discord.js, unmodified, as a client of the simulator: what it takes for Discord, it must find to be Discord.
//
// Given the program that serves a simulator; drives a person in it by lines of JSON.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import {
  ActionRowBuilder, AttachmentBuilder, ButtonBuilder, ButtonStyle, ChannelType, Client, DiscordAPIError, EmbedBuilder,
  GatewayIntentBits, MessageFlags, ModalBuilder, PermissionFlagsBits, StringSelectMenuBuilder, TextInputBuilder,
  TextInputStyle,
} from "discord.js";

const stage = spawn(process.argv[2], { stdio: ["pipe", "pipe", "inherit"] });
const lines = createInterface({ input: stage.stdout })[Symbol.asyncIterator]();
const hears = async () => JSON.parse((await lines.next()).value);
const does = async (deed) => {
  stage.stdin.write(`${JSON.stringify(deed)}\n`);
  const told = await hears();
  assert.equal(told.refused, undefined, `${JSON.stringify(deed)} was refused: ${told.refused}`);
  return told;
};

let checked = 0;
const check = (what, holds) => {
  assert.ok(holds, what);
  console.log(`  ok  ${what}`);
  checked += 1;
};

/** The next interaction, which `deed` must bring about. */
const asks = async (client, deed) => {
  const [[interaction], told] = await Promise.all([once(client, "interactionCreate"), does(deed)]);
  assert.equal(interaction.id, told.id);
  return interaction;
};

async function meets(client, where) {
  const ready = once(client, "clientReady");
  await client.login(where.token);
  await ready;
  check("it logs in", client.user.username === "sitrep" && client.application.id === where.application);
  const guild = client.guilds.cache.get(where.guild);
  check("it is told of the server", guild?.name === "Acme" && guild.channels.cache.has(where.channel));
  check("it knows what it may do", guild.members.me.permissions.has(PermissionFlagsBits.SendMessages));
  return guild;
}

async function registers(client) {
  const greet = {
    name: "greet", description: "Greet somebody",
    options: [{ type: 3, name: "name", description: "Whom", required: true, max_length: 20 }],
  };
  await client.application.commands.set([greet]);
  const found = await client.application.commands.fetch();
  check("its commands are registered", found.size === 1 && found.first().options[0].maxLength === 20);
}

async function answers(client) {
  const asked = await asks(client, { do: "runs", line: "/greet name:Ben" });
  check("it is asked with the option", asked.isChatInputCommand() && asked.options.getString("name") === "Ben");
  const buttons = new ActionRowBuilder().addComponents(
    new ButtonBuilder().setCustomId("wave").setLabel("Wave").setStyle(ButtonStyle.Primary),
    new ButtonBuilder().setCustomId("form").setLabel("Write").setStyle(ButtonStyle.Secondary),
  );
  const list = new ActionRowBuilder().addComponents(
    new StringSelectMenuBuilder().setCustomId("pick").setPlaceholder("Pick").addOptions(
      { label: "One", value: "1" }, { label: "Two", value: "2" }),
  );
  const embeds = [new EmbedBuilder().setTitle("A card").setDescription("with words").setColor(0xaa3300)];
  const replied = await asked.reply({ content: "Hello, Ben", embeds, components: [buttons, list], withResponse: true });
  const message = replied.resource.message;
  check("it gets its answer back", message.content === "Hello, Ben" && message.components.length === 2);
  await asked.editReply({ content: "Hello again, Ben" });
  const seen = await does({ do: "looks", at: asked.id });
  check("the person sees the edited answer", seen.text === "Hello again, Ben" && seen.embeds[0].title === "A card");
  await assert.rejects(asked.reply("twice"), "an interaction is answered once");
  const whisper = await asked.followUp({ content: "Only for you", flags: MessageFlags.Ephemeral });
  check("it adds a private word", whisper.flags.has(MessageFlags.Ephemeral));
  return message;
}

async function isClicked(client, message) {
  const pressed = await asks(client, { do: "clicks", message: message.id, button: "Wave" });
  check("a button is pressed", pressed.isButton() && pressed.customId === "wave" && pressed.message.id === message.id);
  await pressed.update({ content: "Waved" });
  check("the message it stood on changes", (await message.fetch()).content === "Waved");

  const picked = await asks(client, { do: "selects", message: message.id, menu: "pick", values: ["Two"] });
  check("a choice is made", picked.isStringSelectMenu() && picked.values[0] === "2");
  await picked.deferUpdate();

  const opener = await asks(client, { do: "clicks", message: message.id, button: "Write" });
  const input = new TextInputBuilder().setCustomId("why").setLabel("Why?").setStyle(TextInputStyle.Paragraph);
  const form = new ModalBuilder().setCustomId("reason").setTitle("A form");
  await opener.showModal(form.addComponents(new ActionRowBuilder().addComponents(input)));
  check("the person sees the form", (await does({ do: "looks", at: opener.id })).form === "A form");
  const filled = await asks(client, { do: "submits", opened_by: opener.id, fields: { why: "Because" } });
  check("the form is sent", filled.isModalSubmit() && filled.fields.getTextInputValue("why") === "Because");
  await filled.deferReply({ flags: MessageFlags.Ephemeral });
  await filled.editReply("Thank you");
  const thanked = await does({ do: "looks", at: filled.id });
  check("a deferred answer arrives, and is private", thanked.text === "Thank you" && thanked.private);
}

async function speaks(guild, where) {
  const channel = guild.channels.cache.get(where.channel);
  const onceOnly = { content: "Said once", nonce: "n1", enforceNonce: true };
  const [first, second] = [await channel.send(onceOnly), await channel.send(onceOnly)];
  check("a nonce makes two sendings one message", first.id === second.id);
  const files = [new AttachmentBuilder(Buffer.from("# A document"), { name: "notes.md" })];
  const filed = await channel.send({ content: "With a file", files });
  check("it sends a file", filed.attachments.first().name === "notes.md");
  await filed.pin();
  check("it pins", (await channel.messages.fetchPins()).items.some((pin) => pin.message.id === filed.id));
  const ping = await channel.send({ content: `<@${where.person}> @everyone`, allowedMentions: { parse: [] } });
  check("closed mentions ping nobody", ping.mentions.users.size === 0 && !ping.mentions.everyone);
  await first.delete();
  check("what is deleted is gone", !(await channel.messages.fetch({ limit: 50 })).has(first.id));
}

async function builds(guild, where) {
  const category = await guild.channels.create({ name: "Incidents", type: ChannelType.GuildCategory });
  const made = await guild.channels.create({
    name: "inc-1-checkout", parent: category.id, topic: "SEV1", reason: "declared",
    permissionOverwrites: [
      { id: guild.id, deny: [PermissionFlagsBits.ViewChannel] },
      { id: guild.members.me.id, allow: [PermissionFlagsBits.ViewChannel] },
      { id: where.person, allow: [PermissionFlagsBits.ViewChannel] },
    ],
  });
  check("it opens a channel in a category", made.parentId === category.id && made.topic === "SEV1");
  check("the channel is closed to others", !made.permissionsFor(guild.id).has(PermissionFlagsBits.ViewChannel));
}

/** The last of it is a mistake on purpose. */
async function isRefused(guild, where) {
  const channel = guild.channels.cache.get(where.channel);
  const refusal = await channel.send("x".repeat(2001)).catch((error) => error);
  check("too long a message is refused as Discord does", refusal instanceof DiscordAPIError && refusal.code === 50035);
}

const where = await hears();
const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
  rest: { api: `${where.url}/api`, version: "10", retries: 0 },
});
client.on("error", (error) => { throw error; });
const guild = await meets(client, where);
await registers(client);
await isClicked(client, await answers(client));
await speaks(guild, where);
await builds(guild, where);
await isRefused(guild, where);
await client.destroy();
stage.stdin.end();
const { violations, identifies } = await hears();
check("it identified once", identifies === 1);
// discord.js sends `enforce_nonce` wherever it sends a message; Discord passes over it.
const wrong = violations.filter((one) => !one.includes("`enforce_nonce`"));
if (wrong.length !== 1) console.error(wrong);
check("nothing else was wrong", wrong.length === 1);
console.log(`discord.js agrees with the simulator on ${checked} points`);
