package grammar

import (
	"strconv"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/grammar/token"
)

// Nef says which edition of the language a file is written in: nef 1. It is the
// first statement or none; without it a file is of the first edition.
type Nef struct {
	Stmt
	Number *Expr `parser:"'nef' @@"`
}

// firstWord is the word that a file begins with, behind comments, and what follows it.
func firstWord(name, src string) (word, next token.Token) {
	scan := token.NewScanner(name, src)
	word = scan.Next()
	for word.Type == token.Newline || word.Type == token.Comment || word.Is(";") {
		word = scan.Next()
	}
	return word, scan.Next()
}

// editionOf finds the edition that a file is written in. A file of an edition that
// is not known yet cannot be read: then that is all there is to say about it.
func editionOf(name, src string) (*edition.Edition, *diag.Diagnostic) {
	word, number := firstWord(name, src)
	if word.Text != "nef" || !wholeNumber(number.Text) {
		return edition.First(), nil
	}
	n, _ := strconv.Atoi(number.Text) // one that is too large is not known either
	if e := edition.Find(n); e != nil {
		return e, nil
	}
	return nil, diag.New(diag.Edition, number.Span(), "written for nef %s; this nefc knows %s", number.Text, edition.Known()).
		WithHelp("a newer nefc reads it")
}

// wholeNumber reports the text of a whole number from 1 on.
func wholeNumber(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == "" && text[0] != '0'
}

// edition checks the statement that says it: whether it stands first, and says a
// number. It returns nil after a diagnostic.
func (p *blockParser) edition(s *Nef) Statement {
	d := p.misplaced(s)
	if d == nil && !wholeNumber(p.text(s.Number.At)) {
		known := strconv.Itoa(p.words.Edition.Number)
		d = diag.New(diag.Edition, s.Number.At, "an edition is a whole number, from 1 on").WithHelp("`nef %s`", known)
		if s.Number.Kind == Number && s.Number.String() == known || s.Number.Kind == String && s.Number.Text == known {
			d.WithFix(diag.Replace(s.Number.At, known))
		}
	}
	if d == nil {
		return s
	}
	p.report(d)
	return nil
}

// misplaced reports a statement that says the edition behind others, or once more.
func (p *blockParser) misplaced(s *Nef) *diag.Diagnostic {
	first, _ := firstWord(p.file.Name, p.file.Source)
	same := p.text(s.Number.At) == strconv.Itoa(p.words.Edition.Number) // as the file was read
	switch {
	case s.At.Start() == first.Pos:
		return nil
	case first.Text == "nef":
		d := diag.New(diag.Edition, s.At, "a file says its edition once").WithPlace(first.Span(), "first here")
		if same {
			d.WithFix(diag.Delete(s.At))
		}
		return d
	}
	d := diag.New(diag.Edition, s.At, "a file says its edition in its first statement").WithHelp("write it in front of all others")
	if same {
		d.WithFix(diag.Delete(s.At).And(diag.Insert(first.Pos, p.text(s.At)+"\n")))
	}
	return d
}

// text is what stands at a place of the file.
func (p *blockParser) text(at diag.Span) string {
	return p.file.Source[at.Start().Offset:at.End().Offset]
}
