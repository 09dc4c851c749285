package main

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/machine"
)

// maxRespellings bounds how often a model is checked again after changes: one round
// tells at most diag.MaxKept of them, and what a file could not say for an error of
// its syntax it says in the next.
const maxRespellings = 20

// respelled is a change of how a file says something.
type respelled struct {
	at       diag.Pos
	was, now string
}

// respell changes, in the texts of files, what a model of them says in words of earlier
// versions or in characters of word processors. Files that are not among the texts stay
// as they are.
func respell(texts compiler.Overlay, path string) (changes []respelled, err error) {
	for range maxRespellings {
		checked, err := compiler.Check(path, compiler.Options{Overlay: texts, MaxMemory: machine.Memory()})
		if err != nil {
			return nil, err
		}
		fixes := respellings(checked.Diags, texts)
		if len(fixes) == 0 {
			return changes, nil
		}
		changed, err := diag.Apply(diag.Sources(texts), fixes...)
		if err != nil {
			return nil, err
		}
		for _, f := range fixes {
			for _, e := range f.Edits {
				at := e.At.Start
				changes = append(changes, respelled{at, texts[at.Filename][at.Offset:e.At.End.Offset], e.Text})
			}
		}
		for name, text := range changed {
			texts[name] = text
		}
	}
	return changes, nil
}

// respellings are the fixes that change how a model is written, not what it means, as
// far as they can be made together.
func respellings(diags diag.List, texts compiler.Overlay) []diag.Fix {
	var out []diag.Fix
	for _, d := range diags {
		if len(d.Fixes) != 1 || !d.Fixes[0].Respells || d.Fixes[0].Guess {
			continue
		}
		possible := func(e diag.Edit) bool {
			_, given := texts[e.At.Start.Filename]
			return given && !slices.ContainsFunc(out, func(f diag.Fix) bool { return slices.ContainsFunc(f.Edits, e.Meets) })
		}
		if !slices.ContainsFunc(d.Fixes[0].Edits, func(e diag.Edit) bool { return !possible(e) }) {
			out = append(out, d.Fixes[0])
		}
	}
	return out
}

// sayRespelled says what was changed in a file, beside the result, which may be standard
// output.
func sayRespelled(s streams, changes []respelled, path string) {
	for _, c := range changes {
		switch {
		case c.at.Filename != path:
		case s.json:
			s.object("respelled", fields{"file": path, "line": c.at.Line, "column": c.at.Column, "was": c.was, "now": c.now})
		default:
			fmt.Fprintf(s.err, "%s: `%s` is `%s` now\n", c.at, c.was, c.now)
		}
	}
}
