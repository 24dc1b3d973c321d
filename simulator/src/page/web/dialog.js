// Dialogs: something to read, or a form to fill in. The browser itself keeps the focus inside and closes on Esc.

import { h } from './dom.js';
import { choices } from './components.js';

export function showDialog(title, body, look = '') {
  const close = () => dialog.close();
  const dialog = h('dialog', { class: look, 'aria-labelledby': 'dialog-title' },
    h('header', null, h('h2', { id: 'dialog-title' }, title),
      h('button', { type: 'button', class: 'close', 'aria-label': 'Close', onclick: close }, '✕')),
    h('div', { class: 'inside', tabindex: '0' }, body));
  return open(dialog);
}

function open(dialog) {
  const before = document.activeElement;
  dialog.addEventListener('close', () => {
    dialog.remove();
    before?.focus?.();
  });
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

// Shows a form; `send` takes its fields and says what is wrong with them, or nothing.
export function showForm({ title, fields }, send) {
  const wrong = h('p', { class: 'wrong', role: 'alert', hidden: true });
  const inputs = fields.map((field, place) => ({ field, node: input(field, place) }));
  const submit = async (event) => {
    event.preventDefault();
    const refusal = await send(inputs.filter(({ node }) => node).map(({ field, node }) => [field.custom_id, value(node)]));
    if (!refusal) return dialog.close();
    wrong.textContent = refusal;
    wrong.hidden = false;
  };
  const form = h('form', { onsubmit: submit },
    h('header', null, h('h2', { id: 'dialog-title' }, title),
      h('button', { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => dialog.close() }, '✕')),
    h('div', { class: 'inside' }, inputs.map(({ field, node }, place) => labelled(field, node, place)), wrong),
    h('footer', null,
      h('button', { type: 'button', class: 'button plain', onclick: () => dialog.close() }, 'Cancel'),
      h('button', { type: 'submit', class: 'button main' }, 'Submit')));
  const dialog = h('dialog', { class: 'form', 'aria-labelledby': 'dialog-title' }, form);
  open(dialog);
  inputs[0]?.node?.focus();
}

function labelled(field, node, place) {
  if (!node) return h('p', null, field.content ?? '');
  return h('div', { class: 'field' },
    h('label', { for: `field-${place}` }, field.label ?? field.placeholder ?? '', field.required !== false && h('span', { class: 'must', title: 'Required' }, ' *')),
    node);
}

function input(field, place) {
  const same = { id: `field-${place}`, name: field.custom_id, required: field.required !== false };
  if (field.type === 4) {
    const limits = { ...same, minlength: field.min_length, maxlength: field.max_length ?? 4000, placeholder: field.placeholder };
    if (field.style === 1) return h('input', { ...limits, type: 'text', value: field.value });
    const area = h('textarea', { ...limits, rows: '4' });
    area.value = field.value ?? '';
    return area;
  }
  if (![3, 5, 6, 7, 8].includes(field.type)) return null;
  const many = (field.max_values ?? 1) > 1;
  return h('select', { ...same, multiple: many },
    !many && h('option', { value: '' }, field.placeholder ?? 'Choose'),
    choices(field).map((option) => h('option', { value: option.value, selected: option.default }, option.label)));
}

const value = (node) => (node.multiple ? [...node.selectedOptions].map((one) => one.value).join(', ') : node.value);
