// What a page that stands alone carries: bytes as text of 91 letters, two for 13 bits, most
// of them gzip. They stand in elements of the page, or in what a script of the manual has
// put into nefcPacked.

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

/** Opens gzip. @param {Uint8Array<ArrayBuffer>} bytes */
export async function gunzip(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** What the page carries under a name, as bytes. @param {string} name */
export function carried(name) {
  const packed = /** @type {any} */ (globalThis).nefcPacked;
  return uncarried(packed?.[name] ?? document.getElementById(name)?.textContent?.trim() ?? '');
}

/**
 * Runs a script that the page carries in gzip. Its policy knows the scripts it may run.
 * @param {string} text @param {string} [type] module, if it is one
 */
export function runScript(text, type) {
  const script = document.createElement('script');
  if (type) script.type = type;
  script.text = text;
  document.head.append(script);
}
