// The data of a report: gzip, in base64, in an element of the page. First the length of
// the JSON, then the JSON, then the arrays that it refers to.

/** @typedef {import('./types.js').Ref} Ref @typedef {import('./types.js').Report} Report */

/** The arrays of a report. */
export class Arrays {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    /** @type {Map<number, Float32Array>} */
    this.known = new Map();
  }

  /** The numbers of an array. @param {Ref} ref @returns {Float32Array} */
  get(ref) {
    let out = this.known.get(ref.at);
    if (!out) {
      out = this.decode(ref);
      this.known.set(ref.at, out);
    }
    return out;
  }

  /** @param {Ref} ref */
  decode({ at, n, kind, lo, scale }) {
    const b = this.bytes;
    if (kind === 'f32') return new Float32Array(b.buffer.slice(b.byteOffset + at, b.byteOffset + at + 4 * n));
    const out = new Float32Array(n);
    if (kind === 'q16') {
      for (let i = 0; i < n; i++) out[i] = lo + scale * (((b[at + i] | (b[at + n + i] << 8)) << 16) >> 16);
    } else if (kind === 'd16') {
      for (let i = 0, v = 0; i < n; i++) {
        v = (v + (b[at + i] | (b[at + n + i] << 8))) & 0xffff;
        out[i] = lo + scale * v;
      }
    } else {
      for (let i = 0, v = 0; i < n; i++) {
        v = (v + (b[at + i] | (b[at + n + i] << 8) | (b[at + 2 * n + i] << 16) | (b[at + 3 * n + i] << 24))) >>> 0;
        out[i] = lo + scale * v;
      }
    }
    return out;
  }
}

/** Reads the data of the page. @returns {Promise<{report: Report, arrays: Arrays}>} */
export async function readReport() {
  const text = /** @type {HTMLElement} */ (document.getElementById('data')).textContent || '';
  const plain = atob(text.trim()),
    packed = new Uint8Array(plain.length);
  for (let i = 0; i < plain.length; i++) packed[i] = plain.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const report = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  return { report, arrays: new Arrays(bytes.subarray(4 + length)) };
}
