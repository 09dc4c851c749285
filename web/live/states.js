// What state the page is in, where that is not the usual one: a connection that is lost, a
// number that is not finite, a text with errors, an experiment that is over.

import { h } from '../dom.js';
import { iconButton } from './icons.js';

/** @typedef {import('./session.js').Session} Session */

/** How long a note stands, ms. */
const noteStands = 8000;

/** A button of a banner. @typedef {{label: string, act: () => void}} Deed */

export class States {
  /** @param {HTMLElement} slot @param {Session} session */
  constructor(slot, session) {
    this.slot = slot;
    this.session = session;
    /** @type {Map<string, HTMLElement>} */
    this.shown = new Map();
    session.on('trouble', text => this.note(text));
    session.on(/** @type {any} */ ('failed'), p => this.note(p.message));
    session.on(/** @type {any} */ ('notfinite'), p => this.notFinite(p));
    session.on('state', () => this.end());
  }

  /**
   * Shows a banner, in place of one of that kind.
   * @param {string} kind @param {'bad'|'plain'} look @param {string} head @param {string} text @param {Deed[]} deeds
   */
  show(kind, look, head, text, deeds = []) {
    const banner = h(
      'div',
      { class: `banner ${look}`, 'data-state': kind },
      h('b', {}, head),
      h('span', {}, text),
      h('span', { class: 'grow' }),
      ...deeds.map(d => h('button', { class: 'b', onclick: d.act }, d.label)),
      look === 'plain' ? iconButton('close', 'Close this note', () => this.hide(kind)) : null,
    );
    const before = this.shown.get(kind);
    if (before) before.replaceWith(banner);
    else this.slot.append(banner);
    this.shown.set(kind, banner);
  }

  /** @param {string} kind */
  hide(kind) {
    this.shown.get(kind)?.remove();
    this.shown.delete(kind);
  }

  /** Something that was refused, or undone: it goes away by itself. @param {string} text */
  note(text) {
    clearTimeout(this.timer);
    this.show('note', 'plain', '', text);
    this.timer = setTimeout(() => this.hide('note'), noteStands);
  }

  /** @param {number} wait s */
  lost(wait) {
    document.body.classList.add('lost');
    this.session.trouble = 'no connection';
    this.session.state.running = false;
    this.show(
      'lost',
      'bad',
      'The connection to nefc is lost.',
      `It is tried again in ${wait} s. What you typed is kept; is \`nefc live\` still running?`,
    );
    this.session.happen('state');
  }

  found() {
    document.body.classList.remove('lost');
    this.session.trouble = '';
    this.hide('lost');
    this.session.happen('state');
  }

  /** @param {{object: string, step: number, line: number, message: string}} p */
  notFinite(p) {
    const { session } = this,
      go = (/** @type {() => any} */ f) => () => {
        session.trouble = '';
        this.hide('notfinite');
        f();
      };
    session.trouble = 'not finite';
    session.state.running = false;
    for (const t of document.querySelectorAll('.tile')) t.classList.toggle('hit', (t.getAttribute('aria-label') ?? '').includes(p.object));
    this.show('notfinite', 'bad', `${p.object} is not finite.`, `All stands before step ${p.step + 1}, so that it can be looked at.`, [
      { label: 'Go back 100 ms', act: go(() => session.back(Math.max(0, p.step - Math.round(0.1 / session.model.dt)))) },
      { label: 'Reset all', act: go(() => session.act('reset', { what: 'all' })) },
    ]);
    session.happen('state');
  }

  /** An experiment that is over says so. */
  end() {
    const { session } = this,
      over = session.over && !session.state.running && session.looking === null;
    if (!over) return this.hide('finished');
    const failed = session.model.expect.filter(c => c.outcome === 'failed').length,
      text =
        session.model.expect.length === 0
          ? ''
          : failed > 0
            ? `${failed} of ${session.model.expect.length} expectations are not met.`
            : 'All expectations are met.';
    const key = `${session.end} ${text}`;
    if (this.shown.get('finished')?.dataset.key === key) return;
    this.show('finished', 'plain', 'The experiment is over.', text, [
      { label: 'Again', act: () => session.restart() },
      { label: 'Run on', act: () => session.run() },
    ]);
    const banner = this.shown.get('finished');
    if (banner) banner.dataset.key = key;
  }
}
