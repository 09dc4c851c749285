// Weights of a connection, as they are or as they changed: orange excites, blue inhibits.

import { signStrip, Frame } from '../../frame.js';
import { number, percent, power } from '../../format.js';
import { colour } from '../../theme.js';
import { beyondMarks, weightColours, weightImage } from '../../weightmap.js';
import { placard, plotFont, steady } from '../plot.js';

/** @typedef {import('../plot.js').Paint} Paint @typedef {import('./list.js').View} View @typedef {import('../stream.js').Stream} Stream */
/** @typedef {{rows: number, cols: number, mean: Float32Array, largest: number, limit: number, at: number}} Matrix */

/** Where the scale ends: the 98th percentile, so that it does not tremble. @param {Matrix} m */
function limitOf(m) {
  return m.limit > 0 ? steady(m.limit, 12) : 1;
}

/**
 * The scale at the right.
 * @param {CanvasRenderingContext2D} ctx @param {{x: number, y: number, height: number}} b @param {number} limit
 * @param {boolean} beyond
 */
function weightScale(ctx, { x, y, height }, limit, beyond) {
  const top = y + 10,
    high = height - 20,
    fill = ctx.createLinearGradient(0, top, 0, top + high),
    paint = weightColours();
  /** @type {number[]} */
  const rgb = [];
  for (let k = 0; k <= 16; k++) {
    paint(rgb, 0, 1 - k / 8);
    fill.addColorStop(k / 16, `rgb(${rgb.map(Math.round)})`);
  }
  ctx.fillStyle = fill;
  ctx.fillRect(x, top, 10, high);
  if (beyond) {
    beyondMarks(ctx, x, [top - 9, top - 2], [top + high + 9, top + high + 2]);
  }
  const e = Math.floor(Math.log10(limit)),
    plain = e >= -3 && e < 4;
  const label = plain ? number(limit, 2) : number(limit / 10 ** e, 2);
  ctx.fillStyle = colour('ink2');
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillText('+' + label, x + 14, top + 1);
  ctx.fillText('0', x + 14, top + high / 2);
  ctx.fillText('−' + label, x + 14, top + high - 1);
  if (!plain) ctx.fillText(power(e), x - 2, top - 18);
}

/** What the columns or rows are. @param {Stream} s @param {boolean} across */
function sideOf(s, across) {
  const i = s.info;
  if (across) return i?.across ? `${i.pre}, by ${i.excitatory === undefined ? '' : 'sign and '}preferred value` : 'what is read';
  return i?.order ? `${i.post}, by preferred value` : 'dimensions of the value';
}

/** @param {Paint} p */
function drawWeights(p) {
  const [s] = p.streams,
    { ctx } = p,
    m = s.matrices.of(p.at);
  if (!m) return placard(p, s.error || (p.spec.mode === 'change' ? 'nothing has changed yet' : ''));
  const limit = limitOf(m),
    exc = s.info?.excitatory,
    cols = s.info?.cols ?? m.cols,
    box = { x: 50, y: exc === undefined ? 12 : 24, width: p.width - 126, height: p.height - (exc === undefined ? 40 : 52) },
    key = `${m.at} ${limit} ${colour('exc')}`;
  if (p.kept.key !== key) {
    p.kept.image = weightImage(m.mean, m, limit);
    p.kept.key = key;
  }
  ctx.imageSmoothingEnabled = false;
  ctx.font = plotFont;
  const cut = exc === undefined ? m.cols : (exc / cols) * m.cols,
    gap = exc === undefined || exc === cols || exc === 0 ? 0 : 3,
    left = (box.width - gap) * (cut / m.cols);
  ctx.strokeStyle = colour('line');
  ctx.lineWidth = 1;
  if (cut > 0) ctx.drawImage(p.kept.image, 0, 0, cut, m.rows, box.x, box.y, left, box.height);
  if (cut < m.cols)
    ctx.drawImage(p.kept.image, cut, 0, m.cols - cut, m.rows, box.x + left + gap, box.y, box.width - gap - left, box.height);
  ctx.strokeRect(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1);
  if (exc !== undefined) signStrip(ctx, box, exc, cols - exc, true);
  ctx.fillStyle = colour('ink2');
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  ctx.fillText(sideOf(s, true), box.x + box.width / 2, box.y + box.height + 7);
  new Frame(ctx, box, { x: [0, 1], y: [0, 1] }).sideways(sideOf(s, false), 16);
  if (s.info?.order) {
    ctx.textAlign = 'right';
    ctx.textBaseline = 'middle';
    ctx.fillText('−', box.x - 7, box.y + 6);
    ctx.fillText('+', box.x - 7, box.y + box.height - 6);
  }
  if (m.largest === 0) placard(p, p.spec.mode === 'change' ? 'nothing has changed yet' : 'all of them are zero');
  weightScale(ctx, { ...box, x: box.x + box.width + 14 }, limit, m.largest > limit);
  p.kept.box = box;
}

/** The weight under the pointer in words. @param {Paint} p */
function underPointer(p) {
  const [s] = p.streams,
    m = s.matrices.of(p.at),
    b = p.kept.box;
  if (!p.pointer || !m || !b) return '';
  const col = Math.floor(((p.pointer.x - b.x) / b.width) * m.cols),
    row = Math.floor(((p.pointer.y - b.y) / b.height) * m.rows);
  if (col < 0 || row < 0 || col >= m.cols || row >= m.rows) return '';
  const { order, across, pre, post, rows = m.rows, cols = m.cols } = s.info ?? {},
    from = across ? `${pre}[${across[Math.floor((col * cols) / m.cols)]}]` : `column ${col}`,
    to = order ? `${post}[${order[Math.floor((row * rows) / m.rows)]}]` : `row ${row}`;
  return `${from} → ${to}  ${number(m.mean[row * m.cols + col], 3)}`;
}

/** @type {View} */
export const weightsLive = {
  name: 'weights',
  label: 'Weights',
  title: spec => `Weights of ${spec.of[0]}`,
  modes: ['now', 'change'],
  offers: thing => (thing.views.includes('weights') ? { view: 'weights', of: [thing.name], span: 3 } : null),
  hint: () => 'now and change',
  wants: spec => [{ what: 'weights', of: spec.of[0], mode: spec.mode === 'change' ? 'built' : 'now' }],
  draw: drawWeights,
  keys: () => [],
  sub: p => {
    const [s] = p.streams,
      m = s.matrices.of(p.at);
    return (
      underPointer(p) ||
      (s.info
        ? `${s.info.rows} × ${s.info.cols}${s.info.unit ? `, ${s.info.unit} per Hz` : ''}${m ? `, largest ${number(m.largest, 2)}` : ''}`
        : '')
    );
  },
  table: p => {
    const m = p.streams[0].matrices.of(p.at);
    if (!m) return { head: ['weights'], rows: [] };
    const sorted = Float32Array.from(m.mean).sort(),
      q = (/** @type {number} */ k) => number(sorted[Math.floor(k * (sorted.length - 1))], 3),
      zeros = m.mean.reduce((n, v) => n + (v === 0 ? 1 : 0), 0) / m.mean.length;
    return {
      head: ['of all weights', 'value'],
      rows: [
        ['least', q(0)],
        ['lower quarter', q(0.25)],
        ['median', q(0.5)],
        ['upper quarter', q(0.75)],
        ['largest', q(1)],
        ['zero', percent(zeros)],
      ],
    };
  },
  figure: spec => `plot weights ${spec.of[0]} to "weights.svg"`,
};
