// The shapes of the data in a report. study/report writes them; see document.go there.

/**
 * Where an array lies in the data of the report, and how its numbers are written.
 * d16, d32: differences of unsigned numbers; q16: signed numbers; their bytes lie in
 * planes. f32: as they are. A value is lo + scale·number.
 * @typedef {{at: number, n: number, kind: 'd16'|'d32'|'q16'|'f32', lo: number, scale: number}} Ref
 *
 * A line over time: sample k of it was taken at from + k·step seconds; size is the largest
 * of their amounts.
 * @typedef {{phase: string, name: string, of: string, role: 'data'|'ideal', run: string, from: number, step: number,
 *   size: number, data: Ref, low?: Ref, high?: Ref}} Signal
 *
 * @typedef {{name: string, line: number, n: number, dims: number, radius: number, type: string, of: number[],
 *   signs: number[], x: Ref, rates: Ref}} Population
 *
 * A matrix as it is drawn: rows and columns in order, of which several may lie in one
 * element. E and I are the columns of excitatory and inhibitory neurons.
 * @typedef {{title: string, rows: number, cols: number, data: Ref, limit: number, largest: number, beyond: number}} WeightMap
 * @typedef {{name: string, unit: string, rows: number, cols: number, rowOrder: string, colOrder: string, rowOf: Ref, colOf: Ref,
 *   pre: string, post: string, exc: number, inh: number, maps: WeightMap[]}} Weights
 *
 * @typedef {{phase: string, population: string, n: number, shown: number, from: number, to: number, cut: number,
 *   exc: number, inh: number, order: string, neurons: Ref, times: Ref, who: Ref}} Spikes
 *
 * @typedef {{phase: string, population: string, n: number, spiking: boolean, outside: number, farthest: number,
 *   radius: number, silent: number, fast: number, mean: number}} Health
 *
 * @typedef {{name: string, steps: number, seconds: number, from: number, until?: {condition: string, met: boolean}}} Phase
 *
 * @typedef {{text: string, phase?: string, value: number|null, op?: string, limit?: number, outcome: string,
 *   why?: string, because?: string}} Expectation
 *
 * @typedef {{solver: string, rmse: number, target_rms: number, zeros: number, condition: number, iterations: number,
 *   seconds: number}} Fit
 * @typedef {{name: string, fit?: Fit, zeros_now: number, excitatory: number, inhibitory: number, dale_violations: number,
 *   signed: boolean}} Connection
 *
 * @typedef {{nefc_version: string, experiment: string, model: string, spec_hash: string, seed: number, cell?: string,
 *   dt: number, steps: number, build_seconds: number, simulate_seconds: number, params?: Record<string, number>,
 *   connections: Connection[], expectations: Expectation[], undrawn?: string[], finished: boolean}} Summary
 *
 * @typedef {{label: string, folder: string, summary: Summary, neurons: number, phases: Phase[], populations: Population[],
 *   weights: Weights[], spikes: Spikes[], health: Health[], files: {name: string, bytes: number, sha256: string}[],
 *   command: string, platform: string, lock: string, notes: string[]}} Run
 *
 * A table of the cells of seeds and sweeps; numbers are right, words left.
 * @typedef {{columns: string[], rows: {cell: string, outcome: string, values: (string|number|null)[]}[]}} Table
 * @typedef {{text: string, point: string, found: string, met: boolean}} Pooled
 * @typedef {{cell: string, phase: string, signals: Signal[]}} Small
 *
 * @typedef {{name: string, outcome: 'met'|'failed'|'unfinished'|'none', runs: Run[], signals: Signal[],
 *   bands: {point: string, seeds: number, signals: Signal[]}[], cells: Small[], table: Table|null, pooled: Pooled[],
 *   shown: string}} Experiment
 *
 * @typedef {{name: string, lines: [string, string][][], verified: string}} Text
 * @typedef {{what: string, object: string, name: string, how: string}} Change
 * @typedef {{labels: string[], changes: Change[]|null, unchanged: number, why: string, lines: [string, string][]}} Difference
 *
 * @typedef {{title: string, about: string, nefc: string, experiments: Experiment[], texts: Text[], difference: Difference|null,
 *   notes: string[]}} Report
 */

export {};
