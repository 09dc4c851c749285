// What was solved: how well it fits, and what became of its weights.

import { h, table } from '../dom.js';
import { number, percent } from '../format.js';

/** @typedef {import('./views.js').Context} Context @typedef {import('../types.js').Connection} Connection */

/** The share of its target that a fit misses at which the bar is full. */
const full = 0.25;

/** @param {Connection} c */
function fit({ fit: f }) {
  if (!f) return ['given', '', ''];
  const share = f.target_rms > 0 ? f.rmse / f.target_rms : NaN;
  const bar = h(
    'span',
    { class: 'meter', role: 'img', 'aria-label': `${percent(share)} of the target` },
    h('i', { style: { left: '0', width: `${Math.min(100, (100 * share) / full)}%` } }),
  );
  return [
    f.solver,
    `${number(f.rmse, 3)} of ${number(f.target_rms, 3)}`,
    Number.isFinite(share)
      ? h('span', { class: 'share' }, bar, h('span', { class: 'num' }, ` ${share > full ? '▸ ' : ''}${percent(share)}`))
      : '',
  ];
}

/** @param {Connection} c */
function zeros(c) {
  return c.fit && Math.abs(c.fit.zeros - c.zeros_now) > 5e-4 ? `${percent(c.fit.zeros)} → ${percent(c.zeros_now)}` : percent(c.zeros_now);
}

/** @param {Connection} c */
function signs(c) {
  if (c.excitatory + c.inhibitory === 0) return '';
  return `${c.excitatory} E, ${c.inhibitory} I${c.signed ? `, ${c.dale_violations} against their sign` : ''}`;
}

export const builtView = {
  id: 'built',
  title: 'What was built',
  detail: true,
  /** @param {Context} c */
  draw(c) {
    const run = c.experiment.runs[0],
      list = run.summary.connections || [];
    if (list.length === 0) return [];
    const id = c.prefix + 'built';
    for (const x of list) c.pictured(x.name, 'fit', id);
    const rows = list.map(x => [
      h('code', {}, x.name),
      ...fit(x),
      x.fit && x.fit.condition ? number(x.fit.condition, 2) : '',
      zeros(x),
      signs(x),
    ]);
    return [
      table('Connections', ['connection', 'solver', 'fit error', 'of its target', 'condition', 'zeros', 'signs'], rows, [2, 4, 5]),
      h(
        'p',
        { class: 'hint' },
        'Fit error: root mean square over the evaluation points, beside that of the target. Zeros: share of the weights, as built → at the end.',
      ),
    ];
  },
};
