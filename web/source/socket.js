// A model that runs in nefc on this machine: nefc/1 over a WebSocket. A connection that is
// lost is tried again after 1, 2, 4 … 10 s.

/** @typedef {import('../live/types.js').Source} Source */

const longestWait = 10;

/** What a request was refused with. @param {{message: string}} answer */
export function refusal(answer) {
  return Object.assign(new Error(answer.message), { answer });
}

/**
 * @param {string} address ws://…/nefc/1
 * @param {string} token
 * @returns {Source}
 */
export function socketSource(address, token) {
  /** @type {Map<string, ((params: any) => void)[]>} */
  const followers = new Map();
  /** @type {Map<number, {resolve: (result: any) => void, reject: (e: Error) => void}>} */
  const asked = new Map();
  /** @type {((data: ArrayBuffer) => void)[]} */
  const takers = [];
  /** @type {WebSocket} */
  let socket;
  let last = 0,
    wait = 1,
    over = false;

  /** @param {string} name @param {any} params */
  const tell = (name, params) => followers.get(name)?.forEach(f => f(params));
  /** @param {string} method @param {any} [params] @returns {Promise<any>} */
  const request = (method, params = {}) =>
    new Promise((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) return reject(refusal({ message: 'there is no connection to nefc now' }));
      const id = ++last;
      asked.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
    });
  /** @param {MessageEvent} e */
  const receive = e => {
    if (typeof e.data !== 'string') return takers.forEach(f => f(e.data));
    const { id, result, error, method, params } = JSON.parse(e.data);
    if (method) return tell(method, params);
    const one = asked.get(id);
    asked.delete(id);
    if (error) one?.reject(refusal(error));
    else one?.resolve(result);
  };
  const begin = () => {
    socket = new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = receive;
    socket.onopen = () =>
      request('hello', { protocol: 'nefc/1', client: 'page', mode: 'live', token }).then(
        hello => {
          wait = 1;
          tell('connected', hello);
        },
        e => {
          over = true; // the token is of another server
          tell('refused', { message: e.message });
        },
      );
    socket.onclose = () => {
      for (const { reject } of asked.values()) reject(refusal({ message: 'the connection to nefc was lost' }));
      asked.clear();
      if (over) return;
      tell('lost', { wait });
      setTimeout(begin, 1000 * wait);
      wait = Math.min(longestWait, 2 * wait);
    };
  };
  begin();
  return {
    request,
    on: (name, f) => void followers.set(name, [...(followers.get(name) ?? []), f]),
    frames: f => void takers.push(f),
    close: () => {
      over = true;
      socket.close();
    },
  };
}
