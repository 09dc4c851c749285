#!/usr/bin/env bash
# Fetches the libraries of this folder from npm, or with --check compares the files
# that are here with their hashes, without a network. The editor is put into one file by
# esbuild, from the versions that codemirror.lock.json names.
set -euo pipefail
cd "$(dirname "$0")"

if [ "${1:-}" != --check ]; then
  version=1.6.32
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  (cd "$scratch" && npm pack --silent "uplot@$version" >/dev/null && tar xzf uplot-*.tgz)
  cp "$scratch/package/dist/uPlot.iife.min.js" uPlot.js
  cp "$scratch/package/dist/uPlot.min.css" uPlot.css
  cp "$scratch/package/dist/uPlot.d.ts" uPlot.d.ts
  cp "$scratch/package/LICENSE" uPlot.LICENSE

  version=0.1.1
  (cd "$scratch" && rm -rf package && npm pack --silent "fzstd@$version" >/dev/null && tar xzf fzstd-*.tgz)
  (printf '/*! fzstd %s, MIT licence: fzstd.LICENSE */\n' "$version" && cat "$scratch/package/umd/index.js" && echo) >fzstd.js
  cp "$scratch/package/LICENSE" fzstd.LICENSE

  mkdir "$scratch/editor"
  cp codemirror.package.json "$scratch/editor/package.json"
  cp codemirror.lock.json "$scratch/editor/package-lock.json"
  cp codemirror.entry.js "$scratch/editor/entry.js"
  (cd "$scratch/editor" && npm ci --silent --no-audit --no-fund &&
    npx esbuild entry.js --bundle --minify --target=es2022 --format=iife --global-name=CodeMirror --legal-comments=none \
      --banner:js='/*! CodeMirror 6 and Lezer, MIT licence: codemirror.LICENSE */' --outfile=codemirror.js --log-level=error)
  cp "$scratch/editor/codemirror.js" codemirror.js
  (cd "$scratch/editor/node_modules" && for licence in @codemirror/*/LICENSE @lezer/*/LICENSE @marijn/*/LICENSE crelt/LICENSE style-mod/LICENSE w3c-keyname/LICENSE; do
    printf '%s\n\n' "${licence%/LICENSE}" && cat "$licence" && echo
  done) >codemirror.LICENSE
fi
sha256sum --check --quiet SHA256SUMS
