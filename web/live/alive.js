// What moves in the drawing of a model: neurons that light up, populations that fill, what
// nodes were, and what is lost.

import { colour } from '../theme.js';
import { curve } from './scene.js';

/**
 * @typedef {import('./stream.js').Stream} Stream
 * @typedef {import('./scene.js').Placed} Placed
 * @typedef {import('./scene.js').PlacedWire} PlacedWire
 */

/** Neurons are dots in up to so many populations, of up to so many neurons. */
export const mostDotted = 20,
  mostDots = 300;

/** In how many steps of brightness neurons are drawn: those of a step are one path. */
const levels = 8;

/** How fast a circle is full, Hz. */
const fullRate = 200;

/**
 * What is drawn live of a box: dots of neurons from the left on, how bright each is now; for large populations how full it is; of nodes
 * what they were.
 * @typedef {{at: Placed, stream: Stream, dots: [number, number][]|null, light: Float32Array}} Alive
 */

/**
 * Draws one as it is now, of a stretch of time that began before.
 * @param {CanvasRenderingContext2D} ctx @param {Alive} a @param {number} from @param {number} now
 */
export function drawAlive(ctx, a, from, now) {
  if (a.dots) neurons(ctx, a, a.dots, now);
  else if (a.at.box.kind === 'ensemble') filled(ctx, a, now);
  else past(ctx, a, from, now);
}

/**
 * Each neuron, the brighter the more it spiked lately.
 * @param {CanvasRenderingContext2D} ctx @param {Alive} a @param {[number, number][]} dots @param {number} now
 */
function neurons(ctx, { at, stream, light }, dots, now) {
  const { spikes } = stream,
    b = spikes.index(now + 1e-9),
    exc = stream.info?.excitatory ?? dots.length,
    signed = stream.info?.excitatory !== undefined,
    r = Math.min(2.5, (0.42 * (at.width / 2)) / Math.sqrt(dots.length));
  light.fill(0);
  for (let k = spikes.index(now - 0.3); k < b; k++) {
    const v = spikes.size[k] * Math.exp((spikes.at[k] - now) / 0.06),
      tall = Math.max(1, Math.round(spikes.tall[k]));
    for (let j = 0; j < tall; j++) light[Math.min(dots.length - 1, Math.floor(spikes.row[k]) + j)] += v / tall;
  }
  for (let i = 0; i < light.length; i++) light[i] = Math.round(Math.min(1, light[i] / 2) * (levels - 1));
  for (let level = 0; level < levels; level++) {
    ctx.globalAlpha = 0.14 + (0.86 * level) / (levels - 1);
    dotted(ctx, dots, light, level, 0, exc, r, signed ? 'exc' : 'ink');
    dotted(ctx, dots, light, level, exc, dots.length, r, 'inh');
  }
  ctx.globalAlpha = 1;
}

/** A population of many: a disc that grows with its mean rate. @param {CanvasRenderingContext2D} ctx @param {Alive} a @param {number} now */
function filled(ctx, { at, stream }, now) {
  const rate = stream.series.value(now);
  if (!(rate > 0)) return;
  ctx.globalAlpha = 0.3;
  ctx.fillStyle = colour('ink');
  ctx.beginPath();
  ctx.arc(at.x + at.width / 2, at.y + at.height / 2, (at.width / 2 - 2) * Math.sqrt(Math.min(1, rate / fullRate)), 0, 7);
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** What was taken away: of a population a part of its ring, of a wire a cross. @param {CanvasRenderingContext2D} ctx @param {Placed|undefined} at @param {PlacedWire|undefined} wire @param {number} share */
export function drawLost(ctx, at, wire, share) {
  ctx.strokeStyle = ctx.fillStyle = colour('bad');
  ctx.lineWidth = 3;
  ctx.beginPath();
  if (at) {
    ctx.arc(at.x + at.width / 2, at.y + at.height / 2, at.width / 2 + 1, -Math.PI / 2, (2 * share - 0.5) * Math.PI);
  } else if (wire) {
    for (const way of [-1, 1]) {
      ctx.moveTo(wire.x - 5, wire.y - 5 * way);
      ctx.lineTo(wire.x + 5, wire.y + 5 * way);
    }
  }
  ctx.stroke();
  const text = `−${Math.round(100 * share)} %`;
  ctx.font = '600 10px Inter, system-ui, "Liberation Sans", sans-serif';
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  if (at) ctx.fillText(text, at.x + at.width + 3, at.y + 4);
  else if (wire) ctx.fillText(text, wire.x + 9, wire.y + 12);
}

/** What a node was in the last seconds. @param {CanvasRenderingContext2D} ctx @param {Alive} a @param {number} from @param {number} now */
function past(ctx, { at, stream }, from, now) {
  const { series } = stream,
    b = series.index(now + 1e-9),
    a = Math.max(series.index(Math.max(from, now - 3)), b - 300),
    error = at.box.kind === 'error';
  if (b - a < 2) return;
  ctx.beginPath();
  ctx.roundRect(at.x + 1, at.y + 1, at.width - 2, at.height - 2, 5);
  ctx.fillStyle = colour('tile');
  ctx.globalAlpha = error ? 0.85 : 1;
  ctx.fill();
  ctx.globalAlpha = error ? 0.55 : 1;
  curve(ctx, k => series.middle(a + k, 0), b - a, at, error ? 'c2' : 'c3');
  ctx.globalAlpha = 1;
  if (!error) return;
  ctx.fillStyle = colour('ink');
  ctx.font = '600 11px Inter, system-ui, "Liberation Sans", sans-serif';
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(at.box.title, at.x + at.width / 2, at.y + at.height / 2);
}

/**
 * Dots of one brightness and one sign.
 * @param {CanvasRenderingContext2D} ctx @param {[number, number][]} dots @param {Float32Array} light @param {number} level
 * @param {number} from @param {number} to @param {number} r @param {string} token
 */
function dotted(ctx, dots, light, level, from, to, r, token) {
  ctx.fillStyle = colour(token);
  ctx.beginPath();
  for (let i = from; i < to; i++) {
    if (light[i] !== level) continue;
    ctx.moveTo(dots[i][0] + r, dots[i][1]);
    ctx.arc(dots[i][0], dots[i][1], r, 0, 7);
  }
  ctx.fill();
}

/** Points spread evenly over a circle, those to the left first. @param {Placed} p @returns {[number, number][]} */
export function sunflower({ box, x, y, width }) {
  const n = box.neurons ?? 0,
    r = width / 2 - 4,
    golden = Math.PI * (3 - Math.sqrt(5));
  return /** @type {[number, number][]} */ (
    Array.from({ length: n }, (_, k) => {
      const d = r * Math.sqrt((k + 0.5) / n);
      return [x + width / 2 + d * Math.cos(golden * k), y + width / 2 + d * Math.sin(golden * k)];
    })
  ).sort((a, b) => a[0] - b[0]);
}
