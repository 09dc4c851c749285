// Pause when: the run stops after the step in which an expression holds.

import { h } from '../dom.js';
import { number } from '../format.js';
import { icon, iconButton } from './icons.js';
import { whyNot } from './session.js';

/** @typedef {import('./session.js').Session} Session */

/** @param {Session} session @param {(hit: {expr: string, value: number, step: number, holds: boolean}) => void} hit */
export function pauseWhen(session, hit) {
  const input = /** @type {HTMLInputElement} */ (
      h('input', {
        class: 'num',
        id: 'when',
        spellcheck: 'false',
        autocomplete: 'off',
        placeholder: suggestion(session),
        'aria-label': 'Pause when this expression holds',
      })
    ),
    list = h('span', { class: 'breaks' }),
    wrong = h('p', { class: 'wrong small', role: 'alert', hidden: true });
  /** @param {string} text */
  const complain = text => {
    wrong.textContent = text;
    wrong.hidden = text === '';
    input.setAttribute('aria-invalid', String(text !== ''));
  };
  input.addEventListener('input', () => complain(''));
  const add = async (/** @type {Event} */ e) => {
    e.preventDefault();
    const expr = input.value.trim() || input.placeholder;
    if (!expr || expr.startsWith('an ')) return;
    const done = await session.source.request('break', { expr }).catch(e => complain(whyNot(e)));
    if (!done) return;
    complain('');
    input.value = '';
    const chip = h('span', { class: 'chip' }, h('code', {}, expr));
    chip.append(
      iconButton('close', `Do not pause when ${expr}`, () => {
        session.ask('unbreak', { id: done.id });
        chip.remove();
        input.focus();
      }),
    );
    list.append(chip);
  };
  session.on('model', () => (input.placeholder = suggestion(session)));
  session.on(/** @type {any} */ ('broke'), p => {
    session.state.running = false;
    session.say(`paused: ${p.expr} ${p.holds ? 'holds' : `is ${number(p.value, 4)}`} at step ${p.step}`);
    hit(p);
    session.happen('state');
  });
  return h(
    'form',
    { class: 'pauses', onsubmit: add },
    h('label', { class: 'small', for: 'when' }, h('b', {}, 'Pause when'), h('span', { class: 'muted' }, ' an expression holds')),
    h('div', { class: 'when' }, input, h('button', { class: 'small', title: 'Add', 'aria-label': 'Add' }, icon('plus'))),
    wrong,
    list,
  );
}

/** @param {Session} session */
function suggestion(session) {
  const { objects } = session.model,
    error = objects.find(o => o.role === 'error' && o.dims === 1),
    own = (/** @type {import('./types.js').Thing} */ o) => o.views.includes('value') && !/[.[]/.test(o.name),
    first = error ?? objects.find(o => o.kind === 'ensemble' && o.dims === 1 && own(o)) ?? objects.find(o => o.dims === 1 && own(o));
  return first ? `abs(${first.name}) > ${error ? 0.3 : 0.9}` : 'an expression';
}
