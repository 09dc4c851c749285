// How fast a neuron with conductances fires, over both of them.

import { Frame } from '../../frame.js';
import { number } from '../../format.js';
import { colour } from '../../theme.js';
import { weightImage } from '../../weightmap.js';
import { colourScale, placard } from '../plot.js';

/** @typedef {import('../plot.js').Paint} Paint @typedef {import('./list.js').View} View */

/** @param {Paint} p */
function drawSurface(p) {
  const [{ info, error }] = p.streams,
    { x = [], y = [], curves = [], names = [] } = info ?? {};
  if (x.length === 0) return placard(p, error);
  const { ctx } = p,
    most = (p.kept.most ??= Math.max(1e-9, ...curves.flat())),
    box = { x: 58, y: 10, width: p.width - 128, height: p.height - 48 };
  if (p.kept.colours !== colour('c1')) {
    p.kept.image = weightImage(Float32Array.from([...curves].reverse().flat()), { rows: y.length, cols: x.length }, most, ['c1', 'c1']);
    p.kept.colours = colour('c1');
  }
  const f = new Frame(ctx, box, { x: [x[0], x[x.length - 1]], y: [y[0], y[y.length - 1]] });
  f.axes(names[0] ?? '', names[1] ?? '');
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(p.kept.image, box.x, box.y, box.width, box.height);
  ctx.strokeStyle = colour('line');
  ctx.strokeRect(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1);
  colourScale(ctx, { x: box.x + box.width + 12, y: box.y, height: box.height }, [
    [0, 'c1', `${number(most, 2)} Hz`],
    [1, 'zero', '0'],
  ]);
  p.kept.frame = f;
}

/** The rate under the pointer, in words. @param {Paint} p */
function rateUnder(p) {
  const { frame: f } = p.kept,
    { x = [], y = [], curves = [] } = p.streams[0].info ?? {};
  if (!p.pointer || !f) return '';
  const i = Math.floor(((p.pointer.x - f.box.x) / f.box.width) * x.length),
    k = Math.floor((1 - (p.pointer.y - f.box.y) / f.box.height) * y.length);
  return curves[k]?.[i] === undefined ? '' : `${number(x[i], 3)}, ${number(y[k], 3)}: ${number(curves[k][i], 3)} Hz`;
}

/** @type {View} */
export const surfaceLive = {
  name: 'surface',
  label: 'Rate over conductances',
  title: spec => `A neuron of ${spec.of[0]}`,
  offers: thing => (thing.views.includes('surface') ? { view: 'surface', of: [thing.name], span: 2 } : null),
  wants: spec => [{ what: 'surface', of: spec.of[0] }],
  draw: drawSurface,
  keys: () => [],
  sub: rateUnder,
  table: p => {
    const { x = [], y = [], curves = [], names = [] } = p.streams[0].info ?? {},
      some = (/** @type {number[]} */ list) => list.map((_, k) => k).filter(k => k % 10 === 0);
    return {
      head: [`${names[1] ?? ''} \\ ${names[0] ?? ''}`, ...some(x).map(i => number(x[i], 3))],
      rows: some(y).map(k => [number(y[k], 3), ...some(x).map(i => number(curves[k][i], 3))]),
    };
  },
  figure: spec => `plot tuning ${spec.of[0]} to "tuning.svg"`,
};
