// Light and dark, and the colours that pictures draw with. The numbers stand in
// tokens.css; nothing else names a colour.

import { redrawAll, redrawFor } from './dom.js';

/** @typedef {'auto'|'light'|'dark'} Choice */

const wish = window.matchMedia('(prefers-color-scheme: dark)');
/** @type {Choice} */
let choice = 'auto';
/** @type {Record<string, string>} */
let known = {};
/** @type {(() => void)[]} */
const followers = [];

/** What a token of tokens.css is now: colour('c1'). @param {string} token */
export function colour(token) {
  return (known[token] ??= getComputedStyle(document.documentElement)
    .getPropertyValue('--' + token)
    .trim());
}

/** Is called when colours have changed. @param {() => void} f */
export function onTheme(f) {
  followers.push(f);
}

/** @param {boolean} paper */
function apply(paper) {
  const dark = !paper && (choice === 'dark' || (choice === 'auto' && wish.matches));
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  known = {};
}

/** Chooses a theme; auto follows the system. @param {Choice} c */
export function setTheme(c) {
  choice = c;
  apply(false);
  for (const f of followers) f();
  redrawAll();
}

/** The next of auto, light and dark. */
export function nextTheme() {
  /** @type {Choice} */
  const next = choice === 'auto' ? (wish.matches ? 'light' : 'dark') : choice === 'dark' ? 'light' : 'dark';
  setTheme(next);
  return next;
}

/** Follows the system, and draws for paper while the page is printed. */
export function startTheme() {
  apply(false);
  wish.addEventListener('change', () => setTheme(choice));
  const print = (/** @type {boolean} */ paper) => {
    apply(paper);
    for (const f of followers) f();
    redrawFor(paper);
  };
  window.addEventListener('beforeprint', () => print(true));
  window.addEventListener('afterprint', () => print(false));
}
