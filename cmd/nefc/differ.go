package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
)

// shownDifferences is how many differences from a lock are told.
const shownDifferences = 20

// tell shows where a lock and what is so now differ, at the lines of the lock.
func (l *lock) tell(s streams, path string, differ []difference) int {
	var diags diag.List
	for _, d := range differ[:min(len(differ), shownDifferences)] {
		diags.Add(l.diagnose(path, d))
	}
	show(s, diags, diag.Sources{path: l.text})
	more := ""
	if n := len(differ) - shownDifferences; n > 0 {
		more = fmt.Sprintf(", %d of them not shown", n)
	}
	fmt.Fprintf(s.err, "nefc: %s: %d lines differ%s\n", path, len(differ), more)
	return exitModel
}

// diagnose says what differs: NEF065 for what is known before a run, NEF075 for
// what a run came to.
func (l *lock) diagnose(path string, d difference) *diag.Diagnostic {
	at := l.place(path, d.line)
	lockFile := filepath.Base(path)
	code, what, help := diag.ResultsDiffer, fmt.Sprintf("`%s`", d.name),
		"another build of nefc or another machine may be the reason; `nefc lock` accepts what is so now"
	switch d.kind {
	case "spec":
		model, experiment, _ := strings.Cut(d.name, "#")
		code, what = diag.InputChanged, fmt.Sprintf("the model of `%s` in %s", experiment, model)
		help = fmt.Sprintf("`nefc diff` says what changed, `nefc lock %s` accepts it", model)
	case "input":
		code, what, help = diag.InputChanged, fmt.Sprintf("%q", d.name), "`nefc lock` accepts it"
	case "std":
		code, what, help = diag.InputChanged, "std/"+d.name, "`nefc lock` accepts the library of this nefc"
	case "expect":
		what = fmt.Sprintf("expectation %s", d.name)
	}
	switch {
	case d.value == "":
		return diag.New(code, at, "%s is not in %s", what, lockFile).WithNote("now it is %s", d.now).WithHelp("%s", help)
	case d.now == "":
		return diag.New(code, at, "%s is in %s and no longer there", what, lockFile).WithHelp("%s", help)
	}
	return diag.New(code, at, "%s is not what is in %s", what, lockFile).WithNote("locked %s", d.value).WithNote("now %s", d.now).WithHelp("%s", help)
}

// place is a line of the lock; the first for what has none.
func (l *lock) place(path string, line int) diag.Span {
	line = max(line, 1)
	text := strings.Split(l.text, "\n")[line-1]
	start := diag.Pos{Filename: path, Line: line, Column: 1}
	end := start
	end.Column += len(text)
	end.Offset = start.Offset + len(text)
	return diag.Span{Start: start, End: end}
}
