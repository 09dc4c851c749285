// The drawing of a model from the coordinates that Go computed: what does not change while
// it runs.

import { colour } from '../theme.js';
import { hueOf } from './colours.js';
import { Room } from './room.js';

/** @typedef {import('./types.js').Layout} Layout @typedef {import('./types.js').Box} Box @typedef {import('./types.js').Wire} Wire
 *  @typedef {import('./types.js').Opened} Opened */

/** How a drawing lies on a canvas: scaled, then moved. @typedef {{x: number, y: number, scale: number}} Place */

/** A box where it lies on the canvas. @typedef {{box: Box, x: number, y: number, width: number, height: number, scale: number}} Placed */
/** A wire, and its middle on the canvas. @typedef {{wire: Wire, x: number, y: number}} PlacedWire */

/** @param {number} scale @param {boolean} [strong] */
const fontOf = (scale, strong) =>
  `${strong ? '600 ' : ''}${Math.min(12, Math.max(8, (strong ? 8.5 : 7.6) * scale))}px Inter, system-ui, "Liberation Sans", sans-serif`;

/** How far lines of text are apart. @param {number} scale */
const lineOf = scale => Math.max(9.5, 10 * scale);

/** Everything of a layout with its place, networks before what is in them. @param {Layout} layout @param {Place} at */
export function placed(layout, at) {
  /** @type {Placed[]} */
  const boxes = [];
  /** @type {PlacedWire[]} */
  const wires = [];
  for (const box of layout.boxes) {
    const { scale } = at;
    boxes.push({ box, x: at.x + box.x * scale, y: at.y + box.y * scale, width: box.width * scale, height: box.height * scale, scale });
    if (!box.inside) continue;
    const inner = placed(box.inside, insideOf(box, at));
    boxes.push(...inner.boxes);
    wires.push(...inner.wires);
  }
  for (const wire of layout.wires) wires.push({ wire, x: at.x + wire.middle[0] * at.scale, y: at.y + wire.middle[1] * at.scale });
  return { boxes, wires };
}

/**
 * Draws a layout on a sheet of that size.
 * @param {CanvasRenderingContext2D} ctx @param {Layout} layout @param {Place} at @param {Opened} model
 * @param {{width: number, height: number}} sheet
 */
export function drawScene(ctx, layout, at, model, sheet) {
  const room = new Room(sheet.width, sheet.height);
  for (const { box, ...place } of placed(layout, at).boxes) if (!box.inside) room.take(place);
  drawShapes(ctx, layout, at, model, room, 0);
  drawLabels(ctx, layout, at, room);
}

/**
 * Boxes with their names, and wires.
 * @param {CanvasRenderingContext2D} ctx @param {Layout} layout @param {Place} at @param {Opened} model @param {Room} room
 * @param {number} depth
 */
function drawShapes(ctx, layout, at, model, room, depth) {
  const below = layout.flow === 'right' ? layout.boxes : crowded(ctx, layout, at, depth);
  for (const b of layout.boxes) if (b.kind === 'network') drawNetwork(ctx, b, at, layout.flow, depth);
  for (const w of layout.wires) drawWire(ctx, w, layout, at);
  for (const b of layout.boxes) if (b.kind !== 'network') drawBox(ctx, b, at, below.includes(b), layout.flow, model, room);
  for (const b of layout.boxes) if (b.inside) drawShapes(ctx, b.inside, insideOf(b, at), model, room, depth + 1);
}

/** Labels of wires, where there is room. @param {CanvasRenderingContext2D} ctx @param {Layout} layout @param {Place} at @param {Room} room */
function drawLabels(ctx, layout, at, room) {
  for (const w of layout.wires) drawLabel(ctx, w, layout, at, room);
  for (const b of layout.boxes) if (b.inside) drawLabels(ctx, b.inside, insideOf(b, at), room);
}

/** Where what is in a network lies. @param {Box} b @param {Place} at @returns {Place} */
function insideOf({ inside_at: [x, y] = [0, 0] }, at) {
  return { x: at.x + x * at.scale, y: at.y + y * at.scale, scale: at.scale };
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {string} s @param {number} x @param {number} y @param {string} token
 * @param {CanvasTextAlign} align
 */
function say(ctx, s, x, y, token, align) {
  ctx.fillStyle = colour(token);
  ctx.textAlign = align;
  ctx.textBaseline = 'middle';
  ctx.fillText(s, x, y);
}

/** @param {CanvasRenderingContext2D} ctx @param {Box} b @param {Place} at @param {string} flow @param {number} depth */
function drawNetwork(ctx, b, at, flow, depth) {
  const { scale } = at,
    x = at.x + b.x * scale,
    y = at.y + b.y * scale,
    w = b.width * scale,
    h = b.height * scale;
  ctx.beginPath();
  ctx.roundRect(x, y, w, h, 7);
  ctx.globalAlpha = 0.035 * (depth + 1);
  ctx.fillStyle = colour('ink');
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colour('ink3');
  ctx.lineWidth = 0.9;
  ctx.setLineDash([]);
  ctx.stroke();
  ctx.font = fontOf(scale, true);
  if (!b.inside) {
    names(ctx, [b.title, b.detail, b.text], x + w / 2, y + h / 2, scale, w - 6);
  } else if (flow === 'right') {
    say(ctx, b.title, x + 8 * scale, y + 9 * scale, 'ink', 'left');
  } else {
    ctx.save();
    ctx.translate(x + 9 * scale, y + h - 8 * scale);
    ctx.rotate(-Math.PI / 2);
    say(ctx, b.title, 0, 0, 'ink', 'left');
    ctx.restore();
  }
}

/**
 * A name and lines below it, about a point.
 * @param {CanvasRenderingContext2D} ctx @param {(string|undefined)[]} lines @param {number} x @param {number} y
 * @param {number} scale @param {number} room width
 */
function names(ctx, lines, x, y, scale, room) {
  const shown = lines.filter(Boolean),
    high = lineOf(scale);
  shown.forEach((line, k) => {
    ctx.font = fontOf(scale, k === 0);
    const wide = ctx.measureText(line ?? '').width / room;
    if (wide > 1) ctx.font = ctx.font.replace(/[\d.]+px/, px => `${parseFloat(px) / wide}px`);
    say(ctx, line ?? '', x, y + (k - (shown.length - 1) / 2) * high, k === 0 ? 'ink' : 'ink2', 'center');
  });
}

/** How wide the name beside a box is, and the line below it. @param {CanvasRenderingContext2D} ctx @param {Box} b @param {number} scale */
function nameWidth(ctx, b, scale) {
  ctx.font = fontOf(scale, true);
  const name = ctx.measureText(b.title).width;
  ctx.font = fontOf(scale);
  return Math.max(name, ctx.measureText(b.detail ?? '').width);
}

/**
 * Boxes of layers in which a name has no room at the left of its box: those of a layer have them below.
 * @param {CanvasRenderingContext2D} ctx @param {Layout} layout @param {Place} at @param {number} depth @returns {Box[]}
 */
function crowded(ctx, { boxes }, { x, scale }, depth) {
  const level = (/** @type {Box} */ a, /** @type {Box} */ b) => a.y < b.y + b.height && b.y < a.y + a.height,
    named = boxes.filter(b => isRound(b) || b.curve),
    tight = named.filter(b => {
      const edges = boxes.filter(o => o !== b && level(o, b) && o.x < b.x).map(o => (o.x + o.width) * scale),
        room = b.x * scale - Math.max(depth > 0 ? 0 : 2 - x, ...edges);
      return nameWidth(ctx, b, scale) + 5 * scale > room;
    });
  return named.filter(b => tight.some(o => level(o, b)));
}

/** @param {Box} b */
const isRound = b => b.kind === 'ensemble' || b.kind === 'pass-through' || (b.kind === 'array' && (b.neurons ?? 0) > 0);

/**
 * @param {CanvasRenderingContext2D} ctx @param {Box} b @param {Place} at @param {boolean} below where its name stands
 * @param {string} flow @param {Opened} model @param {Room} room
 */
function drawBox(ctx, b, at, below, flow, model, room) {
  const { scale } = at,
    x = at.x + b.x * scale,
    y = at.y + b.y * scale,
    w = b.width * scale,
    h = b.height * scale,
    round = isRound(b);
  ctx.setLineDash([]);
  ctx.font = fontOf(scale);
  if (b.kind === 'port') return say(ctx, b.title, x + w / 2, y + h / 2, 'ink2', 'center');
  const copies = b.kind === 'array' ? 2 : 0;
  for (let k = copies; k >= 0; k--) {
    const by = 3.5 * k * scale;
    shape(ctx, x - (flow === 'down' ? by : 0), y + (flow === 'down' ? 0 : by), w, h, round);
    ctx.fillStyle = colour('tile');
    ctx.fill();
    ctx.strokeStyle = colour(b.kind === 'error' ? 'c2' : round && b.kind !== 'pass-through' ? hueOf(model, b.name) || 'c4' : 'ink3');
    ctx.lineWidth = round ? 1.6 : 1.1;
    ctx.stroke();
  }
  if (b.members) say(ctx, `×${b.members}`, x + w / 2, y + h / 2, 'ink2', 'center');
  if (round || b.curve) outside(ctx, b, below ? x : x - 3.5 * copies * scale, y, w, h, below, scale, room);
  else names(ctx, [b.title, b.detail, b.text], x + w / 2, y + h / 2, scale, w - 4);
  const past = b.curve;
  if (past) curve(ctx, k => past[k], past.length, { x, y, width: w, height: h }, 'c3');
  if (b.recorded) {
    const r = round ? 0.5 + 0.354 : 1;
    ctx.beginPath();
    ctx.arc(x + w * r, y + h * r, 2.4 * Math.min(scale, 1.3), 0, 7);
    ctx.fillStyle = colour('ink');
    ctx.fill();
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} w @param {number} h @param {boolean} round */
function shape(ctx, x, y, w, h, round) {
  ctx.beginPath();
  if (round) ctx.arc(x + w / 2, y + h / 2, w / 2, 0, 7);
  else ctx.roundRect(x, y, w, h, 6);
}

/**
 * A name beside a shape: to its left, or below, where a wire may lead through and only as much of it stands as there is room for.
 * @param {CanvasRenderingContext2D} ctx @param {Box} b @param {number} x @param {number} y @param {number} w @param {number} h
 * @param {boolean} below @param {number} scale @param {Room} room
 */
function outside(ctx, b, x, y, w, h, below, scale, room) {
  const line = lineOf(scale),
    nx = below ? x + w / 2 : x - 5 * scale,
    ny = below ? y + h + 3 * scale + line / 2 : y + h / 2 - (b.detail ? line / 2 : 0);
  for (const strong of [true, false]) {
    const at = strong ? ny : ny + line,
      whole = strong ? b.title : (b.detail ?? '');
    ctx.font = fontOf(scale, strong);
    const place = (/** @type {string} */ text) => {
      const width = ctx.measureText(text).width;
      return { text, x: below ? nx - width / 2 : nx - width, y: at - line / 2, width, height: line };
    };
    const found = below ? room.first([whole, whole.slice(whole.lastIndexOf('.') + 1)].map(place)) : place(whole);
    if (!found || !whole) continue;
    if (below) halo(ctx, found.text, nx, at);
    else room.take(found);
    say(ctx, found.text, nx, at, strong ? 'ink' : 'ink2', below ? 'center' : 'right');
  }
}

/** Keeps what is behind a text away from it. @param {CanvasRenderingContext2D} ctx @param {string} s @param {number} x @param {number} y */
function halo(ctx, s, x, y) {
  ctx.strokeStyle = colour('tile');
  ctx.lineWidth = 3;
  ctx.lineJoin = 'round';
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.strokeText(s, x, y);
}

/**
 * A curve of n numbers over the width of a box.
 * @param {CanvasRenderingContext2D} ctx @param {(k: number) => number} v @param {number} n
 * @param {{x: number, y: number, width: number, height: number}} at @param {string} token
 */
export function curve(ctx, v, n, { x, y, width, height }, token) {
  let lo = Infinity,
    hi = -Infinity;
  for (let k = 0; k < n; k++) {
    lo = Math.min(lo, v(k));
    hi = Math.max(hi, v(k));
  }
  if (!(hi > lo)) [lo, hi] = [lo - 1, lo + 1];
  ctx.beginPath();
  for (let k = 0; k < n; k++)
    ctx.lineTo(x + 5 + (k / Math.max(1, n - 1)) * (width - 10), y + height - 5 - ((v(k) - lo) / (hi - lo)) * (height - 10));
  ctx.strokeStyle = colour(token);
  ctx.lineWidth = 1.4;
  ctx.lineJoin = 'round';
  ctx.stroke();
}

/** The points of a path beside another one. @param {number[]} p @param {number} offset @returns {number[]} points along it, x and y */
function beside(p, offset) {
  const out = [];
  for (let i = 0; i + 7 < p.length; i += 6) {
    for (let k = i === 0 ? 0 : 1; k <= 12; k++) {
      const t = k / 12,
        u = 1 - t,
        at = (/** @type {number} */ j) =>
          u * u * u * p[i + j] + 3 * u * u * t * p[i + 2 + j] + 3 * u * t * t * p[i + 4 + j] + t * t * t * p[i + 6 + j],
        to = (/** @type {number} */ j) =>
          u * u * (p[i + 2 + j] - p[i + j]) + 2 * u * t * (p[i + 4 + j] - p[i + 2 + j]) + t * t * (p[i + 6 + j] - p[i + 4 + j]),
        long = Math.hypot(to(0), to(1)) || 1;
      out.push(at(0) - (offset * to(1)) / long, at(1) + (offset * to(0)) / long);
    }
  }
  return out;
}

/** @param {CanvasRenderingContext2D} ctx @param {Wire} w @param {Layout} layout @param {Place} at */
function drawWire(ctx, w, layout, at) {
  const path = w.path.map((v, i) => (i % 2 ? at.y : at.x) + v * at.scale),
    port = w.to !== undefined && layout.boxes[w.to].kind === 'port',
    end = port ? 'none' : 'arrow';
  if (w.flavour === 'learning') stroke(ctx, beside(path, 0), 'c2', 1.8, [4, 3.5], end);
  else if (w.flavour === 'modulates') stroke(ctx, beside(path, 0), 'ink2', 1.2, [1.5, 2.5], end);
  else if (w.excites || w.inhibits) {
    const apart = w.excites && w.inhibits ? 3.2 : 0;
    if (w.excites) stroke(ctx, beside(path, apart), 'exc', 2.3, [], 'arrow');
    if (w.inhibits) stroke(ctx, beside(path, -apart), 'inh', 2.3, [], 'bar');
  } else stroke(ctx, beside(path, 0), 'ink3', w.flavour === 'weights' ? 2.2 : 1.3, [], end);
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {number[]} p @param {string} token @param {number} width @param {number[]} dash
 * @param {'arrow'|'bar'|'none'} end
 */
function stroke(ctx, p, token, width, dash, end) {
  const n = p.length,
    x = p[n - 2],
    y = p[n - 1],
    size = 3.2 * width + 2;
  let i = n - 4;
  while (i > 0 && Math.hypot(x - p[i], y - p[i + 1]) < size) i -= 2;
  const long = Math.hypot(x - p[i], y - p[i + 1]) || 1,
    dx = (x - p[i]) / long,
    dy = (y - p[i + 1]) / long,
    back = end === 'arrow' ? size - 1 : end === 'bar' ? 1.5 : 0;
  ctx.strokeStyle = ctx.fillStyle = colour(token);
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  ctx.beginPath();
  for (let k = 0; k <= i; k += 2) ctx.lineTo(p[k], p[k + 1]);
  ctx.lineTo(x - back * dx, y - back * dy);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.beginPath();
  if (end === 'arrow') {
    ctx.moveTo(x, y);
    ctx.lineTo(x - size * dx - 0.5 * size * dy, y - size * dy + 0.5 * size * dx);
    ctx.lineTo(x - size * dx + 0.5 * size * dy, y - size * dy - 0.5 * size * dx);
    ctx.fill();
  } else if (end === 'bar') {
    ctx.moveTo(x - back * dx - 5 * dy, y - back * dy + 5 * dx);
    ctx.lineTo(x - back * dx + 5 * dy, y - back * dy - 5 * dx);
    ctx.stroke();
  }
}

/**
 * The lines of a wire beside its middle: where the layout left room for them, else on the other side, or a little further along;
 * the first one alone, or none, where they would lie over something else.
 * @param {CanvasRenderingContext2D} ctx @param {Wire} w @param {Layout} layout @param {Place} at @param {Room} room
 */
function drawLabel(ctx, w, layout, at, room) {
  const { scale } = at,
    all = [...(w.label ?? []), ...(w.rule ? [w.rule] : [])].map(text => text.replace(/(\d\.\d{3})\d+/g, '$1')),
    line = lineOf(scale);
  ctx.font = fontOf(scale);
  for (const lines of all.length > 1 ? [all, all.slice(0, 1)] : [all]) {
    const width = Math.max(0, ...lines.map(text => ctx.measureText(text).width)),
      free = width > 0 && room.first(sidesOf(w, layout, at, width, lines.length * line));
    if (!free) continue;
    const x = { left: free.x, right: free.x + width, center: free.x + width / 2 }[free.align];
    lines.forEach((text, k) => say(ctx, text, x, free.y + (k + 0.5) * line, w.flavour === 'learning' || text === w.rule ? 'c2' : 'ink2', free.align));
    return;
  }
}

/**
 * Where a label of a size may stand, the best place first.
 * @param {Wire} w @param {Layout} layout @param {Place} at @param {number} width @param {number} height
 */
function sidesOf(w, layout, at, width, height) {
  const { scale } = at,
    down = layout.flow === 'down',
    trained = layout.wires.some(o => o.onto !== undefined && layout.wires[o.onto] === w),
    aside = w.onto !== undefined && w.path[1] === w.path[w.path.length - 1],
    mx = at.x + w.middle[0] * scale,
    my = at.y + w.middle[1] * scale,
    gap = (5 + (w.excites && w.inhibits ? 3 : 0)) * scale;
  /** @type {(align: 'left'|'right'|'center', x: number, y: number) => import('./room.js').Rect & {align: 'left'|'right'|'center'}} */
  const place = (align, x, y) => ({ align, x, y, width, height });
  const right = (dy = 0) => place('left', mx + gap, my - height / 2 + dy),
    left = (dy = 0) => place('right', mx - gap - width, my - height / 2 + dy),
    above = place('center', mx - width / 2, my - height - 2 * scale),
    under = place('center', mx - width / 2, my + 2 * scale);
  if (aside || (!down && w.from !== w.to)) return [above, under];
  const near = down && trained && w.from !== w.to ? [left, right] : [right, left];
  return [0, -0.7 * height, 0.7 * height].flatMap(dy => near.map(side => side(dy)));
}
