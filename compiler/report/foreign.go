package report

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
	"github.com/nefc/nefc/stdlib/functions"
	"github.com/nefc/nefc/stdlib/statements"
)

// ForeignName is the word at the end of a name with the Python module that it
// is from, such as sin of np.sin and LIF of nengo.neurons.LIF; otherwise the
// name as it stands, and false.
func ForeignName(e *grammar.Expr) (name string, ok bool) {
	root := e
	for root.Kind == grammar.Member {
		root = root.Args[0]
	}
	if e.Kind != grammar.Member || root.Kind != grammar.Name || !meant.Module(root.Text) {
		return e.String(), false
	}
	return e.Text, true
}

// ofModule explains a name that nothing has and that is a Python module, such as
// the np of np.pi.
func (c *Reporter) ofModule(d *diag.Diagnostic, name string, at diag.Span) bool {
	word := c.wordBehindDot(at)
	if !meant.Module(name) || word == "" {
		return false
	}
	all := diag.Between(at.Start(), at.End().Moved(1+len(word), 1+len(word)))
	if w := meant.Find(word); w != nil {
		d.WithHelp("%s", w.Help())
		return true
	}
	d.WithHelp("`%s` is a module of Python; what the language has stands alone", name)
	if _, number := statements.Constant(word); number || slices.Contains(functions.Names(), word) {
		d.WithHelp("it stands alone: `%s`", word).WithFix(diag.Replace(all, word))
	}
	return true
}

// wordBehindDot is the word that a dot joins to what stands at a place, such as pi of
// np.pi; "" if there is none.
func (c *Reporter) wordBehindDot(at diag.Span) string {
	f := c.Files[at.Filename]
	if f == nil {
		return ""
	}
	behind, dotted := strings.CutPrefix(f.Source[at.End().Offset:], ".")
	if !dotted {
		return ""
	}
	return behind[:len(behind)-len(strings.TrimLeft(behind, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789"))]
}
