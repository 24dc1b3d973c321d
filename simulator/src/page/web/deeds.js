// What the person at the page does, and what is said when it goes wrong.

import * as api from './api.js';
import { showForm } from './dialog.js';
import { seat } from './seat.js';
import { addAside } from './log.js';

const SILENCE = 'The application did not respond';

// Does it, and follows the interaction to its first answer. Gives back why it could not be done.
export async function interact(deed, signal) {
  const here = { ...seat };
  try {
    const { interaction } = await api.act(here, deed);
    if (!interaction) return null;
    const answer = await api.answer(interaction, signal);
    if (!answer) addAside(here, deed.kind === 'runs' ? SILENCE : 'This interaction failed');
    if (answer?.kind === 'form') {
      showForm(answer, (fields) => interact({ kind: 'submits', opened_by: interaction, fields }));
    }
    return null;
  } catch (error) {
    return said(error);
  }
}

const said = (error) => (error instanceof api.Refused ? sentence(error.message) : 'The program behind this page does not answer.');
const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

async function pressed(deed, button) {
  button.setAttribute('aria-busy', 'true');
  const here = { ...seat };
  const refusal = await interact(deed);
  button.removeAttribute('aria-busy');
  if (refusal) addAside(here, refusal);
}

export const click = (message, custom, button) => pressed({ kind: 'clicks', message: message.id, button: custom }, button);
export const select = (message, menu, values, button) => pressed({ kind: 'selects', message: message.id, menu, values }, button);

async function plainly(deed) {
  const here = { ...seat };
  const refusal = await interact(deed);
  if (refusal) addAside(here, refusal);
}

export const useMenu = (message, entry) => plainly({ kind: 'uses_menu', message: message.id, entry });
export const react = (message, emoji, on) => plainly({ kind: on ? 'reacts' : 'unreacts', message, emoji });
export const remove = (message) => plainly({ kind: 'deletes', message: message.id });

export function edit(message) {
  const field = { type: 4, style: 2, custom_id: 'text', label: 'Message', value: message.content, max_length: 2000 };
  showForm({ title: 'Edit message', fields: [field] }, ([[, text]]) => interact({ kind: 'edits', message: message.id, text }));
}
