// The time of a session: it counts on through resets, while the model time of what runs jumps.
// Phases lie in it, and so does what is looked at.

/** @typedef {import('./types.js').Opened} Opened */

/** A stretch of session time without a jump: at what model time it began. @typedef {{at: number, t: number}} Stretch */

/** How long what scrolls is shown where no phase says it, s. */
const plainWindow = 10;

/** The longest phase that is shown as a whole, s. */
const longestWhole = 60;

export class Timeline {
  constructor() {
    /** @type {Opened} */
    this.model = { hash: '', dt: 0.001, neurons: 0, built_ms: 0, text: '', objects: [], params: [], phases: [], expect: [], probes: [], warnings: [] };
    this.state = { running: false, step: 0, t: 0, speed: 1, real: 0, max: 0, asleep: false };
    /** @type {Stretch[]} */
    this.stretches = [{ at: 0, t: 0 }];
    this.reached = 0;
    /** @type {number|null} the session time that is looked back at */
    this.looking = null;
    /** @type {number|null} seconds that time axes show; null for all of a phase */
    this.zoom = null;
  }

  /** Goes on at a session time, of whose past only the last reset is known. @param {number} at @param {number} t model time */
  begunAgain(at, t) {
    const begun = at - t;
    this.stretches = [{ at: 0, t: 0 }];
    if (begun > 1e-9) this.stretches.push({ at: begun, t: 0 });
    this.reached = at;
  }

  /** Goes on at another model time after a step, or at a step before. @param {{step: number, t: number}} p */
  jump({ step, t }) {
    const at = step * this.model.dt;
    this.stretches = this.stretches.filter(s => s.at < at - 1e-9 || s.at === 0);
    const last = this.stretches[this.stretches.length - 1];
    if (Math.abs(last.at - last.t - (at - t)) > 1e-6) this.stretches.push({ at, t });
    for (const p of this.model.phases) {
      if (p.to !== undefined && p.to > step) p.to = undefined;
      if (p.from !== undefined && p.from > step) p.from = undefined;
    }
    Object.assign(this.state, { step, t });
    this.reached = at;
  }

  /** What session time is ahead of model time by, now. */
  get offset() {
    const last = this.stretches[this.stretches.length - 1];
    return last.at - last.t;
  }

  /** The session time that is shown. */
  get at() {
    return this.looking ?? this.reached;
  }

  /** The stretch of a session time, and where it ends: at a jump the one before, but for now. @param {number} at */
  stretch(at) {
    const late = this.looking === null && at >= this.reached - 1e-9 ? 1e-9 : -1e-9;
    let k = this.stretches.length - 1;
    while (k > 0 && this.stretches[k].at > at + late) k--;
    return { ...this.stretches[k], end: this.stretches[k + 1]?.at ?? Infinity };
  }

  /** Model time of a session time. @param {number} at */
  modelTime(at) {
    const s = this.stretch(at);
    return at - s.at + s.t;
  }

  /** The phases of the experiment in session time: as they ran, and those to come as long as they may be. Those that were not run are left out. */
  get phases() {
    const { phases, dt } = this.model;
    let at = 0;
    return phases
      .map((p, k) => {
        const next = phases.slice(k + 1).find(q => q.from !== undefined)?.from,
          from = p.from ?? Math.min(at, next ?? at);
        at = p.to ?? Math.min(from + p.steps, next ?? Infinity);
        return { name: p.name, from: from * dt, to: at * dt };
      })
      .filter(p => p.to > p.from);
  }

  /** The step at which the experiment ends; 0 where none is followed. */
  get end() {
    const { phases } = this;
    return phases.length > 0 ? Math.round(phases[phases.length - 1].to / this.model.dt) : 0;
  }

  /** Whether all phases are over, and nothing came after. */
  get over() {
    return this.end > 0 && this.state.step === this.end && this.model.phases.every(p => p.from === undefined || p.to !== undefined);
  }

  /** The phase that a session time lies in. @param {number} at */
  phase(at) {
    const all = this.phases;
    return all.find((p, k) => at < p.to - this.model.dt / 2 || k === all.length - 1);
  }

  /** The window of session time that time axes show. */
  window() {
    const at = this.at,
      phase = this.phase(at);
    if (this.zoom === null && phase && at <= phase.to + this.model.dt / 2 && phase.to - phase.from <= longestWhole)
      return { from: phase.from, to: phase.to };
    const wide = this.zoom ?? plainWindow,
      from = Math.max(this.stretch(at).at, at - 0.95 * wide);
    return { from, to: from + wide };
  }

  /** How long the window is that streams are thinned for, s. */
  get wide() {
    const p = this.phase(this.at),
      long = p ? p.to - p.from : 0;
    return long > 0 && long <= longestWhole ? long : plainWindow;
  }
}
