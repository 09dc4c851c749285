// What is wrong without being an error: driven beyond the radius, silent, saturated.

import { h, table } from '../dom.js';
import { number, percent } from '../format.js';

/** @typedef {import('./views.js').Context} Context @typedef {import('../types.js').Health} Health */

/** A share of a phase outside the radius, or of neurons, that is worth a look. */
const worthALook = 0.2;

/** A share as a bar and a number, with a sign where it is large. @param {number} share @param {string} [text] */
function share(share, text) {
  const much = share > worthALook;
  return h(
    'span',
    { class: 'share' },
    h(
      'span',
      { class: `meter ${much ? 'bad' : ''}`, 'aria-hidden': 'true' },
      h('i', { style: { left: '0', width: `${100 * Math.min(1, share)}%` } }),
    ),
    h('span', { class: 'num' }, ` ${text ?? percent(share)}`),
    much && h('span', { class: 'bad' }, ' much'),
  );
}

export const healthView = {
  id: 'health',
  title: 'Health',
  detail: true,
  /** @param {Context} c */
  draw(c) {
    const list = c.experiment.runs[0].health;
    if (list.length === 0) return [];
    const id = c.prefix + 'health';
    for (const x of list) c.pictured(x.population, 'health', id);
    const rows = list.map(x => [
      h('code', {}, x.population),
      x.phase,
      share(x.outside),
      x.farthest > 0 ? `${number(x.farthest, 3)} of ${number(x.radius, 3)}` : `within ${number(x.radius, 3)}`,
      x.spiking ? share(x.silent / x.n, `${x.silent} of ${x.n}`) : 'no spikes',
      x.spiking ? share(x.fast / x.n, `${x.fast} of ${x.n}`) : '',
      x.spiking ? number(x.mean, 3) : '',
    ]);
    return [
      table(
        'Health of populations',
        ['population', 'phase', 'outside the radius', 'farthest', 'silent', 'saturated', 'mean rate (Hz)'],
        rows,
        [6],
      ),
      h(
        'p',
        { class: 'hint' },
        'Outside: share of the steps in which what arrives is longer than the radius. Silent: neurons without a spike. Saturated: neurons whose mean rate is above the fastest within the radius.',
      ),
    ];
  },
};
