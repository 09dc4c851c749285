// The keys of the page. Those of a tile, of the drawing and of the time bar are theirs.

import { h } from '../dom.js';
import { iconButton } from './icons.js';

/** @typedef {import('./session.js').Session} Session @typedef {import('./tiles.js').Tiles} Tiles */

/** What keys do, as the list of keys says it. */
const listed = [
  ['space', 'run or pause'],
  ['. ,', 'a step on, a step back; with shift ten'],
  ['a', 'again, from the beginning'],
  ['r R', 'reset time, reset all'],
  ['← →', 'look back and on; Home, End'],
  ['Enter', 'on the time bar: go back to where you look'],
  ['1 … 9', 'to a view'],
  ['Enter', 'on a view or an object: its menu'],
  ['o', 'on a network or an array: open it, fold it'],
  ['t f', 'on a view: as table, whole window'],
  ['c s', 'on a view: copy its plot line, save its figure'],
  ['g e p', 'to the drawing, the text, pause-when'],
  ['/', 'find an object'],
  ['d', 'dark or light'],
  ['?', 'these keys'],
];

/**
 * @param {Session} session @param {Tiles} tiles
 * @param {{theme: () => void, graph: () => void, editor: () => void, when: () => void, find: () => void, keys: () => void}} does
 */
export function listenToKeys(session, tiles, does) {
  addEventListener('keydown', e => {
    const target = /** @type {HTMLElement} */ (e.target);
    if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || target.closest('.cm-editor, [contenteditable], dialog, [role=menu]'))
      return;
    if (target.matches('input:not([type=range]), textarea')) {
      if (e.key === 'Escape') target.blur();
      return;
    }
    const many = e.shiftKey ? 10 : 1,
      arrow = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
    if (e.key === ' ' && !target.matches('button:not(.play)')) session.toggle();
    else if (e.code === 'Period' || e.key === '.') session.step(many);
    else if (e.code === 'Comma' || e.key === ',') session.step(-many);
    else if (e.key === 'a') session.restart();
    else if (e.key === 'r') session.act('reset', { what: 'time' });
    else if (e.key === 'R') session.act('reset', { what: 'all' });
    else if (arrow && !target.matches('input'))
      session.look(session.at + arrow * many * 0.01 * (session.window().to - session.window().from));
    else if (e.key === 'Home' && !target.matches('input')) session.look(0);
    else if (e.key === 'End' && !target.matches('input')) session.look(null);
    else if (/^[1-9]$/.test(e.key)) tiles.list[Number(e.key) - 1]?.element.focus();
    else if (e.key === 'g') does.graph();
    else if (e.key === 'e') does.editor();
    else if (e.key === 'p') does.when();
    else if (e.key === 'd') does.theme();
    else if (e.key === '/') does.find();
    else if (e.key === '?') does.keys();
    else return;
    e.preventDefault();
  });
}

/** A dialog with a title, which Escape closes. @param {string} title @param {...(Node|string)} children */
export function dialog(title, ...children) {
  const d = /** @type {HTMLDialogElement} */ (h('dialog', { 'aria-label': title }));
  d.append(
    h(
      'h2',
      {},
      title,
      h('span', { class: 'grow' }),
      iconButton('close', 'Close', () => d.close()),
    ),
    ...children,
  );
  d.addEventListener('close', () => d.remove());
  document.body.append(d);
  d.showModal();
  return d;
}

/** The list of keys. */
export function showKeys() {
  dialog(
    'Keys',
    h(
      'dl',
      { class: 'keylist' },
      ...listed.flatMap(([keys, what]) => [h('dt', {}, ...keys.split(' ').map(k => h('kbd', {}, k))), h('dd', {}, what)]),
    ),
  );
}

/** How many objects a search lists. */
const mostFound = 200;

/**
 * Finds an object by its name.
 * @param {Session} session @param {(from: HTMLElement, names: string[]) => void} choose @param {string} [within] a network or an array
 */
export function findObject(session, choose, within = '') {
  const input = /** @type {HTMLInputElement} */ (
      h('input', { placeholder: 'a name', 'aria-label': 'Name of the object', autocomplete: 'off', spellcheck: 'false' })
    ),
    list = h('div', { class: 'found' }),
    more = h('p', { class: 'muted small' }),
    d = dialog(within ? `Find an object in ${within}` : 'Find an object', input, list, more);
  const fill = () => {
    const word = input.value.toLowerCase(),
      found = session.model.objects.filter(
        o => o.views.length > 0 && o.name.startsWith(within) && o.name.slice(within.length).toLowerCase().includes(word),
      );
    more.textContent = found.length > mostFound ? `and ${found.length - mostFound} others: type more of the name` : '';
    list.replaceChildren(
      ...found
        .slice(0, mostFound)
        .map(o =>
          h(
            'button',
            {
              onclick: () => {
                d.close();
                choose(document.querySelector(`[data-name="${CSS.escape(o.name)}"]`) ?? document.body, [o.name]);
              },
            },
            o.name,
            h('span', { class: 'muted' }, o.n ? `${o.kind}, ${o.n}` : o.kind),
          ),
        ),
    );
  };
  input.addEventListener('input', fill);
  input.addEventListener('keydown', e => {
    if (e.key === 'Enter') /** @type {HTMLElement|null} */ (list.firstElementChild)?.click();
  });
  fill();
  input.focus();
}
