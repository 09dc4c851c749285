// Which tiles a model begins with: what it records, beside what it should be; spikes; the
// weights that are learned, how neurons are tuned, and what is taught.

import { objectOf } from './colours.js';

/** @typedef {import('./session.js').Session} Session @typedef {import('./types.js').Spec} Spec */

/** What an expectation compares: rmse(post, ramp^2). @param {Session} session */
function compared(session) {
  for (const c of session.model.expect) {
    const m = /rmse\(([\p{L}\d_.[\]]+), ([^,()]+|[^,()]*\([^()]*\)[^,()]*)[,)]/u.exec(c.text);
    if (m) return { of: m[1], ideal: m[2] };
  }
  return null;
}

/** Whether an object is there. @param {Session} session @param {string} name */
function has(session, name) {
  return session.model.objects.some(o => o.name === name);
}

/** Objects of the model itself before those inside of networks. @template {{name: string}} T @param {T[]} list */
function ownFirst(list) {
  const own = list.filter(o => !/[.[]/.test(o.name));
  return own.length > 0 ? own : list;
}

/** @param {Session} session @returns {Spec[]} */
export function defaultTiles(session) {
  const { objects, probes, expect } = session.model,
    errors = objects.filter(o => o.role === 'error'),
    ensembles = ownFirst(objects.filter(o => o.kind === 'ensemble')),
    learns = objects.filter(o => o.views.includes('weights') && o.views.includes('error')),
    pair = compared(session),
    taught = learns[0] ?? objects.find(o => o.views.includes('weights') && o.to?.endsWith('.neurons')),
    alike = /similarity\((?:[^()]|\([^()]*\))*\)/.exec(expect.map(c => c.text).join('\n'))?.[0];
  const recorded = probes.filter(p => !p.spikes && p.shape.length === 1 && p.shape[0] <= 6 && !errors.some(e => e.name === p.name)),
    named = recorded.filter(p => has(session, objectOf(p.name))).map(p => p.name),
    values = (named.length > 0 ? named : recorded.map(p => p.name)).slice(0, 4);
  if (values.length === 0 && !alike) values.push(...ensembles.slice(0, 3).map(e => e.name));
  if (pair && objectOf(pair.ideal) === '' && !values.includes(pair.ideal)) values.push(pair.ideal);
  const tau = probes.find(p => p.tau)?.tau,
    synapse = tau ? `${Number((1000 * tau).toPrecision(4))}ms` : '50ms';
  /** @type {(Spec|false|undefined)[]} */
  const list = [
    ensembles.length > 0 && { view: 'raster', of: ensembles.slice(0, 2).map(e => e.name), span: 3 },
    taught && { view: 'weights', of: [taught.name], span: 3 },
    ensembles[0] && { view: 'tuning', of: [ensembles[0].name], span: 2 },
    phasePlane(session, pair, ensembles, synapse),
    errors[0] && { view: 'error', of: [errors[0].name], span: 2, synapse },
  ];
  const rest = /** @type {Spec[]} */ (list.filter(Boolean)),
    spans = [[], [6], [3, 3], [2, 2, 2], [3, 3, 3, 3], [3, 3, 2, 2, 2]][rest.length];
  rest.forEach((spec, k) => (spec.span = spans[k]));
  return [
    ...(alike ? [{ view: 'similarity', of: [alike], span: 6, synapse }] : []),
    ...(values.length > 0 ? [{ view: 'value', of: values, span: 6, synapse }] : []),
    ...rest,
  ];
}

/**
 * @param {Session} session @param {{of: string, ideal: string}|null} pair @param {import('./types.js').Thing[]} ensembles
 * @param {string} synapse @returns {Spec|undefined}
 */
function phasePlane(session, pair, ensembles, synapse) {
  const one = (/** @type {string} */ name) => (session.model.objects.find(o => o.name === name)?.dims ?? 1) === 1;
  const inputs = pair && one(pair.of) ? [...new Set(pair.ideal.match(/[\p{L}_][\p{L}\d_.]*/gu) ?? [])].filter(n => has(session, n)) : [];
  if (pair && inputs.length === 1)
    return { view: 'phase', of: [pair.of], against: inputs[0], ideal: objectOf(pair.ideal) ? undefined : pair.ideal, span: 2, synapse };
  const flat = ensembles.find(e => (e.dims ?? 1) >= 2);
  return flat && { view: 'phase', of: [`${flat.name}[1]`], against: `${flat.name}[0]`, span: 2, synapse };
}
