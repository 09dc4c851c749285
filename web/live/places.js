// Places of a text: nefc counts bytes, a browser units of UTF-16.

export class Places {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  /** @param {number} unit */
  byte(unit) {
    return new TextEncoder().encode(this.text.slice(0, unit)).length;
  }

  /** @param {number} byte */
  unit(byte) {
    let at = 0;
    for (let n = 0; at < this.text.length && n < byte; ) {
      const c = /** @type {number} */ (this.text.codePointAt(at));
      n += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      at += c > 0xffff ? 2 : 1;
    }
    return at;
  }

  /** The text with edits, which do not meet. @param {{start: number, end: number, text: string}[]} edits */
  edited(edits) {
    let out = this.text;
    for (const e of [...edits].sort((a, b) => b.start - a.start)) out = out.slice(0, this.unit(e.start)) + e.text + out.slice(this.unit(e.end));
    return out;
  }
}
