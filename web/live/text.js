// The text of the model: what runs, what is typed, what the file says. What is typed is
// checked once typing rests, and runs if it has no errors; else what ran runs on.

import { h } from '../dom.js';
import { written } from '../format.js';
import { dialog } from './keys.js';
import { Places } from './places.js';
import { fixName } from './warnings.js';

/**
 * @typedef {import('./session.js').Session} Session @typedef {import('./states.js').States} States
 * @typedef {import('./types.js').Editor} Editor
 */

/** How long typing rests before a text is tried, and how often the file is looked at, ms. */
const rest = 300,
  lookEvery = 1000;

export class ModelText {
  /** @param {Session} session @param {States} states */
  constructor(session, states) {
    this.session = session;
    this.states = states;
    this.text = '';
    this.saved = '';
    this.version = 0;
    /** @type {Editor|null} */
    this.editor = null;
    /** @type {any[]} */
    this.problems = [];
    /** Where the caret of the editor is, is followed. */
    this.caret = (/** @type {number} */ _) => {};
    this.good = new Date();
    session.on('model', () => {
      if (this.version === 0) this.text = this.saved = session.model.text;
    });
    if (session.options.writes !== false) this.timer = setInterval(() => this.look(), lookEvery);
  }

  /** The text has been changed. @param {string} text */
  changed(text) {
    this.text = text;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.run(), rest);
  }

  /** Runs on in the text as it is now, if it has no errors. */
  async run() {
    const version = ++this.version,
      done = await this.session.ask('edit', { version, text: this.text });
    if (!done || version !== this.version) return false;
    this.problems = done.diagnostics;
    const errors = this.problems.filter(d => d.severity === 'error');
    this.editor?.diagnostics(this.problems);
    this.session.trouble = errors.length > 0 ? `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}, last good model runs` : '';
    this.session.happen('state');
    if (errors.length > 0) this.broken(errors[0]);
    else {
      this.good = new Date();
      this.states.hide('error');
      this.tell(done.kept);
    }
    return errors.length === 0;
  }

  /** Says what is wrong, and what runs. @param {any} d */
  broken(d) {
    const { editor } = this,
      mine = !d.file || d.file === this.session.options.path,
      more = [...(d.notes ?? []), d.help].filter(Boolean).map((/** @type {string} */ t) => `; ${t}`).join('');
    this.states.show(
      'error',
      'bad',
      'The text has an error.',
      `${d.code} in line ${d.line}: ${d.message}${more}${more.endsWith('?') ? '' : '.'} What runs is the version of ${this.good.toLocaleTimeString()}; its state is kept.`,
      mine
        ? [
            ...(editor ? [{ label: `Go to line ${d.line}`, act: () => editor.goTo(d.line) }] : []),
            ...(d.fixes ?? []).map((/** @type {any} */ fix) => ({ label: fixName(fix), act: () => this.apply(fix) })),
          ]
        : [],
    );
  }

  /** Does what a fix says. @param {{edits: {start: number, end: number, text: string}[]}} fix */
  apply(fix) {
    return this.take(new Places(this.text).edited(fix.edits));
  }

  /**
   * Says what went on in the new text, and what begins anew.
   * @param {{kept: string[]|null, anew: string[]|null, gone: string[]|null, ended?: string}} kept
   */
  tell(kept) {
    const part = (/** @type {string} */ word, /** @type {string[]|null} */ names) =>
      names?.length ? `${word}: ${names.slice(0, 6).join(', ')}${names.length > 6 ? ' …' : ''}` : '';
    const text = [part('kept', kept.kept), part('built anew', kept.anew), part('gone', kept.gone)].filter(Boolean).join('; ');
    this.editor?.note(text);
    if (kept.ended) this.session.say(`${kept.ended}: no experiment is followed; Again begins the one that stands there now`);
    else if (kept.anew?.length || kept.gone?.length) this.session.say(text);
  }

  /** Takes over what another editor wrote, unless something is typed here that is not saved. */
  async look() {
    if (document.hidden || this.session.trouble === 'no connection' || this.text === '') return;
    const disk = await this.session.source
      .request('read', { path: this.session.options.path, hash: await hashOf(this.saved) })
      .catch(() => null);
    if (!disk || disk.text === undefined || disk.text === this.saved) return;
    const mine = this.text !== this.saved;
    this.saved = disk.text;
    if (mine) {
      this.states.show('disk', 'plain', 'The file was changed elsewhere.', 'What is typed here is not saved.', [
        { label: 'Take what the file says', act: () => (this.states.hide('disk'), this.take(disk.text)) },
        { label: 'Keep what is typed here', act: () => this.states.hide('disk') },
      ]);
    } else this.take(disk.text);
  }

  /** @param {string} text */
  take(text) {
    this.text = text;
    this.editor?.show(text);
    return this.run();
  }

  /** Saves the text. */
  async save() {
    const { path } = this.session.options;
    if (this.session.options.writes === false) return download(path.split('/').pop() ?? 'model.nef', this.text);
    const done = await this.session.ask('write', { path, text: this.text, hash_before: await hashOf(this.saved) });
    if (done) this.wrote(this.text);
  }

  /** @param {string} text that stands in the file now */
  wrote(text) {
    this.saved = text;
    this.editor?.note(`saved ${new Date().toLocaleTimeString()}`);
  }

  /** Writes the params that were set by hand into the text, after a look at what changes. */
  writeParams() {
    const { session } = this,
      before = this.text.split('\n'),
      after = before.map(line => {
        const m = /^(\s*param\s+([\p{L}_][\p{L}\d_]*)\s*=\s*)([-+]?[\d.]+(?:e[-+]?\d+)?)(.*)$/u.exec(line),
          v = m && session.hand.get(m[2]);
        if (!m || v === null || v === undefined) return line;
        const p = session.model.params.find(p => p.name === m[2]),
          unit = p && Number(m[3]) !== 0 ? p.value / Number(m[3]) : 1;
        return `${m[1]}${written(Number((v / unit).toPrecision(6)))}${m[4]}`;
      });
    if (before.join() === after.join()) return session.say('these values are not numbers in a `param` line: change them in the text');
    const d = dialog(
      'Write to file',
      h(
        'pre',
        {},
        ...before.flatMap((line, i) => (line === after[i] ? [] : [h('del', {}, `− ${line}`), '\n', h('ins', {}, `+ ${after[i]}`), '\n'])),
      ),
      h(
        'div',
        { class: 'row' },
        h('button', { class: 'b', onclick: () => d.close() }, 'Leave it'),
        h(
          'button',
          {
            class: 'b',
            onclick: async () => {
              d.close();
              if (!(await this.take(after.join('\n')))) return;
              for (const p of session.model.params) session.hand.delete(p.name);
              session.happen('values');
              this.save();
            },
          },
          session.options.writes === false ? 'Change and download' : 'Write',
        ),
      ),
    );
  }
}

/** SHA-256 of a text. @param {string} text */
async function hashOf(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return [...bytes].map(b => b.toString(16).padStart(2, '0')).join('');
}

/** Gives the browser a file to keep. @param {string} name @param {string|Uint8Array} content @param {string} [type] */
export function download(name, content, type = 'text/plain') {
  const link = /** @type {HTMLAnchorElement} */ (h('a', { download: name }));
  link.href = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (content)], { type }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
