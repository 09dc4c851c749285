// Bundles the extension into dist/, with the licences of what it brings.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const { metafile } = await build({
  entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", bundle: true, minify: true, metafile: true,
  platform: "node", format: "cjs", target: "node18", external: ["vscode"], logLevel: "warning",
});

const folders = new Set();
for (const file of Object.keys(metafile.inputs)) {
  const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file);
  if (found) {
    folders.add(found[1]);
  }
}
const notices = [...folders].sort().map((folder) => {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (!licence) {
    throw new Error(`${name} has no licence in ${folder}`);
  }
  return `${name} ${version}\n\n${readFileSync(join(folder, licence), "utf8").trim()}\n`;
});
writeFileSync("dist/licences.txt", notices.join("\n----\n\n"));
