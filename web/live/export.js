// What can be taken out of a tile: a figure that Go draws as a run would, its numbers, the
// line of a model that draws it.

import { download } from './text.js';

/** @typedef {import('./session.js').Session} Session @typedef {import('./tile.js').Tile} Tile @typedef {import('./menu.js').Item} Item */

/** The formats, and what they are for. */
const formats = [
  ['svg', 'figure'],
  ['pdf', 'figure'],
  ['png', 'figure'],
  ['csv', 'numbers'],
  ['npz', 'numbers'],
];

/** Copies the line of a model that draws this in a run. @param {Session} session @param {Tile} tile */
export function copyLine(session, tile) {
  const line = tile.view.figure(tile.spec);
  return navigator.clipboard.writeText(line).then(
    () => session.say(`copied: ${line}`),
    () => session.say(line),
  );
}

/** Saves a tile as a file. @param {Session} session @param {Tile} tile @param {string} format */
export async function saveAs(session, tile, format) {
  if (session.options.writes === false) return savePicture(tile);
  const streams = tile.streams.filter(s => s.id >= 0).map(s => s.id),
    [first, second] = streams,
    plane = tile.spec.view === 'phase' ? { streams: [first], against: second } : { streams };
  const w = session.window(),
    { dt } = session.model;
  const done = await session.ask('export', {
    ...plane,
    format,
    from: Math.max(0, Math.round(w.from / dt)),
    to: Math.round(Math.min(w.to, session.at) / dt),
  });
  if (!done) return;
  const bytes = done.data === undefined ? done.text : Uint8Array.from(atob(done.data), c => c.charCodeAt(0));
  download(done.name, bytes, format === 'svg' ? 'image/svg+xml' : 'application/octet-stream');
}

/** Saves the picture that is shown: a page that stands alone draws no others. @param {Tile} tile */
function savePicture(tile) {
  tile.canvas.toBlob(async blob => {
    const name = `${tile.view.title(tile.spec).toLowerCase().replace(/\W+/g, '-')}.png`;
    if (blob) download(name, new Uint8Array(await blob.arrayBuffer()), 'image/png');
  });
}

/** @param {Session} session @param {Tile} tile @returns {Item[]} */
export function exportItems(session, tile) {
  const copy = { label: 'Copy its plot line', hint: 'c', act: () => copyLine(session, tile) };
  if (session.options.writes === false) return [copy, { label: 'Save the picture as PNG', hint: 's', act: () => savePicture(tile) }];
  return [
    copy,
    ...formats.map(([format, what]) => ({
      label: `Save as ${format.toUpperCase()}`,
      hint: format === 'svg' ? 's' : what,
      act: () => saveAs(session, tile, format),
    })),
  ];
}
