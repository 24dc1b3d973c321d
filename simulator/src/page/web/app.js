// Starts the page, and looks again whenever something changed.

import * as api from './api.js';
import { $, h } from './dom.js';
import { names } from './markdown.js';
import { setClock, showClock } from './time.js';
import { showLog, startLog } from './log.js';
import { read, showSide } from './sidebar.js';
import { saw, sawMessages, startGuide } from './guide.js';
import { entries, seat } from './seat.js';
import { prefill, startComposer, useSight } from './composer.js';
import { showDialog } from './dialog.js';
import { message } from './message.js';
import { inline } from './markdown.js';

let setup;
let sight;
let pending = false;
let looking = false;

async function start() {
  setup = await api.setup();
  const kept = JSON.parse(sessionStorage.getItem('seat') ?? '{}');
  const guild = setup.guilds.find((one) => one.id === kept.guild) ?? setup.guilds[0];
  Object.assign(seat, { guild: guild.id, person: kept.guild === guild.id ? kept.person : guild.first });
  showClock(setup.may_advance);
  startComposer();
  startLog();
  startGuide(setup.guide, guild.id, prefill);
  names.goTo = (channel) => go({ channel });
  $('pins').addEventListener('click', showPins);
  $('drawer').addEventListener('click', () => drawer(!document.body.classList.contains('open')));
  $('veil').addEventListener('click', () => drawer(false));
  document.addEventListener('keydown', (event) => event.key === 'Escape' && drawer(false));
  await look();
  listen();
}

function listen() {
  const changes = new EventSource('/page/changes');
  changes.onopen = () => ($('lost').hidden = true);
  changes.onmessage = () => look();
  changes.onerror = () => ($('lost').hidden = false);
}

// Looks at once; while a look is under way, once more after it.
async function look() {
  pending = true;
  if (looking) return;
  looking = true;
  try {
    while (pending) {
      pending = false;
      await glance();
    }
  } catch (error) {
    if (error instanceof api.Refused) return startAnew();
    $('lost').hidden = false;
  } finally {
    looking = false;
  }
}

// The program was started again, with other people in it.
async function startAnew() {
  sessionStorage.removeItem('seat');
  setup = await api.setup();
  const guild = setup.guilds[0];
  Object.assign(seat, { guild: guild.id, person: guild.first, channel: null });
  startGuide(setup.guide, guild.id, prefill);
  setTimeout(look, 0);
}

async function glance() {
  const asked = { ...seat };
  const seen = await api.sight(asked);
  if (asked.person !== seat.person || asked.channel !== seat.channel) {
    pending = true;
    return;
  }
  sight = seen;
  const open = sight.channels.find((one) => one.id === seat.channel);
  if (!open) return settle();
  if (asked.channel !== learnt.channel || asked.person !== learnt.person) learn(asked);
  show(open);
}

// Goes to the first channel that can be read, where none is open or the open one is gone.
function settle() {
  const readable = sight.channels.filter((one) => ![1, 4, 15].includes(one.kind));
  const kept = sessionStorage.getItem(`channel-${seat.person}`);
  seat.channel = (sight.channels.find((one) => one.id === kept) ?? readable[0])?.id ?? null;
  pending = seat.channel !== null;
}

const learnt = {};

// Asks which commands there are; anew when the person begins to type one, for the bot may have changed them.
export async function learn(where = { ...seat }) {
  Object.assign(learnt, where);
  const all = await api.commands(where);
  entries.slash = all.filter((one) => one.type === 1);
  entries.message = all.filter((one) => one.type === 3).map((one) => one.name);
}

function show(open) {
  setClock(sight.now);
  Object.assign(names, { users: sight.users, roles: sight.roles, me: seat.person });
  names.kinds = Object.fromEntries(sight.channels.map((one) => [one.id, one.kind]));
  names.channels = Object.fromEntries(sight.channels.map((one) => [one.id, one.name]));
  const title = open.kind === 1 ? '@sitrep' : `#${open.name}`;
  document.title = `${title} · pretend Discord`;
  $('name').textContent = title;
  $('topic').replaceChildren(...inline(open.topic ?? ''));
  read(open);
  showSide(sight, setup.guilds, go);
  showLog(sight.messages, open);
  saw(title);
  sawMessages(sight.messages);
  useSight(sight, open);
}

// Sits down elsewhere: another server, person or channel.
function go(to) {
  if (to.guild) Object.assign(to, { person: setup.guilds.find((one) => one.id === to.guild).first, channel: null });
  // Another person stays in the same channel if they see it.
  Object.assign(seat, to);
  sessionStorage.setItem('seat', JSON.stringify(seat));
  if (to.channel) sessionStorage.setItem(`channel-${seat.person}`, to.channel);
  if (to.channel) drawer(false);
  look();
}

function drawer(isOpen) {
  document.body.classList.toggle('open', isOpen);
  $('veil').hidden = !isOpen;
  $('drawer').setAttribute('aria-expanded', String(isOpen));
}

function showPins() {
  const pinned = sight.messages.filter((one) => one.pinned);
  const none = h('p', null, 'Nothing is pinned here.');
  showDialog('Pinned messages', pinned.length ? pinned.map((one) => message(one)) : none, 'wide');
}

start().catch(() => ($('lost').hidden = false));
