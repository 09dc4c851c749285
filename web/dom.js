// Elements. Text is always a text node, so that no name in a model becomes markup.

/**
 * An element with properties and children. A property is an attribute; `class`, `style`
 * (custom properties too) and handlers `onclick` are understood; false and undefined
 * leave it out.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const e = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === false || value === undefined || value === null) continue;
    if (key.startsWith('on')) e.addEventListener(key.slice(2), value);
    else if (key === 'style') for (const [k, v] of Object.entries(value)) e.style.setProperty(k, String(v));
    else e.setAttribute(key, value === true ? '' : String(value));
  }
  for (const c of children) if (c !== null && c !== undefined && c !== false) e.append(c);
  return e;
}

/** A note: what stands in backquotes is code. @param {string} text */
export function note(text) {
  return h('p', { class: 'note' }, ...text.split('`').map((part, i) => (i % 2 ? h('code', {}, part) : part)));
}

/**
 * A table. A cell is text or an element; columns named in `right` hold numbers.
 * @param {string} caption for those who do not see the heading
 * @param {string[]} head
 * @param {(string|Node)[][]} rows
 * @param {number[]} [right]
 */
export function table(caption, head, rows, right = []) {
  /** @param {string} tag @param {(string|Node)[]} cells */
  const row = (tag, cells) =>
    h('tr', {}, ...cells.map((c, i) => h(tag, { class: right.includes(i) && 'r', scope: tag === 'th' && 'col' }, c)));
  const t = h(
    'table',
    {},
    h('caption', { class: 'hidden' }, caption),
    h('thead', {}, row('th', head)),
    h('tbody', {}, ...rows.map(r => row('td', r))),
  );
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption }, t);
}

/** @type {(() => void)[]} */
const waiting = [];

/** How much of a frame pictures may take that can wait, ms. */
const slice = 6;

/** Draws what can wait, a few pictures a frame. */
function drawWaiting() {
  const from = performance.now();
  while (waiting.length > 0 && performance.now() - from < slice) /** @type {() => void} */ (waiting.shift())();
  if (waiting.length > 0) requestAnimationFrame(drawWaiting);
}

/** Draws a picture in one of the next frames. @param {() => void} paint */
export function drawLater(paint) {
  waiting.push(paint);
  if (waiting.length === 1) requestAnimationFrame(() => requestAnimationFrame(drawWaiting));
}

/**
 * A canvas as large as its box, drawn when it comes into view, changes size or theme.
 * The picture is drawn in CSS pixels.
 * @param {HTMLElement} box
 * @param {(ctx: CanvasRenderingContext2D, width: number, height: number) => void} draw
 * @param {(paint: () => void) => void} [when] with the next frame, or drawLater
 * @returns {() => void} draws it again
 */
export function picture(box, draw, when = requestAnimationFrame) {
  const canvas = /** @type {HTMLCanvasElement} */ (h('canvas', { 'aria-hidden': 'true' }));
  box.prepend(canvas);
  let asked = false,
    seen = false;
  const paint = () => {
    asked = false;
    const width = box.clientWidth,
      height = box.clientHeight,
      ratio = printing ? 3 : window.devicePixelRatio || 1;
    if (width < 2 || height < 2) return;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    ctx.scale(ratio, ratio);
    draw(ctx, width, height);
  };
  const again = () => {
    if (asked || !seen) return;
    asked = true;
    when(paint);
  };
  new IntersectionObserver(
    entries => {
      seen = entries.some(e => e.isIntersecting);
      again();
    },
    { rootMargin: '200px' },
  ).observe(box);
  new ResizeObserver(again).observe(box);
  redraws.push({ again, now: paint });
  return again;
}

/** @type {{again: () => void, now: () => void}[]} */
const redraws = [];
let printing = false;

/** Draws all pictures again: the theme has changed. */
export function redrawAll() {
  for (const r of redraws) r.again();
}

/**
 * Draws all pictures at once, also those out of sight, for paper or for the screen.
 * @param {boolean} paper
 */
export function redrawFor(paper) {
  printing = paper;
  for (const r of redraws) r.now();
}
