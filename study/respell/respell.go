// Package respell changes how models are written, not what they mean: words of
// earlier versions, and characters of word processors.
package respell

import (
	"slices"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/machine"
)

// maxRounds bounds how often a model is checked again after changes: one round
// tells at most diag.MaxKept of them, and what a file could not say for an error of
// its syntax it says in the next.
const maxRounds = 20

// Change is a change of how a file says something.
type Change struct {
	At       diag.Pos
	Was, Now string
}

// Model changes, in the texts of files, what a model of them says in words of earlier
// versions or in characters of word processors. Files that are not among the texts stay
// as they are.
func Model(texts compiler.Overlay, path string) (changes []Change, err error) {
	for range maxRounds {
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
				at := e.At.Start()
				changes = append(changes, Change{at, texts[at.Filename][at.Offset:e.At.End().Offset], e.Text})
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
			_, given := texts[e.At.Filename]
			return given && !slices.ContainsFunc(out, func(f diag.Fix) bool { return slices.ContainsFunc(f.Edits, e.Meets) })
		}
		if !slices.ContainsFunc(d.Fixes[0].Edits, func(e diag.Edit) bool { return !possible(e) }) {
			out = append(out, d.Fixes[0])
		}
	}
	return out
}
