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

// Anew is how many statements of a text are not taken over from the one before, of all.
func Anew(before *File, src string) (anew, all int) {
	a := &again{old: before, file: &File{Name: before.Name, Source: src, Edition: before.Edition}}
	a.compare()
	a.read()
	if !a.fits() {
		f, _ := Parse(before.Name, src)
		return len(f.cuts), len(f.cuts)
	}
	a.join()
	return len(a.p.cuts), len(a.file.cuts)
}
