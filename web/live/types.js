// The shapes of what the live page works with. docs/protocol.md has those of nefc/1.

/**
 * Where a model runs.
 * @typedef {{request(method: string, params?: any): Promise<any>, on(name: string, f: (params: any) => void): void,
 *   frames(f: (data: ArrayBuffer) => void): void, close(): void}} Source
 *
 * What an editor may ask of the page, and what the page asks of an editor (README.md).
 * @typedef {{path: string, text: string, request(method: string, params?: any): Promise<any>, changed(text: string): void,
 *   caret(line: number): void, save(): void, leave(): void}} Desk
 * @typedef {{focus(): void, goTo(line: number): void, show(text: string): void, diagnostics(list: any[]): void, glow(line: number): void,
 *   note(text: string): void}} Editor
 * @typedef {{path: string, experiment?: string, set?: Record<string, string>, seed?: number, text?: string, writes?: boolean, session?: string,
 *   editor?: (slot: HTMLElement, desk: Desk) => Promise<Editor>}} Options
 *
 * What a model has: the answer to `open`.
 * @typedef {{name: string, kind: 'ensemble'|'node'|'connection', n?: number, dims?: number, line: number, file?: string, views: string[], role?: string,
 *   type?: string, radius?: number, from?: string, to?: string}} Thing
 * @typedef {{name: string, about?: string, value: number, now?: number, live: boolean, scale: 'linear'|'log', min?: number,
 *   max?: number}} Param
 * @typedef {{text: string, phase?: string, value: number|null, op?: string, limit?: number, outcome: string, why?: string,
 *   because?: string, state: string}} Claim
 * @typedef {{name: string, shape: number[], every: number, spikes?: boolean, tau?: number}} Probe
 * @typedef {{kind: string, items: string[], against?: string}} PlotLine
 * @typedef {{session?: string, hash: string, dt: number, neurons: number, built_ms: number, text: string, layout?: Layout,
 *   objects: Thing[], params: Param[],
 *   phases: {name: string, steps: number, from?: number, to?: number}[], expect: Claim[], probes: Probe[], plots?: PlotLine[],
 *   experiments?: string[], experiment?: string, warnings: any[],
 *   now?: object, held?: Record<string, number[]>, frozen?: string[], damage?: Record<string, number>}} Opened
 *
 * How a model is drawn: study/picture/json.go.
 * @typedef {{kind: string, name: string, title: string, detail?: string, text?: string, file: string, line: number, neurons?: number, dims?: number,
 *   members?: number, excitatory?: number, recorded?: boolean, curve?: number[], x: number, y: number, width: number, height: number,
 *   inside?: Layout, inside_at?: number[]}} Box
 * @typedef {{flavour: string, from: number, to?: number, onto?: number, label?: string[], rule?: string, excites?: boolean,
 *   inhibits?: boolean, connections: string[], file: string, line: number, path: number[], middle: number[]}} Wire
 * @typedef {{flow: string, width: number, height: number, boxes: Box[], wires: Wire[]}} Layout
 *
 * What is watched, and what is said of it once.
 * @typedef {{what: string, of: string, synapse?: string, window?: number, points?: number, index?: number[], bins?: number,
 *   mode?: string}} Want
 * @typedef {{stream: number, names: string[], label?: string, unit?: string, rows?: number, cols?: number, order?: number[], across?: number[],
 *   excitatory?: number, places?: number[], axes?: number, pre?: string, post?: string, parts?: Part[], ports?: string[], x?: number[],
 *   y?: number[], curves?: number[][], fit?: any}} Info
 * @typedef {{name: string, cols: number, excitatory?: number}} Part whose neurons columns are of, those that excite first
 *
 * A tile as it is kept and shared: a view of something, how wide and how high.
 * @typedef {{view: string, of: string[], span: number, rows?: number, synapse?: string, mode?: string, against?: string,
 *   ideal?: string}} Spec
 */

export {};
