// The menu of an object: its views, those that are shown ticked, and what can be done with it.

import { findObject } from './keys.js';
import { openMenu } from './menu.js';
import { liveViews } from './views/list.js';

/**
 * @typedef {import('./session.js').Session} Session
 * @typedef {import('./tiles.js').Tiles} Tiles
 * @typedef {import('./types.js').Thing} Thing
 * @typedef {import('./menu.js').Item} Item
 */

/**
 * @param {Session} session @param {Tiles} tiles @param {((line: number) => void)|null} goTo
 * @param {(name: string) => {open: boolean, toggle: () => void}|undefined} foldOf what opens a box in the drawing, or folds it
 * @returns {(from: HTMLElement, names: string[]) => void}
 */
export function chooser(session, tiles, goTo, foldOf) {
  /** @param {HTMLElement} from @param {string[]} names */
  const choose = (from, names) => {
    const { x, y, width } = from.getBoundingClientRect(),
      at = { x: x + width + 6, y },
      things = names.map(n => session.model.objects.find(o => o.name === n)).filter(o => o !== undefined);
    if (things.length === 1) {
      const [thing] = things;
      openMenu(from, thing.name, aboutOf(thing), () => [...viewItems(thing, from), ...within(from, names[0]), ...deeds(thing)], at);
    } else if (things.length > 1)
      openMenu(from, names[0], `${things.length} objects`, () => things.map(o => entry(from, o)), at);
    else openMenu(from, names[0], '', () => within(from, names[0]), at);
  };
  /** An object in a list, which leads to its own menu. @param {HTMLElement} from @param {Thing} o @returns {Item} */
  const entry = (from, o) => ({
    label: o.name,
    hint: o.n ? String(o.n) : `${o.role} ${o.dims}D`,
    act: () => choose(from, [o.name]),
  });
  /** What is in a network or an array. @param {HTMLElement} from @param {string} name @returns {Item[]} */
  const within = (from, name) => {
    const fold = foldOf(name),
      inside = session.model.objects.filter(o => o.views.length > 0 && /^[.[]/.test(o.name.slice(name.length)) && o.name.startsWith(name)),
      ends = inside.filter(o => (o.role === 'output' || o.role === 'input') && o.name.lastIndexOf('.') === name.length);
    if (inside.length === 0) return [];
    return [
      ...(fold ? [{ label: fold.open ? 'Fold it in the drawing' : 'Open it in the drawing', hint: 'o', act: fold.toggle }] : []),
      'rule',
      ...ends.map(o => entry(from, o)),
      { label: 'Find an object in it …', hint: String(inside.length), act: () => findObject(session, choose, name) },
    ];
  };
  /** @param {Thing} thing @param {HTMLElement} from @returns {Item[]} */
  const viewItems = (thing, from) =>
    liveViews.flatMap(view => {
      const spec = view.offers(thing, session);
      if (!spec)
        return view.name === 'similarity' && thing.views.includes('value')
          ? [{ label: view.label, hint: 'needs a vocabulary', disabled: true, act() {} }]
          : [];
      const { choices } = view;
      if (choices)
        return [
          { label: view.label, act: () => openMenu(from, `${thing.name} against`, '', () => partners(thing, choices(thing, session))) },
        ];
      return [
        { label: view.label, hint: view.hint?.(thing) ?? '', checked: tiles.find(spec) !== undefined, act: () => tiles.toggle(spec) },
      ];
    });
  /** @param {Thing} thing @param {import('./types.js').Spec[]} specs @returns {Item[]} */
  const partners = (thing, specs) => {
    const own = liveViews.find(v => v.name === 'phase')?.offers(thing, session),
      all = own?.against ? [own, ...specs] : specs;
    return all.map(spec => ({ label: spec.against ?? '', checked: tiles.find(spec) !== undefined, act: () => tiles.toggle(spec) }));
  };
  /** What takes neurons or synapses away, and brings them back. @param {Thing} thing @returns {Item[]} */
  const damages = thing => {
    const ensemble = thing.kind === 'ensemble',
      method = ensemble ? 'lesion' : 'cut',
      lose = (/** @type {number} */ by) => () => session.act(method, { [ensemble ? 'population' : 'connection']: thing.name, by });
    if (!ensemble && !thing.views.includes('weights')) return [];
    const shares = ensemble || thing.to?.endsWith('.neurons') ? [0.5, 1] : [1];
    return [
      ...shares.map(by => ({
        label: ensemble ? `Silence ${by < 1 ? 'half of it' : 'all of it'}` : `Cut ${by < 1 ? 'half of its synapses' : 'it'}`,
        hint: method,
        act: lose(by),
      })),
      ...(thing.name in session.damage ? [{ label: 'Heal it', act: () => session.act('heal', { what: [thing.name] }) }] : []),
    ];
  };
  /** @param {Thing} thing @returns {Item[]} */
  const deeds = thing => {
    /** @type {Item[]} */
    const list = ['rule'];
    if (goTo && !thing.file) list.push({ label: `Go to line ${thing.line}`, act: () => goTo(thing.line) });
    const freezes = thing.views.includes('error') && thing.kind === 'connection',
      still = session.frozen.includes(thing.name) || session.held.includes(thing.name),
      toggle = () => session.act(still ? 'thaw' : 'freeze', { what: [thing.name] });
    if (freezes) list.push({ label: still ? 'Let it learn again' : 'Freeze what it learns', act: toggle });
    if (thing.kind === 'node' && thing.role === 'node') list.push({ label: still ? 'Let it go on' : 'Hold it where it is', act: toggle });
    list.push(...damages(thing));
    if (thing.views.includes('weights')) {
      for (const by of [0.5, 2])
        list.push({
          label: by > 1 ? 'Double its weights' : 'Halve its weights',
          act: () => session.act('scale', { connection: thing.name, by }),
        });
    }
    return list.length > 1 ? list : [];
  };
  return choose;
}

/** What an object is, in a few words. @param {Thing} thing */
function aboutOf(thing) {
  if (thing.kind === 'ensemble')
    return [`${thing.n} ${(thing.type ?? '').replace(/\(.*/, '')}`, `${thing.dims} dim`, `radius ${thing.radius}`].join(', ');
  if (thing.kind === 'connection') return `${thing.from} → ${thing.to}`;
  return `${thing.role === 'error' ? 'error' : 'node'}, ${thing.dims} dim`;
}
