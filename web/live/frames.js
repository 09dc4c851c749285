// Frames of numbers: docs/protocol.md, "Frames".

/** The kinds of frame. */
export const frameKinds = { values: 1, envelope: 2, events: 3, counts: 4, matrix: 5, rates: 6 };

/**
 * A frame as it came: numbers are Float32Array or Float64Array, of events pairs of Uint32,
 * of counts Uint16.
 * @typedef {{kind: number, stream: number, seq: number, t: number, every: number, n: number, width: number, gap: boolean, past: boolean,
 *   numbers: Float32Array|Float64Array|Uint32Array|Uint16Array}} DataFrame
 */

const headerLength = 32;

/** @param {ArrayBuffer} data @returns {DataFrame} */
export function decode(data) {
  const view = new DataView(data),
    kind = view.getUint8(1),
    flags = view.getUint8(31),
    n = view.getUint32(24, true),
    width = view.getUint32(28, true) & 0xffffff;
  if (view.getUint8(0) !== 1) throw new Error(`a frame of version ${view.getUint8(0)}`);
  const pairs = kind === frameKinds.envelope || (kind === frameKinds.matrix && !(flags & 1)) ? 2 : 1;
  let numbers;
  if (kind === frameKinds.events) numbers = new Uint32Array(data, headerLength, 2 * n);
  else if (kind === frameKinds.counts) numbers = new Uint16Array(data, headerLength, n * width);
  else if (flags & 1) numbers = new Float64Array(data, headerLength, n * width * pairs);
  else numbers = new Float32Array(data, headerLength, n * width * pairs);
  return {
    kind,
    stream: view.getUint16(2, true),
    seq: view.getUint32(4, true),
    t: view.getFloat64(8, true),
    every: view.getFloat64(16, true),
    n,
    width,
    gap: (flags & 2) !== 0,
    past: (flags & 8) !== 0,
    numbers,
  };
}
