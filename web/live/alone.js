// A page that stands alone: the model runs in a worker of the page, with the core that the
// page carries (study/pagefile).

import { beginWorker } from '../source/begin.js';
import { workerSource } from '../source/worker.js';
import { h } from '../dom.js';
import { openEditor } from './editor.js';
import { start } from './main.js';
import { carried, carriedText, gunzip, runScript } from './unpack.js';

/**
 * What the page was made of.
 * @typedef {{worker: string, version: string, begun: import('../source/begin.js').Begun, path: string, experiment: string, set?: Record<string, string>, seed?: number, files: [string, Uint8Array][], limits: string[]}} Parts
 */

/** @returns {Parts} */
const carriedParts = () => /** @type {any} */ (globalThis).nefcParts;

/** Another worker with the model. @param {'live'|'record'} [mode] */
function another(mode) {
  const { worker, files, version } = carriedParts();
  return workerSource(beginWorker({ script: worker, core: carriedText('core'), files, version }), mode);
}

/** Opens CodeMirror when it is first needed. */
async function bringCarriedEditor() {
  runScript(new TextDecoder().decode(await gunzip(carried('editor'))));
}

/** What the page cannot do, at the foot of its left side. @param {string[]} limits */
function limitsCard(limits) {
  return h(
    'section',
    { class: 'card limits', 'aria-label': 'This page' },
    h('h2', {}, 'This page'),
    ...limits.map(text => h('p', {}, ...text.split('`').map((part, i) => (i % 2 ? h('code', {}, part) : part)))),
  );
}

/** The model that the page shows: its own, or on a playground that of the address: m a file, x a text. */
function asked() {
  const { path, experiment, set, seed } = carriedParts(),
    given = new URLSearchParams(location.hash.slice(1)),
    x = given.get('x');
  if (!x) return path ? { path, experiment, set, seed } : { path: given.get('m') ?? 'quickstart.nef', experiment: given.get('e') ?? undefined };
  const bytes = Uint8Array.from(atob(x.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
  return { path: path || 'model.nef', text: new TextDecoder().decode(bytes), set, seed };
}

function standAlone() {
  const { limits } = carriedParts(),
    model = asked(),
    source = workerSource(carriedParts().begun),
    states = /** @type {HTMLElement} */ (document.getElementById('states'));
  const trouble = (/** @type {string} */ text) => states.replaceChildren(h('p', { class: 'state' }, text));
  source.on('refused', ({ message }) => trouble(message));
  document.getElementById('left')?.append(limitsCard(limits));
  const begun = start(source, { ...model, writes: false, editor: (slot, desk) => openEditor(slot, desk, bringCarriedEditor) }).then(page => {
    /** @type {any} */ (globalThis).nefcPage = { ...page, source, another };
  });
  begun.catch(e => trouble(String(e.message ?? e)));
}

standAlone();
