// Views that are lines over time, each of another thing: rates, the learning error, states
// of neurons, similarities.

import { rmsOf, shownValue } from '../plot.js';
import { similarityOf } from '../vocabulary.js';
import { lineKeys, lineTable, lineView, measuredOf } from './value.js';

/**
 * @typedef {import('./list.js').View} View @typedef {import('../session.js').Session} Session
 * @typedef {import('../types.js').Thing} Thing
 */

/** @type {View} */
export const rateLive = {
  name: 'rate',
  label: 'Rate',
  title: () => 'Rate',
  offers: thing => (thing.views.includes('rate') ? { view: 'rate', of: [thing.name], span: 3 } : null),
  hint: () => 'all, E, I',
  wants: (spec, session) => spec.of.map(of => ({ what: 'rate', of, window: session.wide, points: 1000 })),
  draw: p => lineView(p, 'rate (Hz)', true),
  keys: p => lineKeys(p).map(k => ({ ...k, value: k.value.replace(/\.\d+$/, '') })),
  sub: p => p.spec.of.join(', '),
  table: lineTable,
  figure: spec => `plot rate ${spec.of.map(o => o + '.spikes').join(', ')} to "rate.svg"`,
};

/** @type {View} */
export const errorLive = {
  name: 'error',
  label: 'Learning error',
  title: () => 'Learning error',
  offers: (thing, session) => {
    const of = thing.role === 'error' ? thing.name : errorOf(thing, session);
    return of ? { view: 'error', of: [of], span: 2, synapse: '50ms' } : null;
  },
  wants: (spec, session) => [{ what: 'value', of: spec.of[0], synapse: spec.synapse, window: session.wide, points: 1000 }],
  draw: p => lineView(p, p.spec.of[0]),
  keys: lineKeys,
  sub: p => `rms ${shownValue(rmsOf(p), 3)}`,
  table: lineTable,
  figure: spec => `plot ${spec.of[0]} to "error.svg"`,
};

/** The error that trains a connection. @param {Thing} thing @param {Session} session */
function errorOf(thing, session) {
  if (!thing.views.includes('error')) return undefined;
  return session.model.objects.find(o => o.kind === 'connection' && o.to === `${thing.name}.error`)?.from;
}

/** @type {View} */
export const stateLive = {
  name: 'state',
  label: 'Voltage',
  title: spec => `Voltage of ${spec.of[0]}`,
  offers: thing => (thing.views.includes('state') ? { view: 'state', of: [thing.name], span: 3 } : null),
  hint: thing => `${Math.min(3, thing.n ?? 1)} neurons`,
  wants: spec => [{ what: 'state', of: `${spec.of[0]}.voltage`, window: 1, points: 1000 }],
  draw: p => lineView(p, measuredOf(p), true),
  keys: p => lineKeys(p).map(k => ({ ...k, name: k.name.replace(/^.*\.voltage/, 'neuron ') })),
  sub: () => '',
  table: lineTable,
  figure: spec => `plot ${spec.of[0]}.voltage to "voltage.svg"`,
};

/** @type {View} */
export const similarityLive = {
  name: 'similarity',
  label: 'Similarity',
  title: spec => `Similarity of ${/\(([^,]*),/.exec(spec.of[0])?.[1] ?? spec.of[0]}`,
  offers: (thing, session) => {
    const of = similarityOf(session.model, thing.name);
    return of ? { view: 'similarity', of: [of], span: 3, synapse: '30ms' } : null;
  },
  wants: (spec, session) => [{ what: 'similarity', of: spec.of[0], synapse: spec.synapse, window: session.wide, points: 1000 }],
  draw: p => lineView(p, 'similarity', true),
  keys: lineKeys,
  sub: () => '',
  table: lineTable,
  figure: spec => `plot ${spec.of[0]} to "similarity.svg"`,
};
