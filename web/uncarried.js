// Bytes as text of 91 letters, two for 13 bits: how pages that stand alone carry them.

const letters = "!#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/** The bytes of a text of 91 letters (study/pagefile/text.go). @param {string} text */
export function uncarried(text) {
  const value = new Uint8Array(128);
  for (let i = 0; i < letters.length; i++) value[letters.charCodeAt(i)] = i;
  const out = new Uint8Array(Math.floor((13 * (text.length >> 1) + 6 * (text.length & 1)) / 8));
  let bits = 0,
    n = 0,
    at = 0;
  for (let k = 0; k < text.length; k += 2) {
    const whole = k + 1 < text.length;
    bits |= (value[text.charCodeAt(k)] + (whole ? 91 * value[text.charCodeAt(k + 1)] : 0)) << n;
    for (n += whole ? 13 : 6; n >= 8; n -= 8) {
      out[at++] = bits;
      bits >>= 8;
    }
  }
  return out;
}
