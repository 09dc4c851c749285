// A model that runs in the page itself: nefc/1 with a Worker, in which the core does what
// `nefc live` does elsewhere.

import { Calls, refusal } from './calls.js';

/** @typedef {import('../live/types.js').Source} Source */

/**
 * What a worker begins with: its script (wasm_exec.js of Go, and what web.WorkerScript makes),
 * the core as WebAssembly in zstd, and files by their names.
 * @typedef {{script: string, core: Uint8Array, files: [string, Uint8Array][]}} Kit
 */

/** @param {Kit} kit @param {'live'|'record'} [mode] @returns {Source} */
export function workerSource({ script, core, files }, mode = 'live') {
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' })),
    worker = new Worker(address),
    calls = new Calls(text => worker.postMessage(text));
  let over = '';
  /** @param {string} why */
  const end = why => {
    over = why;
    worker.terminate();
    calls.end(why);
  };
  /** @param {string} why */
  const fail = why => {
    end(why);
    calls.tell('refused', { message: why });
  };
  worker.onmessage = ({ data }) => {
    if (typeof data === 'string' || data instanceof ArrayBuffer) calls.take(data);
    else fail(`the model cannot run in this page: ${data.ended}`);
  };
  worker.onerror = e => fail(`the model cannot run in this page: ${e.message || 'its worker did not start'}`);
  worker.postMessage({ core, files });
  calls.request('hello', { protocol: 'nefc/1', client: 'page', mode }).then(
    hello => {
      URL.revokeObjectURL(address);
      calls.tell('connected', hello);
    },
    () => {},
  );
  return {
    request: (method, params) => (over ? Promise.reject(refusal({ message: over })) : calls.request(method, params)),
    on: (name, f) => calls.on(name, f),
    frames: f => void calls.takers.push(f),
    close: () => end('the model was closed'),
  };
}
