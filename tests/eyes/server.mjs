// discord-digital-twin, a pretend Discord that somebody else wrote, as the server of our bot.
//
// Given the program. A small proxy stands between the two, for what the twin lacks: GET /gateway, a list of the registered
// commands, pins, and files.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { createServer, Server } from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DigitalDiscord } from "discord-digital-twin";

// The twin would listen on every address of this machine.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  return this instanceof Server && typeof port === "number" ? listen.call(this, port, "127.0.0.1", ...rest)
    : listen.call(this, port, ...rest);
};

const GENERAL_TEXT = 0;
const twin = new DigitalDiscord({
  guild: { name: "Acme" }, channels: [{ name: "general", type: GENERAL_TEXT }], users: [{ username: "ana" }],
  botUser: { username: "sitrep" },
});
await twin.start();

const calls = new EventEmitter();
const files = [];

/** What the twin would make of a request; it reads JSON only. */
async function asJson(request, body) {
  const kind = request.headers["content-type"] ?? "";
  if (!kind.startsWith("multipart/")) return body;
  const form = await new Response(body, { headers: { "content-type": kind } }).formData();
  for (const [name, part] of form) if (name.startsWith("files[")) files.push({ name: part.name, text: await part.text() });
  return Buffer.from(form.get("payload_json"));
}

async function answer(request, body) {
  const path = new URL(request.url, "http://twin").pathname;
  if (path === "/api/v10/gateway") return Response.json({ url: twin.gatewayUrl });
  if (request.method === "GET" && path.endsWith("/commands")) return Response.json([]);
  if (request.method === "PUT" && path.includes("/messages/pins/")) return new Response(null, { status: 204 });
  const hasBody = !["GET", "HEAD", "DELETE"].includes(request.method) && body.length > 0;
  const headers = { authorization: request.headers.authorization ?? "", "content-type": "application/json" };
  return fetch(`http://127.0.0.1:${twin.port}${request.url}`, {
    method: request.method, headers, body: hasBody ? await asJson(request, body) : undefined,
  });
}

const proxy = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray());
  const answered = await answer(request, body);
  const text = Buffer.from(await answered.arrayBuffer());
  if (answered.status >= 400) console.error(`  ${answered.status} ${request.method} ${request.url}: ${text}`);
  response.writeHead(answered.status, { "content-type": "application/json" }).end(text);
  calls.emit("answered");
}).listen(0);
await once(proxy, "listening");

let checked = 0;
/** Waits until something holds, looking again after each call of the bot's. */
async function comes(what, holds) {
  const deadline = AbortSignal.timeout(20_000);
  for (;;) {
    const called = once(calls, "answered", { signal: deadline });
    called.catch(() => {});
    const found = await holds();
    if (found) {
      console.log(`  ok  ${what}`);
      checked += 1;
      return found;
    }
    await called.catch(() => assert.fail(`this never came: ${what}`));
  }
}

const data = await mkdtemp(join(tmpdir(), "sitrep-eyes-"));
const bot = spawn(process.argv[2], ["run"], {
  stdio: ["ignore", "inherit", "inherit"],
  env: {
    ...process.env, DISCORD_TOKEN: twin.botToken, SITREP_DISCORD_URL: `http://127.0.0.1:${proxy.address().port}`,
    SITREP_DATA: data, SITREP_LISTEN: "off", SITREP_LOG: "warn",
  },
});
const ended = once(bot, "exit");
process.on("exit", () => bot.kill("SIGKILL"));
process.on("SIGTERM", () => process.exit(1));

const ana = await twin.getFirstNonBotUserId();
const channels = () => twin.prisma.channel.findMany();
const messages = (channel) => twin.prisma.message.findMany({ where: { channelId: channel.id } });
const runs = (channel, name, sub, given) => twin.simulateSlashCommand({
  channelId: channel.id, userId: ana, name,
  options: [{ type: 1, name: sub, options: Object.entries(given).map(([name, value]) => ({ type: 3, name, value })) }],
});

await comes("the commands are registered", () => twin.prisma.applicationCommand.findFirst({ where: { name: "incident" } }));
const general = (await channels()).find((channel) => channel.name === "general");
await comes("the bot is connected", async () => twin.server.gateway.clients.some((client) => client.identified));
await runs(general, "incident", "open", { title: "Checkout is down", severity: "SEV1" });
await comes("the command is answered", async () => (await messages(general)).some((one) => one.content.includes("INC-1")));
const room = await comes("the incident has a channel",
  async () => (await channels()).find((channel) => channel.name.startsWith("inc-1-")));
await comes("the card stands in it", async () => (await messages(room)).some((one) => one.embeds.includes("Checkout is down")));
await runs(room, "timeline", "add", { text: "Rolled back" });
await comes("an entry is noted", async () => (await messages(room)).some((one) => one.content.includes("Rolled back")));
await runs(room, "incident", "resolve", { cause: "A bad deploy", resolution: "Rolled back" });
await comes("the postmortem is posted as a file", async () => files.some((file) => file.name.endsWith(".md")
  && file.text.includes("Checkout is down") && file.text.includes("A bad deploy")));

bot.kill("SIGTERM");
const [code] = await ended;
assert.equal(code, 0, "it stops when it is told to");
console.log(`the bot lives with discord-digital-twin on ${checked} points`);
process.exit(0);
