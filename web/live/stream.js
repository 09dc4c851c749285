// Streams: what is watched, and what came of it. Those who want the same share one.

import { frameKinds } from './frames.js';
import { Matrices, Series, SpikeTrain } from './store.js';

/**
 * @typedef {import('./types.js').Want} Want @typedef {import('./types.js').Info} Info
 * @typedef {import('./frames.js').DataFrame} DataFrame
 */

/** Where time or state jumped: session time and model time (s). @typedef {{at: number, t: number}} Jump */

/** A watch at work. */
export class Stream {
  /** @param {Want} want @param {number} dt time step, s */
  constructor(want, dt) {
    this.want = want;
    this.dt = dt;
    this.users = 0;
    this.id = -1;
    /** @type {Info|null} */
    this.info = null;
    this.error = '';
    this.offset = 0;
    this.until = Infinity;
    /** @type {Jump[]} */
    this.jumps = [];
    this.version = 0;
    this.coarser = 1;
    /** @type {Series} */
    this.series = new Series(1, dt);
    this.spikes = new SpikeTrain();
    this.matrices = new Matrices();
  }

  /** @param {Info} info */
  begin(info) {
    this.id = info.stream;
    this.info = info;
    this.error = '';
    this.version++;
  }

  /** What it tells is of another object now, which has its name. @param {Info} info */
  renew(info) {
    this.info = info;
    this.series = new Series(1, this.dt);
    this.spikes = new SpikeTrain();
    this.matrices = new Matrices();
    this.jumps = [];
    this.until = Infinity;
    this.version++;
  }

  /** The session time until which it was heard; 0 for never. */
  get last() {
    const { series, spikes } = this;
    return Math.max(series.n > 2 ? series.at[series.n - 1] : 0, spikes.n > 2 ? spikes.at[spikes.n - 1] : 0);
  }

  /** What is told of a jump: frames with a gap come after it. @param {Jump} jump */
  jump(jump) {
    this.jumps.push(jump);
    this.until = jump.at + 1e-9;
    this.series.undo(jump.at);
    this.spikes.cut(jump.at);
    this.matrices.cut(jump.at);
    this.version++;
  }

  /** Takes a frame of a time in which the stream was not heard. @param {DataFrame} f */
  takePast(f) {
    this.version++;
    if (f.kind === frameKinds.matrix) return;
    const spikes = f.kind === frameKinds.events || f.kind === frameKinds.counts,
      past = spikes ? new SpikeTrain() : new Series(f.width, this.dt);
    if (!spikes && this.series.width !== f.width) this.series = new Series(f.width, this.dt);
    past.take(f, this.offset, Infinity, this.info?.rows ?? f.width);
    if (spikes) this.spikes.insert(past);
    else this.series.insert(past);
  }

  /** @param {DataFrame} f */
  take(f) {
    if (f.past) return this.takePast(f);
    if (f.gap) this.land(f);
    this.version++;
    if (f.kind === frameKinds.matrix) this.matrices.take(f, this.offset, this.until);
    else if (f.kind === frameKinds.events || f.kind === frameKinds.counts)
      this.spikes.take(f, this.offset, this.until, this.info?.rows ?? f.width);
    else {
      if (this.series.width !== f.width) this.series = new Series(f.width, this.dt);
      this.series.take(f, this.offset, this.until);
    }
  }

  /** Finds the jump that a frame follows, the last that its time fits; between jumps nothing need have been told. @param {DataFrame} f */
  land(f) {
    const near = 2 * Math.max(f.every, 1e-3),
      k = this.jumps.findLastIndex(j => Math.abs(f.t - j.t) <= near),
      j = this.jumps[k < 0 ? this.jumps.length - 1 : k];
    this.jumps = k < 0 ? [] : this.jumps.slice(k + 1);
    if (j) this.offset = j.at - j.t;
    this.until = this.jumps.length > 0 ? this.jumps[0].at + 1e-9 : Infinity;
    for (const data of [this.series, this.spikes, this.matrices]) data.cut(this.offset + f.t - 2e-9); // a bin that is told again
  }
}
