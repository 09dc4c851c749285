// What was recorded, over time.

import { h } from '../dom.js';
import { axisKeys } from '../axis.js';
import { Line, linePanel, mostLines } from '../lines.js';

/** @typedef {import('./views.js').Context} Context @typedef {import('../types.js').Signal} Signal */

/** Ranges that differ more than so many times are drawn apart. */
const apart = 30;

/**
 * Lines that are drawn together: of one phase, sampled at the same times, of similar
 * size or dimensions of one signal; a signal of many dimensions stands alone.
 * @param {Signal[]} signals @param {import('../file.js').Arrays} arrays
 */
export function groups(signals, arrays) {
  /** @type {{phase: string, key: string, size: number, lines: Line[]}[]} */
  const out = [];
  /** @type {Map<string, number>} */
  const dims = new Map();
  for (const s of signals) dims.set(s.of + s.run, (dims.get(s.of + s.run) || 0) + 1);
  for (const s of [...signals].sort((a, b) => Number(a.role === 'ideal') - Number(b.role === 'ideal'))) {
    const line = new Line(s, arrays),
      { size } = s;
    const alone = (dims.get(s.of + s.run) || 1) > mostLines,
      key = [s.from, s.step, s.data.n, alone ? s.of : ''].join();
    const near = out.find(
      g =>
        g.phase === s.phase &&
        g.key === key &&
        (g.lines.some(l => l.signal.of === s.of) || size === 0 || g.size === 0 || Math.max(size, g.size) < apart * Math.min(size, g.size)),
    );
    if (near) {
      near.lines.push(line);
      near.size = Math.max(near.size, size);
    } else out.push({ phase: s.phase, key, size, lines: [line] });
  }
  return out.sort((a, b) => Number(a.lines.length > mostLines) - Number(b.lines.length > mostLines));
}

/** What a panel is called: its phase, and what it shows if that is little. @param {string} phase @param {Line[]} lines */
function titleOf(phase, lines) {
  const names = [...new Set(lines.filter(l => l.signal.role === 'data').map(l => l.signal.of))];
  return names.length > 4 ? phase : `${phase}: ${names.join(', ')}`;
}

export const signalsView = {
  id: 'signals',
  title: 'Signals',
  /** @param {Context} c */
  draw(c) {
    const { experiment, arrays, axis } = c,
      list = groups(experiment.signals, arrays);
    if (list.length === 0) return [];
    const panels = list.map((g, i) => {
      const id = `${c.prefix}signal-${i}`;
      for (const l of g.lines) c.pictured(l.signal.of, 'signal', id);
      return linePanel({
        title: titleOf(g.phase, g.lines),
        id,
        lines: g.lines,
        axis,
        label: 'value',
        start: c.start(g.phase),
        seconds: c.seconds(g.phase),
      });
    });
    return [
      h('div', { class: 'panels' }, ...panels),
      h(
        'p',
        { class: 'hint noprint' },
        `${panels.length > 1 ? 'All times are zoomed together. ' : ''}${axisKeys} Dashed ink is what a line should be.`,
      ),
    ];
  },
};
