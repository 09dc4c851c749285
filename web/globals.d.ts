// The globals that vendored scripts make: vendor/codemirror.js CodeMirror 6, as vendor/codemirror.entry.js lists it, and
// vendor/fzstd.js what opens zstd.
declare const CodeMirror: any;
declare const fzstd: { Decompress: new (taken: (part: Uint8Array, last: boolean) => void) => { push(part: Uint8Array, last: boolean): void } };
