// What the page knows of a session. Requests go through it, and whatever is told or
// answered changes it; the parts of the page follow what they show.

import { decode, frameKinds } from './frames.js';
import { Stream } from './stream.js';
import { Timeline } from './timeline.js';

/** @typedef {import('./types.js').Source} Source @typedef {import('./types.js').Opened} Opened @typedef {import('./types.js').Want} Want
 *  @typedef {import('./types.js').Options} Options @typedef {import('./types.js').Claim} Claim */

/**
 * What happens, and is followed: on('state', …).
 * @typedef {'state'|'model'|'judged'|'look'|'values'|'trouble'|'frames'|'command'|'drawing'|'warnings'|'phases'} Happening
 */

/** Why something was refused, with the way out that nefc knows. @param {any} e */
export function whyNot(e) {
  const d = e.answer?.diagnostics?.[0],
    where = d && d.file.startsWith('`') ? ` (at its column ${d.column})` : '';
  return [e.message + where, ...(d?.notes ?? []), d?.help].filter(Boolean).join('; ');
}

export class Session extends Timeline {
  /** @param {Source} source @param {Options} options */
  constructor(source, options) {
    super();
    this.source = source;
    this.options = options;
    this.speed = 1;
    this.experiment = '';
    /** @type {Stream[]} */
    this.streams = [];
    /** @type {{data: import('./frames.js').DataFrame, offset: number}[]} frames whose stream is not known yet */
    this.early = [];
    /** @type {Map<number, number>} the last frame of each stream that waits to be acknowledged */
    this.unacked = new Map();
    /** @type {Stream[]} that are about to begin */
    this.coming = [];
    /** @type {Map<string, number>} params and clamped nodes that were set by hand */
    this.hand = new Map();
    /** Networks and arrays that the drawing shows opened, and folded ones. */
    this.folds = { open: /** @type {string[]} */ ([]), shut: /** @type {string[]} */ ([]) };
    /** What is lost of populations and connections, as shares. @type {Record<string, number>} */
    this.damage = {};
    /** Connections whose rules stand still, and nodes that are held. @type {string[]} */
    this.frozen = [];
    /** @type {string[]} */
    this.held = [];
    this.trouble = '';
    /** @type {Promise<void>} */
    this.stepping = Promise.resolve();
    /** @type {Promise<void>} until the last watches that were wished for together have begun */
    this.watching = Promise.resolve();
    /** Lets watches begin: the page has said which it begins with. */
    this.laid = () => {};
    /** @type {Promise<void>} */
    this.layout = new Promise(done => (this.laid = done));
    /** @type {Map<string, ((x?: any) => void)[]>} */
    this.followers = new Map();
    for (const name of /** @type {const} */ ([
      'state',
      'jump',
      'phase',
      'judged',
      'broke',
      'notfinite',
      'still',
      'failed',
      'coarser',
      'unwatched',
      'renewed',
      'warnings',
      'model',
    ]))
      source.on(name, p => this.told(name, p));
    source.frames(data => this.frame(data));
  }

  /** @param {Happening} what @param {(x?: any) => void} f */
  on(what, f) {
    this.followers.set(what, [...(this.followers.get(what) ?? []), f]);
  }

  /** @param {Happening} what @param {any} [x] */
  happen(what, x) {
    this.followers.get(what)?.forEach(f => f(x));
  }

  /** Opens the model, or comes back to a session that was left. True if it did. */
  async open() {
    const { path, text, experiment, session, set, seed } = this.options;
    if (session) {
      const left = await this.source.request('open', { session }).catch(() => null);
      if (left) return this.comeBack(left);
    }
    /** @type {Opened} */
    const opened = await this.source.request('open', { path, text, experiment, set, seed });
    this.become(opened);
    return false;
  }

  /** Goes on in a session as it is. @param {Opened} opened */
  comeBack(opened) {
    const now = /** @type {Session['state']} */ (opened.now);
    this.begunAgain(now.step * opened.dt, now.t);
    this.become(opened);
    this.told('state', now);
    return true;
  }

  /** After the connection was lost: the same session, if the server kept it, and the same streams. */
  async again() {
    if (!this.model.hash) return;
    const { path, set, seed } = this.options;
    try {
      this.become(await this.source.request('open', { session: this.model.session }));
    } catch {
      this.become(await this.source.request('open', { path, text: this.model.text, experiment: this.experiment, set, seed }));
      for (const s of this.streams) s.jump({ at: 0, t: 0 });
      this.begunAgain(0, 0);
      this.say('nefc was started anew: the session begins again');
    }
    this.unacked.clear();
    this.early = [];
    for (const s of this.streams) this.lost(s);
  }

  /** @param {Opened} opened */
  become(opened) {
    this.model = opened;
    this.experiment = opened.experiment ?? '';
    this.hand.clear();
    for (const p of opened.params) if (p.now !== undefined) this.hand.set(p.name, p.now);
    this.happen('model');
    this.still(opened);
    this.happen('warnings');
  }

  /**
   * What does not do what the model says. Where a hand moves a node, that is known here before it is told.
   * @param {{held?: Record<string, number[]>, frozen?: string[], damage?: Record<string, number>}} now
   */
  still({ held = {}, frozen = [], damage = {} }) {
    const values = new Map(Object.entries(held).flatMap(([node, v]) => v.map((x, i) => [v.length > 1 ? `${node}[${i}]` : node, x])));
    for (const name of this.hand.keys()) if (!values.has(name) && !this.model.params.some(p => p.name === name)) this.hand.delete(name);
    for (const [name, x] of values) if (!this.hand.has(name)) this.hand.set(name, x);
    this.held = Object.keys(held);
    this.frozen = frozen;
    this.damage = damage;
    this.happen('values');
    this.happen('look');
  }

  /** Draws the model again, with what is opened and folded. */
  async draw() {
    const drawn = await this.ask('draw', this.folds);
    if (!drawn?.layout) return;
    this.model.layout = drawn.layout;
    this.happen('drawing');
  }

  /** Asks for something; what is refused is said on the page. @param {string} method @param {any} [params] */
  async ask(method, params) {
    try {
      return await this.source.request(method, params);
    } catch (e) {
      this.say(whyNot(e));
      return null;
    }
  }

  /** Says that something went wrong. @param {string} text */
  say(text) {
    this.happen('trouble', text);
  }

  /** @param {string} name @param {any} p */
  told(name, p) {
    if (name === 'state') {
      Object.assign(this.state, { asleep: false }, p);
      this.reached = Math.max(this.reached, p.step * this.model.dt);
      this.happen('state');
    } else if (name === 'jump') this.jumped(p);
    else if (name === 'judged') {
      this.model.expect = p;
      this.happen('judged');
    } else if (name === 'coarser') {
      const s = this.streams.find(s => s.id === p.stream);
      if (s) s.coarser = p.factor;
    } else if (name === 'unwatched') {
      const s = this.streams.find(s => s.id === p.stream);
      if (s) this.lost(s);
    } else if (name === 'renewed') this.streams.find(s => s.id === p.stream)?.renew(p);
    else if (name === 'warnings') {
      this.model.warnings = p.diagnostics;
      this.happen('warnings');
    } else if (name === 'phase') this.enter(p);
    else if (name === 'still') this.still(p);
    else if (name === 'model') {
      this.become(p);
      if (p.now) this.told('state', p.now);
    }
    else this.happen(/** @type {Happening} */ (name), p);
  }

  /** A phase begins, or the last has ended. @param {{name: string, from: number}} now */
  enter({ name, from }) {
    for (const p of this.model.phases) {
      if (p.name === name) Object.assign(p, { from, to: undefined });
      else if (p.from !== undefined && p.to === undefined) p.to = from;
    }
    this.happen('phases');
    this.happen('state');
  }

  /** Time or state jumped: to another model time, or back. @param {{step: number, t: number}} p */
  jumped(p) {
    this.jump(p);
    for (const s of this.streams) s.jump({ at: this.reached, t: p.t });
    this.happen('state');
  }

  /** @param {ArrayBuffer} bytes */
  frame(bytes) {
    const data = decode(bytes),
      stream = this.streams.find(s => s.id === data.stream);
    this.unacked.set(data.stream, data.seq);
    if (!stream) {
      this.early.push({ data, offset: this.offset });
      return;
    }
    stream.take(data);
    const told = data.kind === frameKinds.values || data.kind === frameKinds.envelope;
    if (told && !data.past) this.reached = Math.max(this.reached, stream.offset + data.t + (data.n - 1) * data.every);
    this.happen('frames');
  }

  /** Tells what was taken, once in a frame of the screen. */
  acknowledge() {
    if (this.unacked.size === 0) return;
    const frames = [...this.unacked].map(([stream, seq]) => ({ stream, seq }));
    this.unacked.clear();
    this.source.request('ack', { frames }).catch(() => {});
  }

  /** Watches something, together with all who want the same. @param {Want} want */
  watch(want) {
    const key = JSON.stringify(want);
    let s = this.streams.find(s => JSON.stringify(s.want) === key && !s.error);
    if (!s) {
      s = new Stream(want, this.model.dt);
      this.streams.push(s);
      if (this.coming.push(s) === 1) this.watching = this.layout.then(() => this.beginAll());
    }
    s.users++;
    return s;
  }

  /** Begins the watches that were wished for together. What is asked for is done in order. */
  async beginAll() {
    const all = this.coming;
    this.coming = [];
    if (all.length > 1) this.source.request('prepare', { watches: all.map(s => s.want) }).catch(() => {});
    await Promise.all(all.filter(s => s.users > 0).map(s => this.begin(s)));
  }

  /** @param {Stream} s */
  async begin(s) {
    const known = s.last;
    try {
      const info = await this.source.request('watch', s.want);
      const mine = this.early.filter(e => e.data.stream === info.stream);
      s.offset = mine[0]?.offset ?? this.offset;
      s.begin(info);
      for (const e of mine) s.take(e.data);
      this.early = this.early.filter(e => e.data.stream !== info.stream);
      if (s.users === 0) this.release(s);
      else if (this.reached > 0) this.past(s, known);
    } catch (e) {
      s.error = whyNot(e);
      s.version++;
    }
    this.happen('frames');
  }

  /**
   * Asks for what a stream would have told before it began: as much as a window, or all that is missing since it was last heard.
   * @param {Stream} s @param {number} known the session time until which it was
   */
  past(s, known) {
    const { what, window = 2 } = s.want,
      missing = this.reached - known,
      long = known > 0 ? missing : Math.min(window, this.reached);
    if (long < 2 * this.model.dt || !['value', 'spikes', 'rate', 'state', 'tuning', 'error', 'similarity'].includes(what)) return;
    this.source.request('past', { stream: s.id, window: long }).catch(() => {});
  }

  /** Somebody watches no longer. @param {Stream} s */
  unwatch(s) {
    s.users--;
    if (s.users === 0 && s.id >= 0) this.release(s);
    if (s.users === 0 && this.coming.includes(s)) this.streams = this.streams.filter(x => x !== s);
  }

  /** @param {Stream} s */
  release(s) {
    if (!this.streams.includes(s)) return;
    this.streams = this.streams.filter(x => x !== s);
    if (!s.error) this.source.request('unwatch', { stream: s.id }).catch(() => {});
  }

  /**
   * A stream ended: its object is no more, or the page was silent for long. It is tried again with the next frame of the screen.
   * @param {Stream} s
   */
  lost(s) {
    s.id = -1;
    if (this.coming.push(s) > 1) return;
    this.watching = new Promise(done => requestAnimationFrame(() => done(this.beginAll())));
  }

  /** Does something by hand: it happens between steps, and is remembered. @param {string} method @param {any} params */
  async act(method, params) {
    if (this.looking !== null && this.looking < this.reached - 1e-9) this.look(null);
    const done = await this.ask(method, params);
    if (done) this.happen('command', { method, params, step: done.step });
    return done;
  }

  /** Looks back at a session time; null for now. @param {number|null} at */
  look(at) {
    if (at !== null && this.state.running) this.pause();
    this.looking = at === null || at >= this.reached - 1e-9 ? null : Math.max(0, at);
    this.happen('look');
  }

  /** Runs on, to the end of the experiment if there is one. */
  run() {
    this.looking = null;
    this.state.running = true;
    this.happen('state');
    return this.ask('run', { speed: this.speed, experiment: this.state.step < this.end }).then(done => {
      if (!done) this.state.running = false;
      this.happen('state');
    });
  }

  async pause() {
    this.state.running = false;
    this.happen('state');
    await this.ask('pause');
    const state = await this.ask('info');
    if (state) this.told('state', state);
  }

  toggle() {
    return this.state.running ? this.pause() : this.run();
  }

  /** Makes steps, one wish after the other. @param {number} n back if they are fewer than none */
  step(n) {
    return (this.stepping = this.stepping.then(() => this.stepNow(n)));
  }

  /** @param {number} n */
  async stepNow(n) {
    if (this.state.running) await this.pause();
    if (n < 0) return this.back(Math.max(0, this.state.step + n));
    this.looking = null;
    const done = await this.ask('step', { n });
    if (done) this.told('state', { ...done, running: false });
  }

  /** From the beginning, with the values of sliders. */
  async restart() {
    const set = [...this.hand].filter(([name]) => this.model.params.some(p => p.name === name && p.live));
    if (this.state.running) await this.pause();
    this.looking = null;
    if (!(await this.ask('restart'))) return;
    for (const [name, value] of set) if (await this.act('set', { name, value })) this.hand.set(name, value);
    this.happen('values');
    this.happen('look');
    return this.run();
  }

  /** Builds the model with other values of params. @param {Record<string, number>} set */
  async rebuild(set) {
    const done = await this.ask('rebuild', { set });
    if (done) this.happen('command', { method: 'rebuild', params: set, step: done.step });
    return done;
  }

  /** Goes back to a step; what was done since is undone. @param {number} step */
  async back(step) {
    if (this.state.running) await this.pause();
    const done = await this.ask('back', { step });
    if (!done) return;
    this.looking = null;
    this.told('state', { step: done.step, t: done.t, running: false });
    if (done.undone.length > 0) this.say(`undone: ${done.undone.join(', ')}`);
    this.happen('look');
  }
}
