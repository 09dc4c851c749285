// The text of the model beside what it does: CodeMirror with the colours of nefc, and with
// what nefc knows of a text: mistakes with their ways out, what can be written, what stands
// there, where it is declared. It is the editor of README.md.

import { h } from '../dom.js';
import { hoverDom } from './markdown.js';
import { nextPiece, startOfText } from './language.js';
import { Places } from './places.js';
import { fixName } from './warnings.js';

/** @typedef {import('./types.js').Desk} Desk @typedef {import('./types.js').Editor} Editor */

const tagNames = { word: 'keyword', option: 'attributeName', number: 'number', string: 'string', comment: 'comment' };

/** The mode of the language, line by line. */
function nefLanguage() {
  return CodeMirror.StreamLanguage.define({
    name: 'nef',
    startState: startOfText,
    copyState: (/** @type {object} */ s) => ({ ...s }),
    token(/** @type {any} */ stream, /** @type {import('./language.js').Where} */ where) {
      const { end, kind } = nextPiece(stream.string, stream.pos, where);
      stream.pos = Math.max(end, stream.pos + 1);
      return kind && tagNames[kind];
    },
    blankLine: (/** @type {import('./language.js').Where} */ where) => void (where.depth === 0 && (where.place = 0)),
    languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['(', '[', '{', '"'] } },
  });
}

/** Colours and sizes: those of the page. */
function look() {
  const { EditorView, HighlightStyle, syntaxHighlighting, tags } = CodeMirror;
  const theme = EditorView.theme({
    '&': { height: '100%', fontSize: '12.5px', color: 'var(--ink)', backgroundColor: 'var(--tile)' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { fontFamily: 'ui-monospace, "Liberation Mono", monospace', lineHeight: '1.5' },
    '.cm-content': { caretColor: 'var(--ink)' },
    '.cm-line': { paddingLeft: 'calc(2ch + 6px)', textIndent: '-2ch' }, // what is wrapped is indented
    '.cm-cursor': { borderLeftColor: 'var(--ink)' },
    '.cm-gutters': { backgroundColor: 'var(--tile)', color: 'var(--ink3)', border: 'none' },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--accent-soft)' },
    '.cm-glow': { backgroundColor: 'var(--accent-soft)' },
    '.cm-tooltip, .cm-panels': { backgroundColor: 'var(--tile)', color: 'var(--ink)', border: '1px solid var(--line)' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
    '.cm-diagnosticAction': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
    // Those of CodeMirror are pictures, which the policy of the page does not let in.
    '.cm-lintRange': { backgroundImage: 'none', textDecoration: 'underline wavy', textDecorationThickness: '1px' },
    '.cm-lintRange-error': { backgroundImage: 'none', textDecorationColor: 'var(--bad)' },
    '.cm-lintRange-warning, .cm-lintRange-info, .cm-lintRange-hint': { backgroundImage: 'none', textDecorationColor: 'var(--warn)' },
    '.cm-lint-marker': { content: 'none', width: '9px', height: '9px', borderRadius: '50%', margin: '4px 2px' },
    '.cm-lint-marker-error': { content: 'none', backgroundColor: 'var(--bad)' },
    '.cm-lint-marker-warning, .cm-lint-marker-info': { content: 'none', backgroundColor: 'var(--warn)' },
    '.cm-hover': { padding: '6px 9px', maxWidth: '46ch', maxHeight: '30vh', overflow: 'auto', font: '12px/1.45 system-ui, sans-serif' },
    '.cm-hover pre': { margin: '4px 0', whiteSpace: 'pre-wrap' },
    '.cm-hover p, .cm-hover ul': { margin: '4px 0' },
    '.cm-hover ul': { paddingLeft: '1.2em' },
  });
  const colours = HighlightStyle.define([
    { tag: tags.keyword, color: 'var(--word)', fontWeight: '600' },
    { tag: tags.attributeName, color: 'var(--option)' },
    { tag: tags.number, color: 'var(--number)' },
    { tag: tags.string, color: 'var(--string)' },
    { tag: tags.comment, color: 'var(--comment)' },
  ]);
  return [theme, syntaxHighlighting(colours)];
}

/** What nefc says of a text, as an editor has it. */
class Asker {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  /** Asks about the text as it is; null if it is not answered. @param {any} state @param {string} method @param {number} [unit] */
  async ask(state, method, unit = 0) {
    const text = state.doc.toString(),
      places = new Places(text);
    const answer = await this.desk.request(method, { text, at: places.byte(unit) }).catch(() => null);
    return answer && { answer, places };
  }

  /** What can be written. @param {any} context */
  async complete(context) {
    const word = context.matchBefore(/[\p{L}\p{Nd}_]+$/u);
    if (!word && !context.explicit && !context.matchBefore(/[.\s]$/)) return null;
    const said = await this.ask(context.state, 'complete', context.pos);
    if (!said || context.aborted || said.answer.completions.length === 0) return null;
    const { completions } = said.answer,
      from = said.places.unit(completions[0].start);
    return {
      from,
      validFor: /^[\p{L}\p{Nd}_]*$/u,
      options: completions.map((/** @type {any} */ c, /** @type {number} */ i) => ({
        ...{ label: c.label, type: c.kind, detail: c.detail, boost: -i / 1000 },
        info: c.doc ? () => hoverDom(c.doc) : undefined,
        apply: c.snippet ? CodeMirror.snippet(c.text.replace(/\$(\d+)/g, '$${}').replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '${$1}')) : c.text,
      })),
    };
  }

  /** What stands there. @param {any} view @param {number} pos */
  async hover(view, pos) {
    const said = await this.ask(view.state, 'hover', pos);
    if (!said || !said.answer.text) return null;
    const { start, end, text } = said.answer;
    return { pos: said.places.unit(start), end: said.places.unit(end), above: true, create: () => ({ dom: hoverDom(text) }) };
  }

  /** Goes to where what the cursor stands on is declared. @param {any} view */
  declaration(view) {
    this.ask(view.state, 'declaration', view.state.selection.main.head).then(said => {
      if (said && said.answer.end > 0) select(view, said.places.unit(said.answer.start), said.places.unit(said.answer.end));
    });
    return true;
  }

  /** Lays the text out. @param {any} view */
  format(view) {
    this.ask(view.state, 'format').then(said => {
      if (said && view.state.doc.toString() === said.places.text) view.dispatch({ changes: changesOf(said.places, said.answer.edits) });
    });
    return true;
  }
}

/** @param {any} view @param {number} anchor @param {number} [head] */
function select(view, anchor, head = anchor) {
  view.dispatch({ selection: { anchor, head }, effects: CodeMirror.EditorView.scrollIntoView(anchor, { y: 'center' }) });
  view.focus();
}

/** @param {Places} places @param {{start: number, end: number, text: string}[]} edits */
function changesOf(places, edits) {
  return edits.map(e => ({ from: places.unit(e.start), to: places.unit(e.end), insert: e.text }));
}

/**
 * Diagnostics of nefc as marks in the text, each with its ways out.
 * @param {any} state @param {any[]} list @param {string} path of the text
 */
function marks(state, list, path) {
  const { doc } = state,
    places = new Places(doc.toString()),
    at = (/** @type {number} */ line, /** @type {number} */ column) => {
      const l = doc.line(Math.max(1, Math.min(line, doc.lines)));
      return Math.min(l.to, l.from + [...l.text].slice(0, column - 1).join('').length);
    };
  const mine = list.filter(d => d.file === path || d.file === '');
  return mine.map(d => {
    const from = at(d.line, d.column),
      to = Math.max(from, at(d.end_line || d.line, d.end_column || d.column));
    return {
      ...{ from, to: to === from ? Math.min(doc.length, from + 1) : to, severity: d.severity, source: d.code },
      message: [d.message, ...(d.notes ?? []), d.help].filter(Boolean).join('\n'),
      actions: (d.fixes ?? []).map((/** @type {any} */ fix) => ({
        name: fixName(fix),
        apply: (/** @type {any} */ view) => {
          if (view.state.doc.toString() === places.text) view.dispatch({ changes: changesOf(places, fix.edits) });
        },
      })),
    };
  });
}

/** The line on which the statement begins that the caret is in. @param {any} state */
function statementAt({ doc, selection }) {
  let { number } = doc.lineAt(selection.main.head);
  while (number > 1 && /^[\s}]/.test(doc.line(number).text)) number--;
  return number;
}

/** A line that glows: the object that is pointed at. */
function glowing() {
  const { StateEffect, StateField, Decoration, EditorView } = CodeMirror,
    effect = StateEffect.define();
  const field = StateField.define({
    create: () => Decoration.none,
    update(/** @type {any} */ set, /** @type {any} */ tr) {
      for (const e of tr.effects) {
        if (!e.is(effect)) continue;
        const line = e.value > 0 && e.value <= tr.state.doc.lines ? tr.state.doc.line(e.value) : null;
        return line ? Decoration.set([Decoration.line({ class: 'cm-glow' }).range(line.from)]) : Decoration.none;
      }
      return set.map(tr.changes);
    },
    provide: (/** @type {any} */ f) => EditorView.decorations.from(f),
  });
  return { effect, field };
}

/**
 * An editor in a slot of the page. Its styles stay in a tree of their own, where the policy
 * of the page lets them be.
 * @param {HTMLElement} slot @param {Desk} desk @param {() => Promise<void>} load brings CodeMirror @returns {Promise<Editor>}
 */
export async function openEditor(slot, desk, load) {
  await load();
  const cm = CodeMirror,
    asker = new Asker(desk),
    glow = glowing(),
    said = h('div', { class: 'said', role: 'status' }),
    host = h('div', { class: 'editorhost' }),
    root = host.attachShadow({ mode: 'open' }),
    path = desk.path;
  slot.append(host, said);
  host.addEventListener('keydown', e => e.stopPropagation()); // keys of the page are letters here
  let shown = false;
  const leave = (/** @type {any} */ v) => {
    v.contentDOM.blur();
    desk.leave();
    return true;
  };
  const keys = [
    { key: 'Mod-s', run: () => (desk.save(), true), preventDefault: true },
    { key: 'Mod-Shift-f', run: (/** @type {any} */ v) => asker.format(v), preventDefault: true },
    { key: 'F8', run: cm.nextDiagnostic, preventDefault: true },
    { key: 'F12', run: (/** @type {any} */ v) => asker.declaration(v), preventDefault: true },
    { key: 'Escape', run: leave },
  ];
  const view = new cm.EditorView({
    root,
    parent: root,
    state: cm.EditorState.create({
      doc: desk.text,
      extensions: [
        ...[cm.lineNumbers(), cm.highlightActiveLineGutter(), cm.highlightSpecialChars(), cm.history(), cm.drawSelection(), cm.bracketMatching()],
        ...[cm.closeBrackets(), cm.highlightActiveLine(), cm.highlightSelectionMatches(), cm.search({ top: true }), cm.lintGutter(), cm.indentUnit.of('  '), cm.EditorView.lineWrapping],
        ...[nefLanguage(), look(), glow.field, cm.EditorView.contentAttributes.of({ 'aria-label': `Text of ${path}`, tabindex: '0' })],
        cm.autocompletion({ override: [(/** @type {any} */ c) => asker.complete(c)], icons: false }),
        cm.hoverTooltip((/** @type {any} */ v, /** @type {number} */ pos) => asker.hover(v, pos)),
        cm.keymap.of([...cm.closeBracketsKeymap, ...cm.completionKeymap, ...cm.searchKeymap, ...cm.historyKeymap, ...cm.lintKeymap, ...keys, ...cm.defaultKeymap]),
        cm.EditorView.updateListener.of((/** @type {any} */ u) => {
          if (u.docChanged && !shown) desk.changed(u.state.doc.toString());
          if (u.selectionSet || u.docChanged) desk.caret(statementAt(u.state));
        }),
      ],
    }),
  });
  /** Shows what is wrong; where nothing keeps the text from running, what nefc warns of. @param {any[]} list */
  const tellAll = async list => {
    const more = list.length === 0 ? await asker.ask(view.state, 'check') : null;
    if (more && view.state.doc.toString() !== more.places.text) return;
    view.dispatch(cm.setDiagnostics(view.state, marks(view.state, more ? more.answer.diagnostics : list, path)));
  };
  tellAll([]);
  const lineStart = (/** @type {number} */ line) => view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines))).from;
  return {
    focus: () => view.focus(),
    goTo: line => select(view, lineStart(line)),
    show(text) {
      if (view.state.doc.toString() === text) return;
      shown = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      shown = false;
    },
    diagnostics: list => void tellAll(list),
    glow: line => view.dispatch({ effects: glow.effect.of(line) }),
    note: text => void (said.textContent = text),
  };
}
