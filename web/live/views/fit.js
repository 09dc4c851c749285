// How well a connection decodes what it should: what its weights make of the rates at
// evaluation points, and what they are to make.

import { Frame } from '../../frame.js';
import { number, percent } from '../../format.js';
import { colour } from '../../theme.js';
import { placard, roundRange } from '../plot.js';

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

/** @param {Paint} p */
function drawFit(p) {
  const f = p.streams[0].info?.fit;
  if (!f) return placard(p, p.streams[0].error);
  const { ctx } = p,
    all = [...f.target, ...f.decoded].flat(),
    frame = new Frame(
      ctx,
      { x: 52, y: 8, width: p.width - 66, height: p.height - 46 },
      { x: roundRange(Math.min(...f.x), Math.max(...f.x)), y: roundRange(Math.min(...all), Math.max(...all)) },
    ),
    dots = f.dims > 1;
  frame.axes(dots ? 'first dimension of the points' : 'value of the points', f.unit === 'value' ? 'decoded value' : f.unit);
  /** @param {number[]} y @param {string} token @param {number[]} dash */
  const trace = (y, token, dash) => {
    ctx.strokeStyle = ctx.fillStyle = colour(token);
    ctx.lineWidth = token === 'ideal' ? 1.2 : 1.7;
    ctx.setLineDash(dash);
    ctx.beginPath();
    y.forEach((v, k) => {
      if (dots) ctx.rect(frame.px(f.x[k]) - 1, frame.py(v) - 1, 2, 2);
      else ctx.lineTo(frame.px(f.x[k]), frame.py(v));
    });
    if (dots) ctx.fill();
    else ctx.stroke();
    ctx.setLineDash([]);
  };
  f.decoded.forEach((/** @type {number[]} */ y, /** @type {number} */ k) => trace(y, ['c1', 'c4', 'c3', 'c2'][k % 4], []));
  f.target.forEach((/** @type {number[]} */ y) => trace(y, 'ideal', [5, 4]));
}

/** @type {View} */
export const fitLive = {
  name: 'fit',
  label: 'Fit error',
  title: spec => `Fit of ${spec.of[0]}`,
  offers: thing => (thing.views.includes('fit') ? { view: 'fit', of: [thing.name], span: 2 } : null),
  wants: spec => [{ what: 'fit', of: spec.of[0] }],
  draw: drawFit,
  keys: () => [],
  sub: p => {
    const f = p.streams[0].info?.fit;
    return f ? `rms ${number(f.rmse, 3)} of ${number(f.target_rms, 3)}, dashed: the target` : '';
  },
  table: p => ({ head: ['fit', 'value'], rows: factsOf(p) }),
  figure: spec => `plot weights ${spec.of[0]} to "weights.svg"`,
};
