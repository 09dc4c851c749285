package report

import (
	"maps"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
)

// Unknown reports a name that nobody declared, and what was probably meant: a name
// that is declared where this line cannot see it, one that looks the same, a word of
// Python, or the nearest of what is visible and of the extra names.
func (c *Reporter) Unknown(s *outline.Scope, name string, at diag.Span, extra ...string) {
	if s.Bad {
		return
	}
	d := c.Err(diag.UnknownName, at, "nothing is called `%s`", name)
	d.Undeclared = true
	if c.declaredElsewhere(d, s, name, at) {
		return
	}
	var visible []string
	if c.SearchesNear() {
		visible = s.Visible()
	}
	if k := slices.IndexFunc(visible, func(n string) bool { return Skeleton(n) == Skeleton(name) }); k >= 0 {
		d.WithNote("`%s` looks the same, but is written in other letters", visible[k]).WithFix(diag.Replace(at, visible[k]))
		return
	}
	if c.ofModule(d, name, at) || visible != nil && (ofVocabulary(d, s, name, at) || c.noVocabulary(d, s, name, at)) {
		return
	}
	otherwise := ""
	if len(visible) > 0 && len(visible) <= 12 {
		otherwise = "declared here: " + strings.Join(visible, ", ")
	}
	known := slices.Concat(visible, extra)
	if meant.Find(name) != nil {
		known = append(known, "inf", "no", "yes")
	}
	near := c.search(meant.Object, d, at, name, known, otherwise)
	if nd := s.Lookup(near); nd != nil {
		d.WithHelp("did you mean `%s` (line %d)?", near, nd.At.Start().Line)
	}
}

// ofVocabulary finds a pointer of a vocabulary, whose name stands behind that of the
// vocabulary.
func ofVocabulary(d *diag.Diagnostic, s *outline.Scope, name string, at diag.Span) bool {
	vocab := vocabularyWith(s, name)
	if vocab != "" {
		d.WithHelp("`%s.%s` is a pointer of `%s`", vocab, name, vocab).WithFix(diag.Replace(at, vocab+"."+name).Maybe())
	}
	return vocab != ""
}

// noVocabulary explains v.RED where nothing is called v: the capitals are those of
// a pointer, of another vocabulary or of one that is not declared yet.
func (c *Reporter) noVocabulary(d *diag.Diagnostic, s *outline.Scope, name string, at diag.Span) bool {
	pointer := c.wordBehindDot(at)
	if pointer == "" || strings.ToUpper(pointer) != pointer {
		return false
	}
	if vocab := vocabularyWith(s, pointer); vocab != "" {
		d.WithFix(diag.Replace(at, vocab).Maybe())
	} else {
		d.WithHelp("`vocab %s dims 64 { %s }` declares a vocabulary with this pointer", name, pointer)
	}
	return true
}

// vocabularyWith is a visible vocabulary with a line for a pointer; "" if none has.
func vocabularyWith(s *outline.Scope, pointer string) string {
	for p := s; p != nil; p = p.Parent {
		for _, vocab := range slices.Sorted(maps.Keys(p.Decls)) {
			st, ok := p.Decls[vocab].Stmt.(*grammar.Vocab)
			if ok && slices.ContainsFunc(st.Body, func(st grammar.Statement) bool { return st.Head().Keyword == pointer }) {
				return vocab
			}
		}
	}
	return ""
}
