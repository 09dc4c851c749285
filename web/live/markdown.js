// What nefc says as Markdown, as elements: paragraphs, lists, code. Text stays text.

import { h } from '../dom.js';

/** Bold words and code in a line. @param {string} line */
function inline(line) {
  return line
    .split(/(`[^`]*`|\*\*[^*]*\*\*)/)
    .filter(Boolean)
    .map(part => (part.startsWith('`') ? h('code', {}, part.slice(1, -1)) : part.startsWith('**') ? h('b', {}, part.slice(2, -2)) : part));
}

/** A box with what is said. @param {string} markdown */
export function hoverDom(markdown) {
  const out = h('div', { class: 'cm-hover' });
  for (const part of markdown.split(/(```[a-z]*\n[\s\S]*?\n```)/)) {
    const code = /^```[a-z]*\n([\s\S]*?)\n```$/.exec(part);
    if (code) {
      out.append(h('pre', {}, code[1]));
      continue;
    }
    for (const block of part.split(/\n{2,}/)) {
      const lines = block.split('\n').filter(line => line.trim() !== '');
      if (lines.length === 0) continue;
      if (lines.every(line => line.startsWith('- '))) out.append(h('ul', {}, ...lines.map(line => h('li', {}, ...inline(line.slice(2))))));
      else out.append(h('p', {}, ...lines.flatMap((line, i) => [i > 0 && h('br'), ...inline(line)]).filter(Boolean)));
    }
  }
  return out;
}
