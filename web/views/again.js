// How to do it again.

import { h, table } from '../dom.js';
import { bytes } from '../format.js';

/** @typedef {import('../types.js').Report} Report */

/** @param {Report} report */
export function againSection(report) {
  const runs = report.experiments.flatMap(e => e.runs.map(r => ({ e, r })));
  /** @param {string} text */
  const code = text => h('code', {}, text);
  const parts = runs.flatMap(({ e, r }) => {
    const name = `${e.name}${r.label ? ' ' + r.label : ''}`;
    const rows = [
      ['command', code(r.command)],
      ['nefc', code([r.summary.nefc_version, r.platform].filter(Boolean).join(', '))],
      ['model hash', code(r.summary.spec_hash)],
      ['seed', code(String(r.summary.seed))],
      ['lock', r.lock],
      ['results', code(r.folder)],
    ];
    return [
      runs.length > 1 ? h('h3', { class: 'sub' }, name) : null,
      table(`How to run ${name} again`, ['what', 'which'], rows),
      r.files.length > 0 &&
        table(
          `Files of ${name}`,
          ['file', 'size', 'SHA-256'],
          r.files.map(f => [code(f.name), bytes(f.bytes), code(f.sha256)]),
          [1],
        ),
    ];
  });
  return h('section', { id: 'again', class: 'part' }, h('h2', {}, 'How to do it again'), ...parts);
}
