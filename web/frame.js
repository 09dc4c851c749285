// Axes of pictures that are drawn by hand.

import { decimals, minus, number, ticks } from './format.js';
import { colour } from './theme.js';

const font = '11px system-ui, "Liberation Sans", sans-serif';

/** Where a picture draws, and the values at its edges. Rows grow upwards. */
export class Frame {
  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {{x: number, y: number, width: number, height: number}} box
   * @param {{x: [number, number], y: [number, number]}} range
   */
  constructor(ctx, box, range) {
    this.ctx = ctx;
    this.box = box;
    this.range = range;
  }

  /** @param {number} v */
  px(v) {
    const [lo, hi] = this.range.x;
    return this.box.x + ((v - lo) / (hi - lo || 1)) * this.box.width;
  }

  /** @param {number} v */
  py(v) {
    const [lo, hi] = this.range.y;
    return this.box.y + this.box.height - ((v - lo) / (hi - lo || 1)) * this.box.height;
  }

  /** @param {number} px */
  xAt(px) {
    const [lo, hi] = this.range.x;
    return lo + ((px - this.box.x) / this.box.width) * (hi - lo);
  }

  /** Grid, ticks and their numbers. @param {string} xLabel @param {string} yLabel @param {boolean} [yTicks] */
  axes(xLabel, yLabel, yTicks = true) {
    const { ctx, box } = this;
    ctx.font = font;
    ctx.fillStyle = colour('ink2');
    ctx.strokeStyle = colour('grid');
    ctx.lineWidth = 1;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'top';
    const x = ticks(this.range.x[0], this.range.x[1], box.width / 60);
    for (const v of x.at) {
      this.rule(this.px(v), box.y, this.px(v), box.y + box.height);
      ctx.fillText(label(v, x.step), this.px(v), box.y + box.height + 5);
    }
    ctx.fillText(xLabel, box.x + box.width / 2, box.y + box.height + 20);
    if (yTicks) {
      const y = ticks(this.range.y[0], this.range.y[1], box.height / 36);
      ctx.textAlign = 'right';
      ctx.textBaseline = 'middle';
      for (const v of y.at) {
        this.rule(box.x, this.py(v), box.x + box.width, this.py(v));
        ctx.fillText(label(v, y.step), box.x - 6, this.py(v));
      }
    }
    this.sideways(yLabel, 10);
  }

  /** Text along the left edge. @param {string} text @param {number} x */
  sideways(text, x) {
    const { ctx, box } = this;
    ctx.save();
    ctx.translate(x, box.y + box.height / 2);
    ctx.rotate(-Math.PI / 2);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = colour('ink2');
    ctx.font = font;
    ctx.fillText(text, 0, 0);
    ctx.restore();
  }

  /** @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
  rule(x0, y0, x1, y1) {
    this.ctx.beginPath();
    this.ctx.moveTo(Math.round(x0) + 0.5, Math.round(y0) + 0.5);
    this.ctx.lineTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
    this.ctx.stroke();
  }
}

/** @param {number} v @param {number} step */
function label(v, step) {
  const d = decimals(step);
  return d > 6 || Math.abs(v) >= 1e6 ? number(v) : minus(v.toFixed(d)).replace(/^−(0(\.0*)?)$/, '$1');
}

/**
 * A bar of neurons by sign along an edge, labelled: colours alone say nothing.
 * @param {CanvasRenderingContext2D} ctx @param {{x: number, y: number, width: number, height: number}} box of the picture
 * @param {number} exc @param {number} inh @param {boolean} across along the top, else along the left
 */
export function signStrip(ctx, box, exc, inh, across) {
  const n = exc + inh;
  ctx.font = font;
  ctx.textBaseline = 'bottom';
  ctx.textAlign = 'left';
  const cut = ((across ? box.width : box.height) * exc) / n;
  /** @type {[string, number, number, string][]} */
  const parts = [
    ['exc', 0, cut, `${exc} excitatory`],
    ['inh', cut, across ? box.width : box.height, `${inh} inhibitory`],
  ];
  for (const [token, from, to, text] of parts) {
    if (to - from < 1) continue;
    ctx.fillStyle = colour(token);
    if (across) ctx.fillRect(box.x + from + 1, box.y - 5, to - from - 2, 3);
    else ctx.fillRect(box.x - 6, box.y + box.height - to + 1, 3, to - from - 2);
    const short = ctx.measureText(text).width > to - from ? text.slice(0, text.indexOf(' ') + 2).toUpperCase() : text;
    if (across) {
      ctx.fillText(short, box.x + from + 1, box.y - 7);
    } else {
      ctx.save();
      ctx.translate(box.x - 9, box.y + box.height - (from + to) / 2);
      ctx.rotate(-Math.PI / 2);
      ctx.textAlign = 'center';
      ctx.fillText(ctx.measureText(text).width > to - from ? short : text, 0, 0);
      ctx.restore();
    }
  }
}
