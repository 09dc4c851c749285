// Who spiked when.

import { h, picture } from '../dom.js';
import { count, number } from '../format.js';
import { colour } from '../theme.js';
import { Frame, signStrip } from '../frame.js';
import { axisKeys } from '../axis.js';

/** @typedef {import('./views.js').Context} Context @typedef {import('../types.js').Spikes} Spikes */

/** The first of ascending times that is not before t. @param {Float32Array} times @param {number} t */
function firstAfter(times, t) {
  let lo = 0, hi = times.length;
  while (lo < hi) {
    const mid = lo + hi >> 1;
    if (times[mid] < t) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

/** @param {Spikes} s @param {Context} c @param {string} id */
function rasterCard(s, c, id) {
  const times = c.arrays.get(s.times), who = c.arrays.get(s.who), neurons = c.arrays.get(s.neurons), { axis } = c, start = c.start(s.phase);
  const said = h('output', { class: 'said num' }), title = `${s.phase === 'run' ? '' : s.phase + ': '}${s.population}`;
  const box = h('div', { class: 'picture', tabindex: 0, role: 'group', 'aria-label': `Spikes of ${s.population} in ${s.phase}: ${times.length} of ${s.shown} neurons. Arrow keys read, plus and minus zoom.` });
  /** @type {Frame|undefined} */
  let frame;
  let drag = NaN, drawn = NaN;
  const again = picture(box, (ctx, width, height) => {
    const signed = s.exc + s.inh > 0;
    frame = new Frame(ctx, { x: signed ? 46 : 34, y: 8, width: width - (signed ? 58 : 46), height: height - 46 }, { x: [start + axis.from, start + axis.to], y: [0, s.shown] });
    frame.axes('time (s)', `neurons, by ${s.order}`, false);
    if (signed) signStrip(ctx, frame.box, s.exc, s.inh, false);
    const a = firstAfter(times, start + axis.from), b = firstAfter(times, start + axis.to + 1e-9), row = frame.box.height / s.shown;
    const wide = Math.min(2, Math.max(0.6, frame.box.width / Math.max(60, (b - a) / s.shown) / 6)), tall = Math.max(1, row * 0.8);
    for (const [from, to, token] of /** @type {[number, number, string][]} */ (signed ? [[0, s.exc, 'exc'], [s.exc, s.shown, 'inh']] : [[0, s.shown, 'ink']])) {
      ctx.fillStyle = colour(token);
      for (let i = a; i < b; i++) {
        if (who[i] >= from && who[i] < to) ctx.fillRect(frame.px(times[i]), frame.py(who[i] + 1) + row * 0.1, wide, tall);
      }
    }
    ctx.fillStyle = colour('accent');
    if (axis.cursor !== null) ctx.fillRect(frame.px(start + axis.cursor), frame.box.y, 1, frame.box.height);
    if (!Number.isNaN(drag)) {
      ctx.globalAlpha = 0.2;
      ctx.fillRect(Math.min(drag, drawn), frame.box.y, Math.abs(drawn - drag), frame.box.height);
      ctx.globalAlpha = 1;
    }
  });
  const read = () => {
    if (axis.cursor === null || !frame) {
      said.textContent = '';
      return;
    }
    const width = (axis.to - axis.from) / frame.box.width, t = start + axis.cursor, a = firstAfter(times, t - 2 * width), b = firstAfter(times, t + 2 * width);
    const list = [...new Set(Array.from(who.subarray(a, b), w => neurons[w]))];
    said.textContent = `t = ${number(t)} s: ${list.length === 0 ? 'no spike' : list.length > 6 ? count(list.length, 'neuron') : 'neuron ' + list.join(', ')}`;
  };
  axis.follow(what => {
    again();
    if (what === 'cursor') read();
  });
  const at = (/** @type {PointerEvent|MouseEvent} */ e) => frame ? frame.xAt(e.offsetX) - start : 0;
  box.addEventListener('pointermove', e => {
    drawn = e.offsetX;
    axis.read(Math.min(axis.to, Math.max(axis.from, at(e))));
  });
  box.addEventListener('pointerleave', () => {
    if (Number.isNaN(drag)) axis.read(null);
  });
  box.addEventListener('pointerdown', e => {
    box.setPointerCapture(e.pointerId);
    drag = drawn = e.offsetX;
  });
  box.addEventListener('pointerup', e => {
    const from = drag;
    drag = NaN;
    if (frame && Math.abs(e.offsetX - from) > 3) axis.zoom(frame.xAt(Math.min(from, e.offsetX)) - start, frame.xAt(Math.max(from, e.offsetX)) - start);
    again();
  });
  box.addEventListener('dblclick', () => axis.reset());
  box.addEventListener('keydown', e => axis.key(e));
  c.pictured(s.population, 'spikes', id);
  const what = [s.shown < s.n ? `${s.shown} of ${s.n} neurons` : count(s.n, 'neuron'), s.cut > 0 ? `none kept from ${number(s.cut)} s on` : ''].filter(Boolean).join(', ');
  return h('section', { class: 'card', id, 'aria-label': `Spikes of ${title}` }, h('header', {}, h('h4', {}, title), h('span', { class: 'sub' }, what)), box, said);
}

/** The most pictures of spikes. */
const mostRasters = 24;

export const spikesView = {
  id: 'spikes',
  title: 'Spikes',
  /** @param {Context} c */
  draw(c) {
    const list = c.experiment.runs[0].spikes;
    if (list.length === 0) return [];
    return [h('div', { class: 'grid' }, ...list.slice(0, mostRasters).map((s, i) => rasterCard(s, c, `${c.prefix}spikes-${i}`))),
      h('p', { class: 'hint' }, `${list.length > mostRasters ? `The first ${mostRasters} of ${list.length}. ` : ''}${axisKeys}`)];
  },
};
