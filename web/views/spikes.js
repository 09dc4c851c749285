// Who spiked when.

import { h, picture } from '../dom.js';
import { count, number } from '../format.js';
import { colour } from '../theme.js';
import { Frame, signStrip } from '../frame.js';
import { axisKeys } from '../axis.js';

/** @typedef {import('./views.js').Context} Context @typedef {import('../types.js').Spikes} Spikes */

/** The first of ascending times that is not before t. @param {Float32Array} times @param {number} t */
function firstAfter(times, t) {
  let lo = 0,
    hi = times.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (times[mid] < t) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

/** @param {Spikes} s @param {Context} c @param {string} id */
function rasterCard(s, c, id) {
  const times = c.arrays.get(s.times),
    who = c.arrays.get(s.who),
    neurons = c.arrays.get(s.neurons),
    { axis } = c,
    start = c.start(s.phase),
    seconds = c.seconds(s.phase);
  const said = h('output', { class: 'said num' }),
    title = `${s.phase === 'run' ? '' : s.phase + ': '}${s.population}`;
  const box = h('div', {
    class: 'picture',
    tabindex: 0,
    role: 'group',
    'aria-label': `Spikes of ${s.population} in ${s.phase}: ${times.length} of ${s.shown} neurons. Arrow keys read, plus and minus zoom.`,
  });
  /** @type {Frame|undefined} */
  let frame;
  let drag = NaN,
    drawn = NaN;
  const again = picture(box, (ctx, width, height) => {
    const signed = s.exc + s.inh > 0;
    frame = new Frame(
      ctx,
      { x: signed ? 46 : 34, y: 8, width: width - (signed ? 58 : 46), height: height - 46 },
      { x: [start + axis.from, start + axis.end(seconds)], y: [0, s.shown] },
    );
    frame.axes('time (s)', `neurons, by ${s.order}`, false);
    if (signed) signStrip(ctx, frame.box, s.exc, s.inh, false);
    const a = firstAfter(times, start + axis.from),
      b = firstAfter(times, start + axis.end(seconds) + 1e-9);
    const { counts, columns, most } = counted(a, b, frame),
      row = frame.box.height / s.shown,
      wide = frame.box.width / columns;
    for (let k = 0; k < counts.length; k++) {
      if (counts[k] === 0) continue;
      const r = Math.floor(k / columns);
      ctx.fillStyle = colour(!signed ? 'ink' : r < s.exc ? 'exc' : 'inh');
      ctx.globalAlpha = most === 1 ? 1 : 0.12 + (0.88 * counts[k]) / most;
      ctx.fillRect(frame.box.x + (k - r * columns) * wide, frame.py(r + 1) + row * 0.06, Math.max(1, wide), Math.max(1, row * 0.88));
    }
    ctx.globalAlpha = 1;
    ctx.fillStyle = colour('accent');
    if (axis.cursor !== null) ctx.fillRect(frame.px(start + axis.cursor), frame.box.y, 1, frame.box.height);
    if (!Number.isNaN(drag)) {
      ctx.globalAlpha = 0.2;
      ctx.fillRect(Math.min(drag, drawn), frame.box.y, Math.abs(drawn - drag), frame.box.height);
      ctx.globalAlpha = 1;
    }
  });
  /**
   * How many spikes lie in each column of two pixels of each row; more are darker.
   * @param {number} a first spike @param {number} b @param {Frame} f
   */
  const counted = (a, b, f) => {
    const columns = Math.max(1, Math.floor(f.box.width / 2)),
      counts = new Uint16Array(columns * s.shown),
      [from, to] = f.range.x;
    let most = 1;
    for (let i = a; i < b; i++) {
      const k = who[i] * columns + Math.min(columns - 1, Math.floor(((times[i] - from) / (to - from)) * columns));
      if (++counts[k] > most) most = counts[k];
    }
    return { counts, columns, most };
  };
  const read = () => {
    if (axis.cursor === null || !frame) {
      said.textContent = '';
      return;
    }
    const width = (axis.end(seconds) - axis.from) / frame.box.width,
      t = start + axis.cursor,
      a = firstAfter(times, t - 2 * width),
      b = firstAfter(times, t + 2 * width);
    const list = [...new Set(Array.from(who.subarray(a, b), w => neurons[w]))];
    said.textContent = `t = ${number(t)} s: ${list.length === 0 ? 'no spike' : list.length > 6 ? count(list.length, 'neuron') : 'neuron ' + list.join(', ')}`;
  };
  axis.follow(what => {
    again();
    if (what === 'cursor') read();
  });
  const at = (/** @type {PointerEvent|MouseEvent} */ e) => (frame ? frame.xAt(e.offsetX) - start : 0);
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
    if (frame && Math.abs(e.offsetX - from) > 3)
      axis.zoom(frame.xAt(Math.min(from, e.offsetX)) - start, frame.xAt(Math.max(from, e.offsetX)) - start);
    again();
  });
  box.addEventListener('dblclick', () => axis.reset());
  box.addEventListener('keydown', e => axis.key(e));
  c.pictured(s.population, 'spikes', id);
  const what = [
    s.shown < s.n ? `${s.shown} of ${s.n} neurons` : count(s.n, 'neuron'),
    s.cut > 0 ? `none kept from ${number(s.cut)} s on` : '',
  ]
    .filter(Boolean)
    .join(', ');
  return h(
    'section',
    { class: 'card', id, 'aria-label': `Spikes of ${title}` },
    h('header', {}, h('h4', {}, title), h('span', { class: 'sub' }, what)),
    box,
    said,
  );
}

/** The most pictures of spikes. */
const mostRasters = 24;

export const spikesView = {
  id: 'spikes',
  title: 'Spikes',
  detail: true,
  /** @param {Context} c */
  draw(c) {
    const list = c.experiment.runs[0].spikes;
    if (list.length === 0) return [];
    return [
      h('div', { class: 'grid' }, ...list.slice(0, mostRasters).map((s, i) => rasterCard(s, c, `${c.prefix}spikes-${i}`))),
      h('p', { class: 'hint noprint' }, `${list.length > mostRasters ? `The first ${mostRasters} of ${list.length}. ` : ''}${axisKeys}`),
    ];
  },
};
