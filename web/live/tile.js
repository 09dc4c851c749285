// A tile: a view of something, with its name, the lines it shows and what they are now.

import { h, table } from '../dom.js';
import { colour } from '../theme.js';
import { iconButton } from './icons.js';
import { fitCanvas } from './plot.js';
import { viewOf } from './views/list.js';

/** @typedef {import('./types.js').Spec} Spec @typedef {import('./session.js').Session} Session @typedef {import('./plot.js').Paint} Paint
 *  @typedef {import('./views/list.js').View} View */

export class Tile {
  /** @param {Spec} spec @param {Session} session @param {(tile: Tile, what: 'menu'|'close') => void} does */
  constructor(spec, session, does) {
    this.spec = spec;
    this.session = session;
    this.view = /** @type {View} */ (viewOf(spec.view));
    this.streams = this.view.wants(spec, session).map(w => session.watch(w));
    this.canvas = /** @type {HTMLCanvasElement} */ (h('canvas', { role: 'img' }));
    this.body = h('div', { class: 'body' }, this.canvas);
    this.keys = h('span', { class: 'keys' });
    this.sub = h('span', { class: 'sub' });
    this.mark = h(
      'span',
      { class: 'coarse', hidden: true, title: 'This machine is behind: the picture is coarser than it could be' },
      'coarser',
    );
    this.more = iconButton('more', 'What to do with this view', () => does(this, 'menu'));
    this.element = h(
      'section',
      { class: 'card tile', tabindex: 0, 'data-view': spec.view },
      h(
        'h2',
        {},
        h('span', { class: 't' }),
        this.keys,
        this.sub,
        h(
          'span',
          { class: 'tools' },
          this.mark,
          this.modes(),
          this.more,
          iconButton('close', 'Remove (Delete)', () => does(this, 'close')),
        ),
      ),
      this.body,
      h('i', { class: 'edge', title: 'Drag to make it wider' }),
    );
    this.retitle();
    /** @type {any} */
    this.kept = {};
    /** @type {{x: number, y: number}|null} */
    this.pointer = null;
    this.drawn = '';
    this.told = 0;
    this.tabled = false;
    this.visible = true;
    this.box = { width: 0, height: 0 };
    this.sizes = new ResizeObserver(([e]) => {
      this.box = { width: e.contentRect.width, height: e.contentRect.height };
    });
    this.sizes.observe(this.body);
    this.seen = new IntersectionObserver(entries => (this.visible = entries[entries.length - 1].isIntersecting));
    this.seen.observe(this.element);
    this.body.addEventListener('pointermove', e => this.point({ x: e.offsetX, y: e.offsetY }));
    this.body.addEventListener('pointerleave', () => this.point(null));
  }

  retitle() {
    const title = this.view.title(this.spec);
    /** @type {HTMLElement} */ (this.element.querySelector('.t')).textContent = title;
    this.element.setAttribute('aria-label', title);
    this.canvas.setAttribute('aria-label', title);
  }

  /** The buttons of a view that has modes. */
  modes() {
    const { modes } = this.view;
    if (!modes) return '';
    const now = () => this.spec.mode ?? modes[0],
      group = h('span', { class: 'seg', role: 'group', 'aria-label': 'What is shown' });
    group.append(
      ...modes.map(mode =>
        h(
          'button',
          {
            'aria-pressed': String(mode === now()),
            onclick: () => {
              this.spec.mode = mode;
              this.rewatch();
              for (const b of group.children) b.setAttribute('aria-pressed', String(b.textContent === mode));
            },
          },
          mode,
        ),
      ),
    );
    return group;
  }

  /** Watches what the spec says now. */
  rewatch() {
    const before = this.streams;
    this.streams = this.view.wants(this.spec, this.session).map(w => this.session.watch(w));
    for (const s of before) this.session.unwatch(s);
    this.kept = {};
    this.drawn = '';
    this.retitle();
  }

  /** @param {{x: number, y: number}|null} at */
  point(at) {
    this.pointer = at;
    this.drawn = '';
  }

  close() {
    for (const s of this.streams) this.session.unwatch(s);
    this.sizes.disconnect();
    this.seen.disconnect();
    this.element.remove();
  }

  /** @returns {Paint} */
  paint() {
    const ctx = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d')),
      { spec, streams, session, kept, pointer } = this;
    return { ctx, ...this.box, spec, streams, session, at: session.at, kept, pointer };
  }

  /** Draws if anything has changed. @param {string} look what is shown of all @param {number} now ms */
  draw(look, now) {
    const { width, height } = this.box,
      state = `${look} ${width}×${height} ${this.streams.map(s => s.version).join()}`;
    if (!this.visible || width < 40 || height < 30 || state === this.drawn) return;
    this.drawn = state;
    const ratio = window.devicePixelRatio || 1,
      p = this.paint();
    fitCanvas(this.canvas, width, height);
    p.ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    p.ctx.clearRect(0, 0, width, height);
    this.view.draw(p);
    this.name(p);
    this.mark.hidden = !this.streams.some(s => s.coarser > 1);
    if (now - this.told > 1000 || this.tabled) this.tell(p, now);
  }

  /** The lines and what they are. @param {Paint} p */
  name(p) {
    const keys = this.view.keys(p),
      sub = this.view.sub(p);
    if (this.sub.textContent !== sub) this.sub.textContent = sub;
    if (this.keys.children.length !== keys.length)
      this.keys.replaceChildren(
        ...keys.map(() => h('span', {}, h('i', { class: 'sw' }), h('span', { class: 'n' }), h('b', { class: 'num' }))),
      );
    keys.forEach((k, i) => {
      const [sample, name, value] = /** @type {HTMLElement[]} */ ([...this.keys.children[i].children]);
      const line = `2px ${k.dash.length ? 'dashed' : 'solid'} ${colour(k.token)}`;
      if (sample.dataset.line !== line) sample.style.setProperty('border-top', (sample.dataset.line = line));
      if (name.textContent !== k.name) name.textContent = k.name;
      if (value.textContent !== k.value) value.textContent = k.value;
    });
  }

  /** Says in words what is drawn, for those who do not see it, and fills the table. @param {Paint} p @param {number} now */
  tell(p, now) {
    this.told = now;
    const keys = this.view.keys(p).map(k => `${k.name} ${k.value}`),
      { head, rows } = this.view.table(p);
    const said =
      keys.length > 0
        ? keys.join(', ')
        : rows
            .slice(0, 4)
            .map(r => r.join(' '))
            .join('; ');
    this.canvas.setAttribute(
      'aria-label',
      `${this.view.title(this.spec)} at ${p.session.modelTime(p.at).toFixed(2)} s: ${said || 'nothing yet'}`,
    );
    if (!this.tabled) return;
    const numbers = table(`${this.view.title(this.spec)}: numbers`, head, rows, head.map((_, i) => i).slice(1));
    this.body.querySelector('.scroll')?.remove();
    this.body.append(numbers);
  }

  /** Shows numbers instead of the picture, or the picture. */
  asTable() {
    this.tabled = !this.tabled;
    this.drawn = '';
    this.body.querySelector('.scroll')?.remove();
    this.element.classList.toggle('tabled', this.tabled);
    if (this.tabled) this.tell(this.paint(), 0);
  }
}
