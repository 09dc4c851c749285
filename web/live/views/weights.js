// Weights of a connection, as they are or as they changed: orange excites, blue inhibits.

import { signStrip, Frame } from '../../frame.js';
import { number, percent, power } from '../../format.js';
import { colour } from '../../theme.js';
import { beyondMarks, weightImage } from '../../weightmap.js';
import { colourScale, placard, plotFont, steady } from '../plot.js';

/** @typedef {import('../plot.js').Paint} Paint @typedef {import('./list.js').View} View @typedef {import('../stream.js').Stream} Stream */
/** @typedef {{rows: number, cols: number, mean: Float32Array, largest: number, limit: number, at: number}} Matrix */

/** Between blocks of columns of other signs, and of other populations, px. */
const signGap = 3,
  partGap = 9;

/** Whose neurons the columns are of. @param {Stream} s @param {Matrix} m @returns {import('../types.js').Part[]} */
function partsOf({ info }, m) {
  const cols = info?.cols ?? m.cols;
  return info?.parts ?? [{ name: info?.across ? (info.pre ?? '') : '', cols, excitatory: info?.excitatory }];
}

/**
 * Columns of one population and one sign, where they are drawn, and where their colours are full.
 * @typedef {{from: number, to: number, x: number, width: number, sign: number, limit: number}} Block
 */

/** The blocks of a matrix in a box. @param {Stream} s @param {Matrix} m @param {{x: number, width: number}} box @returns {Block[]} */
function blocksOf(s, m, box) {
  /** @type {Block[]} */
  const blocks = [];
  let at = 0,
    gaps = 0;
  for (const { cols, excitatory } of partsOf(s, m)) {
    const cuts = excitatory === undefined ? [[0, cols]] : [[1, excitatory], [-1, cols - excitatory]];
    if (at > 0) gaps += partGap - signGap;
    for (const [sign, n] of cuts) {
      if (n === 0) continue;
      blocks.push({ from: at, to: (at += n), x: gaps, width: 0, sign, limit: 0 });
      gaps += signGap;
    }
  }
  const each = (box.width - gaps + signGap) / at,
    told = m.cols / at;
  for (const b of blocks) {
    b.x += box.x + b.from * each;
    b.width = (b.to - b.from) * each;
    [b.from, b.to] = [b.from * told, b.to * told];
  }
  return blocks;
}

/** Where colours are full: the 98th percentile, so that the scale does not tremble; where signs choose a port, of each sign. @param {Stream} s @param {Matrix} m @param {Block[]} blocks */
function limitBlocks(s, m, blocks) {
  const all = m.limit > 0 ? steady(m.limit, 12) : 1;
  for (const b of blocks) b.limit = all;
  if (!s.info?.ports) return;
  for (const sign of [1, -1]) {
    const mine = blocks.filter(b => b.sign === sign),
      sizes = m.mean.filter((_, k) => mine.some(b => k % m.cols >= b.from && k % m.cols < b.to)).map(Math.abs).sort(),
      most = sizes[Math.floor(0.98 * (sizes.length - 1))] || sizes[sizes.length - 1];
    for (const b of mine) b.limit = most > 0 ? steady(most, 12) : 1;
  }
}

/** The matrix with its colours, each block to its own limit. @param {Matrix} m @param {Block[]} blocks */
function imageOf(m, blocks) {
  const limits = Array.from({ length: m.cols }, (_, k) => blocks.find(b => k < b.to)?.limit ?? 1);
  return weightImage(m.mean.map((w, k) => w / limits[k % m.cols]), m, 1);
}

/**
 * The scale at the right: how far it goes up, and how far down.
 * @param {CanvasRenderingContext2D} ctx @param {{x: number, y: number, height: number}} b @param {number} up @param {number} down @param {boolean} beyond
 */
function weightScale(ctx, { x, y, height }, up, down, beyond) {
  const e = Math.floor(Math.log10(Math.max(up, down))),
    plain = e >= -3 && e < 4,
    label = (/** @type {number} */ v) => number(plain ? v : v / 10 ** e, 2);
  colourScale(ctx, { x, y: y + 10, height: height - 20 }, [
    [0, 'exc', `+${label(up)}`],
    [0.5, 'zero', '0'],
    [1, 'inh', `−${label(down)}`],
  ]);
  if (beyond) beyondMarks(ctx, x, [y + 1, y + 8], [y + height - 1, y + height - 8]);
  if (!plain) ctx.fillText(power(e), x - 2, y - 8);
}

/** What a population's columns are. @param {Stream} s @param {import('../types.js').Part} part */
function columnsOf({ info }, { name, excitatory }) {
  if (name === '') return 'what is read';
  return info?.parts ? name : `${name}, by ${excitatory === undefined ? '' : 'sign and '}preferred value`;
}

/** @param {Paint} p */
function drawWeights(p) {
  const [s] = p.streams,
    { ctx } = p,
    m = s.matrices.of(p.at);
  if (!m) return placard(p, s.error || (p.spec.mode === 'change' ? 'nothing has changed yet' : ''));
  const parts = partsOf(s, m),
    signed = parts.some(part => part.excitatory !== undefined),
    box = { x: 50, y: signed ? 24 : 12, width: p.width - 126, height: p.height - (signed ? 52 : 40) },
    blocks = blocksOf(s, m, box),
    key = `${m.at} ${colour('exc')}`;
  if (p.kept.key !== key) {
    limitBlocks(s, m, blocks);
    p.kept.limits = blocks.map(b => b.limit);
    p.kept.image = imageOf(m, blocks);
    p.kept.key = key;
  } else blocks.forEach((b, k) => (b.limit = p.kept.limits[k]));
  ctx.imageSmoothingEnabled = false;
  ctx.font = plotFont;
  ctx.strokeStyle = colour('line');
  ctx.lineWidth = 1;
  for (const b of blocks) {
    ctx.drawImage(p.kept.image, b.from, 0, b.to - b.from, m.rows, b.x, box.y, b.width, box.height);
    ctx.strokeRect(b.x - 0.5, box.y - 0.5, b.width + 1, box.height + 1);
  }
  nameColumns(p, s, parts, blocks, box);
  new Frame(ctx, box, { x: [0, 1], y: [0, 1] }).sideways(s.info?.order ? `${s.info.post}, by preferred value` : 'dimensions of the value', 16);
  if (s.info?.order) {
    ctx.textAlign = 'right';
    ctx.textBaseline = 'middle';
    ctx.fillText('−', box.x - 7, box.y + 6);
    ctx.fillText('+', box.x - 7, box.y + box.height - 6);
  }
  if (m.largest === 0) placard(p, p.spec.mode === 'change' ? 'nothing has changed yet' : 'all of them are zero');
  const most = (/** @type {number} */ sign) => blocks.find(b => b.sign === sign)?.limit ?? blocks[0].limit;
  weightScale(ctx, { ...box, x: box.x + box.width + 14 }, most(1), most(-1), m.largest > Math.max(most(1), most(-1)));
  p.kept.under = { box, blocks };
}

/**
 * What columns are, below them, and their signs, above.
 * @param {Paint} p @param {Stream} s @param {import('../types.js').Part[]} parts @param {Block[]} blocks @param {{x: number, y: number, width: number, height: number}} box
 */
function nameColumns({ ctx }, s, parts, blocks, box) {
  let k = 0;
  for (const part of parts) {
    const { cols, excitatory = cols } = part,
      first = blocks[k],
      last = blocks[(k += (excitatory > 0 ? 1 : 0) + (excitatory < cols ? 1 : 0)) - 1],
      width = last.x + last.width - first.x;
    if (part.excitatory !== undefined) signStrip(ctx, { ...box, x: first.x, width }, excitatory, cols - excitatory, true);
    ctx.fillStyle = colour('ink2');
    ctx.textAlign = 'center';
    ctx.textBaseline = 'top';
    ctx.fillText(columnsOf(s, part), first.x + width / 2, box.y + box.height + 7, parts.length > 1 ? width + partGap : undefined);
  }
}

/** The weight under the pointer in words. @param {Paint} p */
function underPointer(p) {
  const [s] = p.streams,
    m = s.matrices.of(p.at),
    { box, blocks = [] } = p.kept.under ?? {},
    { pointer } = p;
  if (!pointer || !m || !box) return '';
  const b = /** @type {Block[]} */ (blocks).find(b => pointer.x >= b.x && pointer.x < b.x + b.width),
    row = Math.floor(((pointer.y - box.y) / box.height) * m.rows);
  if (!b || row < 0 || row >= m.rows) return '';
  const col = Math.min(m.cols - 1, Math.floor(b.from + ((pointer.x - b.x) / b.width) * (b.to - b.from))),
    { order, across, pre, post, ports, rows = m.rows, cols = m.cols } = s.info ?? {},
    from = across ? neuronOf(s, m, Math.floor((col * cols) / m.cols), across) : `column ${col}`,
    to = order ? `${post}[${order[Math.floor((row * rows) / m.rows)]}]` : `row ${row}`,
    port = ports && b.sign !== 0 ? `.${ports[b.sign > 0 ? 0 : 1]}` : '';
  return `${from} → ${to}${port}  ${number(m.mean[row * m.cols + col], 3)}`;
}

/** Of which neuron a column is. @param {Stream} s @param {Matrix} m @param {number} col @param {number[]} across */
function neuronOf(s, m, col, across) {
  let first = 0;
  for (const { name, cols } of partsOf(s, m)) {
    if (col < first + cols) return `${name}[${across[col] - first}]`;
    first += cols;
  }
  return '';
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
        ? `${s.info.rows} × ${s.info.cols}${s.info.unit ? `, ${s.info.unit} per Hz` : ''}${m ? `, largest ${number(m.largest, 2)}` : ''}${s.info.ports ? `, into ${s.info.ports.join(' and ')}` : ''}`
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
