// Menus: a list of things to do at a place. Arrows go through it, Enter does, Escape
// closes it and gives the focus back.

import { h } from '../dom.js';

/** @typedef {{label: string, hint?: string, checked?: boolean, disabled?: boolean, act: () => void}|'rule'} Item */

/** @type {(() => void)|null} */
let closeOpen = null;

/** Closes the menu that is open. */
export function closeMenu() {
  closeOpen?.();
}

/**
 * Opens a menu. One that has checked items stays open, so that several can be chosen.
 * @param {Element} from what it belongs to, and where it stands @param {string} title @param {string} about @param {() => Item[]} items
 * @param {{x: number, y: number}} [at]
 */
export function openMenu(from, title, about, items, at) {
  closeMenu();
  const menu = h('div', { class: 'menu', role: 'menu', 'aria-label': title });
  const close = () => {
    closeOpen = null;
    document.removeEventListener('pointerdown', outside, true);
    menu.remove();
    if (from instanceof HTMLElement && from.isConnected) from.focus();
  };
  const outside = (/** @type {Event} */ e) => {
    if (!menu.contains(/** @type {Node} */ (e.target))) close();
  };
  const fill = () => {
    const at = [...menu.querySelectorAll('button')].indexOf(/** @type {any} */ (document.activeElement));
    menu.replaceChildren(
      h('h4', { role: 'presentation' }, title, ' ', h('span', {}, about)),
      ...items().map(item => (item === 'rule' ? h('hr', { role: 'separator' }) : row(item))),
    );
    buttons()[Math.max(0, at)]?.focus();
  };
  /** @param {Exclude<Item, 'rule'>} item */
  const row = item =>
    h(
      'button',
      {
        role: item.checked === undefined ? 'menuitem' : 'menuitemcheckbox',
        'aria-checked': item.checked === undefined ? undefined : String(item.checked),
        'aria-disabled': item.disabled && 'true',
        tabindex: -1,
        onclick: () => {
          if (item.disabled) return;
          if (item.checked === undefined) close();
          item.act();
          if (item.checked !== undefined) fill();
        },
      },
      h('span', { class: 'm' }),
      item.label,
      h('span', { class: 'k' }, item.hint ?? ''),
    );
  const buttons = () => /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('button')]);
  menu.addEventListener('keydown', e => {
    const all = buttons(),
      k = all.indexOf(/** @type {any} */ (document.activeElement)),
      to = { ArrowDown: k + 1, ArrowUp: k - 1, Home: 0, End: all.length - 1 }[e.key];
    if (e.key === 'Escape' || e.key === 'Tab') close();
    else if (to !== undefined) all[(to + all.length) % all.length].focus();
    else if (e.key.length === 1 && e.key !== ' ')
      all.find((b, i) => i > k && b.textContent?.toLowerCase().startsWith(e.key.toLowerCase()))?.focus();
    else return;
    e.preventDefault();
    e.stopPropagation();
  });
  (document.querySelector('main') ?? document.body).append(menu);
  fill();
  place(menu, from, at);
  document.addEventListener('pointerdown', outside, true);
  closeOpen = close;
}

/** Stands a menu where it is seen as a whole. @param {HTMLElement} menu @param {Element} from @param {{x: number, y: number}} [at] */
function place(menu, from, at) {
  const r = from.getBoundingClientRect(),
    x = at?.x ?? r.left,
    y = at?.y ?? r.bottom + 4;
  menu.style.setProperty('left', `${Math.max(8, Math.min(x, innerWidth - menu.offsetWidth - 8))}px`);
  menu.style.setProperty('top', `${Math.max(8, Math.min(y, innerHeight - menu.offsetHeight - 8))}px`);
}
