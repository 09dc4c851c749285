// Icons of buttons, drawn in the colour of the text around them.

import { h } from '../dom.js';

const svg = 'http://www.w3.org/2000/svg';

/** Paths in a square of 16; those in `solid` are filled. @type {Record<string, string[]>} */
const paths = {
  play: ['M5 3.2v9.6L12.6 8z'],
  pause: ['M5.4 3.5v9M10.6 3.5v9'],
  step: ['M3.5 3.5v9L9.5 8z', 'M12.5 3.5v9'],
  back: ['M12.5 3.5v9L6.5 8z', 'M3.5 3.5v9'],
  reset: ['M3 8a5 5 0 1 0 1.6-3.7M3 2.6v2.8h2.8'],
  again: ['M12 3.2v9.6L6 8z', 'M4 3.5v9'],
  save: ['M8 2.5v7M5 7l3 3 3-3M3 12.8h10'],
  big: ['M9.5 3H13v3.5M6.5 13H3V9.5M13 3 9.3 6.7M3 13l3.7-3.7'],
  close: ['m4.5 4.5 7 7m0-7-7 7'],
  more: ['M3.5 8h.01M8 8h.01M12.5 8h.01'],
  fold: ['m4.5 6.5 3.5 3.5 3.5-3.5'],
  unfold: ['m6.5 4.5 3.5 3.5-3.5 3.5'],
  dots: ['M3.5 8h.01M8 8h.01M12.5 8h.01'],
  plus: ['M8 3.5v9M3.5 8h9'],
  link: ['M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 0 0-3.7-3.7l-.6.6M9.2 6.8a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 0 0 3.7 3.7l.6-.6'],
  theme: ['M8 2.5a5.5 5.5 0 1 0 0 11z', 'M8 2.5a5.5 5.5 0 0 1 0 11'],
  menu: ['M2.5 4.5h11M2.5 8h11M2.5 11.5h11'],
  text: ['M5.5 4 2 8l3.5 4M10.5 4 14 8l-3.5 4'],
  keys: ['M2 4.5h12v7H2zM4.5 7h.01M7 7h.01M9.5 7h.01M12 7h.01M5 9.3h6'],
};
const solid = ['play', 'step', 'back', 'again'],
  thick = ['pause', 'more'];

/** @param {string} name */
export function icon(name) {
  const out = document.createElementNS(svg, 'svg');
  out.setAttribute('viewBox', '0 0 16 16');
  out.setAttribute('class', `i${thick.includes(name) ? ' thick' : ''}`);
  out.setAttribute('aria-hidden', 'true');
  paths[name].forEach((d, i) => {
    const path = document.createElementNS(svg, 'path');
    path.setAttribute('d', d);
    if (i === 0 && (solid.includes(name) || name === 'theme')) path.setAttribute('fill', 'currentColor');
    out.append(path);
  });
  return out;
}

/**
 * A button that shows an icon, and says its name to those who do not see it.
 * @param {string} name @param {string} title @param {(e: MouseEvent) => void} f
 */
export function iconButton(name, title, f) {
  return h('button', { type: 'button', title, 'aria-label': title.replace(/ \([^)]*\)$/, ''), onclick: f }, icon(name));
}
