// What a page that stands alone carries: bytes as text of 85 letters, five for four bytes,
// most of them gzip. They stand in elements of the page, or in what a script of the manual
// has put into nefcPacked.

const letters = "!#$%()*+,-.0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}";

/** The bytes of a text of 85 letters. @param {string} text */
export function unpack85(text) {
  const value = new Uint8Array(128);
  for (let i = 0; i < letters.length; i++) value[letters.charCodeAt(i)] = i;
  const whole = Math.floor(text.length / 5),
    rest = text.length % 5,
    out = new Uint8Array(4 * whole + Math.max(0, rest - 1));
  let at = 0;
  for (let k = 0; k < text.length; k += 5) {
    let v = 0;
    for (let i = 0; i < 5; i++) v = 85 * v + (k + i < text.length ? value[text.charCodeAt(k + i)] : 84);
    for (let shift = 24; shift >= 0 && at < out.length; shift -= 8) out[at++] = v >>> shift;
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
  return unpack85(packed?.[name] ?? document.getElementById(name)?.textContent?.trim() ?? '');
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
