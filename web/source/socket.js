// A model that runs in nefc on this machine: nefc/1 over a WebSocket. A connection that is
// lost is tried again after 1, 2, 4 … 10 s.

import { Calls, refusal } from './calls.js';

/** @typedef {import('../live/types.js').Source} Source */

const longestWait = 10;

/**
 * @param {string} address ws://…/nefc/1
 * @param {string} token
 * @returns {Source}
 */
export function socketSource(address, token) {
  /** @type {WebSocket} */
  let socket;
  let wait = 1,
    over = false;
  const calls = new Calls(text => socket.send(text));
  const begin = () => {
    socket = new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = e => calls.take(e.data);
    socket.onopen = () =>
      calls.request('hello', { protocol: 'nefc/1', client: 'page', mode: 'live', token }).then(
        hello => {
          wait = 1;
          calls.tell('connected', hello);
        },
        e => {
          over = true; // the token is of another server
          calls.tell('refused', { message: e.message });
        },
      );
    socket.onclose = () => {
      calls.end('the connection to nefc was lost');
      if (over) return;
      calls.tell('lost', { wait });
      setTimeout(begin, 1000 * wait);
      wait = Math.min(longestWait, 2 * wait);
    };
  };
  begin();
  return {
    request: (method, params) =>
      socket.readyState === WebSocket.OPEN ? calls.request(method, params) : Promise.reject(refusal({ message: 'there is no connection to nefc now' })),
    on: (name, f) => calls.on(name, f),
    frames: f => void calls.takers.push(f),
    close: () => {
      over = true;
      socket.close();
    },
  };
}
