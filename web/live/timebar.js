// Time at the foot: the phases of the experiment, what happened by hand, where the session
// is. Drag to look back; Enter there goes back.

import { h } from '../dom.js';
import { minus, number, ticks } from '../format.js';
import { colour } from '../theme.js';
import { fitCanvas, plotFont } from './plot.js';

/** @typedef {import('./session.js').Session} Session @typedef {import('./stream.js').Stream} Stream */

const above = 22,
  below = 18,
  side = 8;

export class Timebar {
  /** @param {HTMLElement} foot @param {Session} session @param {HTMLElement} left @param {HTMLElement} right */
  constructor(foot, session, left, right) {
    this.session = session;
    this.canvas = /** @type {HTMLCanvasElement} */ (
      h('canvas', {
        role: 'slider',
        tabindex: 0,
        'aria-label': 'Time that is shown; arrows look back, Enter goes back',
        'aria-valuemin': 0,
      })
    );
    this.body = h('div', { class: 'body' }, this.canvas);
    foot.replaceChildren(h('div', { class: 'l' }, left), this.body, h('div', { class: 'r' }, right));
    /** @type {{at: number, kind: 'hand'|'hit', title: string}[]} */
    this.marks = [];
    this.drawn = '';
    /** @type {Stream|null} */
    this.error = null;
    new ResizeObserver(() => (this.drawn = '')).observe(this.body);
    session.on('model', () => this.watchError());
    session.on('command', c => this.mark(c.step * session.model.dt, 'hand', `${c.method} ${Object.values(c.params).join(' ')}`));
    this.canvas.addEventListener('pointerdown', e => this.drag(e));
    this.canvas.addEventListener('keydown', e => this.key(e));
  }

  watchError() {
    if (this.error) this.session.unwatch(this.error);
    const of = this.session.model.objects.find(o => o.role === 'error' && o.dims === 1)?.name;
    this.error = of ? this.session.watch({ what: 'value', of, window: this.session.wide, points: 1000 }) : null;
  }

  /** @param {number} at @param {'hand'|'hit'} kind @param {string} title */
  mark(at, kind, title) {
    this.marks = [...this.marks.filter(m => m.at <= at + 1e-9), { at, kind, title }].slice(-200);
    this.drawn = '';
  }

  /** The session time at the right end. */
  get end() {
    const { phases, reached, model } = this.session,
      last = phases[phases.length - 1]?.to ?? 0,
      open = Math.max(10, reached * 1.05);
    return reached <= last + model.dt / 2
      ? last
      : 10 ** Math.floor(Math.log10(open)) * Math.ceil(open / 10 ** Math.floor(Math.log10(open)));
  }

  /** @param {number} at */
  px(at) {
    return side + (at / this.end) * (this.body.clientWidth - 2 * side);
  }

  /** @param {PointerEvent} e */
  drag(e) {
    const look = (/** @type {PointerEvent} */ m) => {
      const r = this.canvas.getBoundingClientRect();
      this.session.look(Math.max(0, Math.min(this.session.reached, ((m.clientX - r.left - side) / (r.width - 2 * side)) * this.end)));
    };
    this.canvas.setPointerCapture(e.pointerId);
    this.canvas.onpointermove = look;
    this.canvas.onpointerup = () => (this.canvas.onpointermove = null);
    look(e);
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    const { session } = this,
      step = e.shiftKey ? 0.1 : 0.01,
      to = {
        ArrowLeft: session.at - step * this.end,
        ArrowRight: session.at + step * this.end,
        PageUp: session.at - 0.1 * this.end,
        PageDown: session.at + 0.1 * this.end,
        Home: 0,
      }[e.key];
    if (to !== undefined) session.look(to);
    else if (e.key === 'End' || e.key === 'Escape') session.look(null);
    else if (e.key === 'Enter' && session.looking !== null) session.back(Math.round(session.looking / session.model.dt));
    else return;
    e.preventDefault();
    e.stopPropagation();
  }

  /** @param {string} look */
  draw(look) {
    const { session, body } = this,
      state = `${look} ${this.end} ${session.reached} ${this.error?.version} ${session.model.phases.length}`;
    if (state === this.drawn || body.clientWidth < 40) return;
    this.drawn = state;
    const ratio = devicePixelRatio || 1,
      width = body.clientWidth,
      height = body.clientHeight,
      ctx = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d'));
    fitCanvas(this.canvas, width, height);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    ctx.font = plotFont;
    this.tracks(ctx, height);
    this.errors(ctx, height);
    this.scale(ctx, height);
    this.signs(ctx, height);
    this.canvas.setAttribute('aria-valuemax', this.end.toFixed(1));
    this.canvas.setAttribute('aria-valuenow', session.at.toFixed(3));
    const phase = session.phase(session.at)?.name ?? '',
      back = session.looking === null ? '' : ', looking back';
    this.canvas.setAttribute('aria-valuetext', `${phase} ${session.modelTime(session.at).toFixed(2)} s${back}`);
  }

  /** A track for each phase, or one. @param {CanvasRenderingContext2D} ctx @param {number} height */
  tracks(ctx, height) {
    const { session } = this,
      high = height - above - below,
      phases = session.phases.length > 0 ? [...session.phases] : [{ name: '', from: 0, to: this.end }],
      last = phases[phases.length - 1];
    if (last.to < this.end) phases.push({ name: 'on', from: last.to, to: this.end });
    for (const p of phases) {
      const x = this.px(p.from) + 1,
        wide = this.px(p.to) - x - 1;
      for (const [from, to, alpha] of [
        [x, wide, 0.55],
        [x, Math.min(wide, this.px(session.reached) - x), 1],
      ]) {
        if (to <= 0) continue;
        ctx.globalAlpha = alpha;
        ctx.fillStyle = colour(alpha === 1 ? 'line' : 'grid');
        ctx.beginPath();
        ctx.roundRect(from, above, to, high, 4);
        ctx.fill();
      }
      ctx.globalAlpha = 1;
      ctx.textAlign = 'left';
      ctx.textBaseline = 'alphabetic';
      ctx.fillStyle = colour(session.phase(session.at)?.name === p.name ? 'ink' : 'ink2');
      if (ctx.measureText(p.name).width < wide) ctx.fillText(p.name, x + 1, 15);
    }
  }

  /** How large the learning error was. @param {CanvasRenderingContext2D} ctx @param {number} height */
  errors(ctx, height) {
    if (!this.error || this.error.series.n < 2) return;
    const { series } = this.error,
      high = height - above - below - 6,
      first = Math.floor(this.px(series.at[0])),
      last = this.px(Math.min(this.session.reached, this.end)),
      per = this.end / (this.body.clientWidth - 2 * side);
    const bars = [];
    let most = 1e-12;
    for (let x = Math.max(side, first); x < last; x++) {
      const at = (x - side) * per,
        [lo, hi] = series.range(series.index(at), Math.max(series.index(at) + 1, series.index(at + per)), 0),
        size = Math.max(Math.abs(lo), Math.abs(hi));
      if (!Number.isFinite(size)) continue;
      bars.push([x, size]);
      most = Math.max(most, size);
    }
    ctx.fillStyle = colour('c2');
    ctx.globalAlpha = 0.8;
    for (const [x, size] of bars) {
      const half = Math.max(0.4, (size / most) * (high / 2));
      ctx.fillRect(x, above + 3 + high / 2 - half, 1, 2 * half);
    }
    ctx.globalAlpha = 1;
    const [begin] = this.session.phases,
      text = `|${this.error.want.of}|`,
      at = side + 10 + ctx.measureText(begin?.name ?? '').width;
    if (begin && at + ctx.measureText(text).width + 6 > this.px(begin.to)) return;
    ctx.textBaseline = 'alphabetic';
    ctx.textAlign = 'left';
    ctx.fillStyle = colour('c2');
    ctx.fillText(text, at, 15);
  }

  /** Model times below, which begin anew at a reset. @param {CanvasRenderingContext2D} ctx @param {number} height */
  scale(ctx, height) {
    const { session } = this,
      { step } = ticks(0, this.end, this.body.clientWidth / 90),
      edges = session.phases.map(p => p.from);
    ctx.fillStyle = colour('ink2');
    ctx.textBaseline = 'top';
    for (let k = 0; k * step <= this.end + 1e-9; k++) {
      const at = k * step,
        inPhase = at > session.reached ? (edges.filter(e => e <= at + 1e-9).pop() ?? 0) : 0,
        resets = session.stretches.length > 1 && session.phases.length > 1,
        t = at > session.reached ? (resets ? at - inPhase : at) : session.modelTime(at);
      ctx.textAlign = k === 0 ? 'left' : at > this.end - step / 4 ? 'right' : 'center';
      ctx.fillText(minus(number(t, 4)), this.px(at), height - 14);
    }
  }

  /** What was done by hand, pauses, and the moment that is shown. @param {CanvasRenderingContext2D} ctx @param {number} height */
  signs(ctx, height) {
    const bottom = height - below;
    for (const { at, kind } of this.marks) {
      const x = this.px(at);
      ctx.fillStyle = colour(kind === 'hit' ? 'warn' : 'ink2');
      ctx.beginPath();
      if (kind === 'hit') ctx.arc(x, above, 4, 0, 7);
      else {
        ctx.moveTo(x, bottom - 7);
        ctx.lineTo(x + 4, bottom);
        ctx.lineTo(x - 4, bottom);
      }
      ctx.fill();
    }
    for (const { at } of this.session.stretches.slice(1)) {
      ctx.save();
      ctx.translate(this.px(at), above - 4);
      ctx.rotate(Math.PI / 4);
      ctx.fillStyle = colour('ink2');
      ctx.fillRect(-3.5, -3.5, 7, 7);
      ctx.restore();
    }
    if (this.session.looking !== null) {
      ctx.fillStyle = colour('ink3');
      ctx.fillRect(this.px(this.session.reached) - 0.5, above - 3, 1, bottom - above + 5);
    }
    const x = this.px(this.session.at);
    ctx.fillStyle = colour('accent');
    ctx.fillRect(x - 1, above - 5, 2, bottom - above + 8);
    ctx.beginPath();
    ctx.arc(x, above - 5, 5, 0, 7);
    ctx.fill();
  }
}
