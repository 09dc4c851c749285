// The right end of the foot: how far back it goes, and what can be done from here.

import { h } from '../dom.js';
import { count } from '../format.js';

/** @typedef {import('./session.js').Session} Session */

/** Records everything that is watched. */
export class Recorder {
  /** @param {Session} session */
  constructor(session) {
    this.session = session;
    this.on = false;
    this.may = session.options.writes !== false;
    this.changed = () => {};
  }

  async toggle() {
    const on = !this.on,
      done = await this.session.ask('record', { on });
    if (!done) return;
    this.on = on;
    this.session.say(on ? `recording to ${done.folder}` : `wrote ${done.files.join(', ')}`);
    this.changed();
  }
}

/** @param {Session} session @param {Recorder} recorder */
export function footNotes(session, recorder) {
  const said = h('span', { class: 'muted' }),
    now = h('button', { class: 'b small', onclick: () => session.look(null) }, 'Follow now'),
    back = h(
      'button',
      { class: 'b small', onclick: () => session.looking !== null && session.back(Math.round(session.looking / session.model.dt)) },
      'Go back to here',
    ),
    record = h(
      'button',
      { class: 'b small', 'aria-pressed': 'false', title: 'Everything that is watched, every sample, to out/live' },
      'Record',
    );
  record.addEventListener('click', () => recorder.toggle());
  recorder.changed = () => {
    record.setAttribute('aria-pressed', String(recorder.on));
    record.textContent = recorder.on ? 'Stop recording' : 'Record';
  };
  record.hidden = !recorder.may;
  const follow = () => {
    const { looking, reached, at, model } = session,
      all = session.phases,
      past = all.length > 0 && at > all[all.length - 1].to + model.dt / 2,
      phase = past ? '' : (session.phase(at)?.name ?? ''),
      text =
        looking !== null
          ? `looking at ${session.modelTime(at).toFixed(3)} s${phase && ` of ${phase}`}`
          : `${count(Math.round(reached / model.dt), 'step')}${phase && `, in ${phase}`}`;
    now.hidden = back.hidden = looking === null;
    if (said.textContent !== text) said.textContent = text;
  };
  const element = h(
    'div',
    {},
    h(
      'div',
      { class: 'row small' },
      said,
      h('span', { class: 'grow' }),
      h('span', {}, h('kbd', {}, 'space'), ' run'),
      h('span', {}, h('kbd', {}, '←'), h('kbd', {}, '→'), ' look back'),
    ),
    h('div', { class: 'row' }, now, back, record),
  );
  return { element, follow };
}
