// The first script of a page that stands alone: opens what the page is made of and begins.

import { beginWorker } from '../source/begin.js';
import { carried, carriedText, gunzip, runScript } from './unpack.js';

async function boot() {
  try {
    const bytes = await gunzip(carried('parts')),
      length = new DataView(bytes.buffer).getUint32(0, true),
      parts = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
    let at = 4 + length;
    parts.files = parts.files.map((/** @type {{name: string, size: number}} */ { name, size }) => {
      at += size;
      return [name, bytes.slice(at - size, at)];
    });
    parts.begun = beginWorker({ script: parts.worker, core: carriedText('core'), files: parts.files, version: parts.version });
    /** @type {any} */ (globalThis).nefcParts = parts;
    const style = document.createElement('style');
    style.textContent = parts.style;
    document.head.append(style);
    runScript(parts.script, 'module');
  } catch (problem) {
    /** @type {HTMLElement} */ (document.getElementById('states')).textContent = `This page cannot be shown: ${problem}. A browser of 2023 or later is needed.`;
    throw problem;
  }
}

boot();
