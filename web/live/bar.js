// The bar: the model and the phases of its experiment, the transport, the clock, how fast
// it goes.

import { h } from '../dom.js';
import { number } from '../format.js';
import { icon, iconButton } from './icons.js';
import { openMenu } from './menu.js';

/** @typedef {import('./session.js').Session} Session */

/** The speed at a place of the slider: 1 in the middle, all it can at the end. @param {number} place */
function speedAt(place) {
  return place >= 100 ? 0 : 10 ** ((place - 50) / 25);
}

/** @param {number} v a speed */
const placeOf = v => (v === 0 ? 100 : 50 + 25 * Math.log10(v));

/** @param {number} v */
function times(v) {
  return v === 0 ? 'max' : `${number(v, v < 10 ? 2 : 3)}×`;
}

/**
 * @param {HTMLElement} bar @param {Session} session
 * @param {{theme: () => void, share: () => void, keys: () => void, drawer: () => void, script: () => void, record: import('./foot.js').Recorder,
 *   text: (() => void)|null, warnings: Node}} does
 */
export function fillBar(bar, session, does) {
  const play = h('button', { class: 'play', title: 'Run or pause (space)', onclick: () => session.toggle() }),
    clock = h('span', { class: 'clock num', 'aria-label': 'Model time' }, h('span', {}, '0.000'), h('small', {}, ' s')),
    speed = /** @type {HTMLInputElement} */ (h('input', { type: 'range', min: 0, max: 100, value: 50, 'aria-label': 'Speed' })),
    rate = h('span', { class: 'num rate' }),
    fastest = h('span', { class: 'num small muted fastest', title: 'How fast this machine could run it' }),
    pill = h('span', { class: 'pill', role: 'status' }, h('i', { class: 'dot' }), h('span', {})),
    phases = h('span', { class: 'seg phases' }),
    title = h('span', { class: 'file' }),
    more = iconButton('more', 'More of the bar', () => openMenu(more, 'More', '', rest));
  more.setAttribute('aria-haspopup', 'menu');
  /** What a narrow window has no room for. @returns {import('./menu.js').Item[]} */
  const rest = () => [
    ...[0.1, 0.5, 1, 2, 0].map(v => ({ label: v === 0 ? 'As fast as it can' : `Speed ${times(v)}`, checked: session.speed === v, act: () => go(v) })),
    'rule',
    ...session.phases.map(p => ({ label: `Look at ${p.name}`, hint: `${number(p.to - p.from, 3)} s`, act: () => session.look(Math.min(session.reached, p.from + 1e-6)) })),
    'rule',
    ...(does.text ? [{ label: 'Text of the model', hint: 'e', act: does.text }] : []),
    { label: 'Script', hint: 'what was done', act: does.script },
    { label: 'Share', hint: 'an address', act: does.share },
    ...(does.record.may ? [{ label: does.record.on ? 'Stop recording' : 'Record', hint: 'to out/live', act: () => does.record.toggle() }] : []),
    { label: 'Keys', hint: '?', act: does.keys },
    { label: 'Dark or light', hint: 'd', act: does.theme },
  ];
  const reset = () => session.act('reset', { what: 'time' });
  bar.replaceChildren(
    iconButton('menu', 'Model, parameters and expectations (g)', does.drawer),
    logo(),
    h('span', { class: 'sep' }),
    title,
    phases,
    h('span', { class: 'grow' }),
    h(
      'span',
      { class: 'transport', role: 'group', 'aria-label': 'Run' },
      iconButton('again', 'Again, from the beginning (a)', () => session.restart()),
      iconButton('reset', 'Reset time (r)', reset),
      iconButton('back', 'Back one step (,)', () => session.step(-1)),
      play,
      iconButton('step', 'One step (.)', () => session.step(1)),
    ),
    clock,
    h('label', { class: 'speed' }, speed, rate),
    fastest,
    h('span', { class: 'grow' }),
    does.warnings,
    pill,
    h('button', { class: 'b', title: 'What was done, as an experiment', onclick: does.script }, icon('save'), h('span', {}, 'Script')),
    h(
      'button',
      { class: 'b', title: 'Copy an address with these views and values', onclick: does.share },
      icon('link'),
      h('span', {}, 'Share'),
    ),
    iconButton('keys', 'Keys (?)', does.keys),
    iconButton('theme', 'Dark or light (d)', does.theme),
    more,
  );
  /** @param {number} v */
  const go = v => {
    session.speed = v;
    speed.value = String(placeOf(v));
    show();
    if (session.state.running) session.run();
  };
  speed.addEventListener('input', () => go(speedAt(Number(speed.value))));
  const name = () => {
    const { path } = session.options;
    title.replaceChildren(
      h('h1', {}, path.split('/').pop() ?? path),
      session.experiment && ` / ${session.experiment}`,
    );
    document.title = `${path} · nefc live`;
    phases.replaceChildren(
      ...session.phases.map(p => {
        const to = () => session.look(Math.min(session.reached, p.from + 1e-6));
        return h(
          'button',
          { 'data-phase': p.name, title: 'Look at its beginning', onclick: to },
          `${p.name} ${number(p.to - p.from, 3)} s`,
        );
      }),
    );
    phases.hidden = session.phases.length < 2;
  };
  const show = () => {
    const { running, real, max } = session.state,
      behind = running && session.speed > 0 && real > 0 && real < 0.9 * session.speed;
    play.replaceChildren(icon(running ? 'pause' : 'play'));
    play.setAttribute('aria-label', running ? 'Pause' : 'Run');
    speed.style.setProperty('--p', `${speed.value}%`);
    rate.textContent = behind ? `${times(real)} of ${times(session.speed)}` : times(session.speed);
    rate.classList.toggle('behind', behind);
    fastest.textContent = max > 0 ? `max ${number(max, 3)}×` : '';
    const now = session.phase(session.at);
    for (const b of phases.children) b.setAttribute('aria-pressed', String(/** @type {HTMLElement} */ (b).dataset.phase === now?.name));
    const state = session.trouble ? session.trouble : session.looking !== null ? 'looking back' : running ? 'live' : 'paused';
    pill.className = `pill ${session.trouble ? 'bad' : running ? '' : 'quiet'}`;
    /** @type {HTMLElement} */ (pill.lastElementChild).textContent = state;
  };
  session.on('model', name);
  session.on('phases', name);
  session.on('state', show);
  session.on('look', show);
  show();
  return () => {
    const t = session.modelTime(session.at).toFixed(3),
      digits = /** @type {HTMLElement} */ (clock.firstElementChild);
    if (digits.textContent !== t) digits.textContent = t;
  };
}

/** Two neurons and what joins them. */
function logo() {
  return h('span', { class: 'logo' }, h('i', { class: 'neurons', 'aria-hidden': 'true' }), 'nefc');
}
