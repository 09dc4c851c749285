// The views of an experiment, in order. A view is a module; what it shows nothing of, it
// is left out for.

import { outcomeView } from './outcome.js';
import { expectationsView } from './expectations.js';
import { cellsView } from './cells.js';
import { signalsView } from './signals.js';
import { builtView } from './built.js';
import { weightsView } from './weights.js';
import { tuningView } from './tuning.js';
import { spikesView } from './spikes.js';
import { healthView } from './health.js';

/**
 * What a view draws from. `start` is the model time at which a phase begins, `seconds` how
 * long it lasts; `pictured` notes that a picture shows an object of the model; `prefix`
 * begins ids; `toLine` is a link to a line of the model.
 * @typedef {{
 *   experiment: import('../types.js').Experiment, arrays: import('../file.js').Arrays, axis: import('../axis.js').Axis, prefix: string,
 *   start: (phase: string) => number, seconds: (phase: string) => number,
 *   pictured: (name: string, what: string, id: string) => void, toLine: (line: number) => Node|null,
 * }} Context
 *
 * A view with `detail` shows one run: of cells, one of them; of two runs, one after the other.
 * @typedef {{id: string, title: string, detail?: boolean, draw: (c: Context) => (Node|string|null|undefined|false)[]}} View
 */

/** @type {View[]} */
export const views = [outcomeView, expectationsView, cellsView, signalsView, builtView, weightsView, tuningView, spikesView, healthView];
