// One message, as its reader sees it.

import { avatar, h, icon } from './dom.js';
import { blocks, inline, names } from './markdown.js';
import { sent } from './time.js';
import { rows } from './components.js';
import { files } from './files.js';
import { openMenu } from './menu.js';
import * as deeds from './deeds.js';

export function message(one, previous) {
  const isBot = one.author?.bot === true;
  const follows = isFollowing(one, previous);
  const classes = ['message', follows && 'follows', one.page.is_private && 'private', one.page.pings_me && 'pings'];
  return h('article', { class: classes.filter(Boolean).join(' '), data: { id: one.id }, 'aria-label': `${who(one)} wrote` },
    heading(one),
    h('div', { class: 'gutter' }, follows ? sent(one.page.sent_at) : avatar(one.author.id, who(one), isBot)),
    h('div', { class: 'body' },
      !follows && h('div', { class: 'by' },
        h('span', { class: 'author' }, who(one)), isBot && h('span', { class: 'app' }, 'APP'), sent(one.page.sent_at),
        !one.content && edited(one)),
      content(one),
      (one.embeds ?? []).map(embed),
      files(one.attachments ?? []),
      rows(one),
      reactions(one),
      one.page.is_private && h('p', { class: 'only' }, icon('eye'), ' Only you can see this')),
    tools(one));
}

const who = (one) => one.author?.username ?? 'somebody';

function isFollowing(one, previous) {
  if (!previous || previous.author?.id !== one.author?.id || one.page.used || one.message_reference) return false;
  if (previous.page.is_private !== one.page.is_private || previous.type === 6 || one.type === 6) return false;
  return one.page.sent_at - previous.page.sent_at < 7 * 60_000;
}

function heading(one) {
  if (one.referenced_message) {
    const text = one.referenced_message.content || 'a message';
    return h('p', { class: 'used' }, `↱ ${one.referenced_message.author?.username ?? ''}: ${text.slice(0, 80)}`);
  }
  if (!one.page.used?.command) return null;
  const by = names.users[one.page.used.by] ?? 'Somebody';
  return h('p', { class: 'used' }, '↱ ', h('b', null, by), ' used ', h('span', { class: 'mention' }, `/${one.page.used.command}`));
}

function content(one) {
  if (one.page.is_thinking) {
    return h('p', { class: 'thinking' }, h('span', { class: 'dots', 'aria-hidden': 'true' }, '● ● ●'), ` ${who(one)} is thinking…`);
  }
  if (one.type === 6) return h('p', { class: 'notice' }, icon('pin'), ' pinned a message to this channel.');
  if (one.type === 18) return h('p', { class: 'notice' }, '↳ started a thread.');
  const text = one.content ? blocks(one.content) : [];
  return text.length > 0 && h('div', { class: 'content' }, text, edited(one));
}

const edited = (one) => one.page.edited_at && h('span', { class: 'edited' }, '(edited)');

function embed(one) {
  const card = h('div', { class: 'embed' },
    one.author?.name && h('p', { class: 'small' }, one.author.name),
    one.title && h('h3', null, one.url ? h('a', { href: safe(one.url), target: '_blank', rel: 'noopener noreferrer' }, inline(one.title)) : inline(one.title)),
    one.description && h('div', { class: 'text' }, blocks(one.description)),
    one.fields?.length && h('dl', null, one.fields.map((field) =>
      h('div', { class: field.inline ? 'beside' : 'whole' }, h('dt', null, inline(field.name)), h('dd', null, blocks(field.value))))),
    one.footer?.text && h('p', { class: 'small foot' }, one.footer.text));
  if (one.color) card.style.setProperty('--edge', `#${one.color.toString(16).padStart(6, '0')}`);
  return card;
}

const safe = (url) => (/^https?:\/\//.test(url) ? url : undefined);

function reactions(one) {
  const all = one.page.reactions;
  return all.length > 0 && h('div', { class: 'reactions' }, all.map((reaction) => h('button', {
    type: 'button', class: 'reaction', 'aria-pressed': String(reaction.is_mine),
    'aria-label': `${reaction.emoji}, ${reaction.count}`,
    data: { key: `react-${one.id}-${reaction.emoji}` },
    onclick: () => deeds.react(one.id, reaction.emoji, !reaction.is_mine),
  }, `${reaction.emoji} ${reaction.count}`)));
}

function tools(one) {
  if (one.page.is_private || one.page.is_thinking) return null;
  return h('div', { class: 'tools' }, h('button', {
    type: 'button', 'aria-label': 'React, apps and more', title: 'React, apps and more', 'aria-haspopup': 'menu', data: { key: `menu-${one.id}` },
    onclick: (event) => openMenu(event.currentTarget, one),
  }, '⋯'));
}

// Words that only this browser shows, for what Discord's client itself says.
export function aside(text) {
  return h('article', { class: 'message private aside' },
    h('div', { class: 'gutter' }, h('span', { class: 'avatar bot', 'aria-hidden': 'true' }, '!')),
    h('div', { class: 'body' }, h('p', { class: 'failed' }, text), h('p', { class: 'only' }, icon('eye'), ' Only you can see this')));
}
