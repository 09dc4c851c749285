// Sliders: the params of the model, and its nodes, which follow what they compute until
// they are held.

import { h } from '../dom.js';
import { written } from '../format.js';
import { icon } from './icons.js';
import { shownValue } from './plot.js';

/**
 * @typedef {import('./session.js').Session} Session @typedef {import('./types.js').Param} Param
 * @typedef {import('./stream.js').Stream} Stream
 */

/** How finely a slider is divided. */
const places = 1000;

/** How many nodes have a slider. */
const mostNodes = 8;

/** A scale between two numbers, linear or logarithmic. @param {Param} p */
function scaleOf(p) {
  const log = p.scale === 'log' && (p.min === undefined || p.min > 0),
    v = p.value;
  let lo = p.min ?? (log ? v / 100 : v > 0 ? 0 : v < 0 ? 2 * v : -1),
    hi = p.max ?? (log ? v * 100 : v > 0 ? 2 * v : v < 0 ? 0 : 1);
  if (!(hi > lo)) hi = lo + 1;
  /** @param {number} x */
  const place = x => (log ? Math.log(x / lo) / Math.log(hi / lo) : (x - lo) / (hi - lo));
  /** @param {number} k */
  const at = k => Number((log ? lo * (hi / lo) ** k : lo + k * (hi - lo)).toPrecision(3));
  return { place, at };
}

/** @param {HTMLElement} card @param {Session} session @param {() => void} write writes the values into the text */
export function paramsCard(card, session, write) {
  const list = h('div', { class: 'params' });
  /** @type {{follow: () => void, stop: () => void}[]} */
  let nodes = [];
  const save = h(
    'button',
    { class: 'small plain', hidden: true, title: 'Write these values into the text of the model', onclick: write },
    'Write to file',
  );
  card.append(h('h2', {}, 'Parameters', h('span', { class: 'tools' }, save)), list);
  const fill = () => {
    for (const n of nodes) n.stop();
    const params = session.model.params.map(p => paramRow(p, session)),
      held = session.model.objects.filter(o => o.kind === 'node' && o.role === 'node' && (o.dims ?? 1) <= 4 && !o.name.includes('.')).slice(0, mostNodes),
      rows = held.flatMap(o => Array.from({ length: o.dims ?? 1 }, (_, i) => nodeRow(o.name, i, o.dims ?? 1, session)));
    nodes = rows;
    list.replaceChildren(...params, ...rows.map(r => r.element));
    card.hidden = params.length + rows.length === 0;
  };
  session.on('model', fill);
  session.on('values', () => (save.hidden = !session.model.params.some(p => session.hand.has(p.name))));
  return () => nodes.forEach(n => n.follow());
}

/** @param {Param} p @param {Session} session */
function paramRow(p, session) {
  const { place, at } = scaleOf(p),
    value = h('input', { class: 'val num', size: 7, 'aria-label': `${p.name}, as a number`, }),
    slider = h('input', { type: 'range', min: 0, max: places, 'aria-label': p.name, disabled: !p.live }),
    anew = h('button', { class: 'small b rebuild', hidden: true, title: 'Build the model with this value; what stays the same goes on' }, 'Rebuild'),
    tick = h('i', {});
  const [number, range] = /** @type {HTMLInputElement[]} */ ([value, slider]);
  /** @param {number} v */
  const show = v => {
    const k = Math.max(0, Math.min(1, place(v)));
    range.value = String(Math.round(k * places));
    range.style.setProperty('--p', `${100 * k}%`);
    number.value = written(v);
  };
  /** @param {number|undefined} v */
  const hold = v => {
    if (v === undefined || v === p.value) session.hand.delete(p.name);
    else session.hand.set(p.name, v);
    session.happen('values');
  };
  /** Shown at once: an answer that comes late must not move the slider back under a hand. @param {number} v */
  const set = async v => {
    const before = session.hand.get(p.name);
    if (!Number.isFinite(v)) return show(before ?? p.value);
    hold(v);
    const done = await session.act('set', { name: p.name, value: v });
    if (!done && (session.hand.get(p.name) ?? p.value) === v) hold(before);
  };
  /** A param that shapes the model waits for the button. @param {number} v */
  const wish = v => {
    if (!Number.isFinite(v)) return show(session.hand.get(p.name) ?? p.value);
    anew.hidden = v === (session.hand.get(p.name) ?? p.value);
    anew.onclick = () => session.rebuild({ [p.name]: v });
  };
  range.addEventListener('input', () => set(at(Number(range.value) / places)));
  range.addEventListener('keydown', e => {
    const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[e.key];
    if (!way) return;
    e.preventDefault();
    set(at(Math.max(0, Math.min(places, Number(range.value) + way * (e.shiftKey ? 1 : 20))) / places));
  });
  range.addEventListener('dblclick', () => set(p.value));
  number.addEventListener(p.live ? 'change' : 'input', () => (p.live ? set : wish)(Number(number.value.replace('−', '-'))));
  if (!p.live) number.addEventListener('keydown', e => e.key === 'Enter' && !anew.hidden && anew.click());
  tick.style.setProperty('left', `${100 * Math.max(0, Math.min(1, place(p.value)))}%`);
  session.on('values', () => show(session.hand.get(p.name) ?? p.value));
  show(session.hand.get(p.name) ?? p.value);
  const about = p.about ?? (p.live ? '' : 'shapes the model'),
    why = p.live ? about : 'It shapes the model, which is built anew with another value';
  return h(
    'div',
    { class: `param${p.live ? '' : ' fixed'}` },
    h('div', { class: 'row' }, h('b', {}, p.name), h('span', { class: 'about', title: why }, about), anew, value),
    p.live ? slider : null,
    p.live ? h('div', { class: 'tickmarks' }, tick) : null,
  );
}

/**
 * How far a slider of a node reaches: over what it was in the window that is shown, in round numbers.
 * @param {import('./store.js').Series} series @param {Session} session @param {number} i @param {number} v now
 */
function reachOf(series, session, i, v) {
  const { from } = session.window(),
    [lo, hi] = series.range(series.index(from), series.index(session.at + 1e-9), i),
    most = Math.max(-lo, hi, Math.abs(v) || 0);
  if (!(most > 1)) return 1;
  const p = 10 ** Math.floor(Math.log10(most));
  return p * [1, 2, 5, 10].filter(k => k * p >= most)[0];
}

/**
 * A node: its slider shows what it is; to drag holds it.
 * @param {string} node @param {number} i @param {number} dims @param {Session} session
 */
function nodeRow(node, i, dims, session) {
  const name = dims > 1 ? `${node}[${i}]` : node,
    stream = session.watch({ what: 'value', of: node, window: session.wide, points: 1000 }),
    value = h('span', { class: 'val num' }),
    range = /** @type {HTMLInputElement} */ (h('input', { type: 'range', min: 0, max: places, 'aria-label': `Hold ${name}` })),
    about = h('span', { class: 'about' }, 'node; drag to hold it'),
    loose = h('button', { class: 'small', title: `Let ${name} go`, 'aria-label': `Let ${name} go`, hidden: true }, icon('close'));
  let reach = 1;
  const held = () => session.hand.has(name);
  /** @param {number} v */
  const show = v => {
    if (!held()) reach = reachOf(stream.series, session, i, v);
    const text = shownValue(v),
      k = Math.round(((v / reach + 1) / 2) * places) || 0;
    if (value.textContent !== text) value.textContent = text;
    if (document.activeElement !== range || !held()) range.value = String(k);
    range.style.setProperty('--p', held() ? `${k / 10}%` : '0%');
  };
  const element = h('div', { class: 'param free' }, h('div', { class: 'row' }, h('b', {}, name), about, loose, value), range);
  const mark = () => {
    element.classList.toggle('held', held());
    about.textContent = held() ? 'held by hand' : 'node; drag to hold it';
    loose.hidden = !held();
  };
  range.addEventListener('input', async () => {
    const v = Number(((Number(range.value) / places) * 2 * reach - reach).toPrecision(3)),
      all = Array.from({ length: dims }, (_, k) => {
        const other = dims > 1 ? `${node}[${k}]` : node;
        return k === i ? v : (session.hand.get(other) ?? (stream.series.value(session.at, k) || 0));
      });
    all.forEach((x, k) => session.hand.set(dims > 1 ? `${node}[${k}]` : node, x));
    session.happen('values');
    show(v);
    if (!(await session.act('clamp', { node, value: all }))) all.forEach((_, k) => session.hand.delete(dims > 1 ? `${node}[${k}]` : node));
    session.happen('values');
  });
  loose.addEventListener('click', async () => {
    await session.act('release', { node });
    for (let k = 0; k < dims; k++) session.hand.delete(dims > 1 ? `${node}[${k}]` : node);
    session.happen('values');
    range.focus();
  });
  session.on('values', mark);
  mark();
  return { element, follow: () => show(session.hand.get(name) ?? stream.series.value(session.at, i)), stop: () => session.unwatch(stream) };
}
