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

const HUES = [265, 205, 150, 25, 340, 60, 300, 180];

export function avatar(id, name, isBot) {
  const hue = HUES[Number(BigInt(id) % 8191n) % HUES.length];
  const node = h('span', { class: isBot ? 'avatar bot' : 'avatar', 'aria-hidden': 'true' },
    isBot ? '🛟' : name.slice(0, 1).toUpperCase());
  node.style.setProperty('--hue', hue);
  return node;
}
