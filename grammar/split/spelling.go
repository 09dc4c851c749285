package split

import (
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/internal/normal"
)

// spelling refuses names that are not in Unicode's composed form (NFC): é may be
// one character or two, which look the same and would name two objects. Each
// name is reported once, with all its places as edits.
func (s *Splitter) spelling(t *token.Token) {
	if t.Type != token.Ident && t.Type != token.Quantity || normal.Composed(t.Text) == t.Text {
		return
	}
	composed := diag.Replace(t.Span(), normal.Composed(t.Text)).Respelling()
	if d := s.accents[t.Text]; d != nil {
		d.Fixes[0].Edits = append(d.Fixes[0].Edits, composed.Edits...)
		return
	}
	d := diag.New(diag.NameSpelling, t.Span(), "`%s` is written with separate accents", t.Text).
		WithNote("names are in Unicode's composed form (NFC), so that what looks alike is one name").
		WithHelp("write it as `%s`, each letter and its accent one character", normal.Composed(t.Text)).WithFix(composed)
	if s.accents == nil {
		s.accents = map[string]*diag.Diagnostic{}
	}
	s.accents[t.Text] = d
	s.diags.Add(d)
}
