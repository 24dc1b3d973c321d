// Discord's Markdown, as elements.

import { h } from './dom.js';
import { timestamp } from './time.js';

// The people, roles and channels that mentions name; set by whoever shows text.
export const names = { users: {}, roles: {}, channels: {}, kinds: {}, me: '', goTo: () => {} };

const INLINE = [
  [/^\\([^\sA-Za-z0-9])/, (m) => m[1]],
  [/^```(?:[\w+-]*\n)?([\s\S]+?)```/, (m) => h('code', null, m[1])],
  [/^``([\s\S]+?)``|^`([^`]+)`/, (m) => h('code', null, (m[1] ?? m[2]).trim() || m[0])],
  [/^\*\*\*([\s\S]+?)\*\*\*/, (m) => h('strong', null, h('em', null, inline(m[1])))],
  [/^\*\*([\s\S]+?)\*\*(?!\*)/, (m) => h('strong', null, inline(m[1]))],
  [/^__([\s\S]+?)__(?!_)/, (m) => h('u', null, inline(m[1]))],
  [/^~~([\s\S]+?)~~/, (m) => h('s', null, inline(m[1]))],
  [/^\|\|([\s\S]+?)\|\|/, (m) => spoiler(m[1])],
  [/^\*(?!\s)((?:\\.|[^*\\])+?)\*(?!\*)/, (m) => h('em', null, inline(m[1]))],
  [/^_((?:\\.|[^_\\])+?)_(?![A-Za-z0-9_])/, (m) => h('em', null, inline(m[1])), /[A-Za-z0-9_]/],
  [/^!\[([^\]]*)\]\(([^)\s]+)\)/, (m) => picture(m[1], m[2])],
  [/^\[([^\]\n]+)\]\(<?(https?:\/\/[^)\s>]+)>?(?:\s+"[^"]*")?\)/, (m) => link(m[2], inline(m[1]))],
  [/^<(https?:\/\/[^>\s]+)>/, (m) => link(m[1], m[1])],
  [/^https?:\/\/[^\s<>]*[^\s<>.,:;"')\]]/, (m) => link(m[0], m[0])],
  [/^<t:(-?\d{1,14})(?::([tTdDfFR]))?>/, (m) => timestamp(Number(m[1]), m[2])],
  [/^<@!?(\d+)>/, (m) => mention('@', names.users[m[1]] ?? 'somebody', m[1] === names.me)],
  [/^<@&(\d+)>/, (m) => mention('@', names.roles[m[1]] ?? 'a role')],
  [/^<#(\d+)>/, (m) => place(m[1])],
  [/^<\/([^:>]+):\d+>/, (m) => mention('/', m[1])],
  [/^<a?:(\w+):\d+>/, (m) => `:${m[1]}:`],
  [/^@(everyone|here)\b/, (m) => mention('@', m[1])],
];

// The lines of a text as paragraphs, headings, lists, quotes and code.
export function blocks(text) {
  const parts = text.split(/(```[\s\S]*?```)/);
  return parts.flatMap((part) => {
    const code = part.match(/^```(?:([\w+-]*)\n)?([\s\S]*?)\n?```$/);
    return code ? h('pre', null, h('code', null, code[2])) : lines(part.replace(/^\n|\n$/g, '').split('\n'));
  });
}

function lines(all) {
  const made = [];
  let paragraph = [];
  const flush = () => {
    const text = paragraph.join('\n').replace(/^\n+|\n+$/g, '');
    if (text) made.push(h('p', null, inline(text)));
    paragraph = [];
  };
  for (let at = 0; at < all.length; at += 1) {
    const line = all[at];
    const heading = line.match(/^(#{1,6})\s+(.+)/);
    const small = line.match(/^-#\s+(.+)/);
    if (heading) {
      flush();
      made.push(h(`h${Math.min(heading[1].length + 2, 6)}`, { class: `h${heading[1].length}` }, inline(heading[2])));
    } else if (small) {
      flush();
      made.push(h('small', null, inline(small[1])));
    } else if (line.startsWith('>>> ')) {
      flush();
      made.push(h('blockquote', null, lines([line.slice(4), ...all.slice(at + 1)])));
      break;
    } else if (line.startsWith('> ')) {
      flush();
      const quoted = taken(all, at, (one) => one.startsWith('> '));
      made.push(h('blockquote', null, lines(quoted.map((one) => one.slice(2)))));
      at += quoted.length - 1;
    } else if (isItem(line)) {
      flush();
      const items = taken(all, at, (one) => isItem(one) || /^\s+\S/.test(one));
      made.push(list(items));
      at += items.length - 1;
    } else if (/^\s*(---+|\*\*\*+)\s*$/.test(line)) {
      flush();
      made.push(h('hr'));
    } else if (line.trim() === '') {
      flush();
    } else {
      paragraph.push(line);
    }
  }
  flush();
  return made;
}

const isItem = (line) => /^\s*([-*]|\d{1,3}\.)\s+\S/.test(line);

function taken(all, from, fits) {
  const end = all.slice(from).findIndex((line) => !fits(line));
  return end < 0 ? all.slice(from) : all.slice(from, from + end);
}

function list(items) {
  const depth = (line) => line.match(/^\s*/)[0].length;
  const base = depth(items[0]);
  const first = items[0].match(/^\s*(\d+)\./);
  const root = first ? h('ol', { start: first[1] }) : h('ul');
  for (let at = 0; at < items.length; at += 1) {
    const inner = taken(items, at + 1, (line) => depth(line) > base);
    const text = items[at].replace(/^\s*([-*]|\d{1,3}\.)\s+/, '');
    const nested = inner.length && isItem(inner[0]) ? list(inner) : inner.length ? h('p', null, inline(inner.join('\n').trim())) : null;
    root.append(h('li', null, inline(text), nested));
    at += inner.length;
  }
  return root;
}

// The spans within a line or paragraph.
export function inline(text) {
  const made = [];
  let plain = '';
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const found = /[\\`*_~|![<h@]/.test(rest[0]) && INLINE.find(([mark, , notAfter]) =>
      mark.test(rest) && !(notAfter && at > 0 && notAfter.test(text[at - 1])));
    if (!found) {
      const step = String.fromCodePoint(rest.codePointAt(0));
      plain += step;
      at += step.length;
      continue;
    }
    const match = rest.match(found[0]);
    const node = found[1](match);
    if (typeof node === 'string') plain += node;
    else made.push(plain, node), (plain = '');
    at += match[0].length;
  }
  return [...made, plain].filter((node) => node !== '');
}

function link(url, label) {
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label);
}

function mention(mark, name, isMe) {
  return h('span', { class: isMe ? 'mention me' : 'mention' }, mark + name);
}

function place(id) {
  const name = names.channels[id];
  if (!name) return mention('#', 'no-access');
  return h('button', { type: 'button', class: 'mention', data: { key: `to-${id}` }, onclick: () => names.goTo(id) }, `#${name}`);
}

function spoiler(text) {
  const open = (event) => {
    event.currentTarget.classList.add('open');
    event.currentTarget.removeAttribute('aria-label');
  };
  return h('button', { type: 'button', class: 'spoiler', 'aria-label': 'Show the spoiler', onclick: open }, h('span', null, inline(text)));
}

function picture(about, target) {
  return /^https?:/.test(target) ? link(target, `(picture: ${about || target})`) : h('em', null, `(picture: ${about || target})`);
}
