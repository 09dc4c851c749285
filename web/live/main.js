// The live page: start(source, options) in a page that has the parts of index.html.

import { h } from '../dom.js';
import { nextTheme, onTheme, startTheme } from '../theme.js';
import { fillBar } from './bar.js';
import { chooser } from './choose.js';
import { defaultTiles } from './defaults.js';
import { expectationsCard } from './expectations.js';
import { copyLine, exportItems, saveAs } from './export.js';
import { footNotes, Recorder } from './foot.js';
import { Graph } from './graph.js';
import { dialog, findObject, listenToKeys, showKeys } from './keys.js';
import { paramsCard } from './params.js';
import { pauseWhen } from './pause.js';
import { Session } from './session.js';
import { fromAddress, keepLayout, keptLayout, shared } from './share.js';
import { States } from './states.js';
import { ModelText } from './text.js';
import { warningsButton } from './warnings.js';
import { Tiles } from './tiles.js';
import { Timebar } from './timebar.js';
import { textPane } from './pane.js';

/** @typedef {import('./types.js').Source} Source @typedef {import('./types.js').Options} Options */

/** @param {string} id */
const part = id => /** @type {HTMLElement} */ (document.getElementById(id));

/** How often pictures are drawn where motion is not wanted, ms. */
const calm = 250;

/** Shows a model that runs at a source. @param {Source} source @param {Options} options */
export async function start(source, options) {
  startTheme();
  const session = new Session(source, options),
    states = new States(part('states'), session),
    text = new ModelText(session, states),
    pane = textPane(part('right'), session, text),
    tiles = new Tiles(part('tiles'), session, t => exportItems(session, t), {
      copy: t => copyLine(session, t),
      save: t => saveAs(session, t, 'svg'),
    });
  const graph = /** @type {Graph} */ (
    new Graph(part('graph'), session, chooser(session, tiles, pane ? line => pane.goTo(line) : null, name => graph.foldOf(name)))
  );
  text.caret = line => graph.glow(line);
  graph.pointed = line => text.editor?.glow(line);
  const follow = page(session, states, text, pane, tiles, graph);
  source.on('lost', p => states.lost(p.wait));
  source.on('connected', () => session.again().then(() => states.found()));
  source.on('bye', p => {
    source.close(); // whoever took the session over keeps it
    states.show('closed', 'bad', 'This page has ended.', `${p.reason}. Load it again to go on here.`);
  });
  let back = false;
  try {
    back = await session.open();
  } catch (e) {
    states.show('closed', 'bad', 'The model cannot be opened.', /** @type {Error} */ (e).message);
    throw e;
  }
  document.addEventListener('visibilitychange', () => !document.hidden && session.state.asleep && session.run());
  const given = fromAddress(location.hash),
    kept = keptLayout(session);
  tiles.show(given.tiles ?? kept?.tiles ?? defaultTiles(session));
  session.folds = given.folds ?? kept?.folds ?? session.folds;
  if (session.folds.open.length + session.folds.shut.length > 0) await session.draw();
  graph.arrange(); // what it watches is compiled in together with what tiles do
  session.laid();
  for (const [name, value] of back ? [] : Object.entries(given.values)) {
    if (await session.act('set', { name, value })) session.hand.set(name, value);
  }
  session.happen('values');
  drawing(session, tiles, graph, follow);
  document.documentElement.dataset.ready = '';
  await session.layout; // what is watched has been asked for: filters of views begin with the model, not behind it
  if (!back || session.state.running) session.run();
  return { session, tiles, text };
}

/**
 * Fills the parts of the page; what it returns follows each frame of the screen.
 * @param {Session} session @param {States} states @param {ModelText} text @param {ReturnType<typeof textPane>} pane
 * @param {Tiles} tiles @param {Graph} graph
 * @returns {((now: number, look: string) => void)[]}
 */
function page(session, states, text, pane, tiles, graph) {
  const { options } = session;
  const theme = () => void nextTheme(),
    record = new Recorder(session),
    when = pauseWhen(session, hit => {
      time.mark(hit.step * session.model.dt, 'hit', hit.expr);
      for (const t of tiles.list)
        t.element.classList.toggle(
          'hit',
          t.spec.of.some(of => hit.expr.includes(of)),
        );
    }),
    foot = footNotes(session, record),
    time = new Timebar(part('time'), session, when, foot.element),
    drawer = () => {
      document.body.classList.toggle('drawn');
      /** @type {HTMLElement|null} */ (part('graph').querySelector('.objects button[tabindex="0"]'))?.focus();
    };
  expectationsCard(part('expects'), session);
  const keep = () => keepLayout(session, tiles.specs());
  tiles.changed = keep;
  session.on('drawing', keep);
  listenToKeys(session, tiles, {
    ...{ theme, graph: drawer, editor: () => pane?.toggle(), when: () => part('when').focus() },
    ...{ find: () => findObject(session, graph.choose), keys: showKeys },
  });
  const share = async () => {
    const address = shared(session, tiles.specs(), text.text === text.saved ? '' : text.text);
    await navigator.clipboard.writeText(address).then(
      () =>
        session.say(
          options.writes !== false
            ? 'An address with these views and values is copied. It has no token: whoever opens it needs `nefc live` of their own.'
            : location.protocol === 'file:'
              ? 'An address with these views and values is copied. It opens this file where it lies: send the file, too.'
              : 'An address with these views and values is copied. It opens this page for everybody.',
        ),
      () => dialog('Share', h('pre', {}, address)),
    );
  };
  const script = async () => {
    const done = await session.ask('script', { name: 'live' });
    if (!done) return;
    const copy = () => navigator.clipboard.writeText(done.text).then(() => session.say('The script is copied: put it into the model.'));
    const d = dialog(
      'What was done, as an experiment',
      h('pre', {}, done.text),
      h('div', { class: 'row' }, h('button', { class: 'b', onclick: () => copy().then(() => d.close()) }, 'Copy')),
    );
  };
  return [
    fillBar(part('top'), session, {
      theme,
      share,
      keys: showKeys,
      drawer,
      script,
      record,
      text: pane ? () => pane.toggle() : null,
      warnings: warningsButton(session, text),
    }),
    paramsCard(part('params'), session, () => text.writeParams()),
    (now, look) => time.draw(look),
    foot.follow,
  ];
}

/**
 * Draws what has changed, once in a frame of the screen.
 * @param {Session} session @param {Tiles} tiles @param {Graph} graph @param {((now: number, look: string) => void)[]} follow
 */
function drawing(session, tiles, graph, follow) {
  const still = window.matchMedia('(prefers-reduced-motion: reduce)');
  let looks = 0,
    last = 0;
  onTheme(() => looks++);
  session.on('look', () => looks++);
  const frame = (/** @type {number} */ now) => {
    requestAnimationFrame(frame);
    session.acknowledge();
    if (still.matches && now - last < calm) return;
    last = now;
    const look = `${looks} ${session.at}`;
    for (const t of tiles.list) t.draw(look, now);
    graph.draw(look);
    for (const f of follow) f(now, look);
  };
  requestAnimationFrame(frame);
}
