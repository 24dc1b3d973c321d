// Builds elements. Text always goes in as text: nothing anybody wrote is ever read as HTML.

export const $ = (id) => document.getElementById(id);

export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === 'function') node.addEventListener(key.slice(2), value);
    else if (key === 'class') node.className = value;
    else if (key === 'data') Object.assign(node.dataset, value);
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const painted = new WeakMap();

// Fills a place anew when what it shows has changed, and puts the focus back where it was.
export function paint(place, shown, build) {
  const signature = JSON.stringify(shown);
  if (painted.get(place) === signature) return;
  painted.set(place, signature);
  keepFocus(place, () => place.replaceChildren(...[build()].flat(3).filter(Boolean)));
}

export function keepFocus(place, change) {
  const key = place.contains(document.activeElement) && document.activeElement.dataset.key;
  change();
  if (key) [...place.querySelectorAll('[data-key]')].find((node) => node.dataset.key === key)?.focus();
}

// Snowflakes are too long for numbers.
export const isNewer = (id, than) => !than || id.length > than.length || (id.length === than.length && id > than);

// Drawn here, for not every machine has a font with pictures.
const ICONS = {
  bot: 'M12 4a1 1 0 0 1 1 1v2h4a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3v-6a3 3 0 0 1 3-3h4V5a1 1 0 0 1 1-1zM9 11.2a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2zm6 0a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2z',
  pin: 'M15 3l6 6-2 1-3.5 3.5.5 4-2 2-4-4L5 21l-1-1 5.5-5-4-4 2-2 4 .5L14 5z',
  file: 'M6 3h8l5 5v12a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zm7 2v4h4zM8 12v1.500h8V12zm0 4v1.500h6V16z',
  eye: 'M12 6c5 0 8.5 4 9.5 6-1 2-4.5 6-9.5 6s-8.5-4-9.5-6c1-2 4.5-6 9.5-6zm0 2.500a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z',
  down: 'M11 4h2v8l3-3 1.4 1.400L12 15.800l-5.4-5.400L8 9l3 3zM5 18h14v2H5z',
};

export function icon(name) {
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('class', 'icon');
  picture.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', ICONS[name]);
  path.setAttribute('fill-rule', 'evenodd');
  picture.append(path);
  return picture;
}

const HUES = [265, 205, 150, 25, 340, 60, 300, 180];

export function avatar(id, name, isBot) {
  const hue = HUES[Number(BigInt(id) % 8191n) % HUES.length];
  const node = h('span', { class: isBot ? 'avatar bot' : 'avatar', 'aria-hidden': 'true' },
    isBot ? icon('bot') : name.slice(0, 1).toUpperCase());
  node.style.setProperty('--hue', hue);
  return node;
}
