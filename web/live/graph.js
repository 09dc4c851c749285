// The model at the left, as Go lays it out, alive: neurons light up with their spikes, nodes
// show what they were. A click on an object, or Enter, opens the menu of its views.

import { h } from '../dom.js';
import { colour, onTheme } from '../theme.js';
import { iconButton } from './icons.js';
import { curve, drawScene, placed } from './scene.js';

/**
 * @typedef {import('./session.js').Session} Session
 * @typedef {import('./stream.js').Stream} Stream
 * @typedef {import('./scene.js').Placed} Placed
 * @typedef {import('./scene.js').PlacedWire} PlacedWire
 */

/** Neurons are dots in up to so many populations, of up to so many neurons. */
const mostDotted = 20,
  mostDots = 300;

/** How large a drawing may get. */
const largest = 2.1;

/** What is drawn live of a box. @typedef {{at: Placed, stream: Stream, dots: [number, number][]|null}} Alive */

export class Graph {
  /** @param {HTMLElement} card @param {Session} session @param {(from: HTMLElement, names: string[]) => void} choose */
  constructor(card, session, choose) {
    this.session = session;
    this.choose = choose;
    this.card = card;
    this.canvas = /** @type {HTMLCanvasElement} */ (h('canvas', { 'aria-hidden': 'true' }));
    this.still = document.createElement('canvas');
    this.objects = h('div', { class: 'objects', role: 'group', 'aria-label': 'Objects of the model; arrow keys go from one to the next' });
    this.body = h('div', { class: 'body' }, this.canvas, this.objects);
    this.legend = h('div', { class: 'legend' });
    card.append(
      h(
        'h2',
        {},
        'Model',
        h('span', { class: 'sub' }, 'click to choose views'),
        h(
          'span',
          { class: 'tools' },
          iconButton('big', 'Large drawing, or small', () => this.grow()),
        ),
      ),
      this.body,
      this.legend,
    );
    /** @type {Placed[]} */
    this.boxes = [];
    /** @type {Alive[]} */
    this.alive = [];
    this.stale = true;
    this.drawn = '';
    new ResizeObserver(() => (this.stale = true)).observe(this.body);
    onTheme(() => (this.stale = true));
    session.on('model', () => this.rebuild());
    this.objects.addEventListener('keydown', e => this.key(e));
  }

  /** Another model: what it shows is watched anew. */
  rebuild() {
    for (const a of this.alive) this.session.unwatch(a.stream);
    this.alive = [];
    this.stale = true;
    this.card.hidden = !this.session.model.layout;
    this.watchAgain = true;
  }

  /** Over the whole window, or in its pane. */
  grow() {
    this.card.classList.toggle('large');
  }

  /** Lays everything out for the size of the pane. */
  arrange() {
    const { layout } = this.session.model,
      { clientWidth, clientHeight } = this.body;
    if (!layout || clientWidth < 20 || clientHeight < 20) return;
    this.stale = false;
    this.drawn = '';
    const scale = Math.min(largest, (clientWidth - 20) / layout.width, (clientHeight - 12) / layout.height),
      at = { x: (clientWidth - layout.width * scale) / 2, y: (clientHeight - layout.height * scale) / 2, scale },
      ratio = devicePixelRatio || 1;
    for (const c of [this.canvas, this.still]) {
      c.width = Math.round(clientWidth * ratio);
      c.height = Math.round(clientHeight * ratio);
    }
    const ctx = /** @type {CanvasRenderingContext2D} */ (this.still.getContext('2d'));
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawScene(ctx, layout, at, this.session.model);
    const { boxes, wires } = placed(layout, at);
    this.boxes = boxes;
    this.cover(boxes, wires);
    this.name(wires.map(w => w.wire));
    this.enliven(boxes);
  }

  /** Buttons over boxes and over wires that can be looked at. @param {Placed[]} boxes @param {PlacedWire[]} wires */
  cover(boxes, wires) {
    const focused = this.objects.contains(document.activeElement) ? document.activeElement?.getAttribute('aria-label') : null;
    /** @type {HTMLElement[]} */
    const all = [];
    const button = (
      /** @type {string} */ label,
      /** @type {string[]} */ names,
      /** @type {Record<string, number>} */ place,
      /** @type {boolean} */ round,
    ) => {
      const b = h('button', {
        class: round ? 'round' : '',
        tabindex: all.length === 0 ? 0 : -1,
        title: label,
        'aria-label': label,
        'aria-haspopup': 'menu',
        'data-name': names[0],
      });
      for (const [k, v] of Object.entries(place)) b.style.setProperty(k, `${v.toFixed(1)}px`);
      b.addEventListener('click', () => this.choose(b, names));
      all.push(b);
    };
    for (const { box, x, y, width, height } of boxes) {
      if (box.kind === 'port') continue;
      const what = box.members
        ? `${box.kind} of ${box.members}`
        : box.kind === 'ensemble'
          ? `ensemble of ${box.neurons} neurons`
          : box.kind;
      button(`${box.name}, ${what}`, [box.name], { left: x, top: y, width, height }, box.kind === 'ensemble');
    }
    for (const { wire, x, y } of wires) {
      const names = wire.connections.filter(n => this.session.model.objects.some(o => o.name === n && o.views.length > 0));
      if (names.length > 0) button(`connection ${names.join(', ')}`, names, { left: x - 11, top: y - 11, width: 22, height: 22 }, true);
    }
    this.objects.replaceChildren(...all);
    if (focused) all.find(b => b.getAttribute('aria-label') === focused)?.focus();
  }

  /** @param {import('./types.js').Wire[]} wires */
  name(wires) {
    const has = (/** @type {(w: import('./types.js').Wire) => any} */ f) => wires.some(f);
    this.legend.replaceChildren(
      ...[
        has(w => w.excites) && h('span', {}, h('i', { class: 'exc' }), 'excites'),
        has(w => w.inhibits) && h('span', {}, h('i', { class: 'inh' }), 'inhibits'),
        has(w => w.flavour === 'learning') && h('span', {}, h('i', { class: 'learns' }), 'learns'),
      ].filter(x => x !== false),
    );
  }

  /** Watches what lives. @param {Placed[]} boxes */
  enliven(boxes) {
    const populations = boxes.filter(b => b.box.kind === 'ensemble' && b.box.detail !== 'direct'),
      dotted = populations.length <= mostDotted ? populations.filter(b => (b.box.neurons ?? 0) <= mostDots) : [],
      nodes = boxes.filter(b => (b.box.curve || b.box.kind === 'error') && b.box.dims === 1).slice(0, mostDotted);
    if (this.watchAgain) {
      this.watchAgain = false;
      this.alive = [
        ...dotted.map(at => ({ at, stream: this.session.watch({ what: 'spikes', of: at.box.name, bins: 100 }), dots: null })),
        ...nodes.map(at => ({
          at,
          stream: this.session.watch({ what: 'value', of: at.box.name, window: this.session.wide, points: 1000 }),
          dots: null,
        })),
      ];
    }
    for (const a of this.alive) {
      a.at = boxes.find(b => b.box.name === a.at.box.name && b.box.kind === a.at.box.kind) ?? a.at;
      if (a.at.box.kind === 'ensemble') a.dots = sunflower(a.at);
    }
  }

  /** Draws what has changed. @param {string} look */
  draw(look) {
    if (this.stale) this.arrange();
    const state = look + this.alive.map(a => a.stream.version).join();
    if (state === this.drawn || this.canvas.width < 20) return;
    this.drawn = state;
    const ctx = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d')),
      ratio = devicePixelRatio || 1;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
    ctx.drawImage(this.still, 0, 0);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (const a of this.alive) {
      if (a.dots) this.neurons(ctx, a, a.dots);
      else this.past(ctx, a);
    }
  }

  /**
   * Each neuron, the brighter the more it spiked lately.
   * @param {CanvasRenderingContext2D} ctx @param {Alive} a @param {[number, number][]} dots
   */
  neurons(ctx, { at, stream }, dots) {
    const now = this.session.at,
      light = new Float32Array(dots.length),
      { spikes } = stream,
      b = spikes.index(now + 1e-9),
      exc = stream.info?.excitatory,
      r = Math.min(2.5, (0.42 * (at.width / 2)) / Math.sqrt(dots.length));
    for (let k = spikes.index(now - 0.3); k < b; k++) {
      const v = spikes.size[k] * Math.exp((spikes.at[k] - now) / 0.06),
        tall = Math.max(1, Math.round(spikes.tall[k]));
      for (let j = 0; j < tall; j++) light[Math.min(dots.length - 1, Math.floor(spikes.row[k]) + j)] += v / tall;
    }
    dots.forEach(([x, y], i) => {
      ctx.fillStyle = colour(exc === undefined ? 'ink' : i < exc ? 'exc' : 'inh');
      ctx.globalAlpha = 0.14 + 0.86 * Math.min(1, light[i] / 2);
      ctx.beginPath();
      ctx.arc(x, y, r, 0, 7);
      ctx.fill();
    });
    ctx.globalAlpha = 1;
  }

  /** What a node was in the last seconds. @param {CanvasRenderingContext2D} ctx @param {Alive} a */
  past(ctx, { at, stream }) {
    const { series } = stream,
      b = series.index(this.session.at + 1e-9),
      a = Math.max(series.index(Math.max(this.session.stretch(this.session.at).at, this.session.at - 3)), b - 300),
      error = at.box.kind === 'error';
    if (b - a < 2) return;
    const values = Array.from({ length: b - a }, (_, k) => series.middle(a + k, 0));
    ctx.beginPath();
    ctx.roundRect(at.x + 1, at.y + 1, at.width - 2, at.height - 2, 5);
    ctx.fillStyle = colour('tile');
    ctx.globalAlpha = error ? 0.85 : 1;
    ctx.fill();
    ctx.globalAlpha = error ? 0.55 : 1;
    curve(ctx, values, at.x, at.y, at.width, at.height, error ? 'c2' : 'c3');
    ctx.globalAlpha = 1;
    if (!error) return;
    ctx.fillStyle = colour('ink');
    ctx.font = '600 11px Inter, system-ui, "Liberation Sans", sans-serif';
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(at.box.title, at.x + at.width / 2, at.y + at.height / 2);
  }

  /** Arrows go to the nearest object in their direction. @param {KeyboardEvent} e */
  key(e) {
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[e.key],
      now = document.activeElement;
    if (!way || !now) return;
    e.preventDefault();
    e.stopPropagation();
    const middle = (/** @type {Element} */ el) => {
      const r = el.getBoundingClientRect();
      return [r.left + r.width / 2, r.top + r.height / 2];
    };
    const [x, y] = middle(now);
    let best = null,
      least = Infinity;
    for (const b of /** @type {Iterable<HTMLElement>} */ (this.objects.children)) {
      const [bx, by] = middle(b),
        along = (bx - x) * way[0] + (by - y) * way[1],
        across = Math.abs((bx - x) * way[1]) + Math.abs((by - y) * way[0]),
        far = along + 2 * across;
      if (b !== now && along > 1 && far < least) [best, least] = [b, far];
    }
    if (!best) return;
    now.setAttribute('tabindex', '-1');
    best.setAttribute('tabindex', '0');
    best.focus();
  }

  /** Marks the objects of a line of the text. @param {number} line */
  glow(line) {
    for (const b of this.objects.children) {
      const thing = this.session.model.objects.find(o => o.name === /** @type {HTMLElement} */ (b).dataset.name);
      b.classList.toggle('glow', thing?.line === line);
    }
  }
}

/** Points spread evenly over a circle, those to the left first. @param {Placed} p @returns {[number, number][]} */
function sunflower({ box, x, y, width }) {
  const n = box.neurons ?? 0,
    r = width / 2 - 4,
    golden = Math.PI * (3 - Math.sqrt(5));
  return /** @type {[number, number][]} */ (
    Array.from({ length: n }, (_, k) => {
      const d = r * Math.sqrt((k + 0.5) / n);
      return [x + width / 2 + d * Math.cos(golden * k), y + width / 2 + d * Math.sin(golden * k)];
    })
  ).sort((a, b) => a[0] - b[0]);
}
