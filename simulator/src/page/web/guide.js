// The first minute: what to try next, ticked off as it is seen.

import { $, h, paint } from './dom.js';
import { inline } from './markdown.js';

let steps = [];
let done = new Set();
let store = '';
let prefill = () => {};

export function startGuide(given, guild, put) {
  steps = given;
  store = `guide-${guild}`;
  prefill = put;
  done = new Set(JSON.parse(sessionStorage.getItem(store) ?? '[]'));
  draw();
}

// Ticks off what a text on the page shows to be done.
export function saw(text) {
  const before = done.size;
  steps.forEach((step, place) => step.done_when && text.includes(step.done_when) && done.add(place));
  if (done.size === before) return;
  sessionStorage.setItem(store, JSON.stringify([...done]));
  draw();
}

// Messages as the page holds them.
export const sawMessages = (messages) => steps.length > 0 && saw(messages.map((one) =>
  [one.content, ...(one.embeds ?? []).map((embed) => JSON.stringify(embed))].join('\n')).join('\n'));

function draw() {
  const next = steps.findIndex((_, place) => !done.has(place));
  $('guide').hidden = steps.length === 0 || sessionStorage.getItem(`${store}-away`) === 'yes';
  paint($('guide'), [next, [...done]], () => [
    h('ol', { class: 'ticks', 'aria-label': `${done.size} of ${steps.length} done` }, steps.map((step, place) =>
      h('li', { class: done.has(place) ? 'done' : place === next ? 'next' : '', title: step.text }, done.has(place) ? '✓' : String(place + 1)))),
    h('p', { role: 'status' }, next < 0 ? 'That was the life of an incident. Look around, and move the clock.' : inline(steps[next].text)),
    next >= 0 && steps[next].try_it && h('button', {
      type: 'button', class: 'button main', data: { key: 'try' }, onclick: () => prefill(steps[next].try_it),
    }, 'Try it'),
    h('button', { type: 'button', class: 'close', 'aria-label': 'Hide the guide', onclick: away }, '✕'),
  ]);
}

function away() {
  sessionStorage.setItem(`${store}-away`, 'yes');
  draw();
}
