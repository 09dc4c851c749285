// Requests that wait for their answers, and those who follow what is told: what sources
// of nefc/1 share, however their messages travel.

/** What a request was refused with. @param {{message: string}} answer */
export function refusal(answer) {
  return Object.assign(new Error(answer.message), { answer });
}

export class Calls {
  /** @param {(text: string) => void} send */
  constructor(send) {
    this.send = send;
    /** @type {Map<string, ((params: any) => void)[]>} */
    this.followers = new Map();
    /** @type {Map<number, {resolve: (result: any) => void, reject: (e: Error) => void}>} */
    this.asked = new Map();
    /** @type {((data: ArrayBuffer) => void)[]} */
    this.takers = [];
    this.last = 0;
  }

  /** @param {string} method @param {any} [params] @returns {Promise<any>} */
  request(method, params = {}) {
    return new Promise((resolve, reject) => {
      const id = ++this.last;
      this.asked.set(id, { resolve, reject });
      this.send(JSON.stringify({ id, method, params }));
    });
  }

  /** @param {string} name @param {any} params */
  tell(name, params) {
    this.followers.get(name)?.forEach(f => f(params));
  }

  /** @param {string} name @param {(params: any) => void} f */
  on(name, f) {
    this.followers.set(name, [...(this.followers.get(name) ?? []), f]);
  }

  /** A message: text, or a frame of numbers. @param {string|ArrayBuffer} data */
  take(data) {
    if (typeof data !== 'string') return this.takers.forEach(f => f(data));
    const { id, result, error, method, params } = JSON.parse(data);
    if (method) return this.tell(method, params);
    const one = this.asked.get(id);
    this.asked.delete(id);
    if (error) one?.reject(refusal(error));
    else one?.resolve(result);
  }

  /** Nothing will be answered any more. @param {string} why */
  end(why) {
    for (const { reject } of this.asked.values()) reject(refusal({ message: why }));
    this.asked.clear();
  }
}
