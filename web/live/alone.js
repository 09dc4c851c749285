// A page that stands alone: the model runs in a worker of the page, with the core that the
// page carries (study/pagefile).

import { workerSource } from '../source/worker.js';
import { h } from '../dom.js';
import { openEditor } from './editor.js';
import { start } from './main.js';
import { carried, gunzip, runScript } from './unpack.js';

/**
 * What the page was made of.
 * @typedef {{worker: string, path: string, experiment: string, files: [string, Uint8Array][], limits: string[]}} Parts
 */

/** @returns {Parts} */
const carriedParts = () => /** @type {any} */ (globalThis).nefcParts;

/** Begins a worker with the model. @param {'live'|'record'} [mode] */
function beginWorker(mode) {
  const { worker, files } = carriedParts();
  return workerSource({ script: worker, core: carried('core'), files }, mode);
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

function standAlone() {
  const { path, experiment, limits } = carriedParts(),
    source = beginWorker(),
    states = /** @type {HTMLElement} */ (document.getElementById('states'));
  const trouble = (/** @type {string} */ text) => states.replaceChildren(h('p', { class: 'state' }, text));
  source.on('refused', ({ message }) => trouble(message));
  document.getElementById('left')?.append(limitsCard(limits));
  const begun = start(source, { path, experiment, writes: false, editor: (slot, desk) => openEditor(slot, desk, bringCarriedEditor) }).then(page => {
    /** @type {any} */ (globalThis).nefcPage = { ...page, source, beginWorker };
  });
  begun.catch(e => trouble(String(e.message ?? e)));
}

standAlone();
