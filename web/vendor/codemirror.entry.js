// What editor.js uses of CodeMirror; vendor.sh makes codemirror.js of it, a script that
// makes the global CodeMirror.
export { EditorState, StateEffect, StateField } from '@codemirror/state';
export { Decoration, EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, hoverTooltip, keymap, lineNumbers } from '@codemirror/view';
export { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
export { HighlightStyle, StreamLanguage, bracketMatching, indentUnit, syntaxHighlighting } from '@codemirror/language';
export { lintGutter, lintKeymap, nextDiagnostic, setDiagnostics } from '@codemirror/lint';
export { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, snippet } from '@codemirror/autocomplete';
export { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
export { tags } from '@lezer/highlight';
