// The right end of the foot: how far back it goes, and what can be done from here.

import { h } from '../dom.js';
import { count, number } from '../format.js';

/** @typedef {import('./session.js').Session} Session */

/** @param {Session} session */
export function footNotes(session) {
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
  record.addEventListener('click', async () => {
    const on = record.getAttribute('aria-pressed') !== 'true',
      done = await session.ask('record', { on });
    if (!done) return;
    record.setAttribute('aria-pressed', String(on));
    record.textContent = on ? 'Stop recording' : 'Record';
    session.say(on ? `recording to ${done.folder}` : `wrote ${done.files.join(', ')}`);
  });
  if (session.options.writes === false) record.hidden = true;
  const show = () => {
    const looking = session.looking !== null,
      { phase } = { phase: session.phase(session.at)?.name };
    now.hidden = back.hidden = !looking;
    said.textContent = looking
      ? `looking at ${number(session.modelTime(session.at), 5)} s${phase ? ` of ${phase}` : ''}`
      : `${count(session.state.step, 'step')}${phase ? `, in ${phase}` : ''}`;
  };
  session.on('state', show);
  session.on('look', show);
  show();
  return h(
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
}
