// A matrix of weights as colours: orange excites, blue inhibits, small weights are seen too.

import { colour } from './theme.js';

/** Red, green and blue of a colour as tokens have it. @param {string} token @returns {number[]} */
export function channels(token) {
  const hex = colour(token).slice(1),
    n = parseInt(hex.padEnd(6, hex), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}

/**
 * What paints weights: red, green and blue of a share of the limit, from −1 to 1, into numbers at a place.
 * @param {string} above @param {string} below the colours of the ends
 */
export function weightColours(above = 'exc', below = 'inh') {
  const zero = channels('zero'),
    high = channels(above),
    low = channels(below);
  return (/** @type {number[]|Uint8ClampedArray} */ out, /** @type {number} */ at, /** @type {number} */ share) => {
    const strong = Math.min(1, Math.abs(share)) ** 0.8,
      to = share > 0 ? high : low;
    for (let k = 0; k < 3; k++) out[at + k] = zero[k] + (to[k] - zero[k]) * strong;
  };
}

/**
 * The image of a matrix.
 * @param {Float32Array} W row by row @param {{rows: number, cols: number}} m @param {number} limit where colours are full
 * @param {[string, string]} [ends] colours of what is above and below zero
 */
export function weightImage(W, { rows, cols }, limit, ends = ['exc', 'inh']) {
  const canvas = document.createElement('canvas');
  canvas.width = cols;
  canvas.height = rows;
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')),
    data = ctx.createImageData(cols, rows),
    paint = weightColours(...ends);
  for (let i = 0; i < W.length; i++) {
    paint(data.data, 4 * i, W[i] / limit);
    data.data[4 * i + 3] = 255;
  }
  ctx.putImageData(data, 0, 0);
  return canvas;
}

/**
 * Triangles at the ends of a scale, beyond which weights lie.
 * @param {CanvasRenderingContext2D} ctx @param {number} x @param {[number, number]} top tip and base @param {[number, number]} bottom
 */
export function beyondMarks(ctx, x, top, bottom) {
  for (const [token, [tip, base]] of /** @type {[string, [number, number]][]} */ ([
    ['exc', top],
    ['inh', bottom],
  ])) {
    ctx.fillStyle = colour(token);
    ctx.beginPath();
    ctx.moveTo(x + 5, tip);
    ctx.lineTo(x, base);
    ctx.lineTo(x + 10, base);
    ctx.fill();
  }
}
