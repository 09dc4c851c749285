package grammar

import (
	"strings"

	"github.com/nefc/nefc/grammar/diag"
)

// Expression reads an expression that stands alone, under a name for messages. Places in
// it count from its own first line.
func Expression(name, src string) (*Expr, diag.List) {
	const before = "experiment it {\n\texpect "
	origin := diag.Pos{Filename: name, Offset: len(before), Line: 2, Column: 1 + len("\texpect ")}
	own := func(at diag.Span) diag.Span { return at.From(origin) }
	f, diags := Parse(name, before+src+"\n}\n")
	for _, d := range diags {
		d.Move(own)
	}
	if diags.HasErrors() {
		return nil, diags
	}
	if x, ok := onlyExpectation(f); ok {
		x.Walk(func(e *Expr) {
			e.At, e.OpAt = own(e.At), max(0, e.OpAt-int32(len(before)))
			if e.habit != nil {
				e.habit.Move(own)
			}
		})
		return x, nil
	}
	at := diag.Pos{Filename: name, Line: 1, Column: 1}
	return nil, diag.List{diag.New(diag.Syntax, diag.Between(at, at), "`%s` is not one expression", strings.TrimSpace(src))}
}

// onlyExpectation is the condition of the one statement of a file that Expression made.
func onlyExpectation(f *File) (*Expr, bool) {
	if len(f.Body) != 1 {
		return nil, false
	}
	e, ok := f.Body[0].(*Experiment)
	if !ok || len(e.Body) != 1 {
		return nil, false
	}
	x, ok := e.Body[0].(*Expect)
	if !ok || len(x.Options.List) > 0 {
		return nil, false
	}
	return x.Cond, true
}
