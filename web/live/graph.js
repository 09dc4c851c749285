// The model at the left, as Go lays it out, alive: neurons light up with their spikes, nodes
// show what they were. A click on an object, or Enter, opens the menu of its views.

import { h } from '../dom.js';
import { onTheme } from '../theme.js';
import { drawAlive, drawLost, mostDots, mostDotted, sunflower } from './alive.js';
import { iconButton } from './icons.js';
import { drawScene, placed } from './scene.js';

/**
 * @typedef {import('./session.js').Session} Session
 * @typedef {import('./alive.js').Alive} Alive
 * @typedef {import('./scene.js').Placed} Placed
 * @typedef {import('./scene.js').PlacedWire} PlacedWire
 */

/** How large a drawing may get, and how small: one that does not fit then is scrolled. */
const largest = 2.1,
  smallest = 0.72;

/** How many of what is lost are named. */
const mostLost = 6;

export class Graph {
  /** @param {HTMLElement} card @param {Session} session @param {(from: HTMLElement, names: string[]) => void} choose */
  constructor(card, session, choose) {
    this.session = session;
    this.choose = choose;
    this.card = card;
    this.canvas = /** @type {HTMLCanvasElement} */ (h('canvas', { 'aria-hidden': 'true' }));
    this.still = document.createElement('canvas');
    this.objects = h('div', { class: 'objects', role: 'group', 'aria-label': 'Objects of the model; arrow keys go from one to the next' });
    this.sheet = h('div', { class: 'sheet' }, this.canvas, this.objects);
    this.body = h('div', { class: 'body' }, this.sheet);
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
    /** @type {PlacedWire[]} */
    this.wires = [];
    /** @type {Alive[]} */
    this.alive = [];
    this.stale = true;
    this.drawn = '';
    this.glowing = 0;
    new ResizeObserver(() => (this.stale = true)).observe(this.body);
    onTheme(() => (this.stale = true));
    session.on('model', () => this.rebuild());
    session.on('drawing', () => this.rebuild());
    session.on('values', () => this.name());
    /** The line of what is pointed at, 0 for nothing, is followed. */
    this.pointed = (/** @type {number} */ _) => {};
    this.objects.addEventListener('keydown', e => this.key(e));
    for (const what of ['pointerover', 'focusin', 'pointerout', 'focusout'])
      this.objects.addEventListener(what, e => this.pointed(/over|in$/.test(what) ? Number(/** @type {HTMLElement} */ (e.target).dataset.line ?? 0) : 0));
  }

  /** Another model, or another drawing of it. */
  rebuild() {
    this.stale = true;
    this.card.hidden = !this.session.model.layout;
    this.watchAgain = true;
  }

  /** Opens a network or an array in the drawing, or folds it. @param {string} name @param {boolean} open */
  async fold(name, open) {
    const { session } = this,
      without = (/** @type {string[]} */ list) => list.filter(n => n !== name);
    session.folds = open
      ? { open: [...without(session.folds.open), name], shut: without(session.folds.shut) }
      : { open: without(session.folds.open), shut: [...without(session.folds.shut), name] };
    await session.draw();
    this.arrange();
    /** @type {HTMLElement|null} */ (this.objects.querySelector(`[data-name="${CSS.escape(name)}"]`))?.focus();
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
    const scale = Math.max(smallest, Math.min(largest, (clientWidth - 20) / layout.width, (clientHeight - 12) / layout.height)),
      width = Math.max(clientWidth, Math.ceil(layout.width * scale + 20)),
      height = Math.max(clientHeight, Math.ceil(layout.height * scale + 12)),
      at = { x: (width - layout.width * scale) / 2, y: (height - layout.height * scale) / 2, scale },
      ratio = devicePixelRatio || 1;
    this.body.style.setProperty('overflow', width > clientWidth + 1 || height > clientHeight + 1 ? 'auto' : 'hidden');
    this.sheet.style.setProperty('width', `${width}px`);
    this.sheet.style.setProperty('height', `${height}px`);
    for (const c of [this.canvas, this.still]) {
      c.width = Math.round(width * ratio);
      c.height = Math.round(height * ratio);
    }
    this.body.scrollLeft = (width - clientWidth) / 2;
    const ctx = /** @type {CanvasRenderingContext2D} */ (this.still.getContext('2d'));
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawScene(ctx, layout, at, this.session.model, { width, height });
    const { boxes, wires } = placed(layout, at);
    this.boxes = boxes;
    this.wires = wires;
    this.cover(boxes, wires);
    this.name();
    this.enliven(boxes);
  }

  /** Buttons over boxes and over wires that can be looked at. @param {Placed[]} boxes @param {PlacedWire[]} wires */
  cover(boxes, wires) {
    const focused = this.objects.contains(document.activeElement) ? document.activeElement?.getAttribute('aria-label') : null;
    /** @type {HTMLElement[]} */
    const all = [];
    const own = this.session.options.path,
      button = (
      /** @type {string} */ label,
      /** @type {string[]} */ names,
      /** @type {Record<string, number>} */ place,
      /** @type {boolean} */ round,
      /** @type {{file: string, line: number}} */ written,
    ) => {
      const b = h('button', {
        class: round ? 'round' : '',
        tabindex: all.length === 0 ? 0 : -1,
        title: label,
        'aria-label': label,
        'aria-haspopup': 'menu',
        'data-name': names[0],
        'data-line': written.file === own && written.line,
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
      button(`${box.name}, ${what}`, [box.name], { left: x, top: y, width, height }, box.kind === 'ensemble', box);
    }
    for (const { box, x, y, width } of boxes) if (canFold(box)) all.push(this.chevron(box, x + width, y));
    for (const { wire, x, y } of wires) {
      const names = wire.connections.filter(n => this.session.model.objects.some(o => o.name === n && o.views.length > 0));
      if (names.length > 0) button(`connection ${names.join(', ')}`, names, { left: x - 11, top: y - 11, width: 22, height: 22 }, true, wire);
    }
    this.objects.replaceChildren(...all);
    this.glow(this.glowing);
    if (focused) all.find(b => b.getAttribute('aria-label') === focused)?.focus();
  }

  /** Opens or folds by a click; the keyboard has the menu, and a key. @param {import('./types.js').Box} box @param {number} right @param {number} top */
  chevron(box, right, top) {
    const open = Boolean(box.inside),
      b = iconButton(open ? 'fold' : 'unfold', open ? `Fold ${box.name}` : `Open ${box.name}`, () => this.fold(box.name, !open));
    b.classList.add('fold');
    b.tabIndex = -1;
    b.style.setProperty('left', `${(right - 19).toFixed(1)}px`);
    b.style.setProperty('top', `${(top + 2).toFixed(1)}px`);
    return b;
  }

  /** What opens or folds a box that is drawn, if it does. @param {string} name */
  foldOf(name) {
    const box = this.boxes.find(b => b.box.name === name && canFold(b.box))?.box;
    if (!box) return undefined;
    const open = Boolean(box.inside);
    return { open, toggle: () => this.fold(name, !open) };
  }

  /** What lines and marks mean, below the drawing. */
  name() {
    const has = (/** @type {(w: import('./types.js').Wire) => any} */ f) => this.wires.some(w => f(w.wire)),
      lost = Object.entries(this.session.damage);
    this.legend.replaceChildren(
      ...[
        has(w => w.excites) && h('span', {}, h('i', { class: 'exc' }), 'excites'),
        has(w => w.inhibits) && h('span', {}, h('i', { class: 'inh' }), 'inhibits'),
        has(w => w.flavour === 'learning') && h('span', {}, h('i', { class: 'learns' }), 'learns'),
        ...lost.slice(0, mostLost).map(([name, share]) => h('span', { class: 'lost' }, `${name}: −${Math.round(100 * share)} %`)),
      ].filter(x => x !== false),
    );
  }

  /** Watches what lives. @param {Placed[]} boxes */
  enliven(boxes) {
    const { session } = this,
      before = this.watchAgain ? this.alive : [];
    if (this.watchAgain) {
      const populations = boxes.filter(b => b.box.kind === 'ensemble' && b.box.detail !== 'direct').slice(0, mostDotted),
        nodes = boxes.filter(b => (b.box.curve || b.box.kind === 'error') && b.box.dims === 1).slice(0, mostDotted);
      this.watchAgain = false;
      this.alive = [...populations, ...nodes].map(at => ({ at, stream: session.watch(this.wants(at.box)), dots: null, light: new Float32Array(0) }));
      for (const a of before) session.unwatch(a.stream);
    }
    for (const a of this.alive) {
      a.at = boxes.find(b => b.box.name === a.at.box.name && b.box.kind === a.at.box.kind) ?? a.at;
      if (a.stream.want.what !== 'spikes') continue;
      const dots = sunflower(a.at);
      Object.assign(a, { dots, light: new Float32Array(dots.length) });
    }
  }

  /** @param {import('./types.js').Box} box @returns {import('./types.js').Want} */
  wants({ kind, name, neurons = 0 }) {
    if (kind !== 'ensemble') return { what: 'value', of: name, window: this.session.wide, points: 1000 };
    return neurons <= mostDots ? { what: 'spikes', of: name, bins: 100 } : { what: 'rate', of: name, window: this.session.wide, points: 1000 };
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
    const { at } = this.session;
    for (const [name, share] of Object.entries(this.session.damage))
      drawLost(ctx, this.boxes.find(b => b.box.name === name), this.wires.find(w => w.wire.connections.includes(name)), share);
    for (const a of this.alive) drawAlive(ctx, a, this.session.stretch(at).at, at);
  }

  /** Arrows go to the nearest object in their direction. @param {KeyboardEvent} e */
  key(e) {
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[e.key],
      now = document.activeElement,
      fold = e.key === 'o' && this.foldOf(/** @type {HTMLElement} */ (now)?.dataset.name ?? '');
    if (fold) {
      e.preventDefault();
      e.stopPropagation();
      return fold.toggle();
    }
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
      if (b !== now && !b.classList.contains('fold') && along > 1 && far < least) [best, least] = [b, far];
    }
    if (!best) return;
    now.setAttribute('tabindex', '-1');
    best.setAttribute('tabindex', '0');
    best.focus();
  }

  /** Marks the objects of a line of the text. @param {number} line */
  glow(line) {
    this.glowing = line;
    for (const b of /** @type {Iterable<HTMLElement>} */ (this.objects.children)) b.classList.toggle('glow', b.dataset.line === String(line));
  }
}

/** Whether a box can be opened, or is. @param {import('./types.js').Box} box */
const canFold = box => box.kind === 'network' || box.kind === 'array';
