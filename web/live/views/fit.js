// How well a connection decodes what it should: what the solver said when it was built.

import { number, percent } from '../../format.js';
import { colour } from '../../theme.js';
import { placard, plotFont } from '../plot.js';

/** @typedef {import('../plot.js').Paint} Paint @typedef {import('./list.js').View} View */

/** The facts of a fit: a word and a number each. @param {Paint} p @returns {string[][]} */
function factsOf(p) {
  const { info } = p.streams[0],
    f = info?.fit;
  if (!info || !f) return [];
  return [
    ['error (rms)', number(f.rmse, 3)],
    ['target (rms)', number(f.target_rms, 3)],
    ['error in the target', percent(f.target_rms > 0 ? f.rmse / f.target_rms : 0)],
    ['solver', f.solver],
    ['weights that are zero', percent(f.zeros)],
    ['size', `${info.rows} × ${info.cols}`],
  ];
}

/** @type {View} */
export const fitLive = {
  name: 'fit',
  label: 'Fit error',
  title: spec => `Fit of ${spec.of[0]}`,
  offers: thing => (thing.views.includes('fit') ? { view: 'fit', of: [thing.name], span: 2 } : null),
  wants: spec => [{ what: 'fit', of: spec.of[0] }],
  draw: p => {
    const { ctx } = p,
      facts = factsOf(p),
      f = p.streams[0].info?.fit;
    if (facts.length === 0) return placard(p, p.streams[0].error);
    const line = Math.min(24, (p.height - 40) / facts.length),
      share = f.target_rms > 0 ? Math.min(1, f.rmse / f.target_rms) : 0;
    ctx.fillStyle = colour('grid');
    ctx.fillRect(14, 10, p.width - 28, 6);
    ctx.fillStyle = colour('accent');
    ctx.fillRect(14, 10, (p.width - 28) * share, 6);
    ctx.font = plotFont;
    ctx.textBaseline = 'middle';
    facts.forEach(([word, value], k) => {
      const y = 34 + k * line;
      ctx.fillStyle = colour('ink2');
      ctx.textAlign = 'left';
      ctx.fillText(word, 14, y);
      ctx.fillStyle = colour('ink');
      ctx.textAlign = 'right';
      ctx.fillText(value, p.width - 14, y);
    });
  },
  keys: () => [],
  sub: p => p.streams[0].info?.unit ?? '',
  table: p => ({ head: ['fit', 'value'], rows: factsOf(p) }),
  figure: spec => `plot fit ${spec.of[0]} to "fit.svg"`,
};
