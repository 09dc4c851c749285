// The grid of tiles: they are dragged to order, made wider at their edge, and kept for the
// next time that a model with the same objects is opened.

import { Tile } from './tile.js';
import { openMenu } from './menu.js';
import { viewOf } from './views/list.js';

/** @typedef {import('./types.js').Spec} Spec @typedef {import('./session.js').Session} Session */

const columns = 6;

export class Tiles {
  /**
   * @param {HTMLElement} grid @param {Session} session
   * @param {(tile: Tile) => import('./menu.js').Item[]} more further items of a tile's menu
   * @param {{copy: (tile: Tile) => void, save: (tile: Tile) => void}} keys what its keys do
   */
  constructor(grid, session, more, keys) {
    this.grid = grid;
    this.session = session;
    this.more = more;
    this.keys = keys;
    /** @type {Tile[]} */
    this.list = [];
    /** @type {Tile|null} */
    this.full = null;
    this.changed = () => {};
    grid.addEventListener('pointerdown', e => this.grab(e));
    grid.addEventListener('wheel', e => this.wheel(e), { passive: false });
    grid.addEventListener('dblclick', e => {
      if (e.target instanceof HTMLCanvasElement) this.zoom(null);
    });
    grid.addEventListener('keydown', e => this.key(e));
  }

  /** @param {Spec[]} specs */
  show(specs) {
    for (const t of this.list) t.close();
    this.list = [];
    for (const s of specs) if (viewOf(s.view)) this.add(s);
  }

  /** @param {Spec} spec */
  add(spec) {
    const tile = new Tile(spec, this.session, (t, what) => (what === 'menu' ? this.menu(t) : this.remove(t)));
    this.list.push(tile);
    this.grid.append(tile.element);
    this.size(tile, spec.span);
    return tile;
  }

  /** @param {Tile} t */
  remove(t) {
    if (this.full === t) this.whole(t);
    const k = this.list.indexOf(t);
    this.list.splice(k, 1);
    t.close();
    this.list[Math.min(k, this.list.length - 1)]?.element.focus();
    this.changed();
  }

  /** The tile that shows this view of an object. @param {Spec} spec */
  find(spec) {
    return this.list.find(t => t.spec.view === spec.view && spec.of.every(o => t.spec.of.includes(o)) && t.spec.against === spec.against);
  }

  /** Shows a view, or no longer: lines and rasters join a tile that is there. @param {Spec} spec */
  toggle(spec) {
    const there = this.find(spec),
      joins = ['value', 'raster', 'rate'].includes(spec.view) ? this.list.find(t => t.spec.view === spec.view) : undefined;
    if (there && there.spec.of.length > spec.of.length) {
      there.spec.of = there.spec.of.filter(o => !spec.of.includes(o));
      there.rewatch();
    } else if (there) this.remove(there);
    else if (joins && joins.spec.of.length < 6) {
      joins.spec.of = [...joins.spec.of, ...spec.of];
      joins.rewatch();
    } else this.add(spec).element.scrollIntoView({ block: 'nearest' });
    this.changed();
  }

  /** @param {Tile} t @param {number} span */
  size(t, span) {
    t.spec.span = Math.max(1, Math.min(columns, span));
    t.element.style.setProperty('--span', String(t.spec.span));
    t.element.style.setProperty('--rows', String(t.spec.rows ?? 1));
  }

  /** @param {Tile} t @param {number} by */
  move(t, by) {
    const k = this.list.indexOf(t),
      to = Math.max(0, Math.min(this.list.length - 1, k + by));
    if (to === k) return;
    this.list.splice(k, 1);
    this.list.splice(to, 0, t);
    this.grid.insertBefore(t.element, this.list[to + 1]?.element ?? null);
    t.element.focus();
    this.changed();
  }

  /** One tile over the whole grid, or back. @param {Tile} t */
  whole(t) {
    this.full?.element.classList.remove('full');
    this.full = this.full === t ? null : t;
    this.full?.element.classList.add('full');
    this.grid.classList.toggle('one', this.full !== null);
    t.element.focus();
  }

  /** @param {Tile} t */
  menu(t) {
    const resize = (/** @type {number} */ by) => () => {
      this.size(t, t.spec.span + by);
      this.changed();
    };
    openMenu(t.more, t.view.title(t.spec), t.spec.of.slice(0, 3).join(', '), () => [
      { label: 'As table', hint: 't', act: () => t.asTable() },
      { label: 'Whole window', hint: 'f', act: () => this.whole(t) },
      ...this.more(t),
      'rule',
      { label: 'Wider', hint: 'shift →', act: resize(1) },
      { label: 'Narrower', hint: 'shift ←', act: resize(-1) },
      {
        label: t.spec.rows === 2 ? 'One row high' : 'Two rows high',
        act: () => {
          t.spec.rows = t.spec.rows === 2 ? undefined : 2;
          resize(0)();
        },
      },
      { label: 'Move forward', hint: 'ctrl ←', act: () => this.move(t, -1) },
      { label: 'Move back', hint: 'ctrl →', act: () => this.move(t, 1) },
      { label: 'Remove', hint: 'delete', act: () => this.remove(t) },
    ]);
  }

  /** The keys of the tile that has the focus. @param {KeyboardEvent} e */
  key(e) {
    const t = this.list.find(t => t.element === e.target);
    if (!t) return;
    const way = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
    if (way && e.shiftKey) this.size(t, t.spec.span + way);
    else if (way && (e.ctrlKey || e.metaKey)) this.move(t, way);
    else if (e.key === 'Enter') this.menu(t);
    else if (e.key === 'Delete') this.remove(t);
    else if (e.key === 't') t.asTable();
    else if (e.key === 'f') this.whole(t);
    else if (e.key === 'c') this.keys.copy(t);
    else if (e.key === 's') this.keys.save(t);
    else if (e.key === 'Escape' && this.full) this.whole(this.full);
    else return;
    this.changed();
    e.preventDefault();
    e.stopPropagation();
  }

  /** A tile is dragged by its head, or by its edge. @param {PointerEvent} e */
  grab(e) {
    const target = /** @type {Element} */ (e.target),
      t = this.list.find(t => t.element.contains(target));
    if (!t || e.button !== 0 || target.closest('button, canvas, table')) return;
    const edge = target.classList.contains('edge'),
      from = e.clientX,
      span = t.spec.span,
      cell = this.grid.clientWidth / columns;
    if (!edge && !target.closest('h2')) return;
    const drag = (/** @type {PointerEvent} */ m) => {
      if (edge) return this.size(t, span + Math.round((m.clientX - from) / cell));
      if (Math.abs(m.clientX - from) + Math.abs(m.clientY - e.clientY) < 6) return;
      t.element.classList.add('dragged');
      const over = this.list.find(o => o !== t && o.element === document.elementFromPoint(m.clientX, m.clientY)?.closest('.tile'));
      if (over) this.move(t, this.list.indexOf(over) - this.list.indexOf(t));
    };
    const drop = () => {
      t.element.classList.remove('dragged');
      removeEventListener('pointermove', drag);
      this.changed();
    };
    addEventListener('pointermove', drag);
    addEventListener('pointerup', drop, { once: true });
  }

  /** The wheel over a picture shows more or less time, in all. @param {WheelEvent} e */
  wheel(e) {
    if (!(e.target instanceof HTMLCanvasElement) || e.ctrlKey || e.shiftKey) return;
    const t = this.list.find(t => t.canvas === e.target);
    if (!t || !['value', 'raster', 'rate', 'error', 'similarity', 'state'].includes(t.spec.view)) return;
    e.preventDefault();
    const w = this.session.window(),
      now = this.session.zoom ?? (t.spec.view === 'raster' ? 1.5 : w.to - w.from);
    this.zoom(Math.max(0.02, Math.min(120, now * 1.15 ** Math.sign(e.deltaY))));
  }

  /** @param {number|null} seconds */
  zoom(seconds) {
    this.session.zoom = seconds;
    this.session.happen('look');
  }

  /** What is kept and shared. @returns {Spec[]} */
  specs() {
    return this.list.map(t => t.spec);
  }
}
