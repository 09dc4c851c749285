// Prints what the editor of the live page says of texts: for each line of each file a line
// with a letter for each character.
import { readFileSync } from 'node:fs';

const source = name => readFileSync(new URL(`../../../../web/live/${name}`, import.meta.url), 'utf8');
const code = source('words.js') + source('language.js').replace(/^import .*\n/m, '');
const { nextPiece, startOfText } = await import('data:text/javascript,' + encodeURIComponent(code));
const letters = { word: 'w', option: 'o', number: 'n', string: 's', comment: 'c' };

for (const path of process.argv.slice(2)) {
  const where = startOfText();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    let out = '';
    for (let at = 0; at < line.length; ) {
      const { end, kind } = nextPiece(line, at, where);
      out += (letters[kind] ?? '.').repeat([...line.slice(at, end)].length);
      at = end;
    }
    console.log(out);
  }
}
