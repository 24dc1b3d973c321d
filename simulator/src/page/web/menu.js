// The menu of a message: emoji, the bot's entries, and what its author may do with it.

import { h } from './dom.js';
import * as deeds from './deeds.js';
import { seat, entries } from './seat.js';

const EMOJI = ['👍', '👀', '✅', '❌', '📌', '🎉', '🔥', '🙏'];

export function openMenu(button, message) {
  const pick = (deed) => () => {
    menu.hidePopover();
    deed();
  };
  const own = message.author.id === seat.person;
  const item = (label, deed) => h('button', { type: 'button', role: 'menuitem', onclick: pick(deed) }, label);
  const menu = h('div', { class: 'popup', role: 'menu', popover: 'auto', 'aria-label': 'Message', onkeydown: steer },
    h('div', { class: 'emoji', role: 'group', 'aria-label': 'React' }, EMOJI.map((emoji) =>
      h('button', { type: 'button', role: 'menuitem', 'aria-label': `React with ${emoji}`, onclick: pick(() => deeds.react(message.id, emoji, true)) }, emoji))),
    entries.message.length > 0 && h('p', null, 'Apps'),
    entries.message.map((name) => item(name, () => deeds.useMenu(message, name))),
    own && item('Edit', () => deeds.edit(message)),
    own && item('Delete', () => deeds.remove(message)));
  menu.addEventListener('toggle', (event) => {
    if (event.newState !== 'closed') return;
    menu.remove();
    if (document.activeElement === document.body) button.focus();
  });
  document.body.append(menu);
  menu.showPopover();
  placeBy(button, menu);
  menu.querySelector('button').focus();
}

function placeBy(button, menu) {
  const from = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(from.right - width, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(from.bottom + 4, innerHeight - height - 8))}px`;
}

function steer(event) {
  const items = [...event.currentTarget.querySelectorAll('[role=menuitem]')];
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  items.at((items.indexOf(document.activeElement) + step) % items.length)?.focus();
}
