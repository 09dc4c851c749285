// What the experiment expects, and how it stands so far.

import { h } from '../dom.js';
import { number } from '../format.js';

/** @typedef {import('./session.js').Session} Session @typedef {import('./types.js').Claim} Claim */

/** @param {HTMLElement} card @param {Session} session */
export function expectationsCard(card, session) {
  const sub = h('span', { class: 'sub' }),
    list = h('div', { class: 'expects' });
  card.append(h('h2', {}, 'Expectations', sub), list);
  const show = () => {
    const claims = session.model.expect ?? [];
    card.hidden = claims.length === 0;
    sub.textContent = claims.some(c => c.state === 'so far' || c.state === 'waits') ? 'so far' : '';
    list.replaceChildren(...claims.map(c => claimRow(c)));
  };
  session.on('model', show);
  session.on('judged', show);
}

/** Whether a claim holds as it stands. @param {Claim} c */
function standing(c) {
  if (
    c.state === 'waits' ||
    (c.state === 'so far' && c.value === null && c.outcome === 'failed') ||
    c.outcome === '' ||
    c.outcome === 'skipped'
  )
    return { mark: '◌', word: 'wait', say: c.outcome === 'skipped' ? 'skipped' : 'waits' };
  return c.outcome === 'met' ? { mark: '✓', word: 'ok', say: 'holds' } : { mark: '✕', word: 'no', say: 'does not hold' };
}

/** @param {Claim} c */
function claimRow(c) {
  const { mark, word, say } = standing(c),
    value = c.value === null || word === 'wait' ? (word === 'wait' ? say : '') : number(c.value, 3),
    bar = c.value !== null && c.limit && c.limit > 0 && c.value >= 0 && /^[<>]/.test(c.op ?? '') && word !== 'wait';
  const row = h(
    'div',
    { class: 'ex' },
    h('b', { class: word, role: 'img', 'aria-label': say }, mark),
    h('code', {}, c.text),
    h('b', { class: `num ${word}` }, value),
  );
  if (bar) {
    const fill = h('i', { class: word });
    fill.style.setProperty('width', `${Math.min(100, (80 * (c.value ?? 0)) / (c.limit ?? 1))}%`);
    row.append(h('div', { class: 'bar' }, fill, h('u', {})));
  }
  const why = [c.phase ? `in ${c.phase}` : '', c.because ?? (word === 'wait' ? '' : (c.why ?? ''))].filter(Boolean).join(' · ');
  if (why) row.append(h('span', { class: 'why' }, why));
  return row;
}
