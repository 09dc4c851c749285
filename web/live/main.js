// The live page: start(source, options) in a page that has the parts of index.html.

import { nextTheme, onTheme, startTheme } from '../theme.js';
import { fillBar } from './bar.js';
import { defaultTiles } from './defaults.js';
import { paramsCard } from './params.js';
import { Session } from './session.js';
import { Tiles } from './tiles.js';

/** @typedef {import('./types.js').Source} Source @typedef {import('./types.js').Options} Options */

/** @param {string} id */
const part = id => /** @type {HTMLElement} */ (document.getElementById(id));

/** How often pictures are drawn where motion is not wanted, ms. */
const calm = 250;

/** Shows a model that runs at a source. @param {Source} source @param {Options} options */
export async function start(source, options) {
  startTheme();
  const session = new Session(source, options);
  const tiles = new Tiles(part('tiles'), session, () => []);
  const follow = [
    fillBar(part('top'), session, { theme: () => void nextTheme(), share() {}, keys() {}, drawer() {}, script() {} }),
    paramsCard(part('params'), session, () => {}),
  ];
  await session.open();
  tiles.show(defaultTiles(session));
  drawing(session, tiles, follow);
  document.documentElement.dataset.ready = '';
  session.run();
  return { session, tiles };
}

/** Draws what has changed, once in a frame of the screen. @param {Session} session @param {Tiles} tiles @param {(() => void)[]} follow */
function drawing(session, tiles, follow) {
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
    for (const t of tiles.list) t.draw(`${looks} ${session.at}`, now);
    for (const f of follow) f();
  };
  requestAnimationFrame(frame);
}
