// Tuning curves of a population, with the value that it has now.

import { Frame } from '../../frame.js';
import { number } from '../../format.js';
import { colour } from '../../theme.js';
import { placard, plotFont, shownValue } from '../plot.js';

/** @typedef {import('../plot.js').Paint} Paint @typedef {import('./list.js').View} View */

/** The curves of each sign as one path each. @param {Paint} p @param {Frame} f */
function curvePaths(p, f) {
  const { x = [], curves = [], excitatory } = /** @type {import('../types.js').Info} */ (p.streams[0].info),
    key = `${p.width}×${p.height}`;
  if (p.kept.key === key) return p.kept.paths;
  /** @type {[string, Path2D][]} */
  const paths =
    excitatory === undefined
      ? [['ink2', new Path2D()]]
      : [
          ['exc', new Path2D()],
          ['inh', new Path2D()],
        ];
  curves.forEach((curve, c) => {
    const path = paths[excitatory === undefined || c < excitatory ? 0 : 1][1];
    curve.forEach((v, k) => (k ? path.lineTo(f.px(x[k]), f.py(v)) : path.moveTo(f.px(x[k]), f.py(v))));
  });
  p.kept.key = key;
  return (p.kept.paths = paths);
}

/** @param {Paint} p */
function drawTuning(p) {
  const [s] = p.streams,
    { x = [], curves = [], excitatory } = s.info ?? {};
  if (x.length === 0) return placard(p, s.error);
  const { ctx } = p,
    highest = (p.kept.highest ??= Math.max(1, ...curves.map(c => Math.max(...c)))),
    f = new Frame(ctx, { x: 52, y: 8, width: p.width - 66, height: p.height - 46 }, { x: [x[0], x[x.length - 1]], y: [0, highest * 1.05] });
  f.axes(`${p.spec.of[0]} (decoded value)`, 'rate (Hz)');
  ctx.lineWidth = 1;
  for (const [token, path] of curvePaths(p, f)) {
    ctx.strokeStyle = colour(token);
    ctx.globalAlpha = curves.length > 60 ? 0.5 : 0.7;
    ctx.stroke(path);
  }
  ctx.globalAlpha = 1;
  const now = s.series.value(p.at);
  if (!Number.isFinite(now)) return;
  const px = Math.max(f.box.x, Math.min(f.box.x + f.box.width, f.px(now))),
    k = ((now - x[0]) / (x[x.length - 1] - x[0])) * (x.length - 1),
    a = Math.max(0, Math.min(x.length - 2, Math.floor(k)));
  ctx.strokeStyle = colour('ink');
  ctx.beginPath();
  ctx.moveTo(px, f.box.y + 16);
  ctx.lineTo(px, f.box.y + f.box.height);
  ctx.stroke();
  curves.forEach((curve, c) => {
    const r = curve[a] + (curve[a + 1] - curve[a]) * Math.max(0, Math.min(1, k - a));
    if (r <= 0) return;
    ctx.fillStyle = colour(excitatory === undefined ? 'ink' : c < excitatory ? 'exc' : 'inh');
    ctx.beginPath();
    ctx.arc(px, f.py(r), 2, 0, 7);
    ctx.fill();
  });
  const text = shownValue(now);
  ctx.font = `600 ${plotFont}`;
  const wide = ctx.measureText(text).width + 12;
  const left = Math.max(f.box.x, Math.min(f.box.x + f.box.width - wide, px - wide / 2));
  ctx.fillStyle = colour('ink');
  ctx.beginPath();
  ctx.roundRect(left, f.box.y - 2, wide, 18, 4);
  ctx.fill();
  ctx.fillStyle = colour('tile');
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(text, left + wide / 2, f.box.y + 7);
}

/** @type {View} */
export const tuningLive = {
  name: 'tuning',
  label: 'Tuning',
  title: spec => `Tuning ${spec.of[0]}`,
  offers: thing => (thing.views.includes('tuning') ? { view: 'tuning', of: [thing.name], span: 2 } : null),
  hint: thing => ((thing.dims ?? 1) > 1 ? 'along dimension 0' : ''),
  wants: (spec, session) => [{ what: 'tuning', of: spec.of[0], window: session.wide, points: 1000 }],
  draw: drawTuning,
  keys: () => [],
  sub: p => {
    const i = p.streams[0].info;
    return i ? `${(i.curves?.length ?? 0) < (i.rows ?? 0) ? `${i.curves?.length} of ` : ''}${i.rows} neurons` : '';
  },
  table: p => {
    const { x = [], curves = [], order = [] } = p.streams[0].info ?? {};
    return {
      head: ['neuron', 'highest rate (Hz)', 'at', 'silent at'],
      rows: curves.slice(0, 60).map((c, k) => {
        const top = Math.max(...c);
        return [String(order[k]), number(top, 3), number(x[c.indexOf(top)], 3), number(x[c.findIndex(v => v === 0)], 3)];
      }),
    };
  },
  figure: spec => `plot tuning ${spec.of[0]} to "tuning.svg"`,
};
