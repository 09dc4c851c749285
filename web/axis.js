// The time axes of an experiment are one: what is zoomed in one picture is zoomed in all,
// and all read their values at one time. Times count from the start of each phase, so
// that phases lie on each other.

/** A time axis that pictures share. */
export class Axis {
  /** @param {number} length of the longest phase, s */
  constructor(length) {
    this.length = length;
    this.from = 0;
    this.to = length;
    /** @type {number|null} the time that is read, s */
    this.cursor = null;
    /** @type {((what: 'zoom'|'cursor') => void)[]} */
    this.followers = [];
  }

  /** @param {(what: 'zoom'|'cursor') => void} f */
  follow(f) {
    this.followers.push(f);
  }

  /** Shows a stretch of time; one that is too short to be meant is not. @param {number} from @param {number} to */
  zoom(from, to) {
    const least = this.length * 1e-5;
    from = Math.max(0, from);
    to = Math.min(this.length, to);
    if (!(to - from > least)) return;
    this.from = from;
    this.to = to;
    for (const f of this.followers) f('zoom');
  }

  /** Shows all. */
  reset() {
    this.zoom(0, this.length);
  }

  /** The end of what is shown of a phase: its own end, unless a stretch is chosen. @param {number} seconds of the phase */
  end(seconds) {
    return this.zoomed ? this.to : seconds;
  }

  get zoomed() {
    return this.from > 0 || this.to < this.length;
  }

  /** Reads another time. @param {number|null} t */
  read(t) {
    if (t === this.cursor) return;
    this.cursor = t;
    for (const f of this.followers) f('cursor');
  }

  /** What a key does to the axis; true if it does something. @param {KeyboardEvent} e */
  key(e) {
    if (e.ctrlKey || e.metaKey || e.altKey) return false;
    const width = this.to - this.from,
      step = width * (e.shiftKey ? 0.1 : 0.01),
      at = this.cursor ?? (this.from + this.to) / 2;
    /** @param {number} t */
    const to = t => {
      const x = Math.min(this.length, Math.max(0, t));
      if (x < this.from) this.zoom(x, x + width);
      if (x > this.to) this.zoom(x - width, x);
      this.read(x);
    };
    switch (e.key) {
      case 'ArrowLeft':
        to(at - step);
        break;
      case 'ArrowRight':
        to(at + step);
        break;
      case 'Home':
        to(this.from);
        break;
      case 'End':
        to(this.to);
        break;
      case '+':
      case '=':
        this.zoom(at - (at - this.from) / 2, at + (this.to - at) / 2);
        break;
      case '-':
      case '_':
        this.zoom(at - (at - this.from) * 2, at + (this.to - at) * 2);
        break;
      case '0':
      case 'Escape':
        if (e.key === 'Escape' && !this.zoomed && this.cursor === null) return false;
        this.read(null);
        this.reset();
        break;
      default:
        return false;
    }
    e.preventDefault();
    return true;
  }
}

/** What the keys do, for the hint below pictures. */
export const axisKeys = 'Drag to zoom, double-click to see all. With the keyboard: ← → read, + − zoom, 0 shows all.';
