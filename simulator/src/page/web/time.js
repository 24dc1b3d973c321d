// The simulator's clock, and every moment on the page that is told by it.

import { $, h } from './dom.js';
import * as api from './api.js';

let ahead = 0;

export const now = () => Date.now() + ahead;

export function setClock(milliseconds) {
  ahead = milliseconds - Date.now();
  tick();
}

const STYLES = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};
const formats = {};
const format = (style, at) => (formats[style] ??= new Intl.DateTimeFormat(undefined, STYLES[style])).format(at);
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const UNITS = [['year', 31_536_000], ['month', 2_592_000], ['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]];

function ago(at) {
  const seconds = Math.round((at - now()) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS.at(-1);
  return relative.format(Math.trunc(seconds / size), unit);
}

// A moment as Discord shows it: `<t:1700000000:R>`.
export function timestamp(seconds, style = 'f') {
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return h('span', null, 'no such moment');
  const text = style === 'R' ? ago(at) : format(style, at);
  return h('time', { class: 'stamp', datetime: at.toISOString(), title: format('F', at), data: style === 'R' ? { ago: at.getTime() } : {} }, text);
}

// When a message was sent: the time alone if it was today.
export function sent(milliseconds) {
  const at = new Date(milliseconds);
  const isToday = at.toDateString() === new Date(now()).toDateString();
  const day = isToday ? '' : `${format('d', at)} `;
  return h('time', { class: 'sent', datetime: at.toISOString(), title: format('F', at) }, day + format('t', at));
}

export const day = (milliseconds) => format('D', new Date(milliseconds));

function tick() {
  const face = $('face');
  if (face) {
    const moment = new Date(now());
    face.textContent = `${format('T', moment)}`;
    face.title = format('F', moment);
    $('date').textContent = moment.toLocaleDateString(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
  }
  for (const node of document.querySelectorAll('time[data-ago]')) {
    const text = ago(Number(node.dataset.ago));
    if (node.textContent !== text) node.textContent = text;
  }
}

const STEPS = [['5 min', 5], ['1 h', 60], ['1 day', 1440], ['1 week', 10080]];

export function showClock(mayAdvance) {
  const onward = STEPS.map(([label, minutes]) => h('button', {
    type: 'button', 'aria-label': `Move the clock on by ${label}`, data: { key: `advance-${minutes}` },
    onclick: async () => setClock((await api.advance(minutes)).now),
  }, `+${label}`));
  $('clock').replaceChildren(
    h('span', { class: 'now' }, h('span', { id: 'date' }), h('time', { id: 'face' })),
    mayAdvance ? h('span', { class: 'onward' }, onward) : '',
  );
  setInterval(tick, 1000);
}
