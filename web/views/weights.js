// Weights as built, after each phase, and what changed: each with a scale of its own.

import { h, picture } from '../dom.js';
import { minus, number, percent, power } from '../format.js';
import { colour } from '../theme.js';
import { Frame, signStrip } from '../frame.js';
import { beyondMarks, weightImage } from '../weightmap.js';

/** @typedef {import('./views.js').Context} Context @typedef {import('../types.js').Weights} Weights @typedef {import('../types.js').WeightMap} WeightMap */

/** The scale beside a picture: its ends, zero, and triangles where weights lie beyond. @param {Frame} f @param {number} x @param {WeightMap} m */
function scale(f, x, m) {
  const { ctx, box } = f,
    e = Math.floor(Math.log10(m.limit)),
    plain = e >= -2 && e <= 3;
  const gradient = ctx.createLinearGradient(0, box.y + 8, 0, box.y + box.height - 8);
  for (const [at, token] of /** @type {[number, string][]} */ ([
    [0, 'exc'],
    [0.5, 'zero'],
    [1, 'inh'],
  ]))
    gradient.addColorStop(at, colour(token));
  ctx.fillStyle = gradient;
  ctx.fillRect(x, box.y + 8, 10, box.height - 16);
  if (m.beyond > 0) {
    beyondMarks(ctx, x, [box.y, box.y + 7], [box.y + box.height, box.y + box.height - 7]);
  }
  ctx.strokeStyle = colour('line');
  ctx.lineWidth = 1;
  ctx.strokeRect(x - 0.5, box.y + 7.5, 11, box.height - 15);
  ctx.fillStyle = colour('ink2');
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const end = minus((plain ? m.limit : m.limit / 10 ** e).toPrecision(2));
  ctx.fillText('+' + end, x + 15, box.y + 12);
  ctx.fillText('0', x + 15, box.y + box.height / 2);
  ctx.fillText('−' + end, x + 15, box.y + box.height - 12);
  if (!plain) ctx.fillText(power(e), x + 15, box.y + 27);
}

/** @param {Weights} w @param {WeightMap} m @param {Context} c */
function weightCard(w, m, c) {
  const W = c.arrays.get(m.data),
    rowOf = c.arrays.get(w.rowOf),
    colOf = c.arrays.get(w.colOf);
  const every = { rows: w.rows / m.rows, cols: w.cols / m.cols };
  let row = -1,
    col = -1;
  const said = h('output', { class: 'said num' });
  const box = h('div', {
    class: 'picture tall',
    tabindex: 0,
    role: 'group',
    'aria-label': `Weights of ${w.name}, ${m.title}: ${w.rows} by ${w.cols}, largest ${number(m.largest)}. Arrow keys read weights.`,
  });
  /** @type {Frame|undefined} */
  let frame;
  const again = picture(box, (ctx, width, height) => {
    const strip = w.exc + w.inh > 0 ? 20 : 8;
    frame = new Frame(ctx, { x: 24, y: strip, width: width - 24 - 74, height: height - strip - 24 }, { x: [0, m.cols], y: [0, m.rows] });
    const b = frame.box;
    ctx.imageSmoothingEnabled = m.rows > b.height || m.cols > b.width;
    ctx.save();
    ctx.translate(b.x, b.y + b.height);
    ctx.scale(1, -1);
    ctx.drawImage(weightImage(W, m, m.limit), 0, 0, b.width, b.height);
    ctx.restore();
    ctx.strokeStyle = colour('line');
    ctx.strokeRect(b.x - 0.5, b.y - 0.5, b.width + 1, b.height + 1);
    ctx.fillStyle = colour('ink2');
    ctx.font = '11px system-ui, "Liberation Sans", sans-serif';
    ctx.textAlign = 'center';
    ctx.textBaseline = 'top';
    ctx.fillText(`${w.pre}, by ${w.colOrder}`, b.x + b.width / 2, b.y + b.height + 7);
    frame.sideways(`${w.post}, by ${w.rowOrder}`, 10);
    if (w.exc + w.inh > 0) signStrip(ctx, b, w.exc, w.inh, true);
    scale(frame, b.x + b.width + 10, m);
    if (row >= 0) {
      ctx.strokeStyle = colour('ink');
      ctx.lineWidth = 1.5;
      ctx.strokeRect(frame.px(col) - 1, frame.py(row + 1) - 1, b.width / m.cols + 2, b.height / m.rows + 2);
    }
  });
  /** @param {number} r @param {number} k */
  const read = (r, k) => {
    row = r;
    col = k;
    if (r < 0) {
      said.textContent = '';
    } else {
      const mean = every.rows > 1 || every.cols > 1 ? 'mean about ' : '';
      said.textContent = `${mean}${w.post}[${rowOf[Math.floor(r * every.rows)]}] ← ${w.pre}[${colOf[Math.floor(k * every.cols)]}]: ${number(W[r * m.cols + k])}`;
    }
    again();
  };
  box.addEventListener('pointermove', e => {
    if (!frame) return;
    const b = frame.box,
      k = Math.floor(((e.offsetX - b.x) / b.width) * m.cols),
      r = Math.floor(((b.y + b.height - e.offsetY) / b.height) * m.rows);
    if (k >= 0 && r >= 0 && k < m.cols && r < m.rows) read(r, k);
    else read(-1, -1);
  });
  box.addEventListener('pointerleave', () => read(-1, -1));
  box.addEventListener('keydown', e => {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowUp: [1, 0], ArrowDown: [-1, 0] }[e.key];
    if (!step && e.key !== 'Escape') return;
    e.preventDefault();
    if (step) read(Math.min(m.rows - 1, Math.max(0, row + step[0])), Math.min(m.cols - 1, Math.max(0, col + step[1])));
    else read(-1, -1);
  });
  const beyond = m.beyond > 0 ? `${percent(m.beyond)} beyond, largest ${number(m.largest, 3)}` : `largest ${number(m.largest, 3)}`;
  return h(
    'section',
    { class: 'card', 'aria-label': `Weights of ${w.name}, ${m.title}` },
    h('header', {}, h('h4', {}, m.title), h('span', { class: 'sub' }, beyond)),
    box,
    said,
  );
}

export const weightsView = {
  id: 'weights',
  title: 'Weights',
  detail: true,
  /** @param {Context} c */
  draw(c) {
    return c.experiment.runs[0].weights.flatMap(w => {
      const id = `${c.prefix}weights-${w.name}`,
        m = w.maps[0];
      c.pictured(w.name, 'weights', id);
      const blocks = m.rows < w.rows || m.cols < w.cols ? ` Drawn as ${m.rows} × ${m.cols} means.` : '';
      return [
        h('h4', { class: 'sub', id }, h('code', {}, w.name), ` ${w.pre} → ${w.post}, ${w.rows} × ${w.cols}`),
        h('div', { class: 'grid three' }, ...w.maps.map(x => weightCard(w, x, c))),
        h(
          'p',
          { class: 'hint' },
          `In ${w.unit} per Hz. Orange excites, blue inhibits; in a change, orange is more than before, blue less. A scale ends at the 98th percentile.${blocks}`,
        ),
      ];
    });
  },
};
