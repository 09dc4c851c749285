// Runs the script of a worker (argument 2) with a core (3) and the files of a folder (4) as
// a page would. Each line of input is a request, given when the one before is answered; what
// the worker says is printed, frames as base64. A line "wait MS" lets time pass. What took how
// long goes to the other output.
const { Worker } = require('worker_threads');
const { readFileSync, readdirSync } = require('fs');

const [, , script, core, folder] = process.argv;
// Browsers take messages in the order in which they came; node takes up to a thousand of one
// channel before it looks at the next, so messages to oneself go another way.
const around = `const { parentPort } = require('worker_threads');
globalThis.MessageChannel = class {
  constructor() {
    this.port2 = { onmessage: null };
    this.port1 = { postMessage: data => setImmediate(() => this.port2.onmessage({ data })) };
  }
};
globalThis.self = globalThis; // as in a browser, where scripts are no modules of node
globalThis.module = undefined;
globalThis.onmessage = null;
globalThis.postMessage = (m, t) => parentPort.postMessage(m, t);
parentPort.on('message', data => globalThis.onmessage({ data }));
require('vm').runInThisContext(require('fs').readFileSync(${JSON.stringify(script)}, 'utf8'), 'worker.js');`;

/** Bytes as text of 91 letters, as study/pagefile writes them. */
function carrying(bytes) {
  const letters = "!#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";
  let out = '',
    bits = 0,
    n = 0;
  for (const b of bytes) {
    bits |= b << n;
    if ((n += 8) < 13) continue;
    const v = bits & 8191;
    out += letters[v % 91] + letters[Math.floor(v / 91)];
    bits >>= 13;
    n -= 13;
  }
  return out + (n > 0 ? letters[bits % 91] : '') + (n > 6 ? letters[Math.floor(bits / 91)] : '');
}

const worker = new Worker(around, { eval: true });
const said = [];
let wake = () => {};
worker.on('message', m => {
  if (typeof m === 'object' && !(m instanceof ArrayBuffer)) {
    console.log(m.ended);
    process.exit(1);
  }
  said.push(typeof m === 'string' ? m : 'frame ' + Buffer.from(m).toString('base64'));
  wake();
});
worker.on('error', e => {
  console.log(String(e));
  process.exit(1);
});

async function answer(request) {
  const from = said.length;
  worker.postMessage(request);
  const id = JSON.parse(request).id;
  while (!said.slice(from).some(m => m.startsWith(`{"id":${id},`))) await new Promise(done => (wake = done));
}

(async () => {
  const bytes = readFileSync(core);
  const files = readdirSync(folder).map(name => [name, new Uint8Array(readFileSync(folder + '/' + name))]);
  worker.postMessage({ core: carrying(bytes), files, version: 'test' });
  const began = performance.now();
  for (const line of readFileSync(0, 'utf8').trim().split('\n')) {
    const from = performance.now();
    if (line.startsWith('wait ')) await new Promise(done => setTimeout(done, Number(line.slice(5))));
    else await answer(line);
    console.error(`${(performance.now() - from).toFixed(1)} ms, ${(performance.now() - began).toFixed(0)} ms in all: ${line.slice(0, 100)}`);
  }
  console.log(said.join('\n'));
  worker.terminate();
})();
