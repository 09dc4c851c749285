// The worker of a page in which a model runs. It stands behind the wasm_exec.js of the Go
// that built the core, in one script. Its first message brings the core and the files of the
// model; then text are requests of nefc/1, and null is their end. It answers with text, and
// with frames as ArrayBuffers. If the core cannot start or ends, it says so with an object.

import { Files } from './files.js';

/** @typedef {{core: ArrayBuffer, files: [string, Uint8Array][]}} Begin the core is WebAssembly in gzip */

/** What the core finds here, and leaves here: receive. */
const nefcCore = {
  /** @param {any} message @param {Transferable[]} [transfer] */
  post: (message, transfer = []) => /** @type {any} */ (globalThis).postMessage(message, transfer),
  /** @type {((text: string|null) => void)|null} */
  receive: null,
  /** @type {(string|null)[]} */
  early: [],
};

/** @param {Begin} begin */
async function startCore({ core, files }) {
  const all = /** @type {any} */ (globalThis),
    disk = new Files(files);
  all.fs = disk;
  all.path = disk;
  all.process = { ...all.process, cwd: () => '/' };
  all.nefcCore = nefcCore;
  const wasm = new Blob([core]).stream().pipeThrough(new DecompressionStream('gzip')),
    go = new all.Go(),
    response = new Response(wasm, { headers: { 'content-type': 'application/wasm' } });
  const { instance } = await WebAssembly.instantiateStreaming(response, go.importObject);
  await go.run(instance);
  nefcCore.post({ ended: 'the model has stopped for a mistake in nefc' });
}

onmessage = ({ data }) => {
  if (data && typeof data === 'object') startCore(data).catch(e => nefcCore.post({ ended: String(e) }));
  else if (nefcCore.receive) nefcCore.receive(data);
  else nefcCore.early.push(data);
};
