// Channels, the conversation with the bot, and the people to sit as.

import { $, avatar, h, isNewer, paint } from './dom.js';
import { seat } from './seat.js';

const seen = JSON.parse(sessionStorage.getItem('seen') ?? '{}');
const DIRECT = 1;
const CATEGORY = 4;
const THREADS = [11, 12];

// Remembers that the person has read the open channel.
export function read(channel) {
  if (!channel?.newest) return;
  seen[`${seat.person}/${channel.id}`] = channel.newest;
  sessionStorage.setItem('seen', JSON.stringify(seen));
}

const isUnread = (person, channel, newest) => newest && isNewer(newest, seen[`${person}/${channel}`]);

export function showSide(sight, guilds, go) {
  paint($('guild'), [guilds, seat.guild], () => guildHead(guilds, go));
  paint($('channels'), [sight.channels, seat, seen], () => sections(sight.channels, go));
  paint($('people'), [sight.people, seat.person, seen], () => [
    h('h2', null, 'Sit as'),
    h('div', { class: 'seats' }, sight.people.map((person) => seatOf(person, go))),
  ]);
}

function guildHead(guilds, go) {
  if (guilds.length < 2) return h('h2', null, guilds[0]?.name ?? '');
  const change = (event) => go({ guild: event.currentTarget.value });
  return h('select', { 'aria-label': 'Server', data: { key: 'guild' }, onchange: change },
    guilds.map((guild) => h('option', { value: guild.id, selected: guild.id === seat.guild }, guild.name)));
}

function sections(channels, go) {
  const ordered = [...channels].sort((a, b) => a.position - b.position || (isNewer(a.id, b.id) ? 1 : -1));
  const plain = ordered.filter((one) => one.kind !== CATEGORY && one.kind !== DIRECT && !THREADS.includes(one.kind));
  const categories = ordered.filter((one) => one.kind === CATEGORY);
  const known = new Set(categories.map((one) => one.id));
  const direct = channels.find((one) => one.kind === DIRECT);
  const under = (parent) => plain.filter((one) => (known.has(one.parent) ? one.parent : null) === parent);
  const items = (all) => h('ul', null, all.map((one) => [item(one, go), threads(ordered, one, go)]));
  return [
    items(under(null)),
    categories.map((one) => [h('h2', null, one.name), items(under(one.id))]),
    h('h2', null, 'Direct messages'),
    h('ul', null, direct ? item({ ...direct, name: 'sitrep' }, go) : h('li', { class: 'none' }, 'None yet')),
  ];
}

const threads = (all, parent, go) =>
  all.filter((one) => THREADS.includes(one.kind) && one.parent === parent.id).map((one) => item(one, go, 'thread'));

function item(channel, go, look = '') {
  const unread = isUnread(seat.person, channel.id, channel.newest);
  const pings = isUnread(seat.person, channel.id, channel.newest_ping);
  const mark = channel.kind === DIRECT ? '@' : THREADS.includes(channel.kind) ? '↳' : '#';
  return h('li', { class: look }, h('button', {
    type: 'button', class: unread ? 'unread' : '', data: { key: `channel-${channel.id}` },
    'aria-current': channel.id === seat.channel ? 'page' : null, onclick: () => go({ channel: channel.id }),
  }, h('span', { class: 'mark', 'aria-hidden': 'true' }, mark), h('span', { class: 'label' }, channel.name),
  unread && h('span', { class: 'unseen' }, ' unread'), pings && h('span', { class: 'badge', title: 'Meant for you' }, '!')));
}

function seatOf(person, go) {
  const waiting = Object.entries(person.pings).some(([channel, newest]) => isUnread(person.id, channel, newest));
  const isHere = person.id === seat.person;
  return h('button', {
    type: 'button', class: 'seat', 'aria-pressed': String(isHere), data: { key: `seat-${person.id}`, name: person.name },
    onclick: () => go({ person: person.id }),
  }, avatar(person.id, person.name), h('span', { class: 'label' }, h('b', null, person.name), h('small', null, person.badge || 'Member')),
  waiting && !isHere && h('span', { class: 'badge', title: 'Something was said to them' }, '!'));
}
