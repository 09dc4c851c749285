// Begins the worker of a page in which a model runs: it opens and starts the core while the
// page is built.

/**
 * What a worker begins with: its script (wasm_exec.js of Go, and what web.WorkerScript makes),
 * the core as WebAssembly in zstd as text, files by their names, and which nefc made them.
 * @typedef {{script: string, core: string, files: [string, Uint8Array][], version: string}} Kit
 * @typedef {{worker: Worker, address: string, ended: string}} Begun ended: why it is no more
 */

/** @param {Kit} kit @returns {Begun} */
export function beginWorker({ script, core, files, version }) {
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' })),
    begun = { worker: new Worker(address), address, ended: '' };
  begun.worker.onmessage = ({ data }) => void (begun.ended = data.ended);
  begun.worker.onerror = e => void (begun.ended = e.message || 'its worker did not start');
  begun.worker.postMessage({ core, files, version });
  return begun;
}
