// The text of the model, each object with the pictures that show it.

import { h } from '../dom.js';

/** @typedef {import('../types.js').Report} Report @typedef {import('../types.js').Text} Text */

/** Pictures of objects: by name, what they are and where. */
export class Pictures {
  constructor() {
    /** @type {Map<string, {what: string, id: string}[]>} */
    this.byName = new Map();
  }

  /** @param {string} name @param {string} what @param {string} id */
  add(name, what, id) {
    const list = this.byName.get(name) ?? [];
    if (!list.some(x => x.what === what)) list.push({ what, id });
    this.byName.set(name, list);
  }

  /** Where an object is declared: the name behind the first word of a line. @param {[string, string][]} line */
  declared(line) {
    const first = line.findIndex(([kind]) => kind === 'word'),
      [, word] = line[first] || ['', ''];
    if (!['ensemble', 'array', 'node', 'connect', 'network'].includes(word)) return [];
    const rest = line
      .slice(first + 1)
      .map(([, text]) => text)
      .join('');
    const name = /^\s*([\p{L}_][\p{L}\p{N}_]*)/u.exec(rest)?.[1] ?? '',
      arrow = /([\p{L}_][\w.]*)\s*->\s*([\p{L}_][\w.]*)/u.exec(rest);
    const names = word === 'connect' && arrow ? [name, `${arrow[1].split('.')[0]}->${arrow[2].split('.')[0]}`] : [name];
    return names
      .flatMap(n => (this.byName.get(n) || []).map(x => ({ ...x, name: n })))
      .filter((x, i, all) => word !== 'connect' || (['weights', 'fit'].includes(x.what) && all.indexOf(x) === i));
  }
}

/** @param {Text} t @param {number} k @param {Pictures} pictures */
function text(t, k, pictures) {
  const lines = t.lines.map((line, i) =>
    h(
      'div',
      { id: `line-${k}-${i + 1}`, class: 'ln' },
      h('i', {}, String(i + 1)),
      h(
        'span',
        {},
        ...line.map(([kind, piece]) => (kind === 'plain' ? piece : h('span', { class: 'h-' + kind }, piece))),
        ...pictures
          .declared(line)
          .map(p =>
            h('a', { class: 'chip noprint', href: '#' + encodeURIComponent(p.id), 'aria-label': `${p.what} of ${p.name}` }, p.what),
          ),
      ),
    ),
  );
  return [
    h('h3', { class: 'sub' }, h('code', {}, t.name), t.verified && h('span', { class: 'hint' }, ' ' + t.verified)),
    h('div', { class: 'card code', tabindex: 0, role: 'region', 'aria-label': `Text of ${t.name}` }, ...lines),
  ];
}

/** @param {Report} report @param {Pictures} pictures */
export function textSection({ texts }, pictures) {
  if (texts.length === 0) return null;
  return h('section', { id: 'model', class: 'part' }, h('h2', {}, 'Model'), ...texts.flatMap((t, k) => text(t, k, pictures)));
}
