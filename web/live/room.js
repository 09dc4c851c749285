// Where something is written in a drawing, and where there is room for more: labels of wires
// stand beside their middles, and not over anything else.

/** @typedef {{x: number, y: number, width: number, height: number}} Rect */

/** What is taken of a sheet. */
export class Room {
  /** @param {number} width @param {number} height */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    /** @type {Rect[]} */
    this.taken = [];
  }

  /** @param {Rect} r */
  take(r) {
    this.taken.push(r);
  }

  /** Whether nothing is there yet. @param {Rect} r */
  free({ x, y, width, height }) {
    return (
      x >= 0 &&
      y >= 0 &&
      x + width <= this.width &&
      y + height <= this.height &&
      this.taken.every(o => x >= o.x + o.width || o.x >= x + width || y >= o.y + o.height || o.y >= y + height)
    );
  }

  /** Takes the first of some places that is free; null if none is. @template {Rect} R @param {R[]} places @returns {R|null} */
  first(places) {
    const found = places.find(r => this.free(r)) ?? null;
    if (found) this.take(found);
    return found;
  }
}
