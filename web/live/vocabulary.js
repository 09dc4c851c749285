// The vocabularies of a model, and which objects hold pointers of them.

/** @typedef {import('./types.js').Opened} Opened @typedef {import('./types.js').Thing} Thing */

/** @param {string} text @returns {{name: string, dims: number}[]} */
function vocabulariesOf(text) {
  return [...text.matchAll(/^\s*vocab\s+([\p{L}_][\p{L}\d_]*)(?:[^\n{]*?\bdims\s+(\d+))?/gmu)].map(m => ({
    name: m[1],
    dims: Number(m[2] ?? 64),
  }));
}

/** The vocabulary with as many dimensions as an object. @param {Opened} model @param {Thing} thing */
export function vocabularyOf(model, thing) {
  return thing.views.includes('value') ? vocabulariesOf(model.text).find(v => v.dims === thing.dims) : undefined;
}

/** How alike an object is to each pointer, as an analysis; "" where no vocabulary fits. @param {Opened} model @param {string} name */
export function similarityOf(model, name) {
  const thing = model.objects.find(o => o.name === name),
    v = thing && vocabularyOf(model, thing);
  return v ? `similarity(${name}, ${v.name})` : '';
}
