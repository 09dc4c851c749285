// The pane at the right, in which an editor shows the text of the model. Which editor is
// the page's choice (README.md); without one there is no pane.

import { h } from '../dom.js';
import { iconButton } from './icons.js';

/** @typedef {import('./session.js').Session} Session @typedef {import('./text.js').ModelText} ModelText */

/** How long the editor waits for the model to be seen, ms. */
const later = 400;

/** @param {HTMLElement} side @param {Session} session @param {ModelText} text */
export function textPane(side, session, text) {
  const { editor: load } = session.options;
  if (!load) return null;
  const slot = h('div', { class: 'slot' }),
    note = h('span', { class: 'sub' });
  side.append(
    h(
      'section',
      { class: 'card editor' },
      h(
        'h2',
        {},
        session.options.path.split('/').pop() ?? '',
        note,
        h(
          'span',
          { class: 'tools' },
          iconButton('save', 'Save (ctrl s)', () => text.save()),
          iconButton('close', 'Hide the text (e)', () => toggle()),
        ),
      ),
      slot,
    ),
  );
  /** @type {Promise<import('./types.js').Editor>|null} */
  let opening = null;
  const make = () => {
    side.hidden = false;
    document.body.classList.add('edits');
  };
  const open = () => {
    make();
    const given = text.text; // it may be another when the editor has come
    return (opening ??= load(slot, {
      ...{ path: session.options.path, text: given, request: (m, p) => session.source.request(m, p) },
      ...{ changed: t => text.changed(t), caret: line => text.caret(line), save: () => text.save(), leave: () => document.getElementById('tiles')?.focus() },
    }).then(e => {
      if (text.text !== given) e.show(text.text);
      if (text.problems.length > 0) e.diagnostics(text.problems);
      return (text.editor = e);
    }));
  };
  const toggle = async () => {
    if (!side.hidden) {
      side.hidden = true;
      document.body.classList.remove('edits');
    } else (await open()).focus();
  };
  if (window.innerWidth >= 1400)
    session.on('model', () => {
      if (opening) return;
      make(); // the editor comes once the model is seen
      session.layout.then(() => setTimeout(() => side.hidden || open(), later));
    });
  return { toggle, goTo: async (/** @type {number} */ line) => (await open()).goTo(line) };
}
