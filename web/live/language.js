// The colours of a model's text while it is typed: what stdlib/highlight says of it, by the
// same words.

import { optionWords, statementWords } from './words.js';

/** @typedef {'word'|'option'|'number'|'string'|'comment'|null} Kind */

/**
 * Where in a statement a text is: place counts its tokens, depth the brackets around it;
 * wants says that the last token was a sign that asks for something behind it.
 * @typedef {{place: number, depth: number, wants: boolean}} Where
 */

const startingWords = new Set(statementWords);
const optionNames = new Set(optionWords);

/** What tokens look like: grammar/token cuts them so. */
const shapes = {
  blank: /^[ \t\r\ufeff]+/,
  comment: /^#.*/,
  text: /^"(?:\\.|[^"\\])*"/,
  broken: /^(?:"(?:\\.|[^"\\])*\\?$|'[^']*'|')/,
  number: /^[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?:[\p{L}_][\p{L}\p{Nd}\p{Mn}_]*|%)?/u,
  name: /^[\p{L}_][\p{L}\p{Nd}\p{Mn}_]*/u,
  sign: /^(?:->|==|!=|<=|>=|\.\.|\*\*|\/\/|&&|\|\||[-+*/]=|[!%@{}()[\],:;.=<>+\-*/^|])/,
};

/** @returns {Where} */
export function startOfText() {
  return { place: 0, depth: 0, wants: false };
}

/** The next piece of a line from a place on: its end, and what it is. @param {string} line @param {number} at @param {Where} where @returns {{end: number, kind: Kind}} */
export function nextPiece(line, at, where) {
  if (at === 0 && where.depth === 0) where.place = 0;
  const rest = line.slice(at);
  /** @param {RegExp} pattern */
  const end = pattern => at + (pattern.exec(rest)?.[0].length ?? 0);
  if (shapes.blank.test(rest)) return { end: end(shapes.blank), kind: null };
  if (shapes.comment.test(rest)) return { end: end(shapes.comment), kind: 'comment' };
  const asked = where.place > 0 && where.wants,
    place = where.place++;
  where.wants = false;
  if (shapes.text.test(rest)) return { end: end(shapes.text), kind: 'string' };
  if (shapes.broken.test(rest)) return { end: end(shapes.broken), kind: null };
  if (shapes.number.test(rest)) return { end: end(shapes.number), kind: 'number' };
  const word = shapes.name.exec(rest)?.[0];
  if (word) {
    const starts = place === 0 && startingWords.has(word),
      option = !starts && place !== 1 && where.depth === 0 && !asked && optionNames.has(word);
    return { end: at + word.length, kind: starts ? 'word' : option ? 'option' : null };
  }
  const mark = shapes.sign.exec(rest)?.[0];
  if (!mark) return { end: at + String.fromCodePoint(rest.codePointAt(0) ?? 32).length, kind: null };
  where.wants = mark !== ')' && mark !== ']';
  if (mark === '{' || mark === '}' || mark === ';') where.place = 0;
  else if (mark === '(' || mark === '[') where.depth++;
  else if (mark === ')' || mark === ']') where.depth = Math.max(0, where.depth - 1);
  return { end: at + mark.length, kind: null };
}
