// Prints what the grammar of VS Code says of texts: for each line of each file a line with a letter for each
// character. A Go test compares it with stdlib/highlight.
//
//   node tokens.mjs FOLDER_OF_MODULES FILE…
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "_"));
const oniguruma = require("vscode-oniguruma");
const { INITIAL, parseRawGrammar, Registry } = require("vscode-textmate");

await oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")).buffer);
const file = new URL("../syntaxes/nef.tmLanguage.json", import.meta.url).pathname;
const registry = new Registry({
  onigLib: Promise.resolve({ createOnigScanner: (p) => new oniguruma.OnigScanner(p), createOnigString: (s) => new oniguruma.OnigString(s) }),
  loadGrammar: async () => parseRawGrammar(readFileSync(file, "utf8"), file),
});
const grammar = await registry.loadGrammar("source.nef");
const kinds = [["keyword.control.", "w"], ["keyword.other.option.", "o"], ["constant.numeric.", "n"], ["keyword.other.unit.", "n"],
  ["string.", "s"], ["comment.", "c"]];

for (const path of files) {
  let stack = INITIAL;
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    let letters = "";
    for (const { startIndex, endIndex, scopes } of tokens) {
      const letter = kinds.find(([scope]) => scopes.at(-1).startsWith(scope))?.[1] ?? ".";
      letters += letter.repeat(Math.min(endIndex, line.length) - startIndex);
    }
    console.log(letters);
  }
}
