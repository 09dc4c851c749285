package split

import (
	"strings"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
)

// lookalikes are characters of word processors and what was probably meant.
var lookalikes = map[string]string{"–": "-", "—": "-", "−": "-", "“": `"`, "”": `"`, "„": `"`, "‘": `"`, "’": `"`, "×": "*", "·": "*", "→": "->",
	"≤": "<=", "≥": ">=", "≠": "!=", "…": ".."}

// invalid reports text that is no token, with what was probably meant.
func (s *Splitter) invalid(t token.Token) {
	if strings.HasPrefix(t.Text, `"`) {
		s.diags.Add(diag.New(diag.UnclosedString, t.Span(), "this string is never closed").WithHelp("end it with `\"` on the same line").
			WithFix(diag.Insert(t.End(), `"`).Maybe()))
		return
	}
	d := diag.New(diag.StrayCharacter, t.Span(), "%q is not part of the language", t.Text)
	if want, ok := lookalikes[t.Text]; ok {
		d.Summary = "“" + t.Text + "” is a typographic character, not `" + want + "`"
		if want == "-" {
			d.Summary = "“" + t.Text + "” is a dash, not a minus"
		}
		d.WithFix(diag.Replace(t.Span(), want).Respelling())
	} else if t.Text == "?" {
		d.WithHelp("a value that depends is written `if c then a else b`")
	} else if t.Text == "⊛" {
		d.WithHelp("two pointers are bound by `bind(a, b)`, within the braces of a `vocab` by `*`")
	} else if t.Text == "~" {
		d.WithHelp("what undoes a binding by `A` is `inverse(A)`")
	} else if strings.HasPrefix(t.Text, "'") {
		d.Summary = "texts are not written in single quotes"
		if inner := strings.Trim(t.Text, "'"); len(inner) == len(t.Text)-2 {
			d.WithFix(diag.Replace(t.Span(), token.Quote(inner)))
		} else {
			d.WithHelp("strings are written in double quotes")
		}
	}
	s.diags.Add(d)
}
