#!/usr/bin/env bash
# Fetches the libraries of this folder from npm, or with --check compares the files
# that are here with their hashes, without a network.
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
fi
sha256sum --check --quiet SHA256SUMS
