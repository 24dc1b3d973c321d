// Files of a message: pictures shown, text opened and read in the page.

import { h, icon } from './dom.js';
import { blocks } from './markdown.js';
import { showDialog } from './dialog.js';
import { saw } from './guide.js';

const TEXT = /^(text\/(?!html)|application\/json)/;

export const files = (all) => all.length > 0 && h('div', { class: 'attached' }, all.map(file));

function file(one) {
  // Links name the address the bot knows; the page may have been opened by another name of this machine.
  const { pathname, search } = new URL(one.url);
  const url = pathname + search;
  if (/^image\//.test(one.content_type)) return picture(one, url);
  return h('div', { class: 'file' },
    h('span', { class: 'sheet', 'aria-hidden': 'true' }, icon('file')),
    h('span', { class: 'what' }, h('b', null, one.filename), h('small', null, size(one.size))),
    TEXT.test(one.content_type) && h('button', {
      type: 'button', class: 'button plain', data: { key: `read-${one.id}` }, onclick: () => read(one, url),
    }, 'Read'),
    h('a', { class: 'button plain', href: url, download: one.filename, 'aria-label': `Download ${one.filename}` }, icon('down')));
}

function picture(one, url) {
  const image = h('img', { src: url, alt: one.description ?? one.filename, loading: 'lazy', width: one.width, height: one.height });
  return h('button', {
    type: 'button', class: 'picture', 'aria-label': `Enlarge ${one.filename}`, data: { key: `see-${one.id}` },
    onclick: () => showDialog(one.filename, h('img', { class: 'large', src: url, alt: one.description ?? one.filename })),
  }, image);
}

async function read(one, url) {
  const text = await (await fetch(url)).text();
  const isMarkdown = /\.md$/i.test(one.filename);
  showDialog(one.filename, isMarkdown ? h('div', { class: 'document' }, blocks(text)) : h('pre', { class: 'document' }, text), 'wide');
  saw(text);
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1_048_576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
