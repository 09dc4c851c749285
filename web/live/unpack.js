// What a page that stands alone carries: bytes as text (../uncarried.js), most of them gzip.
// They stand in elements of the page, or in what a script of the manual has put into
// nefcPacked.

import { uncarried } from '../uncarried.js';

/** Opens gzip. @param {Uint8Array<ArrayBuffer>} bytes */
export async function gunzip(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** What the page carries under a name, as text. @param {string} name @returns {string} */
export function carriedText(name) {
  const packed = /** @type {any} */ (globalThis).nefcPacked;
  return packed?.[name] ?? document.getElementById(name)?.textContent?.trim() ?? '';
}

/** The same, as bytes. @param {string} name */
export const carried = name => uncarried(carriedText(name));

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
