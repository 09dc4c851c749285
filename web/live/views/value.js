// Values over time: of objects, and of whatever can be computed from them.

import { signOf, strokes } from '../colours.js';
import { drawLines, placard, shownValue, roundRange, timeFrame } from '../plot.js';

/** @typedef {import('../plot.js').Paint} Paint @typedef {import('./list.js').View} View */

/** How many lines one picture shows. */
const mostValues = 8;

/** The lines of a picture: a dimension of a stream each. @param {Paint} p */
export function linesOf(p) {
  const { view } = p.spec,
    of = view === 'rate' && p.streams.length > 1;
  const list = p.streams.flatMap(s =>
    (s.info?.names ?? [s.want.of]).map((name, i) => ({
      ...{ series: s.series, i, of: s.want.of },
      name: (of ? `${s.want.of} ${name}` : name).replace(/\^2\b/g, '²'),
    })),
  );
  const shown = list.slice(0, mostValues),
    how = view === 'rate' ? shown.map((l, i) => signOf(l.name, i)) : strokes(p.session.model, shown, view !== 'value');
  return shown.map((l, k) => ({ ...l, stroke: how[k] }));
}

/** The range of what lines show in a window. @param {ReturnType<typeof linesOf>} lines @param {number} from @param {number} to */
export function extent(lines, from, to) {
  let lo = Infinity,
    hi = -Infinity;
  for (const { series, i } of lines) {
    const r = series.range(series.index(from), series.index(to + 1e-9), i);
    lo = Math.min(lo, r[0]);
    hi = Math.max(hi, r[1]);
  }
  return [lo, hi];
}

/** A picture of lines over time. @param {Paint} p @param {string} label @param {boolean} [zero] */
export function lineView(p, label, zero = false) {
  const lines = linesOf(p),
    w = p.session.window(),
    [lo, hi] = extent(lines, Math.max(w.from, p.session.stretch(p.at).at), Math.min(w.to, p.at)),
    y = roundRange(zero ? Math.min(0, lo) : lo, hi);
  if (zero && y[0] < 0 && lo >= 0) y[0] = 0;
  const { f, from, to, shift } = timeFrame(p, y, label);
  if (lines.every(l => l.series.n === 0)) placard(p, p.streams.find(s => s.error)?.error ?? '');
  drawLines(f, lines, { from, to, shift });
}

/** @param {Paint} p */
export function lineKeys(p) {
  return linesOf(p).map(l => ({ ...l.stroke, value: shownValue(l.series.value(p.at, l.i)) }));
}

/** Values at 21 times of the window, as a table. @param {Paint} p */
export function lineTable(p) {
  const lines = linesOf(p),
    { from, to } = p.session.window(),
    end = Math.min(to, p.at),
    begin = Math.max(from, p.session.stretch(p.at).at),
    rows = [];
  for (let k = 0; k <= 20; k++) {
    const at = begin + ((end - begin) * k) / 20;
    rows.push([p.session.modelTime(at).toFixed(3), ...lines.map(l => shownValue(l.series.value(at, l.i), 4))]);
  }
  return { head: ['time (s)', ...lines.map(l => l.name)], rows };
}

/** What the axis of values says: what they are, if they are all the same. @param {Paint} p */
export function measuredOf(p) {
  const said = p.streams.flatMap(({ info }) => (info?.label ? [info.unit ? `${info.label} (${info.unit})` : info.label] : []));
  return said.length > 0 && said.every(s => s === said[0]) ? said[0] : 'value';
}

/** @type {View} */
export const valueLive = {
  name: 'value',
  label: 'Value',
  title: () => 'Value',
  offers: thing => (thing.views.includes('value') ? { view: 'value', of: [thing.name], span: 3, synapse: '50ms' } : null),
  hint: thing => `${thing.dims} dim`,
  wants: (spec, session) => spec.of.map(of => ({ what: 'value', of, synapse: spec.synapse, window: session.wide, points: 1000 })),
  draw: p => lineView(p, measuredOf(p)),
  keys: lineKeys,
  sub: p => (p.spec.synapse ? `synapse ${p.spec.synapse.replace(/(\d)([a-z])/, '$1 $2')}` : ''),
  table: lineTable,
  figure: spec => `plot ${spec.of.join(', ')} to "value.svg"`,
};
