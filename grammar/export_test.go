package grammar

import "testing"

// AddStatement lets a word start the statement that another word starts, in the
// editions that have it.
func AddStatement(t *testing.T, word, like string) {
	kw := *keywords[like]
	parse := kw.parse
	kw.parse = func(toks *tokens) (Statement, error) {
		toks.Peek().Value = like
		return parse(toks)
	}
	keywords[word] = &kw
	t.Cleanup(func() { delete(keywords, word) })
}
