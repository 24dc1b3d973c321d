// What the page asks of the program behind it.

export class Refused extends Error {}

async function ask(path, options) {
  const answer = await fetch(path, options);
  if (answer.status === 422) throw new Refused((await answer.json()).refused);
  if (!answer.ok) throw new Refused(`The page asked for something odd (${answer.status}).`);
  return answer.json();
}

const tell = (path, body) => ask(path, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const where = (seat) => new URLSearchParams(Object.entries(seat).filter(([, value]) => value));

export const setup = () => ask('/page/setup');
export const sight = (seat) => ask(`/page/sight?${where(seat)}`);
export const commands = (seat) => ask(`/page/commands?${where(seat)}`);
export const advance = (minutes) => tell('/page/advance', { minutes });
export const act = ({ guild, person }, deed) => tell('/page/act', { seat: { guild, person }, deed });

// The first answer to an interaction; nothing when there is none within three seconds, as in Discord.
export async function answer(interaction, signal) {
  const patience = AbortSignal.timeout(3000);
  const either = signal ? AbortSignal.any([signal, patience]) : patience;
  try {
    return await ask(`/page/answer/${interaction}`, { signal: either });
  } catch (error) {
    if (patience.aborted) return null;
    throw error;
  }
}
