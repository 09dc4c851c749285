// Which tiles a model begins with: what its own `plot` lines show, first of all; then what a
// person would open first of a model of its kind: how alike states are to their pointers,
// what is recorded, spikes, weights that are learned and what teaches them, tuning.

import { objectOf } from './colours.js';
import { similarityOf, vocabularyOf } from './vocabulary.js';

/** @typedef {import('./session.js').Session} Session @typedef {import('./types.js').Spec} Spec @typedef {import('./types.js').Thing} Thing
 *  @typedef {import('./types.js').PlotLine} PlotLine */

/** How many tiles a model begins with, and how many states are compared with their pointers. */
const mostTiles = 6,
  mostStates = 3;

/** The order in which tiles stand, and which of them join one that is there. */
const order = ['similarity', 'value', 'state', 'raster', 'rate', 'weights', 'heat', 'map', 'tuning', 'phase', 'error'];

/** How many values a picture of lines begins with. */
const firstLines = 6;

/** What an expectation compares: rmse(post, ramp^2). @param {Session} session */
function compared(session) {
  for (const c of session.model.expect) {
    const m = /rmse\(([\p{L}\d_.[\]]+), ([^,()]+|[^,()]*\([^()]*\)[^,()]*)[,)]/u.exec(c.text);
    if (m) return { of: m[1], ideal: m[2] };
  }
  return null;
}

/** The synapse that the model records something with; of what it does not record, that of the first. @param {Session} session @param {string} of */
function synapseOf(session, of) {
  const { probes } = session.model,
    tau = (probes.find(p => p.name === objectOf(of)) ?? probes.find(p => p.tau))?.tau;
  return tau ? `${Number((1000 * tau).toPrecision(4))}ms` : probes.length > 0 && !tau ? undefined : '50ms';
}

/** The tile of a plot line, if a view shows what it draws. @param {Session} session @param {PlotLine} plot @returns {Spec|null} */
function ofPlot(session, { kind, items, against }) {
  const bare = items.map(i => i.replace(/\.(spikes|weights)(\[.*\])?$/, '')),
    synapse = synapseOf(session, items[0]);
  if (kind === 'tuning' || kind === 'weights') return { view: kind, of: bare.slice(0, 1), span: 2 };
  if (kind === 'raster' || kind === 'rate') return { view: kind, of: bare.slice(0, 2), span: 3 };
  if (kind === 'similarity' || items.every(i => i.startsWith('similarity('))) {
    const of = items[0].startsWith('similarity(') ? items[0] : similarityOf(session.model, items[0]);
    return of ? { view: 'similarity', of: [of], span: 6, synapse } : null;
  }
  if (against) return { view: 'phase', of: [items[0]], against, span: 3, synapse };
  if (kind === 'hist' && /\.weights(\[.*\])?$/.test(items[0])) return { view: 'weights', of: bare.slice(0, 1), span: 3 };
  if (kind !== 'line') return null;
  if (items.every(i => /\.voltage/.test(i))) return { view: 'state', of: [bare[0].replace(/\.voltage.*/, '')], span: 6 };
  const error = session.model.objects.some(o => o.role === 'error' && o.name === items[0]);
  return { view: error ? 'error' : 'value', of: items.slice(0, firstLines), span: 6, synapse };
}

/** Populations that stand in the model itself; those inside of networks if there are no others. @param {Thing[]} objects */
function populationsOf(objects) {
  const all = objects.filter(o => o.kind === 'ensemble'),
    own = all.filter(o => !/[.[]/.test(o.name));
  return own.length > 0 ? own : all.filter(o => !/\[(?!0\])/.test(o.name));
}

/** The states of a model of pointers: what its modules put out, those that are recorded first. @param {Session} session */
function statesOf(session) {
  const { objects, probes } = session.model,
    recorded = (/** @type {Thing} */ o) => probes.some(p => p.name === o.name);
  return objects
    .filter(o => (o.role === 'output' || o.kind === 'ensemble') && o.name.split('.').length <= 2 && vocabularyOf(session.model, o))
    .sort((a, b) => Number(recorded(b)) - Number(recorded(a)));
}

/** @param {Session} session @returns {Spec[]} */
export function defaultTiles(session) {
  const { objects, probes, plots } = session.model,
    errors = objects.filter(o => o.role === 'error'),
    populations = populationsOf(objects),
    pair = compared(session),
    learns = objects.filter(o => o.views.includes('weights') && o.views.includes('error')),
    bare = (/** @type {string} */ name) => name.replace(/\.(neurons|spikes)$/, ''),
    heard = (/** @type {Thing} */ o) => probes.some(p => bare(p.name) === bare(o.from ?? '')),
    onto = objects.filter(o => o.views.includes('weights') && /\.(neurons|exc|inh)$/.test(o.to ?? '')),
    weighty = learns[0] ?? onto.find(heard) ?? onto[0];
  /** @type {Spec[]} */
  const tiles = [];
  const shown = (/** @type {string} */ view) => tiles.filter(t => t.view === view);
  const add = (/** @type {Spec|null|undefined|false} */ spec) => {
    const same = spec && tiles.some(t => t.view === spec.view && t.against === spec.against && t.of[0] === spec.of[0]);
    if (spec && !same && tiles.length < mostTiles) tiles.push(spec);
  };
  for (const plot of plots ?? []) add(ofPlot(session, plot));
  for (const s of statesOf(session).slice(0, mostStates)) {
    const of = `similarity(${s.name}, ${vocabularyOf(session.model, s)?.name})`;
    if (shown('similarity').length < mostStates) add({ view: 'similarity', of: [of], span: 3, synapse: '30ms' });
  }
  const [value] = shown('value');
  if (!value && shown('similarity').length === 0) {
    const of = recordedValues(session, populations);
    if (of.length > 0) add({ view: 'value', of, span: 6, synapse: synapseOf(session, of[0]) });
  }
  withRecorded(session, shown('value')[0]);
  withIdeal(shown('value')[0], pair);
  for (const o of populations.filter(o => o.views.includes('map')).slice(0, 2)) add({ view: 'map', of: [o.name], span: 2 });
  const wide = objects.find(o => (o.dims ?? 1) > 4 && /^(output|array)$/.test(o.role ?? '') && /^[^.]*(\.[^.]*)?$/.test(o.name) && !o.name.endsWith('.input'));
  if (tiles.length < 3) add(wide && { view: 'heat', of: [wide.name], span: 3, synapse: '30ms' });
  if (populations.some(o => !/[.[]/.test(o.name)) || tiles.length < 2)
    add(shown('raster').length === 0 && populations[0] && { view: 'raster', of: populations.slice(0, 2).map(o => o.name), span: 3 });
  add(weighty && { view: 'weights', of: [weighty.name], span: 3 });
  add(learns.length > 0 && errors[0] && { view: 'error', of: [errors[0].name], span: 2, synapse: synapseOf(session, errors[0].name) });
  const tuned = shown('value').length > 0 && populations.find(o => o.dims === 1 && (o.n ?? 0) > 1 && !/[.[]/.test(o.name));
  add(shown('tuning').length === 0 && tuned && { view: 'tuning', of: [tuned.name], span: 2 });
  if (shown('phase').length === 0) add(phasePlane(session, pair, populations));
  return spread(tiles);
}

/** The values that the model records; where it records nothing at all, those of its first populations. @param {Session} session @param {Thing[]} populations */
function recordedValues({ model: { probes, objects } }, populations) {
  if (probes.length === 0) return populations.slice(0, 3).map(o => o.name);
  const recorded = probes.filter(
      p => !p.spikes && p.shape.length === 1 && p.shape[0] <= firstLines && !objects.some(o => o.role === 'error' && o.name === p.name),
    ),
    named = recorded.filter(p => objects.some(o => o.name === objectOf(p.name)));
  return (named.length > 0 ? named : recorded).map(p => p.name).slice(0, 4);
}

/** Beside what is plotted, few values that are recorded are shown too; what should be comes last. @param {Session} session @param {Spec|undefined} tile */
function withRecorded({ model: { probes, objects } }, tile) {
  if (!tile) return;
  const more = probes.filter(p => p.shape.length === 1 && p.shape[0] === 1 && objects.some(o => o.name === p.name && o.role !== 'error')),
    names = new Set([...tile.of, ...more.map(p => p.name)].slice(0, Math.max(4, tile.of.length)));
  tile.of = [...names].sort((a, b) => Number(!objectOf(a)) - Number(!objectOf(b)));
}

/** Beside what is compared with it, an ideal is shown too. @param {Spec|undefined} tile @param {ReturnType<typeof compared>} pair */
function withIdeal(tile, pair) {
  if (tile && pair && tile.of.includes(pair.of) && tile.of.length < firstLines && !tile.of.some(o => plain(o) === plain(pair.ideal)))
    tile.of = [...tile.of, pair.ideal];
}

/** @param {string} text */
const plain = text => text.replace(/\s/g, '');

/** @param {Session} session @param {ReturnType<typeof compared>} pair @param {Thing[]} populations @returns {Spec|null|undefined|false} */
function phasePlane(session, pair, populations) {
  const things = session.model.objects,
    thing = (/** @type {string} */ name) => things.find(o => o.name === name),
    inputs = new Set(pair?.ideal.match(/[\p{L}_][\p{L}\d_.]*/gu)?.filter(thing));
  if (pair && (thing(pair.of)?.dims ?? 1) === 1 && inputs.size === 1) {
    const ideal = objectOf(pair.ideal) ? undefined : pair.ideal;
    return { view: 'phase', of: [pair.of], against: [...inputs][0], ideal, span: 2, synapse: synapseOf(session, pair.of) };
  }
  const flat = populations.find(o => o.dims === 2 || o.dims === 3);
  return flat && { view: 'phase', of: [`${flat.name}[1]`], against: `${flat.name}[0]`, span: 2, synapse: synapseOf(session, flat.name) };
}

/** The order of tiles and how wide they are: what runs over time over the whole width, the others side by side. @param {Spec[]} tiles */
function spread(tiles) {
  tiles.sort((a, b) => order.indexOf(a.view) - order.indexOf(b.view));
  if (tiles.length === 0) return tiles;
  const [first, ...rest] = tiles;
  if (tiles.length <= 2 && first.view === 'phase') for (const t of tiles) t.span = 3;
  else {
    first.span = 6;
    const spans = [[], [6], [3, 3], [2, 2, 2], [3, 3, 3, 3], [3, 3, 2, 2, 2]][rest.length];
    rest.forEach((t, k) => (t.span = spans[k]));
  }
  return tiles;
}
