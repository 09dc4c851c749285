// Many lines: each small, with its range, to choose those that the panel shows.

import { drawLater, h, picture } from './dom.js';
import { number } from './format.js';
import { colour } from './theme.js';
import { mostLines } from './lines.js';

/** @typedef {import('./axis.js').Axis} Axis @typedef {import('./lines.js').Line} Line @typedef {import('./pyramid.js').Pyramid} Pyramid */

/**
 * Draws a line into a box: the part of it that the axis shows, scaled to fill it.
 * @param {CanvasRenderingContext2D} ctx @param {Pyramid} p @param {number} a first sample @param {number} b
 * @param {number} x @param {number} y @param {number} width @param {number} height @param {{lo: number, hi: number}} range
 */
export function sparkline(ctx, p, a, b, x, y, width, height, range) {
  const { at, y: values } = p.window(a, b, 2 * width),
    span = range.hi - range.lo || 1;
  ctx.beginPath();
  for (let i = 0; i < at.length; i++) {
    ctx.lineTo(x + ((at[i] - a) / Math.max(1, b - 1 - a)) * width, y + height - ((values[i] - range.lo) / span) * height);
  }
  ctx.stroke();
}

/** More lines than these are shown when they are asked for. */
const mostOpen = 24;

/**
 * @param {Line[]} lines @param {Axis} axis @param {() => void} changed is called when others are chosen
 * @param {number} start model time at which the phase begins, s @param {number} seconds how long it lasts
 */
export function smallMultiples(lines, axis, changed, start, seconds) {
  const full = h('p', { class: 'hint', role: 'status' });
  const buttons = lines.map(l => {
    const range = h('span', { class: 'num range' }),
      box = h('span', { class: 'spark' });
    const button = h('button', { class: 'multiple', 'aria-pressed': String(l.shown) }, h('span', { class: 'name' }, l.name), range, box);
    button.addEventListener('click', () => {
      if (!l.shown && lines.filter(x => x.shown).length >= mostLines) {
        full.textContent = `${mostLines} lines are shown at most; take one away first`;
        return;
      }
      full.textContent = '';
      l.shown = !l.shown;
      changed();
    });
    const again = picture(
      box,
      (ctx, width, height) => {
        const { from, step } = l.signal;
        const a = Math.max(0, Math.floor((start + axis.from - from) / step)),
          b = Math.min(l.n, Math.ceil((start + axis.end(seconds) - from) / step) + 1);
        const r = l.pyramid.range(a, b);
        range.textContent = r.lo <= r.hi ? `${number(r.lo, 2)} … ${number(r.hi, 2)}` : '';
        ctx.strokeStyle = colour(l.shown ? l.token : 'ink3');
        ctx.lineWidth = 1.2;
        ctx.setLineDash(l.shown ? l.dash : []);
        sparkline(ctx, l.pyramid, a, b, 1, 2, width - 2, height - 4, r);
      },
      drawLater,
    );
    return { button, again, line: l };
  });
  axis.follow(what => {
    if (what === 'zoom') for (const b of buttons) b.again();
  });
  return {
    element: h(
      'details',
      { class: 'choice', open: lines.length <= mostOpen },
      h('summary', {}, `Choose among ${lines.length} signals, ${mostLines} at a time`),
      full,
      h('div', { class: 'multiples' }, ...buttons.map(b => b.button)),
    ),
    update() {
      for (const b of buttons) {
        b.button.setAttribute('aria-pressed', String(b.line.shown));
        b.again();
      }
    },
  };
}
