// Tuning curves: how fast each neuron fires over what its population represents.

import { h, picture } from '../dom.js';
import { number } from '../format.js';
import { colour } from '../theme.js';
import { Frame } from '../frame.js';

/** @typedef {import('./views.js').Context} Context @typedef {import('../types.js').Population} Population */

/** The most populations that have a picture. */
const mostPopulations = 24;

/** @param {Population} p @param {Context} c */
function tuningCard(p, c) {
  const x = c.arrays.get(p.x),
    rates = c.arrays.get(p.rates),
    curves = p.of.length,
    id = `${c.prefix}tuning-${p.name}`;
  let chosen = -1,
    highest = 1;
  for (const r of rates) if (Number.isFinite(r) && r > highest) highest = r;
  const said = h('output', { class: 'said num' }),
    box = h('div', {
      class: 'picture',
      tabindex: 0,
      role: 'group',
      'aria-label': `Tuning curves of ${p.name}: ${curves} of ${p.n} neurons, up to ${number(highest, 3)} Hz. Arrow keys go from neuron to neuron.`,
    });
  /** @type {Frame|undefined} */
  let frame;
  const again = picture(box, (ctx, width, height) => {
    frame = new Frame(
      ctx,
      { x: 52, y: 10, width: width - 64, height: height - 46 },
      { x: [x[0], x[x.length - 1]], y: [0, highest * 1.05] },
    );
    frame.axes(p.dims === 1 ? `represented value of ${p.name}` : `value of ${p.name} along the encoder`, 'rate (Hz)');
    for (let i = 0; i < curves; i++) if (i !== chosen) trace(i, chosen < 0 ? 0.55 : 0.2, 1);
    if (chosen >= 0) trace(chosen, 1, 2.2);
  });
  /** @param {number} i @param {number} alpha @param {number} width */
  const trace = (i, alpha, width) => {
    const f = /** @type {Frame} */ (frame),
      { ctx } = f,
      sign = p.signs[p.of[i]] || 0;
    ctx.globalAlpha = alpha;
    ctx.lineWidth = width;
    ctx.strokeStyle = colour(sign > 0 ? 'exc' : sign < 0 ? 'inh' : 'ink2');
    ctx.setLineDash(sign < 0 ? [5, 2] : []);
    ctx.beginPath();
    for (let k = 0; k < x.length; k++) ctx.lineTo(f.px(x[k]), f.py(rates[i * x.length + k]));
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.setLineDash([]);
  };
  /** @param {number} i @param {number} at where the rate is read; NaN for its largest */
  const choose = (i, at) => {
    chosen = i;
    if (i < 0) {
      said.textContent = '';
    } else {
      const row = rates.subarray(i * x.length, (i + 1) * x.length),
        k = Number.isNaN(at) ? row.indexOf(Math.max(...row)) : nearest(x, at);
      const sign = p.signs[p.of[i]];
      said.textContent = `neuron ${p.of[i]}${sign ? (sign > 0 ? ', excitatory' : ', inhibitory') : ''}: ${number(row[k], 3)} Hz at ${number(x[k], 3)}`;
    }
    again();
  };
  box.addEventListener('pointermove', e => {
    if (!frame) return;
    const at = frame.xAt(e.offsetX),
      k = nearest(x, at);
    let best = -1,
      least = 14;
    for (let i = 0; i < curves; i++) {
      const d = Math.abs(frame.py(rates[i * x.length + k]) - e.offsetY);
      if (d < least) {
        least = d;
        best = i;
      }
    }
    choose(best, at);
  });
  box.addEventListener('pointerleave', () => choose(-1, NaN));
  box.addEventListener('keydown', e => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
    if (!step && e.key !== 'Escape') return;
    e.preventDefault();
    choose(step ? (chosen + step + curves) % curves : -1, NaN);
  });
  c.pictured(p.name, 'tuning', id);
  const signed = p.signs.length > 0 ? 'solid orange excites, dashed blue inhibits' : '';
  const what = [
    `${p.n} ${p.type.replace(/\(.*/, '')}`,
    `radius ${number(p.radius)}`,
    curves < p.n ? `${curves} curves of ${p.n}` : '',
    signed,
  ]
    .filter(Boolean)
    .join(', ');
  return h(
    'section',
    { class: 'card', id, 'aria-label': `Tuning of ${p.name}` },
    h('header', {}, h('h4', {}, p.name), h('span', { class: 'sub', title: p.type }, what), c.toLine(p.line)),
    box,
    said,
  );
}

/** @param {Float32Array} x @param {number} at */
function nearest(x, at) {
  return Math.min(x.length - 1, Math.max(0, Math.round((at - x[0]) / ((x[x.length - 1] - x[0]) / (x.length - 1)))));
}

export const tuningView = {
  id: 'tuning',
  title: 'Tuning curves',
  detail: true,
  /** @param {Context} c */
  draw(c) {
    const list = c.experiment.runs[0].populations,
      cards = list.slice(0, mostPopulations).map(p => tuningCard(p, c));
    if (cards.length === 0) return [];
    return [
      h('div', { class: 'grid' }, ...cards),
      list.length > mostPopulations && h('p', { class: 'hint' }, `The first ${mostPopulations} of ${list.length} populations.`),
    ];
  },
};
