// What streams have told, by session time: the number of steps made times the time step,
// which counts on through a reset. It is kept for looking back, the oldest goes first.

import { frameKinds } from './frames.js';

/** @typedef {import('./frames.js').DataFrame} DataFrame */

/** Rows of numbers in the order of their times. */
class Rows {
  /** @param {number} most rows that are kept @param {number} width numbers in a row, in each of the columns @param {number} columns */
  constructor(most, width, columns) {
    this.most = most;
    this.width = width;
    this.n = 0;
    this.at = new Float64Array(1024);
    this.columns = Array.from({ length: columns }, () => new Float32Array(1024 * width));
  }

  /** Makes room for one more row, and counts it. @param {number} at */
  push(at) {
    if (this.n === this.at.length) this.room();
    this.at[this.n] = at;
    return this.n++;
  }

  room() {
    if (this.n >= this.most) return this.forget(this.n >> 2);
    const at = new Float64Array(2 * this.at.length);
    at.set(this.at);
    this.at = at;
    this.columns = this.columns.map(c => {
      const out = new Float32Array(2 * c.length);
      out.set(c);
      return out;
    });
  }

  /** @param {number} k rows, the oldest */
  forget(k) {
    this.at.copyWithin(0, k, this.n);
    for (const c of this.columns) c.copyWithin(0, k * this.width, this.n * this.width);
    this.n -= k;
  }

  /** The first row that is not before a time. @param {number} at */
  index(at) {
    let lo = 0,
      hi = this.n;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (this.at[mid] < at) lo = mid + 1;
      else hi = mid;
    }
    return lo;
  }

  /** Drops what lies behind a time. @param {number} at */
  cut(at) {
    this.n = this.index(at + 1e-9);
  }

  /** Puts in what another has of a time of which this has nothing. @param {Rows} past */
  insert(past) {
    if (past.n === 0) return;
    const before = this.index(past.at[past.n >> 1]),
      next = before < this.n ? this.at[before] : Infinity,
      first = before > 0 ? past.index(this.at[before - 1] + 1e-9) : 0,
      some = Math.max(0, past.index(next - 1e-9) - first),
      all = this.n + some,
      joined = (/** @type {Float64Array|Float32Array} */ a, /** @type {Float64Array|Float32Array} */ b, /** @type {number} */ width) => {
        const out = new /** @type {any} */ (a.constructor)(Math.max(1024, 2 * all) * width);
        out.set(b.subarray(0, before * width));
        out.set(a.subarray(first * width, (first + some) * width), before * width);
        out.set(b.subarray(before * width, this.n * width), (before + some) * width);
        return out;
      };
    this.at = joined(past.at, this.at, 1);
    this.columns = this.columns.map((c, i) => joined(past.columns[i], c, this.width));
    this.n = all;
  }
}

/** How many samples further on a value still counts. */
const longestPause = 12;

/** Values over time: of each bin the least and the largest. */
export class Series extends Rows {
  /** @param {number} width @param {number} dt time step, s */
  constructor(width, dt) {
    super(Math.max(2000, Math.floor(65536 / Math.max(1, width))), width, 2);
    this.every = 0;
    this.dt = dt;
    this.half = 0; // how far the last step of a bin lies behind its middle, less half a step
  }

  /** Drops what lies behind a time, bins too that end behind it. @param {number} at */
  undo(at) {
    this.cut(at - this.half);
  }

  get lo() {
    return this.columns[0];
  }

  get hi() {
    return this.columns[1];
  }

  /**
   * Takes a frame whose times lie so much before session time.
   * @param {DataFrame} f @param {number} offset @param {number} until @param {number} [_]
   */
  take(f, offset, until, _) {
    const pair = f.kind === frameKinds.envelope ? 2 : 1,
      w = this.width;
    this.every = f.every;
    this.half = pair === 2 ? f.every / 2 - 1.5 * this.dt : 0;
    for (let k = 0; k < f.n; k++) {
      const at = offset + f.t + k * f.every + (pair === 2 ? f.every / 2 : 0);
      if (at + this.half > until) return;
      const row = this.push(at) * w;
      for (let i = 0; i < w; i++) {
        const from = (k * w + i) * pair;
        this.lo[row + i] = f.numbers[from];
        this.hi[row + i] = f.numbers[from + pair - 1];
      }
    }
  }

  /** The last value up to a time; NaN for none, and in a time of which nothing was heard: what was heard last stands until more is. @param {number} at @param {number} [i] */
  value(at, i = 0) {
    const k = this.index(at + 1e-9) - 1;
    if (k < 0) return NaN;
    if (k === this.n - 1) return this.middle(k, i);
    const apart = k > 0 ? this.at[k] - this.at[k - 1] : this.every;
    return at - this.at[k] > longestPause * Math.max(apart, this.every, this.dt) ? NaN : this.middle(k, i);
  }

  /** @param {number} k @param {number} i */
  middle(k, i) {
    const j = k * this.width + i;
    return (this.lo[j] + this.hi[j]) / 2;
  }

  /** The least and the largest of a dimension between two rows. @param {number} a @param {number} b @param {number} i */
  range(a, b, i) {
    let lo = Infinity,
      hi = -Infinity;
    for (let j = a * this.width + i; j < b * this.width; j += this.width) {
      if (this.lo[j] < lo) lo = this.lo[j];
      if (this.hi[j] > hi) hi = this.hi[j];
    }
    return [lo, hi];
  }
}

/** Spikes: who, and of groups of neurons how many. Rows are neurons in the order of their raster. */
export class SpikeTrain extends Rows {
  constructor() {
    super(1 << 20, 1, 4);
  }

  /** The row of each spike. */
  get row() {
    return this.columns[0];
  }

  /** How many spikes it stands for. */
  get size() {
    return this.columns[1];
  }

  /** Over how many rows they are counted together. */
  get tall() {
    return this.columns[2];
  }

  /** In how long a time (s) they are counted together; 0 for one that is told by itself. */
  get long() {
    return this.columns[3];
  }

  /** @param {DataFrame} f @param {number} offset @param {number} until @param {number} neurons */
  take(f, offset, until, neurons) {
    if (f.kind === frameKinds.events) {
      for (let k = 0; k < f.n; k++) {
        const at = offset + f.t + f.numbers[2 * k] * f.every;
        if (at > until) return;
        const i = this.push(at);
        this.row[i] = f.numbers[2 * k + 1];
        this.size[i] = this.tall[i] = 1;
        this.long[i] = 0;
      }
      return;
    }
    const group = neurons / f.width;
    for (let k = 0; k < f.n; k++) {
      const at = offset + f.t + k * f.every;
      if (at > until) return;
      for (let g = 0; g < f.width; g++) {
        const n = f.numbers[k * f.width + g];
        if (n === 0) continue;
        const i = this.push(at);
        this.row[i] = g * group;
        this.size[i] = n;
        this.tall[i] = group;
        this.long[i] = f.every;
      }
    }
  }
}

/** How many numbers of matrices are kept. */
const mostNumbers = 8e6;

/** Matrices over time. */
export class Matrices {
  constructor() {
    /** @type {{at: number, rows: number, cols: number, mean: Float32Array, largest: number, limit: number}[]} */
    this.list = [];
  }

  /** @param {DataFrame} f @param {number} offset @param {number} until */
  take(f, offset, until) {
    const at = offset + f.t,
      size = f.n * f.width,
      mean = new Float32Array(size),
      sizes = new Float32Array(size);
    if (at > until) return;
    let largest = 0;
    for (let k = 0; k < size; k++) {
      mean[k] = f.numbers[2 * k];
      sizes[k] = Math.abs(mean[k]);
      largest = Math.max(largest, Math.abs(f.numbers[2 * k + 1]));
    }
    sizes.sort();
    this.cut(at - 1e-9);
    this.list.push({ at, rows: f.n, cols: f.width, mean, largest, limit: sizes[Math.floor(0.98 * (size - 1))] || largest });
    if (this.list.length * size > mostNumbers) this.thin();
  }

  /** Drops every other one of the older half. */
  thin() {
    const half = this.list.length >> 1;
    this.list = this.list.filter((_, k) => k >= half || k % 2 === 0);
  }

  /** The one of a time, or the first. @param {number} at */
  of(at) {
    let k = this.list.length - 1;
    while (k > 0 && this.list[k].at > at + 1e-9) k--;
    return this.list[k];
  }

  /** @param {number} at */
  cut(at) {
    while (this.list.length > 1 && this.list[this.list.length - 1].at > at) this.list.pop();
  }

  get n() {
    return this.list.length;
  }
}
