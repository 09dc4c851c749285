// What differs between the models of two runs.

import { h, note, table } from '../dom.js';
import { count } from '../format.js';

/** @typedef {import('../types.js').Report} Report */

/** @param {Report} report */
export function differenceSection({ difference: d }) {
  if (!d) return null;
  const parts = [h('h2', {}, 'What differs'), h('p', { class: 'hint' }, `A is ${d.labels[0]}, B is ${d.labels[1]}.`)];
  if (d.why) parts.push(note(d.why));
  if (d.changes) {
    parts.push(
      d.changes.length === 0
        ? h('p', {}, 'The models mean the same.')
        : table(
            'Changes',
            ['change', 'object', 'how'],
            d.changes.map(c => [c.what, h('code', {}, `${c.object} ${c.name}`), c.how]),
          ),
    );
    parts.push(h('p', { class: 'hint' }, `${count(d.unchanged, 'object')} unchanged.`));
  }
  if (d.lines.length > 0) {
    const words = { '+': 'only in B', '-': 'only in A', ' ': '' };
    parts.push(
      h(
        'div',
        { class: 'code difference', tabindex: 0, role: 'region', 'aria-label': 'Lines that differ' },
        ...d.lines.map(([sign, text]) =>
          h(
            'div',
            { class: sign === '+' ? 'added' : sign === '-' ? 'gone' : '' },
            h('i', { title: words[/** @type {'+'} */ (sign)] }, sign),
            text || ' ',
          ),
        ),
      ),
    );
  }
  return h('section', { id: 'difference', class: 'part' }, ...parts);
}
