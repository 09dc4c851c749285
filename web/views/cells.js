// Seeds and sweeps: what all cells say together, then each of them.

import { h, picture, table } from '../dom.js';
import { count, number } from '../format.js';
import { Line, linePanel, paint } from '../lines.js';
import { sparkline } from '../multiples.js';
import { colour } from '../theme.js';
import { pill } from './outcome.js';

/** @typedef {import('./views.js').Context} Context @typedef {import('../types.js').Small} Small */

/** Mean and range over seeds, a panel for each sweep point and phase. @param {Context} c */
function bands(c) {
  return c.experiment.bands.flatMap((band, i) => {
    const phases = [...new Set(band.signals.map(s => s.phase))];
    return phases.map(phase => {
      const title = [band.point, phase === 'run' ? '' : phase].filter(Boolean).join(', ') || 'all seeds';
      const lines = band.signals.filter(s => s.phase === phase).map(s => new Line(s, c.arrays));
      return linePanel({
        title: `${title}: mean and range of ${count(band.seeds, 'seed')}`,
        id: `${c.prefix}band-${i}-${phase}`,
        lines,
        axis: c.axis,
        label: 'value',
        start: c.start(phase),
        seconds: c.seconds(phase),
      });
    });
  });
}

/** A cell, small. @param {Small} s @param {Context} c */
function small(s, c) {
  const lines = s.signals.map(x => new Line(x, c.arrays)),
    box = h('div', { class: 'spark high' });
  for (const l of lines) l.shown = true;
  paint(lines);
  let lo = Infinity,
    hi = -Infinity;
  for (const l of lines) {
    const r = l.pyramid.range(0, l.n);
    lo = Math.min(lo, r.lo);
    hi = Math.max(hi, r.hi);
  }
  picture(box, (ctx, width, height) => {
    for (const l of lines) {
      ctx.strokeStyle = colour(l.token);
      ctx.lineWidth = 1.2;
      ctx.setLineDash(l.dash);
      sparkline(ctx, l.pyramid, 0, l.n, 1, 2, width - 2, height - 4, { lo, hi });
    }
  });
  const outcome = c.experiment.table?.rows.find(r => r.cell === s.cell)?.outcome;
  return h(
    'figure',
    { class: 'multiple' },
    h(
      'figcaption',
      {},
      h('span', { class: 'name' }, s.cell),
      outcome === 'failed' ? h('span', { class: 'bad' }, ' ✗ failed') : null,
      h('span', { class: 'num range' }, `${number(lo, 2)} … ${number(hi, 2)}`),
    ),
    box,
  );
}

export const cellsView = {
  id: 'cells',
  title: 'Seeds and sweeps',
  /** @param {Context} c */
  draw(c) {
    const t = c.experiment.table;
    if (!t) return [];
    const numbers = t.columns
      .map((_, i) => i)
      .filter(i => t.rows.some(r => typeof r.values[i] === 'number'))
      .map(i => i + 1);
    const rows = t.rows.map(r => [
      h('code', {}, r.cell),
      ...r.values.map(v => (typeof v === 'number' ? number(v) : (v ?? '–'))),
      pill(/** @type {'met'} */ (r.outcome)),
    ]);
    const phases = [...new Set(c.experiment.cells.map(s => s.phase))];
    return [
      h('div', { class: 'panels' }, ...bands(c)),
      table('Cells', ['cell', ...t.columns, 'outcome'], rows, numbers),
      ...phases.flatMap(p => [
        h('h4', { class: 'sub' }, `Each cell${p === 'run' ? '' : ', ' + p}`),
        h('div', { class: 'multiples' }, ...c.experiment.cells.filter(s => s.phase === p).map(s => small(s, c))),
      ]),
    ];
  },
};
