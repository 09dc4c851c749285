// One value against another: the phase plane, or what came out over what went in. The past
// fades.

import { strokes } from '../colours.js';
import { Frame } from '../../frame.js';
import { colour } from '../../theme.js';
import { placard, shownValue, roundRange } from '../plot.js';

/** @typedef {import('../plot.js').Paint} Paint @typedef {import('./list.js').View} View @typedef {import('../types.js').Spec} Spec */

/** The samples along one axis, and how far they reach. */
class Samples {
  constructor() {
    this.v = new Float64Array(1024);
    this.lo = Infinity;
    this.hi = -Infinity;
  }

  /** @param {number} k @param {number} v */
  put(k, v) {
    if (k === 0) [this.lo, this.hi] = [Infinity, -Infinity];
    if (k === this.v.length) {
      const more = new Float64Array(2 * k);
      more.set(this.v);
      this.v = more;
    }
    this.v[k] = v;
    if (v < this.lo) this.lo = v;
    if (v > this.hi) this.hi = v;
  }
}

/**
 * The pairs of samples in the window, of times at which both were told: what the view keeps is filled anew.
 * @param {Paint} p @returns {{n: number, x: Samples, y: Samples, ideal: Samples}}
 */
function pairsOf(p) {
  const [y, x, ideal] = p.streams.map(s => s.series),
    pairs = (p.kept.pairs ??= { n: 0, x: new Samples(), y: new Samples(), ideal: new Samples() }),
    told = Math.min(p.at, ...p.streams.map(s => (s.series.n > 0 ? s.series.at[s.series.n - 1] + s.series.every : Infinity))),
    b = y.index(told + 1e-9);
  pairs.n = 0;
  for (let k = y.index(Math.max(p.session.stretch(p.at).at, p.session.window().from)); k < b; k++) {
    const across = x.value(y.at[k]);
    if (!Number.isFinite(across)) continue;
    pairs.x.put(pairs.n, across);
    pairs.y.put(pairs.n, y.middle(k, 0));
    pairs.ideal.put(pairs.n++, ideal ? ideal.value(y.at[k]) : NaN);
  }
  return pairs;
}

/** How many samples are fresh, and in parts of how many they fade. */
const fresh = 200,
  fading = 24;

/** Where a plane is drawn: both axes to one scale, where that leaves enough room. @param {Paint} p @param {ReturnType<typeof pairsOf>} pairs */
function planeOf(p, { n, x, y, ideal }) {
  const none = n === 0,
    rx = none ? roundRange(1, 0) : roundRange(x.lo, x.hi),
    ry = none ? roundRange(1, 0) : roundRange(Math.min(y.lo, ideal.lo), Math.max(y.hi, ideal.hi)),
    room = { x: 52, y: 8, width: p.width - 66, height: p.height - 46 },
    unit = Math.min(room.width / (rx[1] - rx[0]), room.height / (ry[1] - ry[0])),
    [width, height] = [unit * (rx[1] - rx[0]), unit * (ry[1] - ry[0])],
    equal = width > 0.4 * room.width && height > 0.4 * room.height,
    box = equal ? { x: room.x + (room.width - width) / 2, y: room.y + (room.height - height) / 2, width, height } : room;
  return new Frame(p.ctx, box, { x: rx, y: ry });
}

/** @param {Paint} p */
function drawPlane(p) {
  const { ctx } = p,
    pairs = pairsOf(p),
    { n, x, y, ideal } = pairs,
    f = planeOf(p, pairs),
    { token } = strokes(p.session.model, [{ of: p.spec.of[0], name: p.spec.of[0] }])[0];
  f.axes(p.spec.against ?? '', '');
  f.sideways(p.spec.of[0], Math.max(10, f.box.x - 42));
  if (n < 2) return placard(p, p.streams.find(s => s.error)?.error ?? '');
  const line = (/** @type {number} */ a, /** @type {number} */ b, /** @type {Samples} */ over) => {
    ctx.beginPath();
    for (let k = a; k < b; k++) ctx.lineTo(f.px(x.v[k]), f.py(over.v[k]));
    ctx.stroke();
  };
  const from = Math.max(0, n - fresh);
  ctx.lineJoin = 'round';
  ctx.strokeStyle = colour(token);
  ctx.globalAlpha = 0.28;
  ctx.lineWidth = 1.3;
  line(0, from + 1, y);
  ctx.lineWidth = 2;
  for (let a = from; a < n - 1; a += fading) {
    ctx.globalAlpha = 0.3 + (0.7 * (a - from)) / fresh;
    line(a, Math.min(n, a + fading + 1), y);
  }
  ctx.globalAlpha = 1;
  if (p.spec.ideal) {
    ctx.strokeStyle = colour('ideal');
    ctx.lineWidth = 1.2;
    ctx.setLineDash([5, 4]);
    line(Math.floor(0.04 * n), n, ideal);
    ctx.setLineDash([]);
  }
  ctx.fillStyle = colour(token);
  ctx.strokeStyle = colour('tile');
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.arc(f.px(x.v[n - 1]), f.py(y.v[n - 1]), 5, 0, 7);
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
  table: p => {
    const { n, x, y } = pairsOf(p),
      rows = [];
    for (let k = 0; k < n; k += Math.max(1, Math.floor(n / 20))) rows.push([shownValue(x.v[k], 3), shownValue(y.v[k], 3)]);
    return { head: [p.spec.against ?? '', p.spec.of[0]], rows };
  },
  figure: spec => `plot ${spec.of[0]} against ${spec.against} to "plane.svg"`,
};
