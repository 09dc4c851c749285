// Lines over time: a panel of at most eight lines that can be zoomed and read.

import { h, table } from './dom.js';
import { decimals, fixed, number, ticks, minus } from './format.js';
import { colour, onTheme } from './theme.js';
import { Pyramid } from './pyramid.js';
import { smallMultiples } from './multiples.js';

/** @typedef {import('./axis.js').Axis} Axis @typedef {import('./types.js').Signal} Signal @typedef {import('./file.js').Arrays} Arrays */

/** How many lines a panel shows at a time. */
export const mostLines = 8;

/** A line of a panel. */
export class Line {
  /** @param {Signal} signal @param {Arrays} arrays */
  constructor(signal, arrays) {
    this.signal = signal;
    this.name = signal.run ? `${signal.name} (${signal.run})` : signal.name;
    this.n = signal.data.n;
    this.arrays = arrays;
    this.shown = false;
    this.token = 'ideal';
    /** @type {number[]} */
    this.dash = [];
    /** @type {Pyramid|undefined} */
    this.made = undefined;
  }

  get pyramid() {
    return (this.made ??= new Pyramid(this.arrays.get(this.signal.data)));
  }

  /** The envelope around the line: that of a mean over seeds. */
  get band() {
    const { low, high } = this.signal;
    return low && high ? [new Pyramid(this.arrays.get(low)), new Pyramid(this.arrays.get(high))] : [];
  }

  /** The value at a time; NaN where there is none. @param {number} t s, of the model */
  at(t) {
    const k = Math.round((t - this.signal.from) / this.signal.step);
    return k >= 0 && k < this.n ? this.pyramid.data[k] : NaN;
  }
}

/** Gives the lines that are shown hues and dashes: four hues, then the same dashed. @param {Line[]} lines */
export function paint(lines) {
  /** @type {Map<string, number>} */
  const hue = new Map();
  for (const l of lines) {
    if (!l.shown) continue;
    if (l.signal.role === 'ideal') {
      l.token = 'ideal';
      l.dash = l.signal.run === 'B' ? [2, 3] : [6, 4];
      continue;
    }
    const k = hue.get(l.signal.name) ?? hue.size;
    hue.set(l.signal.name, k);
    l.token = 'c' + ((k % 4) + 1);
    l.dash = l.signal.run === 'B' ? [5, 3] : k < 4 ? [] : [8, 3, 2, 3];
  }
}

/** The sample of a line beside its name. @param {Line} l */
function sample(l) {
  const c = /** @type {HTMLCanvasElement} */ (h('canvas', { class: 'sample', width: 44, height: 12, 'aria-hidden': 'true' }));
  const draw = () => {
    const ctx = /** @type {CanvasRenderingContext2D} */ (c.getContext('2d'));
    ctx.clearRect(0, 0, 44, 12);
    ctx.strokeStyle = colour(l.token);
    ctx.lineWidth = l.token === 'ideal' ? 3 : 4;
    ctx.setLineDash(l.dash.map(d => 2 * d));
    ctx.beginPath();
    ctx.moveTo(0, 6);
    ctx.lineTo(44, 6);
    ctx.stroke();
  };
  draw();
  onTheme(draw);
  return c;
}

/**
 * A panel: its lines share the times of their samples.
 * @param {{title: string, id: string, lines: Line[], axis: Axis, label: string, start: number, seconds: number}} options start is the model time
 *   at which the phase begins, seconds how long it lasts
 */
export function linePanel({ title, id, lines, axis, label, start, seconds }) {
  lines.forEach((l, i) => (l.shown = i < mostLines));
  const legend = h('div', { class: 'legend' }),
    box = h('div', { class: 'chart' }),
    spoken = h('output', { class: 'hidden' });
  const tabled = h('button', { class: 'plain noprint', 'aria-pressed': 'false' }, 'as table'),
    values = h('div', { class: 'values' });
  const plot = h(
    'div',
    {
      class: 'plot',
      tabindex: 0,
      role: 'group',
      'aria-label': `${title}: ${lines
        .map(l => l.name)
        .slice(0, mostLines)
        .join(', ')}. Arrow keys read values, plus and minus zoom.`,
    },
    box,
  );
  const card = h(
    'section',
    { class: 'card', id, 'aria-label': title },
    h('header', {}, h('h4', {}, title), h('span', { class: 'time num' }), tabled),
    legend,
    plot,
    spoken,
    values,
  );
  const view = new Panel(box, lines, axis, label, start, seconds);
  /** @type {HTMLElement[]} */
  let cells = [];

  const read = () => {
    const t = axis.cursor === null ? null : start + axis.cursor,
      shown = lines.filter(l => l.shown),
      digits = view.digits();
    cells.forEach((c, i) => (c.textContent = t === null ? '' : fixed(shown[i].at(t), digits)));
    /** @type {HTMLElement} */ (card.querySelector('.time')).textContent =
      t === null ? '' : `t = ${minus(t.toFixed(decimals(lines[0].signal.step)))} s`;
    return t === null ? '' : `t ${number(t)} s: ` + shown.map(l => `${l.name} ${number(l.at(t))}`).join(', ');
  };
  const name = () => {
    cells = [];
    legend.replaceChildren(
      ...lines
        .filter(l => l.shown || lines.length <= mostLines)
        .map(l => {
          const value = h('span', { class: 'num' });
          if (l.shown) cells.push(value);
          const toggle = () => {
            l.shown = !l.shown;
            const at = [...legend.children].findIndex(b => b === document.activeElement);
            rebuild();
            /** @type {HTMLElement|undefined} */ (legend.children[at])?.focus();
          };
          return h(
            'button',
            { 'aria-pressed': String(l.shown), class: 'key', onclick: toggle, title: l.shown ? 'hide' : 'show' },
            sample(l),
            h('span', {}, l.name),
            value,
          );
        }),
    );
    read();
  };
  const rebuild = () => {
    paint(lines);
    name();
    view.rebuild();
    choice?.update();
  };
  const list = () =>
    values.replaceChildren(
      ...(tabled.getAttribute('aria-pressed') === 'true'
        ? [
            valueTable(
              title,
              lines.filter(l => l.shown),
              start + axis.from,
              start + axis.end(seconds),
            ),
          ]
        : []),
    );
  tabled.addEventListener('click', () => {
    tabled.setAttribute('aria-pressed', String(tabled.getAttribute('aria-pressed') !== 'true'));
    list();
  });
  const choice = lines.length > mostLines ? smallMultiples(lines, axis, rebuild, start, seconds) : null;
  if (choice) card.append(choice.element);
  plot.addEventListener('keydown', e => {
    if (axis.key(/** @type {KeyboardEvent} */ (e))) spoken.textContent = read();
  });
  axis.follow(what => {
    if (what === 'cursor') read();
    else list();
  });
  paint(lines);
  name();
  return card;
}

/** Values at 21 times of what is shown. @param {string} title @param {Line[]} lines @param {number} from @param {number} to */
function valueTable(title, lines, from, to) {
  const rows = [];
  for (let i = 0; i <= 20; i++) {
    const t = from + ((to - from) * i) / 20;
    rows.push([number(t), ...lines.map(l => number(l.at(t)))]);
  }
  return table(`${title}: values`, ['time (s)', ...lines.map(l => l.name)], rows, [0, ...lines.map((_, i) => i + 1)]);
}

/** The drawing of a panel, by uPlot. */
class Panel {
  /** @param {HTMLElement} box @param {Line[]} lines @param {Axis} axis @param {string} label @param {number} start @param {number} seconds */
  constructor(box, lines, axis, label, start, seconds) {
    this.box = box;
    this.lines = lines;
    this.axis = axis;
    this.label = label;
    this.start = start;
    this.seconds = seconds;
    /** @type {uPlot|null} */
    this.plot = null;
    this.told = false;
    new IntersectionObserver(
      entries => {
        if (entries.some(e => e.isIntersecting)) this.build();
      },
      { rootMargin: '300px' },
    ).observe(box);
    new ResizeObserver(() => this.resize()).observe(box);
    axis.follow(what => (what === 'zoom' ? this.zoom() : this.cursor()));
    onTheme(() => {
      this.build();
      this.plot?.redraw();
    });
  }

  digits() {
    const y = this.plot?.scales.y;
    return y && y.min !== null && y.min !== undefined && y.max ? decimals((y.max - (y.min ?? 0)) / 1000) : 3;
  }

  /** The numbers in the window, and its ends in seconds. */
  data() {
    const { from, step } = this.lines[0].signal,
      n = this.lines[0].n;
    const a = Math.max(0, Math.floor((this.start + this.axis.from - from) / step)),
      b = Math.min(n, Math.ceil((this.start + this.axis.end(this.seconds) - from) / step) + 1);
    const points = Math.max(400, 1.2 * this.box.clientWidth);
    /** @type {number[]} */
    let x = [];
    const rows = [];
    for (const l of this.lines.filter(l => l.shown)) {
      for (const p of [...l.band, l.pyramid]) {
        const w = p.window(a, Math.max(a, b), points);
        if (x.length === 0) x = w.at.map(k => from + k * step);
        rows.push(w.y);
      }
    }
    return /** @type {uPlot.AlignedData} */ ([x, ...rows]);
  }

  build() {
    if (this.plot || this.box.clientWidth < 2) return;
    /** @type {uPlot.Series[]} */
    const series = [{}];
    /** @type {uPlot.Band[]} */
    const bands = [];
    for (const l of this.lines.filter(l => l.shown)) {
      const stroke = () => colour(l.token);
      if (l.band.length > 0) {
        bands.push({ series: [series.length + 1, series.length], fill: () => colour(l.token) + '33' });
        series.push({ points: { show: false }, width: 0 }, { points: { show: false }, width: 0 });
      }
      series.push({ label: l.name, stroke, width: l.token === 'ideal' ? 1.3 : 1.7, dash: l.dash, points: { show: false } });
    }
    this.plot = new uPlot(
      {
        width: this.box.clientWidth,
        height: this.box.clientHeight || 240,
        padding: [8, 18, 0, 0],
        series,
        bands,
        legend: { show: false },
        scales: {
          x: { time: false, range: () => [this.start + this.axis.from, this.start + this.axis.end(this.seconds)] },
          y: { range: (_, lo, hi) => padded(lo, hi) },
        },
        axes: [axisOf('time (s)', 34, true), axisOf(this.label, 56, false)],
        cursor: {
          y: false,
          points: { size: 6 },
          drag: { x: true, y: false, setScale: false },
          bind: {
            dblclick: () => () => {
              this.axis.reset();
              return null;
            },
          },
        },
        hooks: { setSelect: [u => this.selected(u)], setCursor: [u => this.moved(u)] },
      },
      this.data(),
      this.box,
    );
    this.cursor();
  }

  rebuild() {
    this.plot?.destroy();
    this.plot = null;
    this.build();
  }

  resize() {
    if (this.plot && this.box.clientWidth > 1) this.plot.setSize({ width: this.box.clientWidth, height: this.box.clientHeight });
  }

  zoom() {
    this.plot?.setData(this.data());
  }

  /** @param {uPlot} u */
  selected(u) {
    const { left, width } = u.select;
    if (width < 3) return;
    const from = u.posToVal(left, 'x') - this.start,
      to = u.posToVal(left + width, 'x') - this.start;
    u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    this.axis.zoom(from, to);
  }

  /** @param {uPlot} u */
  moved(u) {
    if (this.told) return;
    const left = u.cursor.left ?? -1;
    this.axis.read(left < 0 ? null : u.posToVal(left, 'x') - this.start);
  }

  cursor() {
    const u = this.plot;
    if (!u) return;
    const t = this.axis.cursor,
      left = t === null ? -10 : u.valToPos(this.start + t, 'x');
    if (Math.abs((u.cursor.left ?? -10) - left) < 0.5) return;
    this.told = true;
    u.setCursor({ left, top: t === null ? -10 : 1 }, false);
    this.told = false;
  }
}

/** The range of an axis around what it shows. @param {number} lo @param {number} hi @returns {[number, number]} */
function padded(lo, hi) {
  if (!(hi >= lo)) return [-1, 1];
  const pad = hi > lo ? 0.06 * (hi - lo) : Math.abs(hi) || 1;
  return [lo - pad, hi + pad];
}

/** @param {string} label @param {number} size @param {boolean} across @returns {uPlot.Axis} */
function axisOf(label, size, across) {
  const font = '11px system-ui, "Liberation Sans", sans-serif';
  return {
    label,
    labelSize: 16,
    labelGap: 0,
    labelFont: font,
    font,
    size,
    gap: 4,
    stroke: () => colour('ink2'),
    grid: { stroke: () => colour('grid'), width: 1 },
    ticks: { show: false },
    splits: (u, _, lo, hi) => ticks(lo, hi, (across ? u.bbox.width / 80 : u.bbox.height / 36) / uPlot.pxRatio).at,
    values: (_, at) => {
      const d = at.length > 1 ? decimals(at[1] - at[0]) : 3;
      return at.map(v => (d > 6 ? number(v) : minus(v.toFixed(d)).replace(/^−(0(\.0*)?)$/, '$1')));
    },
  };
}
