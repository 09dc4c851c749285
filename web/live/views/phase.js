// One value against another: the phase plane, or what came out over what went in. The past
// fades.

import { strokes } from '../colours.js';
import { Frame } from '../../frame.js';
import { colour } from '../../theme.js';
import { placard, shownValue, roundRange } from '../plot.js';

/** @typedef {import('../plot.js').Paint} Paint @typedef {import('./list.js').View} View @typedef {import('../types.js').Spec} Spec */

/** The pairs of samples in the window, of times at which both were told. @param {Paint} p */
function pairsOf(p) {
  const [y, x, ideal] = p.streams.map(s => s.series),
    from = Math.max(p.session.stretch(p.at).at, p.session.window().from),
    told = Math.min(p.at, ...p.streams.map(s => (s.series.n > 0 ? s.series.at[s.series.n - 1] + s.series.every : Infinity))),
    a = y.index(from),
    b = y.index(told + 1e-9),
    out = [];
  for (let k = a; k < b; k++) {
    const at = y.at[k];
    out.push([x.value(at), y.middle(k, 0), ideal ? ideal.value(at) : NaN]);
  }
  return out.filter(v => Number.isFinite(v[0]));
}

/** @param {Paint} p */
function drawPlane(p) {
  const { ctx } = p,
    pairs = pairsOf(p),
    bounds = (/** @type {number} */ i) =>
      pairs.reduce((r, v) => (Number.isFinite(v[i]) ? [Math.min(r[0], v[i]), Math.max(r[1], v[i])] : r), [Infinity, -Infinity]),
    [xlo, xhi] = bounds(0),
    [ylo, yhi] = bounds(1),
    [ilo, ihi] = bounds(2),
    rx = roundRange(xlo, xhi),
    ry = roundRange(Math.min(ylo, ilo), Math.max(yhi, ihi)),
    room = { x: 52, y: 8, width: p.width - 66, height: p.height - 46 },
    unit = Math.min(room.width / (rx[1] - rx[0]), room.height / (ry[1] - ry[0])),
    wide = unit * (rx[1] - rx[0]),
    high = unit * (ry[1] - ry[0]),
    equal = wide > 0.4 * room.width && high > 0.4 * room.height,
    box = equal ? { x: room.x + (room.width - wide) / 2, y: room.y + (room.height - high) / 2, width: wide, height: high } : room,
    f = new Frame(ctx, box, { x: rx, y: ry }),
    { token } = strokes(p.session.model, [{ of: p.spec.of[0], name: p.spec.of[0] }])[0];
  f.axes(p.spec.against ?? '', '');
  f.sideways(p.spec.of[0], Math.max(10, box.x - 42));
  if (pairs.length < 2) return placard(p, p.streams.find(s => s.error)?.error ?? '');
  const part = 24,
    fresh = Math.max(0, pairs.length - 200);
  ctx.lineJoin = 'round';
  ctx.strokeStyle = colour(token);
  const line = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ i) => {
    ctx.beginPath();
    for (let k = a; k < b; k++) ctx.lineTo(f.px(pairs[k][0]), f.py(pairs[k][i]));
    ctx.stroke();
  };
  ctx.globalAlpha = 0.28;
  ctx.lineWidth = 1.3;
  line(0, fresh + 1, 1);
  ctx.lineWidth = 2;
  for (let a = fresh; a < pairs.length - 1; a += part) {
    ctx.globalAlpha = 0.3 + (0.7 * (a - fresh)) / 200;
    line(a, Math.min(pairs.length, a + part + 1), 1);
  }
  ctx.globalAlpha = 1;
  if (p.spec.ideal) {
    ctx.strokeStyle = colour('ideal');
    ctx.lineWidth = 1.2;
    ctx.setLineDash([5, 4]);
    const settled = pairs.findIndex((_, k) => k > 0.04 * pairs.length);
    line(Math.max(0, settled), pairs.length, 2);
    ctx.setLineDash([]);
  }
  const [x, y] = pairs[pairs.length - 1];
  ctx.fillStyle = colour(token);
  ctx.strokeStyle = colour('tile');
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.arc(f.px(x), f.py(y), 5, 0, 7);
  ctx.fill();
  ctx.stroke();
}

/** @type {View} */
export const phaseLive = {
  name: 'phase',
  label: 'Against …',
  title: spec => `${spec.of[0]} against ${spec.against}`,
  offers: thing => {
    if (!thing.views.includes('value')) return null;
    const many = (thing.dims ?? 1) > 1;
    return {
      view: 'phase',
      of: [many ? `${thing.name}[1]` : thing.name],
      against: many ? `${thing.name}[0]` : undefined,
      span: 2,
      synapse: '50ms',
    };
  },
  choices: (thing, session) =>
    session.model.objects
      .filter(o => o.views.includes('value') && o.name !== thing.name)
      .map(o => ({
        view: 'phase',
        of: [(thing.dims ?? 1) > 1 ? `${thing.name}[0]` : thing.name],
        against: (o.dims ?? 1) > 1 ? `${o.name}[0]` : o.name,
        span: 2,
        synapse: '50ms',
      })),
  wants: (spec, session) =>
    [spec.of[0], spec.against, spec.ideal]
      .filter(of => of !== undefined)
      .map(of => ({ what: 'value', of: /** @type {string} */ (of), synapse: spec.synapse, window: session.wide, points: 1000 })),
  draw: drawPlane,
  keys: () => [],
  sub: p => (p.spec.ideal ? `dashed: ${p.spec.ideal.replace(/\^2\b/g, '²')}` : ''),
  table: p => ({
    head: [p.spec.against ?? '', p.spec.of[0]],
    rows: pairsOf(p)
      .filter((_, k, all) => k % Math.max(1, Math.floor(all.length / 20)) === 0)
      .map(v => [shownValue(v[0], 3), shownValue(v[1], 3)]),
  }),
  figure: spec => `plot ${spec.of[0]} against ${spec.against} to "plane.svg"`,
};
