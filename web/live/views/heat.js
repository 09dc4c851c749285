// Many values over time as colours: a row for each dimension of an array, of a state, of
// whatever has too many dimensions for lines.

import { colour } from '../../theme.js';
import { weightColours } from '../../weightmap.js';
import { colourScale, nowLine, placard, shownValue, steady, timeFrame } from '../plot.js';

/** @typedef {import('../plot.js').Paint} Paint @typedef {import('../store.js').Series} Series @typedef {import('./list.js').View} View */

/** How many dimensions lines can show, beyond which this is offered. */
const heatFrom = 4;

/** The largest size of what is shown, so that colours do not tremble. @param {Series} s @param {number} a @param {number} b */
function heatLimit(s, a, b) {
  let most = 1e-12;
  for (let k = a * s.width; k < b * s.width; k++) most = Math.max(most, s.hi[k], -s.lo[k]);
  return steady(most, 12);
}

/**
 * Paints the samples from a to b into the image that is kept, a column each.
 * @param {Paint} p @param {Series} s @param {number} a @param {number} b @param {number} limit
 */
function heatImage(p, s, a, b, limit) {
  const { kept } = p,
    key = `${a} ${b} ${s.n} ${limit} ${colour('c1')}`;
  if (kept.key === key) return kept.canvas;
  kept.key = key;
  kept.canvas ??= document.createElement('canvas');
  if (kept.canvas.width !== b - a || kept.canvas.height !== s.width) {
    [kept.canvas.width, kept.canvas.height] = [b - a, s.width];
    kept.pixels = new ImageData(b - a, s.width);
  }
  const paint = weightColours('c1', 'c2'),
    { data } = kept.pixels;
  for (let i = 0; i < s.width; i++)
    for (let k = a; k < b; k++) {
      const at = 4 * (i * (b - a) + k - a);
      paint(data, at, s.middle(k, i) / limit);
      data[at + 3] = 255;
    }
  kept.canvas.getContext('2d').putImageData(kept.pixels, 0, 0);
  return kept.canvas;
}

/** @param {Paint} p */
function drawHeat(p) {
  const [{ series: s, error }] = p.streams,
    { f, from, to, shift } = timeFrame(p, [0, 1], '', { right: 58, yTicks: false }),
    a = s.index(from),
    b = s.index(to + 1e-9);
  if (b - a < 2) return placard(p, error);
  const { ctx, box } = f,
    limit = heatLimit(s, a, b),
    x = f.px(s.at[a] - shift);
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(heatImage(p, s, a, b, limit), x, box.y, f.px(s.at[b - 1] - shift) - x, box.height);
  ctx.strokeStyle = colour('line');
  ctx.lineWidth = 1;
  ctx.strokeRect(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1);
  f.sideways('dimension', 12);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  ctx.fillText('0', box.x - 6, box.y + 6);
  ctx.fillText(String(s.width - 1), box.x - 6, box.y + box.height - 6);
  colourScale(ctx, { x: box.x + box.width + 12, y: box.y, height: box.height }, [
    [0, 'c1', shownValue(limit)],
    [0.5, 'zero', '0'],
    [1, 'c2', shownValue(-limit)],
  ]);
  nowLine(f, to - shift);
  p.kept.under = { f, shift };
}

/** The value under the pointer, in words. @param {Paint} p */
function heatUnder(p) {
  const [s] = p.streams,
    { under } = p.kept;
  if (!p.pointer || !under) return '';
  const i = Math.floor(((p.pointer.y - under.f.box.y) / under.f.box.height) * s.series.width),
    t = under.f.xAt(p.pointer.x);
  if (i < 0 || i >= s.series.width || p.pointer.x < under.f.box.x) return '';
  return `${s.info?.names[i] ?? i} at ${shownValue(t)} s: ${shownValue(s.series.value(t + under.shift, i), 3)}`;
}

/** @type {View} */
export const heatLive = {
  name: 'heat',
  label: 'Heat map',
  title: spec => `All of ${spec.of[0]}`,
  offers: thing =>
    thing.views.includes('value') && (thing.dims ?? 1) > heatFrom ? { view: 'heat', of: [thing.name], span: 3, synapse: '50ms' } : null,
  hint: thing => `all ${thing.dims} dims`,
  wants: (spec, session) => [{ what: 'value', of: spec.of[0], synapse: spec.synapse, window: session.wide, points: 400 }],
  draw: drawHeat,
  keys: () => [],
  sub: p => heatUnder(p) || `${p.streams[0].series.width} dimensions`,
  table: p => {
    const [s] = p.streams;
    return {
      head: ['dimension', 'value'],
      rows: Array.from({ length: s.series.width }, (_, i) => [s.info?.names[i] ?? String(i), shownValue(s.series.value(p.at, i), 4)]),
    };
  },
  figure: spec => `plot ${spec.of[0]} to "all.svg"`,
};
