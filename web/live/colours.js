// Which colour a line has: the same object the same everywhere, an ideal dashed ink, what
// teaches pink. Beyond four, the same hues are dashed.

/** @typedef {import('./types.js').Opened} Opened */

const hues = ['c4', 'c1', 'c3'];

/** A line in a picture. @typedef {{name: string, token: string, dash: number[]}} Stroke */

/** The object that an expression of one object is of: `post` of post[0]; "" for others. @param {string} of */
export function objectOf(of) {
  return /^[\p{L}_][\p{L}\d_.]*(\[[^\]]*\])?$/u.test(of) ? of.replace(/\[[^\]]*\]$/, '') : '';
}

/** The token of an object. @param {Opened} model @param {string} name */
export function hueOf(model, name) {
  const all = model.objects.filter(o => o.kind !== 'connection' && o.role !== 'error'),
    thing = model.objects.find(o => o.name === name);
  if (thing?.role === 'error') return 'c2';
  const k = all.findIndex(o => o.name === name);
  return k < 0 ? '' : hues[k % hues.length];
}

/** A group of neurons has the colour of its sign. @param {string} name @param {number} i */
export function signOf(name, i) {
  const token = { excitatory: 'exc', inhibitory: 'inh' }[name.replace(/^.* /, '')] ?? ['ink', 'c1', 'c4', 'c3'][i % 4];
  return { name, token, dash: [] };
}

/**
 * The strokes of lines that one picture shows; `plain` are lines of which none is an ideal.
 * @param {Opened} model @param {{of: string, name: string}[]} lines @param {boolean} [plain] @returns {Stroke[]}
 */
export function strokes(model, lines, plain = false) {
  const order = ['c1', 'c4', 'c3', 'c2'];
  /** @type {Map<string, number>} */
  const used = new Map();
  return lines.map(({ of, name }) => {
    const object = objectOf(of);
    if (!object && !plain) return { name, token: 'ideal', dash: [6, 4] };
    const wish = hueOf(model, object),
      free = order.find(t => !used.has(t)),
      token = wish && !used.has(wish) ? wish : (free ?? order[lines.findIndex(l => l.name === name) % order.length]),
      times = used.get(token) ?? 0;
    used.set(token, times + 1);
    return { name, token, dash: [[], [8, 3], [2, 3], [8, 3, 2, 3]][times % 4] };
  });
}
