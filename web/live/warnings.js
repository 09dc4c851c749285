// What nefc warns of, as a run does: a count in the bar, which opens a list with the place
// and the way out of each.

import { h } from '../dom.js';
import { dialog } from './keys.js';

/** @typedef {import('./session.js').Session} Session @typedef {import('./text.js').ModelText} ModelText */

/** @param {Session} session @param {ModelText} text */
export function warningsButton(session, text) {
  const count = h('span', { class: 'num' }),
    button = h('button', { class: 'b warns', hidden: true, onclick: () => showWarnings(session, text) }, count);
  const show = () => {
    const n = (session.model.warnings ?? []).length;
    button.hidden = n === 0;
    count.textContent = n === 1 ? '1 warning' : `${n} warnings`;
    button.setAttribute('title', 'What nefc warns of');
  };
  session.on('warnings', show);
  return button;
}

/** @param {Session} session @param {ModelText} text */
function showWarnings(session, text) {
  const d = dialog(
    'Warnings',
    ...(session.model.warnings ?? []).map(w =>
      h('section', { class: 'warning' }, ...told(w, session), h('div', { class: 'row' }, ...ways(w, text, () => d.close()))),
    ),
  );
}

/** The sentences of a diagnostic. @param {any} w @param {Session} session */
function told(w, session) {
  const { path } = session.options,
    place = w.line ? `${w.file && w.file !== path ? `${w.file}, ` : ''}line ${w.line}` : '';
  return [
    h('p', {}, h('b', {}, w.message), place ? h('span', { class: 'muted' }, ` ${w.code}, ${place}`) : null),
    ...[...(w.notes ?? []), w.help].filter(Boolean).map((/** @type {string} */ t) => h('p', { class: 'help' }, t)),
  ];
}

/**
 * Buttons for the ways out of a diagnostic: to its line, and its fixes.
 * @param {any} d @param {ModelText} text @param {() => void} done
 */
export function ways(d, text, done) {
  const { editor } = text,
    mine = !d.file || d.file === text.session.options.path;
  const list = [];
  if (editor && mine && d.line)
    list.push({
      label: `Go to line ${d.line}`,
      act: () => {
        done();
        editor.goTo(d.line);
      },
    });
  for (const fix of mine ? (d.fixes ?? []) : [])
    list.push({
      label: fixName(fix),
      act: () => {
        done();
        text.apply(fix);
      },
    });
  return list.map(w => h('button', { class: 'b', onclick: w.act }, w.label));
}

/** What a fix does. @param {{edits: {text: string}[]}} fix */
export function fixName(fix) {
  const words = fix.edits.map(e => e.text.trim()).join(' … ');
  return fix.edits.every(e => e.text === '') ? 'Remove it' : `Write ${words.length > 40 ? `${words.slice(0, 40)}…` : words}`;
}
