// The views, in the order in which a menu offers them. A view is a file here and a line below.

import { valueLive } from './value.js';
import { rasterLive } from './raster.js';
import { weightsLive } from './weights.js';
import { surfaceLive } from './surface.js';
import { tuningLive } from './tuning.js';
import { phaseLive } from './phase.js';
import { errorLive, rateLive, similarityLive, stateLive } from './lines.js';
import { fitLive } from './fit.js';
import { heatLive } from './heat.js';
import { mapLive } from './map.js';

/** @typedef {import('../plot.js').Paint} Paint @typedef {import('../types.js').Spec} Spec @typedef {import('../types.js').Thing} Thing
 *  @typedef {import('../types.js').Want} Want @typedef {import('../session.js').Session} Session */

/**
 * A view. `offers` is a tile of it for an object, null for none; `wants` says what it watches; `draw` draws; `keys` are the lines it
 * names, with what they are now; `choices` are tiles of which one is chosen in a second menu; `sub` stands beside the title; `table`
 * is the same in numbers; `figure` the line of a model that draws it in a run; `modes` are buttons.
 * @typedef {{name: string, label: string, title: (spec: Spec) => string, offers: (thing: Thing, session: Session) => Spec|null,
 *   hint?: (thing: Thing) => string, wants: (spec: Spec, session: Session) => Want[], draw: (p: Paint) => void,
 *   keys: (p: Paint) => {name: string, token: string, dash: number[], value: string}[], sub: (p: Paint) => string,
 *   table: (p: Paint) => {head: string[], rows: string[][]}, figure: (spec: Spec) => string, modes?: string[],
 *   choices?: (thing: Thing, session: Session) => Spec[]}} View
 */

/** @type {View[]} */
export const liveViews = [
  valueLive,
  heatLive,
  rasterLive,
  mapLive,
  rateLive,
  stateLive,
  tuningLive,
  surfaceLive,
  weightsLive,
  errorLive,
  phaseLive,
  similarityLive,
  fitLive,
];

/** @param {string} name */
export function viewOf(name) {
  return liveViews.find(v => v.name === name);
}
