// Buttons and menus under a message.

import { h } from './dom.js';
import { names } from './markdown.js';
import * as deeds from './deeds.js';
import { blocks } from './markdown.js';

const LOOKS = { 1: 'main', 2: 'plain', 3: 'good', 4: 'danger', 5: 'plain' };

export const rows = (message) => (message.components ?? []).map((top) => part(message, top));

// A component by Discord's number: rows, buttons, menus, and the text that messages can be made of.
function part(message, one) {
  const inner = () => (one.components ?? []).map((child) => part(message, child));
  switch (one.type) {
    case 1: return h('div', { class: 'row' }, inner());
    case 2: return button(message, one);
    case 3: case 5: case 6: case 7: case 8: return menu(message, one);
    case 9: return h('div', { class: 'section' }, h('div', null, inner()), one.accessory && part(message, one.accessory));
    case 10: return h('div', { class: 'content' }, blocks(one.content));
    case 14: return h('hr');
    case 17: return h('div', { class: 'embed' }, inner());
    default: return null;
  }
}

function button(message, one) {
  const label = [one.emoji?.name, one.label].filter(Boolean).join(' ');
  const look = `button ${LOOKS[one.style] ?? 'plain'}`;
  if (one.url) {
    const url = /^https?:\/\//.test(one.url) ? one.url : undefined;
    return h('a', { class: look, href: url, target: '_blank', rel: 'noopener noreferrer' }, `${label} ↗`);
  }
  return h('button', {
    type: 'button', class: look, disabled: one.disabled, data: { key: `${message.id}-${one.custom_id}` },
    onclick: (event) => deeds.click(message, one.custom_id, event.currentTarget),
  }, label);
}

function menu(message, one) {
  const options = choices(one);
  const hint = one.placeholder ?? 'Choose';
  const key = `${message.id}-${one.custom_id}`;
  if ((one.max_values ?? 1) > 1) return several(message, one, options, hint);
  const chosen = (event) => event.currentTarget.value && deeds.select(message, one.custom_id, [event.currentTarget.value], event.currentTarget);
  return h('select', { class: 'menu', 'aria-label': hint, disabled: one.disabled, data: { key }, onchange: chosen },
    h('option', { value: '' }, hint),
    options.map((option) => h('option', { value: option.value, selected: option.default }, option.label)));
}

function several(message, one, options, hint) {
  const boxes = options.map((option) =>
    h('label', null, h('input', { type: 'checkbox', value: option.value, checked: option.default }), ` ${option.label}`));
  const send = (event) => {
    const values = boxes.map((box) => box.firstChild).filter((box) => box.checked).map((box) => box.value);
    deeds.select(message, one.custom_id, values, event.currentTarget);
  };
  return h('details', { class: 'several' }, h('summary', null, hint), boxes,
    h('button', { type: 'button', class: 'button main', onclick: send }, 'Choose'));
}

// What a menu offers: its own options, or the people, roles and channels there are.
export function choices(one) {
  const of = (all) => Object.entries(all).map(([value, label]) => ({ value, label }));
  switch (one.type) {
    case 5: return of(names.users);
    case 6: return of(names.roles);
    case 7: return [...of(names.users), ...of(names.roles)];
    case 8: return of(names.channels).filter(({ value }) => one.channel_types?.includes(names.kinds[value]) ?? true);
    default: return one.options ?? [];
  }
}
