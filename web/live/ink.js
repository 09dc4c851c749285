// Many small marks, as ink on the pixels of a picture: tens of thousands of them are drawn in a
// millisecond, where as many rectangles of a canvas take fifteen.

import { channels } from '../weightmap.js';

/** A sheet of pixels of a screen. */
export class Ink {
  constructor() {
    this.canvas = document.createElement('canvas');
    this.ctx = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d'));
    this.cover = new Float32Array(0);
    this.ratio = 1;
  }

  /** An empty sheet of a size. @param {number} width @param {number} height px of the page */
  clear(width, height) {
    this.ratio = window.devicePixelRatio || 1;
    const across = Math.max(1, Math.ceil(width * this.ratio)),
      down = Math.max(1, Math.ceil(height * this.ratio));
    if (this.canvas.width === across && this.canvas.height === down) return void this.cover.fill(0);
    this.canvas.width = across;
    this.canvas.height = down;
    this.image = this.ctx.createImageData(across, down);
    this.cover = new Float32Array(across * down);
  }

  /**
   * A rectangle, as dark as that where nothing is yet; edges are soft.
   * @param {number} x @param {number} y @param {number} w @param {number} h px of the page @param {number} dark
   */
  mark(x, y, w, h, dark) {
    const { ratio, cover } = this,
      { width, height } = this.canvas,
      left = Math.max(0, x * ratio),
      right = Math.min(width, (x + w) * ratio),
      top = Math.max(0, y * ratio),
      bottom = Math.min(height, (y + h) * ratio);
    for (let j = Math.floor(top); j < bottom; j++) {
      const a = dark * (Math.min(j + 1, bottom) - Math.max(j, top));
      for (let i = Math.floor(left); i < right; i++) {
        const at = j * width + i;
        cover[at] += a * (Math.min(i + 1, right) - Math.max(i, left)) * (1 - cover[at]);
      }
    }
  }

  /**
   * Puts the sheet on a picture, its rows in one colour and from a height on in another.
   * @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {[string, string]} tokens @param {number} split px of the page
   */
  put(ctx, x, y, tokens, split) {
    const { image, cover, ratio } = this;
    if (!image) return;
    const { data, width, height } = image,
      turn = Math.round(split * ratio) * width,
      colours = tokens.map(channels);
    for (let i = 0; i < width * height; i++) {
      const [r, g, b] = colours[i < turn ? 0 : 1];
      data[4 * i] = r;
      data[4 * i + 1] = g;
      data[4 * i + 2] = b;
      data[4 * i + 3] = 255 * cover[i];
    }
    this.ctx.putImageData(image, 0, 0);
    ctx.drawImage(this.canvas, x, y, width / ratio, height / ratio);
  }
}
