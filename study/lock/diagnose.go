package lock

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
)

// Diagnose says what differs, at its line of the lock: NEF065 for what is known before
// a run, NEF075 for what a run came to.
func (l *Lock) Diagnose(d Difference) *diag.Diagnostic {
	at := l.place(d.Line)
	file := filepath.Base(l.Path)
	code, what, help := diag.ResultsDiffer, fmt.Sprintf("`%s`", d.Name),
		"another build of nefc or another machine may be the reason; `nefc lock` accepts what is so now"
	switch d.Kind {
	case Spec:
		model, experiment, _ := strings.Cut(d.Name, "#")
		code, what = diag.InputChanged, fmt.Sprintf("the model of `%s` in %s", experiment, model)
		help = fmt.Sprintf("`nefc diff` says what changed, `nefc lock %s` accepts it", model)
	case Input:
		code, what, help = diag.InputChanged, fmt.Sprintf("%q", d.Name), "`nefc lock` accepts it"
	case Library:
		code, what, help = diag.InputChanged, "std/"+d.Name, "`nefc lock` accepts the library of this nefc"
	case Expectation:
		what = fmt.Sprintf("expectation %s", d.Name)
	}
	switch {
	case d.Value == "":
		return diag.New(code, at, "%s is not in %s", what, file).WithNote("now it is %s", d.Now).WithHelp("%s", help)
	case d.Now == "":
		return diag.New(code, at, "%s is in %s and no longer there", what, file).WithHelp("%s", help)
	}
	return diag.New(code, at, "%s is not what is in %s", what, file).WithNote("locked %s", d.Value).WithNote("now %s", d.Now).WithHelp("%s", help)
}

// place is a line of the lock; the first for what has none.
func (l *Lock) place(line int) diag.Span {
	line = max(line, 1)
	text := strings.Split(l.Text, "\n")[line-1]
	start := diag.Pos{Filename: l.Path, Line: line, Column: 1}
	end := start
	end.Column += len(text)
	end.Offset = start.Offset + len(text)
	return diag.Between(start, end)
}
