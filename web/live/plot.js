// What views draw with: a time axis in model time over session time, lines, round ranges.

import { Frame } from '../frame.js';
import { minus, ticks } from '../format.js';
import { colour } from '../theme.js';

/** @typedef {import('./session.js').Session} Session @typedef {import('./stream.js').Stream} Stream
 * @typedef {import('./store.js').Series} Series @typedef {import('./colours.js').Stroke} Stroke
 * @typedef {import('./types.js').Spec} Spec */

/**
 * What a view gets to draw with: a canvas of that size, its tile, the streams it wants in
 * their order, and the session time that is shown. `kept` is the view's own between frames.
 * @typedef {{ctx: CanvasRenderingContext2D, width: number, height: number, spec: Spec, streams: Stream[], session: Session, at: number,
 *   kept: any, pointer: {x: number, y: number}|null}} Paint
 */

export const plotFont = '11px Inter, system-ui, "Liberation Sans", sans-serif';

/**
 * A range that covers what it is given in round numbers, so that it does not tremble.
 * @param {number} lo @param {number} hi @returns {[number, number]}
 */
export function roundRange(lo, hi) {
  if (!(hi >= lo)) return [-1, 1];
  const pad = hi > lo ? 0.05 * (hi - lo) : Math.max(0.1, 0.2 * Math.abs(hi)),
    { step } = ticks(lo - pad, hi + pad, 6);
  return [Math.floor((lo - pad) / step) * step, Math.ceil((hi + pad) / step) * step];
}

/**
 * A frame over the window of time that is shown, its axis in model time.
 * @param {Paint} p @param {[number, number]} y @param {string} label
 * @param {{left?: number, right?: number, wide?: number, yTicks?: boolean}} [o] wide for a window of its own
 */
export function timeFrame(p, y, label, { left = 62, right = 14, wide, yTicks = true } = {}) {
  const { session, at } = p,
    s = session.stretch(at),
    window = wide ? { from: Math.max(s.at, at - wide), to: Math.max(s.at + wide, at) } : session.window(),
    shift = s.at - s.t,
    from = Math.max(window.from, s.at),
    f = new Frame(p.ctx, { x: left, y: 8, width: p.width - left - right, height: p.height - 46 }, { x: [from - shift, window.to - shift], y });
  f.axes('time (s)', label, yTicks);
  return { f, from, to: Math.min(window.to, at), shift };
}

/**
 * A line of a series between two session times. Where bins are narrow, their least and largest are one stroke; where they are wide
 * the line goes through their middles, in a band.
 * @param {Frame} f @param {Series} s @param {number} i @param {{from: number, to: number, shift: number}} w
 */
function drawLine(f, s, i, { from, to, shift }) {
  const a = Math.max(0, s.index(from) - 1),
    b = s.index(to + 1e-9),
    { ctx } = f,
    step = Math.max(1, Math.floor((b - a) / Math.max(200, 1.5 * f.box.width))),
    wide = b > a + 1 && (f.px(s.at[b - 1]) - f.px(s.at[a])) / (b - a) > 1.2;
  ctx.beginPath();
  for (let k = a; k < b; k += step) {
    const [lo, hi] = step === 1 ? [s.lo[k * s.width + i], s.hi[k * s.width + i]] : s.range(k, Math.min(b, k + step), i),
      x = f.px(s.at[k] - shift);
    if (lo === hi || wide) ctx.lineTo(x, f.py((lo + hi) / 2));
    else {
      ctx.lineTo(x, f.py(k % 2 ? lo : hi));
      ctx.lineTo(x, f.py(k % 2 ? hi : lo));
    }
  }
  ctx.stroke();
  if (!wide) return;
  ctx.beginPath();
  for (let k = a; k < b; k++) ctx.lineTo(f.px(s.at[k] - shift), f.py(s.hi[k * s.width + i]));
  for (let k = b - 1; k >= a; k--) ctx.lineTo(f.px(s.at[k] - shift), f.py(s.lo[k * s.width + i]));
  ctx.globalAlpha = 0.22;
  ctx.fill();
  ctx.globalAlpha = 1;
}

/**
 * Draws lines, ideals last; where only the middle counts they are smooth.
 * @param {Frame} f @param {{series: Series, i: number, stroke: Stroke}[]} lines
 * @param {{from: number, to: number, shift: number}} w
 */
export function drawLines(f, lines, w) {
  const { ctx, box } = f;
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.x, box.y - 2, box.width + 1, box.height + 4);
  ctx.clip();
  ctx.lineJoin = 'round';
  for (const ideal of [false, true]) {
    for (const { series, i, stroke } of lines) {
      if ((stroke.token === 'ideal') !== ideal) continue;
      ctx.strokeStyle = ctx.fillStyle = colour(stroke.token);
      ctx.lineWidth = ideal ? 1.4 : series.every > 0.0015 ? 1.2 : 1.6;
      ctx.setLineDash(stroke.dash);
      drawLine(f, series, i, w);
    }
  }
  ctx.restore();
  nowLine(f, w.to - w.shift);
}

/** A rule at the moment that is shown. @param {Frame} f @param {number} t */
export function nowLine(f, t) {
  const { ctx, box } = f,
    x = Math.round(f.px(t)) + 0.5;
  if (x < box.x || x > box.x + box.width) return;
  ctx.strokeStyle = colour('line');
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x, box.y);
  ctx.lineTo(x, box.y + box.height);
  ctx.stroke();
}

/** Text in the middle of a picture that has nothing to show yet. @param {Paint} p @param {string} text */
export function placard(p, text) {
  const { ctx } = p;
  ctx.font = plotFont;
  ctx.fillStyle = colour('ink3');
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  const words = text.split(' ');
  let line = '',
    y = p.height / 2 - 8;
  for (const w of [...words, '']) {
    if (w && ctx.measureText(`${line} ${w}`).width < p.width - 40) line += ` ${w}`;
    else {
      ctx.fillText(line.trim(), p.width / 2, y);
      y += 16;
      line = w;
    }
  }
}

/**
 * The scale of colours beside a picture.
 * @param {CanvasRenderingContext2D} ctx @param {{x: number, y: number, height: number}} b
 * @param {[number, string, string][]} stops how far down, the colour, what stands beside it
 */
export function colourScale(ctx, { x, y, height }, stops) {
  const fill = ctx.createLinearGradient(0, y, 0, y + height);
  for (const [at, token] of stops) fill.addColorStop(at, colour(token));
  ctx.fillStyle = fill;
  ctx.fillRect(x, y, 8, height);
  ctx.fillStyle = colour('ink2');
  ctx.font = plotFont;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const [at, , text] of stops) ctx.fillText(text, x + 12, y + Math.max(5, Math.min(height - 5, at * height)));
}

/** The next number of so many that a power of ten is cut into: where what is shown ends, so that it seldom moves. @param {number} v @param {number} steps */
export const steady = (v, steps) => 10 ** (Math.ceil(steps * Math.log10(v)) / steps);

/** A value with decimals that fit its size, so that it does not jitter. @param {number} v @param {number} [decimals] */
export function shownValue(v, decimals = 2) {
  if (!Number.isFinite(v)) return '–';
  const s = v.toFixed(decimals);
  return minus(Number(s) === 0 ? s.replace('-', '') : s);
}

/** The root mean square of the first stream in the window. @param {Paint} p */
export function rmsOf(p) {
  const { series } = p.streams[0],
    b = series.index(p.at + 1e-9);
  let sum = 0,
    n = 0;
  for (let k = series.index(Math.max(p.session.window().from, p.session.stretch(p.at).at)); k < b; k++, n++)
    sum += series.middle(k, 0) ** 2;
  return Math.sqrt(sum / n);
}

/**
 * Gives a canvas the pixels of its size, if it has others.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height
 */
export function fitCanvas(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1,
    across = Math.round(width * ratio),
    down = Math.round(height * ratio);
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
}
