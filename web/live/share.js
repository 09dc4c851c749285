// What of the page is kept for the next time, and what an address carries to others: views
// and values, never the token.

/**
 * @typedef {import('./session.js').Session} Session @typedef {import('./types.js').Spec} Spec
 * @typedef {import('./types.js').Opened} Opened
 */

/** The key under which the views of models with these objects are kept. @param {Opened} model */
function keyOf(model) {
  let hash = 2166136261;
  for (const c of model.objects.map(o => `${o.kind} ${o.name}`).join('\n')) hash = Math.imul(hash ^ c.charCodeAt(0), 16777619);
  return `nefc layout ${(hash >>> 0).toString(16)}`;
}

/** What is kept: tiles, and what is opened in the drawing. @typedef {{tiles: Spec[], folds: Session['folds']}} Kept */

/** @param {Session} session @returns {Kept|null} */
export function keptLayout(session) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(session.model)) ?? 'null');
  } catch {
    return null;
  }
}

/** @param {Session} session @param {Spec[]} tiles */
export function keepLayout(session, tiles) {
  try {
    localStorage.setItem(keyOf(session.model), JSON.stringify({ tiles, folds: session.folds }));
  } catch {
    // a browser that keeps nothing shows what a model begins with
  }
}

/** A text as a word of an address. @param {string} text */
function asWord(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** What an address carries of a page; of one that stands alone also a text that was changed. @param {Session} session @param {Spec[]} specs @param {string} changed */
export function shared(session, specs, changed) {
  const out = new URLSearchParams({ m: session.options.path });
  if (session.options.writes === false && changed) out.set('x', asWord(changed));
  else if (session.experiment) out.set('e', session.experiment);
  out.set('v', JSON.stringify(specs));
  if (session.folds.open.length + session.folds.shut.length > 0) out.set('f', JSON.stringify(session.folds));
  const values = Object.fromEntries([...session.hand].filter(([name]) => session.model.params.some(p => p.name === name)));
  if (Object.keys(values).length > 0) out.set('p', JSON.stringify(values));
  return `${location.origin}${location.pathname}#${out}`;
}

/**
 * What an address carries.
 * @param {string} hash @returns {{tiles: Spec[]|null, folds: Session['folds']|null, values: Record<string, number>}}
 */
export function fromAddress(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, '')),
    read = (/** @type {string} */ key) => JSON.parse(given.get(key) ?? 'null');
  try {
    return { tiles: read('v'), folds: read('f'), values: read('p') ?? {} };
  } catch {
    return { tiles: null, folds: null, values: {} };
  }
}
