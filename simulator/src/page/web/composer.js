// The box to type in: words, slash commands with their suggestions, and files.

import * as api from './api.js';
import { $, h } from './dom.js';
import { missing, suggest } from './commands.js';
import { interact } from './deeds.js';
import { entries, seat, withMentions } from './seat.js';
import { learn } from './app.js';

let sight = { users: {}, roles: {}, channels: [], people: [] };
let items = [];
let at = -1;
let asked = null;
let files = [];

export function startComposer() {
  const box = $('box');
  box.addEventListener('input', () => typed());
  box.addEventListener('keydown', keys);
  box.addEventListener('blur', () => setTimeout(() => !$('composer').contains(document.activeElement) && close(), 150));
  $('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  $('attach').addEventListener('click', () => $('picker').click());
  $('picker').addEventListener('change', attach);
}

// What the box needs to know of the channel it writes to.
export function useSight(seen, open) {
  sight = seen;
  $('box').disabled = !open.may_write;
  const place = open.kind === 1 ? 'sitrep' : `#${open.name}`;
  $('box').placeholder = open.may_write ? `Message ${place}, or / for a command` : 'You cannot write here';
}

export function prefill(line) {
  const box = $('box');
  box.value = line;
  box.focus();
  box.setSelectionRange(line.length, line.length);
  typed({ isOffered: true });
}

async function typed({ isOffered = false } = {}) {
  const line = $('box').value;
  refuse('');
  asked?.abort();
  if (!line.startsWith('/') || line.includes('\n')) return close();
  if (line === '/' || entries.slash.length === 0) await learn();
  // The answer may come after the next key.
  if ($('box').value !== line) return;
  const known = {
    people: sight.people.map((one) => one.name),
    roles: Object.values(sight.roles),
    channels: sight.channels.filter((one) => one.kind === 0).map((one) => one.name),
    files: files.map((file) => file.name),
  };
  const found = suggest(line, entries.slash, known);
  // A line that is offered whole is to be sent by Enter, not to be completed by it.
  offer(found.items, found.isCommand && !isOffered ? 0 : -1);
  if (found.asks) await complete(line, found);
}

// Asks the bot itself, as a Discord client does while one types.
async function complete(line, { asks, base, rest, items: others }) {
  asked = new AbortController();
  const { signal } = asked;
  try {
    const { interaction } = await api.act(seat, { kind: 'completes', channel: seat.channel, line: withMentions(line, sight) });
    const answer = await api.answer(interaction, signal);
    if (signal.aborted || $('box').value !== line || answer?.kind !== 'choices') return;
    const stem = base + rest.slice(0, asks.from);
    const given = answer.choices.map((one) => ({ label: one.name, line: `${stem}${one.value} ` }));
    const isWhole = answer.choices.some((one) => String(one.value) === asks.text.trim());
    offer(isWhole ? others : [...given, ...others], -1);
  } catch (error) {
    if (error.name !== 'AbortError' && !(error instanceof api.Refused)) throw error;
  }
}

function offer(found, first) {
  items = found.slice(0, 30);
  at = items.length ? first : -1;
  $('choices').hidden = items.length === 0;
  $('choices').replaceChildren(...items.map((item, place) => h('div', {
    id: `choice-${place}`, role: 'option', onmousedown: (event) => (event.preventDefault(), take(item)),
  }, h('b', null, item.label), item.must && h('span', { class: 'must' }, 'required'), h('span', { class: 'about' }, item.about ?? ''))));
  mark();
}

function mark() {
  [...$('choices').children].forEach((node, place) => node.setAttribute('aria-selected', String(place === at)));
  if (at >= 0) {
    $('box').setAttribute('aria-activedescendant', `choice-${at}`);
    $('choices').children[at].scrollIntoView({ block: 'nearest' });
  } else {
    $('box').removeAttribute('aria-activedescendant');
  }
}

function close() {
  asked?.abort();
  offer([], -1);
}

function take(item) {
  $('box').value = item.line;
  $('box').focus();
  typed();
}

function keys(event) {
  const isOpen = !$('choices').hidden;
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    const line = $('box').value.trim();
    if (isOpen && at >= 0 && items[at].line.trim() !== line) take(items[at]);
    else send();
  } else if (isOpen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    at = at < 0 && step < 0 ? items.length - 1 : (at + step + items.length) % items.length;
    mark();
  } else if (isOpen && event.key === 'Tab' && !event.shiftKey) {
    event.preventDefault();
    take(items[Math.max(at, 0)]);
  } else if (isOpen && event.key === 'Escape') {
    event.stopPropagation();
    close();
  }
}

async function send() {
  const line = $('box').value.trim();
  if (!line && files.length === 0) return;
  close();
  const isCommand = line.startsWith('/');
  const lacking = isCommand ? missing(line, entries.slash)[0] : null;
  if (lacking) {
    prefill(`${line} ${lacking.name}:`);
    return refuse(`${lacking.name} is required: ${lacking.description}`);
  }
  const uploads = await Promise.all(files.map(upload));
  const said = isCommand
    ? { kind: 'runs', channel: seat.channel, line: withMentions(line, sight), files: uploads }
    : { kind: 'says', channel: seat.channel, text: withMentions(line, sight), files: uploads };
  $('box').value = '';
  const refusal = await interact(said);
  if (refusal) {
    if (!$('box').value) $('box').value = line;
    return refuse(refusal);
  }
  files = [];
  showFiles();
}

function refuse(text) {
  $('refused').textContent = text;
  $('refused').hidden = !text;
}

async function upload(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let from = 0; from < bytes.length; from += 8192) text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return { name: file.name, base64: btoa(text) };
}

function attach() {
  files = [...files, ...$('picker').files].slice(0, 10);
  $('picker').value = '';
  showFiles();
  $('box').focus();
  if ($('box').value.startsWith('/')) typed();
}

function showFiles() {
  $('files').replaceChildren(...files.map((file) => h('button', {
    type: 'button', class: 'pending', 'aria-label': `Take ${file.name} off`,
    onclick: () => {
      files = files.filter((one) => one !== file);
      showFiles();
    },
  }, `${file.name} ✕`)));
}
