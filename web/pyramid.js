// Envelopes of long lines: the least and the largest of 4, 16, 64 … samples, so that a
// window of any length is drawn from few numbers and no spike is lost.

const factor = 4;

/** A line over equally spaced samples. */
export class Pyramid {
  /** @param {Float32Array} data */
  constructor(data) {
    this.data = data;
    /** @type {{lo: Float32Array, hi: Float32Array}[]} */
    this.levels = [];
  }

  /** Level k holds blocks of 4ᵏ samples; it is built when it is first asked for. @param {number} k */
  level(k) {
    while (this.levels.length < k) {
      const below = this.levels[this.levels.length - 1] || { lo: this.data, hi: this.data };
      const n = Math.ceil(below.lo.length / factor),
        lo = new Float32Array(n),
        hi = new Float32Array(n);
      for (let i = 0; i < n; i++) {
        let least = Infinity,
          most = -Infinity;
        for (let j = factor * i, end = Math.min(j + factor, below.lo.length); j < end; j++) {
          if (below.lo[j] < least) least = below.lo[j];
          if (below.hi[j] > most) most = below.hi[j];
        }
        lo[i] = least;
        hi[i] = most;
      }
      this.levels.push({ lo, hi });
    }
    return this.levels[k - 1];
  }

  /**
   * The line between samples a and b (b not included), from at most about `points`
   * numbers: where samples are more, the least and the largest of each block.
   * @param {number} a @param {number} b @param {number} points
   * @returns {{at: number[], y: number[]}} at counts samples
   */
  window(a, b, points) {
    let k = 0,
      block = 1;
    while (((b - a) / block) * (k ? 2 : 1) > points) {
      k++;
      block *= factor;
    }
    const at = [],
      y = [];
    if (k === 0) {
      for (let i = a; i < b; i++) {
        at.push(i);
        y.push(this.data[i]);
      }
      return { at, y };
    }
    const { lo, hi } = this.level(k);
    for (let i = Math.floor(a / block), end = Math.min(lo.length, Math.ceil(b / block)); i < end; i++) {
      const from = i * block,
        to = Math.min(from + block, this.data.length) - 1;
      const rises = this.data[from] <= this.data[to];
      at.push(from, Math.max(from + 0.5, (from + to) / 2));
      y.push(rises ? lo[i] : hi[i], rises ? hi[i] : lo[i]);
    }
    return { at, y };
  }

  /** The least and the largest sample between a and b. @param {number} a @param {number} b */
  range(a, b) {
    const { y } = this.window(a, b, 512);
    let lo = Infinity,
      hi = -Infinity;
    for (const v of y) {
      if (v < lo) lo = v;
      if (v > hi) hi = v;
    }
    return { lo, hi };
  }
}
