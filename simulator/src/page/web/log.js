// The messages of the open channel, each drawn anew only when it changed.

import { $, h, keepFocus } from './dom.js';
import { aside, message } from './message.js';
import { day } from './time.js';
import { seat } from './seat.js';

const drawn = new Map();
const asides = [];
let shownIn = '';
let last = [];
let isFollowed = true;

export function showLog(messages, channel) {
  const log = $('log');
  const here = `${seat.person}/${seat.channel}`;
  const isNew = here !== shownIn;
  if (isNew) drawn.clear();
  shownIn = here;
  last = [messages, channel];
  keepFocus(log, () => arrange(log, [...nodes(messages, channel)]));
  if (isNew) isFollowed = true;
  follow();
}

// Keeps the end in sight for whoever was there, also when a picture arrives late or the log becomes smaller.
export function startLog() {
  const log = $('log');
  log.addEventListener('scroll', () => (isFollowed = log.scrollHeight - log.scrollTop - log.clientHeight < 120));
  log.addEventListener('load', follow, true);
  new ResizeObserver(follow).observe(log);
}

function follow() {
  if (isFollowed) $('log').scrollTop = $('log').scrollHeight;
}

function* nodes(messages, channel) {
  yield kept('start', channel?.name, () => beginning(channel));
  let previous = null;
  for (const one of messages) {
    const date = day(one.page.sent_at);
    if (!previous || day(previous.page.sent_at) !== date) {
      yield kept(`day-${one.id}`, date, () => h('div', { class: 'day', role: 'separator' }, h('span', null, date)));
      previous = null;
    }
    const before = previous;
    yield kept(one.id, JSON.stringify([one, before?.id, before?.author?.id, before?.page.sent_at]), () => message(one, before));
    previous = one;
  }
  for (const one of asides.filter((one) => one.person === seat.person && one.channel === seat.channel)) {
    yield kept(`aside-${one.number}`, '', () => aside(one.text));
  }
}

function kept(key, signature, build) {
  const known = drawn.get(key);
  if (known?.signature === signature) return known.node;
  const node = build();
  drawn.set(key, { signature, node });
  return node;
}

// Moves as little as possible, so that what has the focus keeps it and only what is new is read out.
function arrange(log, wanted) {
  const keep = new Set(wanted);
  for (const node of [...log.children]) if (!keep.has(node)) node.remove();
  wanted.forEach((node, place) => {
    if (log.children[place] !== node) log.insertBefore(node, log.children[place] ?? null);
  });
}

function beginning(channel) {
  const name = channel?.kind === 1 ? 'Messages with the bot' : `#${channel?.name ?? ''}`;
  return h('div', { class: 'beginning' }, h('h2', null, name), h('p', null, 'This is where it begins.'));
}

// Says something that only this browser shows.
export function addAside({ person, channel }, text) {
  asides.push({ person, channel, text, number: asides.length });
  isFollowed = true;
  showLog(...last);
}
