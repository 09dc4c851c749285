// What was expected, and what it came to.

import { h, table } from '../dom.js';
import { number } from '../format.js';
import { pill } from './outcome.js';

/** @typedef {import('./views.js').Context} Context @typedef {import('../types.js').Expectation} Expectation */

/**
 * A bar from zero to a value, with a mark at the limit.
 * @param {number} value @param {number} limit @param {boolean} good
 */
function meter(value, limit, good) {
  const lo = Math.min(0, value, limit),
    hi = Math.max(0, value, limit) * 1.15 || 1,
    at = (/** @type {number} */ v) => (100 * (v - lo)) / (hi - lo);
  const left = Math.min(at(0), at(value)),
    width = Math.abs(at(value) - at(0));
  return h(
    'span',
    { class: `meter ${good ? 'good' : 'bad'}`, role: 'img', 'aria-label': `${number(value)}, limit ${number(limit)}` },
    h('i', { style: { left: `${left}%`, width: `${Math.max(width, 0.8)}%` } }),
    h('u', { style: { left: `${at(limit)}%` } }),
  );
}

/** @param {Expectation} x @param {string} label */
function row(x, label) {
  const words = { met: 'met', failed: 'failed', skipped: 'not judged', pooled: 'with other seeds' }[x.outcome] || x.outcome;
  const known = x.value !== null && x.limit !== undefined && x.op;
  return [
    h('span', {}, x.outcome === 'met' || x.outcome === 'failed' ? pill(x.outcome, words) : words, label && h('small', {}, ' ' + label)),
    h('code', {}, x.text),
    x.phase || '',
    x.value === null ? '' : number(x.value),
    x.op ? `${x.op} ${number(x.limit ?? 0)}` : '',
    known ? meter(/** @type {number} */ (x.value), x.limit ?? 0, x.outcome !== 'failed') : '',
    x.why || x.because || '',
  ];
}

export const expectationsView = {
  id: 'expectations',
  title: 'Expectations',
  /** @param {Context} c */
  draw({ experiment }) {
    if (experiment.table) return pooled(experiment);
    const [first] = experiment.runs;
    const rows = first.summary.expectations.flatMap((_, i) =>
      experiment.runs.filter(r => r.summary.expectations[i]).map(r => row(r.summary.expectations[i], r.label)),
    );
    for (const r of experiment.runs.slice(1))
      rows.push(...r.summary.expectations.slice(first.summary.expectations.length).map(x => row(x, r.label)));
    return rows.length === 0
      ? []
      : [table('Expectations', ['outcome', 'expected', 'phase', 'value', 'limit', 'beside its limit', 'because'], rows, [3, 4])];
  },
};

/** Those over seeds, and the counts over cells. @param {import('../types.js').Experiment} e */
function pooled(e) {
  if (e.pooled.length === 0) return [];
  return [
    table(
      'Expectations over seeds',
      ['outcome', 'expected', 'of', 'value'],
      e.pooled.map(p => [pill(p.met ? 'met' : 'failed'), h('code', {}, p.text), p.point || 'all seeds', p.found]),
      [3],
    ),
  ];
}
