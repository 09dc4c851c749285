// Who spiked when: a row for each neuron, by sign and preferred value.

import { colour } from '../../theme.js';
import { Ink } from '../ink.js';
import { nowLine, placard, plotFont, timeFrame } from '../plot.js';

/** @typedef {import('../plot.js').Paint} Paint @typedef {import('../stream.js').Stream} Stream @typedef {import('./list.js').View} View */

/** How long a raster shows, s. */
const rasterWindow = 1.5;

/** The mean rate of a population in the half second before its last spike, if that is not long ago: frames come later than time. @param {Stream} s @param {number} at */
function rateOf(s, at) {
  const to = Math.max(Math.min(at, s.last), at - 0.5),
    a = s.spikes.index(to - 0.5),
    b = s.spikes.index(to + 1e-9);
  let n = 0;
  for (let k = a; k < b; k++) n += s.spikes.size[k];
  return n / 0.5 / (s.info?.rows ?? 1);
}

/**
 * A population in its part of the picture.
 * @param {Paint} p @param {Stream} s @param {number} top @param {number} height @param {ReturnType<typeof timeFrame>} w
 */
function rows(p, s, top, height, w) {
  const { ctx } = p,
    n = s.info?.rows ?? 0,
    exc = s.info?.excitatory,
    row = height / n,
    { f } = w;
  ctx.font = plotFont;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = colour('ink');
  ctx.fillText(fitting(ctx, rowName(s), f.box.x - 18), f.box.x - 14, top + 10);
  ctx.fillStyle = colour('ink2');
  ctx.fillText(String(n), f.box.x - 14, top + 24);
  if (exc !== undefined) {
    ctx.fillStyle = colour('exc');
    ctx.fillRect(f.box.x - 8, top, 3, exc * row);
    ctx.fillStyle = colour('inh');
    ctx.fillRect(f.box.x - 8, top + exc * row, 3, (n - exc) * row);
  }
  const { spikes } = s,
    b = spikes.index(w.to + 1e-9),
    a = spikes.index(w.from);
  let most = 1,
    all = 0,
    single = false;
  for (let k = a; k < b; k++) {
    if (spikes.size[k] > most) most = spikes.size[k];
    single ||= spikes.long[k] === 0;
    all += spikes.size[k];
  }
  const apart = (n * (f.px(w.to - w.shift) - f.px(w.from - w.shift))) / Math.max(1, all),
    wide = Math.min(1.2, Math.max(0.5, 0.35 * apart)),
    tall = row > 2.5 ? 0.8 * row : Math.max(1.15, row);
  const inks = (p.kept.inks ??= new Map()),
    ink = inks.get(s) ?? new Ink(),
    split = exc ?? n,
    dark = exc === undefined ? 0.65 : 0.88,
    scale = f.box.width / (f.range.x[1] - f.range.x[0]),
    zero = w.shift + f.range.x[0];
  inks.set(s, ink);
  ink.clear(f.box.width + 2, height);
  for (let k = a; k < b; k++) {
    const x = (spikes.at[k] - zero) * scale,
      y = spikes.row[k] * row,
      long = spikes.long[k] * scale;
    if (long > 0) {
      // As much ink as marks would be beside them; where there are none, the fullest is dark.
      const marks = (spikes.size[k] * wide * tall) / (long * spikes.tall[k] * row);
      ink.mark(x, y, long, row * spikes.tall[k], single ? dark * (1 - Math.exp(-marks)) : 0.1 + (0.9 * spikes.size[k]) / most);
    } else ink.mark(x - wide / 2, y, wide, tall, dark);
  }
  ink.put(ctx, f.box.x, top, exc === undefined ? ['ink', 'ink'] : ['exc', 'inh'], split * row);
}

/** How much room the names of rows take at the left, px. @param {Paint} p */
function nameRoom({ ctx, streams, width }) {
  ctx.font = plotFont;
  const longest = Math.max(...streams.map(s => ctx.measureText(rowName(s)).width));
  return Math.max(44, Math.min(longest + 22, 0.3 * width));
}

/** What rows are called. @param {Stream} s */
const rowName = s => s.want.of.split('.').pop() ?? '';

/** As much of the end of a name as there is room for. @param {CanvasRenderingContext2D} ctx @param {string} name @param {number} room px */
function fitting(ctx, name, room) {
  let text = name;
  for (let k = 1; k < name.length && ctx.measureText(text).width > room; k++) text = '…' + name.slice(k);
  return text;
}

/** @type {View} */
export const rasterLive = {
  name: 'raster',
  label: 'Spikes',
  title: () => 'Spikes',
  offers: thing => (thing.views.includes('spikes') ? { view: 'raster', of: [thing.name], span: 3 } : null),
  hint: thing => `${thing.n}`,
  wants: spec => spec.of.map(of => ({ what: 'spikes', of, bins: 100 })),
  draw: p => {
    const wide = p.session.zoom ?? rasterWindow,
      w = timeFrame(p, [0, 1], '', { left: nameRoom(p), wide, yTicks: false }),
      gap = 8,
      each = (w.f.box.height - gap * (p.streams.length - 1)) / p.streams.length;
    p.streams.forEach((s, k) => {
      if (s.error) placard(p, s.error);
      else rows(p, s, w.f.box.y + k * (each + gap), each, w);
    });
    nowLine(w.f, p.at - w.shift);
  },
  keys: () => [],
  sub: p =>
    `${p.session.zoom ?? rasterWindow} s · ` +
    p.streams.map(s => `${p.streams.length > 1 ? s.want.of + ' ' : ''}${rateOf(s, p.at).toFixed(0)} Hz`).join(', '),
  table: p => ({
    head: ['population', 'neurons', 'mean rate of the last 0.5 s (Hz)'],
    rows: p.streams.map(s => [s.want.of, String(s.info?.rows ?? ''), rateOf(s, p.at).toFixed(1)]),
  }),
  figure: spec => `plot raster ${spec.of.map(o => o + '.spikes').join(', ')} to "spikes.svg"`,
};
