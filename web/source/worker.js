// A model that runs in the page itself: nefc/1 with a Worker, in which the core does what
// `nefc live` does elsewhere.

import { Calls, refusal } from './calls.js';

/** @typedef {import('../live/types.js').Source} Source */

/** @param {import('./begin.js').Begun} begun @param {'live'|'record'} [mode] @returns {Source} */
export function workerSource({ worker, address, ended }, mode = 'live') {
  const calls = new Calls(text => worker.postMessage(text));
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
  const stopped = (/** @type {string} */ why) => fail(`the model cannot run in this page: ${why}`);
  worker.onmessage = ({ data }) => {
    if (typeof data === 'string' || data instanceof ArrayBuffer) calls.take(data);
    else stopped(data.ended);
  };
  worker.onerror = e => stopped(e.message || 'its worker did not start');
  if (ended) setTimeout(() => stopped(ended)); // before anybody listened
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
