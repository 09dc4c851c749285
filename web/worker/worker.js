// The worker of a page in which a model runs. It stands behind the wasm_exec.js of the Go
// that built the core, in one script. Its first message brings the core and the files of the
// model; then text are requests of nefc/1, and null is their end. It answers with text, and
// with frames as ArrayBuffers. If the core cannot start or ends, it says so with an object.

import { uncarried } from '../uncarried.js';
import { Files } from './files.js';

/**
 * The core is WebAssembly in zstd, a seventh smaller than in gzip, as text (study/pagefile/text.go).
 * @typedef {{core: string, files: [string, Uint8Array][], version: string}} Begin
 */

/** What the core finds here, and leaves here: receive. */
const nefcCore = {
  /** @param {any} message @param {Transferable[]} [transfer] */
  post: (message, transfer = []) => /** @type {any} */ (globalThis).postMessage(message, transfer),
  /** @type {((text: string|null) => void)|null} */
  receive: null,
  /** @type {(string|null)[]} */
  early: [],
  version: '',
};

/** How many letters of the core are opened at a time, while a browser compiles what came before: whole bytes. */
const coreSlice = 16 << 13;

/** Zstd, as text, as a stream of what is in it. @param {string} packed */
function opened(packed) {
  let at = 0;
  /** @type {ReadableStreamDefaultController<Uint8Array>} */
  let taker;
  const stream = new fzstd.Decompress((part, last) => {
    if (part.length > 0) taker.enqueue(part);
    if (last) taker.close();
  });
  return new ReadableStream({
    start: controller => void (taker = controller),
    pull() {
      const end = Math.min(at + coreSlice, packed.length);
      stream.push(uncarried(packed.slice(at, end)), end === packed.length);
      at = end;
    },
  });
}

/** @param {Begin} begin */
async function startCore({ core, files, version }) {
  const all = /** @type {any} */ (globalThis),
    disk = new Files(files);
  all.fs = disk;
  all.path = disk;
  all.process = { ...all.process, cwd: () => '/' };
  all.nefcCore = Object.assign(nefcCore, { version });
  const go = new all.Go(),
    response = new Response(opened(core), { headers: { 'content-type': 'application/wasm' } });
  const { instance } = await WebAssembly.instantiateStreaming(response, go.importObject);
  await go.run(instance);
  nefcCore.post({ ended: 'the model has stopped for a mistake in nefc' });
}

onmessage = ({ data }) => {
  if (data && typeof data === 'object') startCore(data).catch(e => nefcCore.post({ ended: String(e) }));
  else if (nefcCore.receive) nefcCore.receive(data);
  else nefcCore.early.push(data);
};
