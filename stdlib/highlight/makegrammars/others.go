package main

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/stdlib"
	"github.com/nefc/nefc/stdlib/highlight"
)

// vim is the grammar of Vim and Neovim. Of rules that match at the same place the last one wins.
func vim() []byte {
	return fmt.Appendf(nil, `" %s
if exists("b:current_syntax")
  finish
endif
syntax case match
syntax match nefOption /\v<%%(%s)>/
syntax match nefName /\K\k*/ contained
syntax match nefFirst /\v%%(^|[{};])\s*\zs\K\k*/ nextgroup=nefName skipwhite
syntax match nefOperand /\v[-+*\/^.,:=<>|!%%@&]\s*\K\k*/
syntax match nefOption /\v%%(^|[{};])\s*\zs%%(%[2]s)>/ nextgroup=nefName skipwhite
syntax match nefWord /\v%%(^|[{};])\s*\zs%%(%[3]s)>/ nextgroup=nefName skipwhite
syntax match nefNumber /\v<\d+%%(\.\d+)?%%([eE][+-]?\d+)?%%(\K\k*|\%%)?/
syntax region nefString start=/"/ skip=/\\./ end=/"/ oneline
syntax match nefComment /#.*$/
syntax region nefBrackets start=/[(\[]/ end=/[)\]]/ transparent contains=nefBrackets,nefNumber,nefString,nefComment
highlight default link nefWord Statement
highlight default link nefOption Type
highlight default link nefNumber Number
highlight default link nefString String
highlight default link nefComment Comment
let b:current_syntax = "nef"
`, notice, strings.Join(highlight.Options(), "|"), strings.Join(words(), "|"))
}

// page is the words for the editor of the live page.
func page() []byte {
	quoted := func(words []string) string { return "'" + strings.Join(words, "', '") + "'" }
	return fmt.Appendf(nil, `// %s

/** Words that start statements. */
export const statementWords = [%s];

/** Options of statements. */
export const optionWords = [%s];
`, notice, quoted(words()), quoted(highlight.Options()))
}

// emacs is the words for the mode of Emacs.
func emacs() []byte {
	return fmt.Appendf(nil, `;;; nef-words.el --- words of nef -*- lexical-binding: t; -*-
;; %s
(defconst nef-words '(%s)
  "Words that start statements.")
(defconst nef-options '(%s)
  "Options of statements.")
(provide 'nef-words)
;;; nef-words.el ends here
`, notice, listed(words()), listed(highlight.Options()))
}

// listed are words as texts of Lisp.
func listed(words []string) string { return `"` + strings.Join(words, `" "`) + `"` }

// snippet is one of VS Code.
type snippet struct {
	Prefix      string   `json:"prefix"`
	Description string   `json:"description"`
	Body        []string `json:"body"`
}

// exampleFamilies are those whose examples are worth a model of its own.
var exampleFamilies = map[string]bool{"statements": true, "rules": true, "analyses": true, "processes": true, "plots": true}

// examples are the examples of the manual: typed into an empty file, they run. Statements
// themselves are completed by the server, which knows the model.
func examples() []byte {
	out := map[string]snippet{}
	escape := strings.NewReplacer(`\`, `\\`, `$`, `\$`)
	for _, i := range stdlib.Items() {
		if exampleFamilies[i.Family] {
			body := strings.Split(strings.TrimSuffix(i.Example, "\n"), "\n")
			for n := range body {
				body[n] = escape.Replace(body[n])
			}
			out[i.Family+" "+i.Name] = snippet{"example " + i.Name, i.Doc, body}
		}
	}
	return indented(out)
}
