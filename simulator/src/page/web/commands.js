// Reads a slash line as it is typed, and says what could come next. Knows no page.

const SUBCOMMAND = 1;
const GROUP = 2;

// Every command that can be run, with its full name and options.
export function leaves(commands) {
  const within = (name, one) => {
    const inner = (one.options ?? []).filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
    if (inner.length > 0) return inner.flatMap((option) => within(`${name} ${option.name}`, option));
    return [{ name, about: one.description, options: one.options ?? [] }];
  };
  return commands.flatMap((one) => within(`/${one.name}`, one));
}

// What a line says so far.
export function parse(line, commands) {
  const all = leaves(commands);
  const fits = all.filter((leaf) => line === leaf.name || line.startsWith(`${leaf.name} `));
  const leaf = fits.sort((a, b) => b.name.length - a.name.length)[0];
  if (!leaf || !line.startsWith(`${leaf.name} `)) return { leaf: null, all };
  const rest = line.slice(leaf.name.length + 1);
  return { leaf, all, rest, given: given(leaf.options, rest) };
}

// The options of a line in the order typed, each reaching to the next one's name.
function given(options, rest) {
  const marks = options.map((option) => ({ option, at: markOf(option.name, rest) })).filter(({ at }) => at >= 0);
  marks.sort((a, b) => a.at - b.at);
  return marks.map(({ option, at }, place) => {
    const from = at + option.name.length + 1;
    return { option, from, text: rest.slice(from, marks[place + 1]?.at) };
  });
}

function markOf(name, rest) {
  for (let at = rest.indexOf(`${name}:`); at >= 0; at = rest.indexOf(`${name}:`, at + 1)) {
    if (at === 0 || /\s/.test(rest[at - 1])) return at;
  }
  return -1;
}

// What could come next: `items` to choose from, and the option whose values the bot knows, if any.
export function suggest(line, commands, known) {
  const { leaf, all, rest, given: typed } = parse(line, commands);
  if (!leaf) return { items: matching(line, all), isCommand: true };
  const focus = typed.at(-1);
  const base = line.slice(0, line.length - rest.length);
  const items = focus ? values(focus, known).map((one) => ({ ...one, line: `${base}${rest.slice(0, focus.from)}${one.value} ` })) : [];
  const isWhole = items.some((one) => focus.text.trim() === String(one.value));
  const more = optionItems(leaf, typed, line);
  const asks = focus?.option.autocomplete ? focus : null;
  return { items: isWhole ? more : [...items, ...more], asks, base, rest, leaf };
}

function matching(line, all) {
  const words = line.slice(1).toLowerCase().split(/\s+/).filter(Boolean);
  const fits = all.filter((leaf) => words.every((word) => leaf.name.includes(word)));
  const starts = (leaf) => (leaf.name.startsWith(line.trim()) ? 0 : 1);
  return fits.sort((a, b) => starts(a) - starts(b)).map((leaf) => ({ label: leaf.name, about: leaf.about, line: `${leaf.name} ` }));
}

function values({ option, text }, known) {
  const typed = text.trim().toLowerCase();
  const fits = (label) => String(label).toLowerCase().includes(typed);
  const named = (all, mark) => all.filter((name) => fits(mark + name)).map((name) => ({ label: mark + name, value: mark + name }));
  if (option.choices?.length) {
    return option.choices.filter((one) => fits(one.name)).map((one) => ({ label: one.name, value: one.name }));
  }
  switch (option.type) {
    case 5: return ['true', 'false'].filter(fits).map((word) => ({ label: word, value: word }));
    case 6: case 9: return named(known.people, '@');
    case 7: return named(known.channels, '#');
    case 8: return named(known.roles, '@');
    case 11: return known.files.filter(fits).map((name) => ({ label: name, value: name }));
    default: return [];
  }
}

// The options that are still free, as far as the last word says which.
function optionItems(leaf, typed, line) {
  const word = line.match(/(\S*)$/)[1];
  const last = typed.at(-1);
  // A value has just begun: its own suggestions come first, and names of options only once a word fits one.
  if (last && word.startsWith(`${last.option.name}:`)) return [];
  const free = leaf.options.filter((option) => !typed.some((one) => one.option === option));
  const fits = free.filter((option) => option.name.startsWith(word.toLowerCase()) && (word || !last || line.endsWith(' ')));
  const stem = line.slice(0, line.length - word.length);
  return fits.map((option) => ({
    label: `${option.name}:`, about: option.description, must: option.required === true, line: `${stem}${option.name}:`,
  }));
}

// The options that must be given and are not.
export const missing = (line, commands) => {
  const { leaf, given: typed } = parse(`${line} `, commands);
  return leaf ? leaf.options.filter((option) => option.required && !typed.some((one) => one.option === option && one.text.trim())) : [];
};
