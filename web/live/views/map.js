// Where the neurons of a population are, and how fast each of them fires: a picture of its
// first two axes; of one axis, rates along it.

import { Frame } from '../../frame.js';
import { number } from '../../format.js';
import { colour } from '../../theme.js';
import { placard, steady } from '../plot.js';

/** @typedef {import('../plot.js').Paint} Paint @typedef {import('./list.js').View} View */

/** Over how long rates are taken, s. */
const rateWindow = 0.2;

/** In how many steps of brightness dots are drawn. */
const shades = 8;

/** The rate of each row over the last time, Hz. @param {Paint} p @returns {Float32Array} */
function placeRates(p) {
  const [{ spikes, info }] = p.streams,
    n = info?.rows ?? 0;
  if (p.kept.rates?.length !== n) p.kept.rates = new Float32Array(n);
  const { rates } = p.kept,
    from = Math.max(p.at - rateWindow, p.session.stretch(p.at).at),
    b = spikes.index(p.at + 1e-9);
  rates.fill(0);
  for (let k = spikes.index(from); k < b; k++) {
    const tall = Math.max(1, Math.round(spikes.tall[k])),
      each = spikes.size[k] / tall / Math.max(p.session.model.dt, p.at - from);
    for (let j = 0; j < tall; j++) rates[Math.min(n - 1, Math.floor(spikes.row[k]) + j)] += each;
  }
  return rates;
}

/** The highest rate, so that the picture does not tremble. @param {Float32Array} rates */
function fullestOf(rates) {
  let most = 20;
  for (let i = 0; i < rates.length; i++) most = Math.max(most, rates[i]);
  return steady(most, 6);
}

/** The ends of an axis: from −1 to 1, or where neurons are. @param {number[]} places @param {number} axes @param {number} k @returns {[number, number]} */
function placeReach(places, axes, k) {
  let lo = -1,
    hi = 1;
  for (let i = k; i < places.length; i += axes) [lo, hi] = [Math.min(lo, places[i]), Math.max(hi, places[i])];
  return [lo - 0.04 * (hi - lo), hi + 0.04 * (hi - lo)];
}

/** @param {Paint} p */
function drawMap(p) {
  const [{ info, error }] = p.streams,
    { places = [], axes = 0, excitatory } = info ?? {};
  if (axes === 0) return placard(p, error);
  const rates = placeRates(p),
    full = fullestOf(rates),
    token = (/** @type {number} */ i) => (excitatory === undefined ? 'ink' : i < excitatory ? 'exc' : 'inh'),
    room = { x: 52, y: 8, width: p.width - 66, height: p.height - 46 };
  if (axes === 1) return rateProfile(p, new Frame(p.ctx, room, { x: placeReach(places, 1, 0), y: [0, full] }), places, rates, token);
  const side = Math.min(room.width, room.height),
    box = { x: room.x + (room.width - side) / 2, y: room.y + (room.height - side) / 2, width: side, height: side },
    f = new Frame(p.ctx, box, { x: placeReach(places, axes, 0), y: placeReach(places, axes, 1) }),
    r = Math.max(1.2, Math.min(6, (0.42 * side) / Math.sqrt(rates.length)));
  f.axes('place, first axis', '');
  f.sideways('second axis', Math.max(10, box.x - 42));
  for (const sign of excitatory === undefined ? ['ink'] : ['exc', 'inh']) {
    p.ctx.fillStyle = colour(sign);
    for (let level = 0; level < shades; level++) {
      p.ctx.globalAlpha = 0.1 + (0.9 * level) / (shades - 1);
      p.ctx.beginPath();
      for (let i = 0; i < rates.length; i++) {
        if (token(i) !== sign || Math.round((shades - 1) * Math.min(1, rates[i] / full)) !== level) continue;
        const x = f.px(places[i * axes]),
          y = f.py(places[i * axes + 1]);
        p.ctx.moveTo(x + r, y);
        p.ctx.arc(x, y, r, 0, 7);
      }
      p.ctx.fill();
    }
  }
  p.ctx.globalAlpha = 1;
}

/**
 * Rates along one axis.
 * @param {Paint} p @param {Frame} f @param {number[]} places @param {Float32Array} rates @param {(i: number) => string} token
 */
function rateProfile(p, f, places, rates, token) {
  f.axes('place', 'rate (Hz)');
  for (let i = 0; i < rates.length; i++) {
    p.ctx.fillStyle = colour(token(i));
    p.ctx.fillRect(f.px(places[i]) - 1, f.py(rates[i]), 2, Math.max(1, f.box.y + f.box.height - f.py(rates[i])));
  }
}

/** @type {View} */
export const mapLive = {
  name: 'map',
  label: 'Map',
  title: spec => `Map of ${spec.of[0]}`,
  offers: thing => (thing.views.includes('map') ? { view: 'map', of: [thing.name], span: 2 } : null),
  hint: () => 'where neurons are',
  wants: spec => [{ what: 'spikes', of: spec.of[0], bins: 400 }],
  draw: drawMap,
  keys: () => [],
  sub: p => (p.kept.rates ? `darkest ${number(fullestOf(p.kept.rates), 2)} Hz` : ''),
  table: p => {
    const { order = [], places = [], axes = 1 } = p.streams[0].info ?? {},
      rates = placeRates(p);
    return {
      head: ['neuron', 'place', 'rate (Hz)'],
      rows: Array.from(rates.subarray(0, 100), (v, i) => [
        String(order[i]),
        places
          .slice(i * axes, (i + 1) * axes)
          .map(x => number(x, 3))
          .join(', '),
        number(v, 3),
      ]),
    };
  },
  figure: spec => `plot raster ${spec.of[0]}.spikes to "spikes.svg"`,
};
