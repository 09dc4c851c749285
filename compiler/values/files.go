package values

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/inputs"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/datafile"
)

// FilesExist demands that the file of npy("f"), csv("f") or table("f") in a
// constant is there, whether the constant is used or not.
func (c *Evaluator) FilesExist(e *grammar.Expr) {
	name, args, _, _ := NameAndArgs(e)
	if !slices.Contains([]string{"npy", "csv", "table"}, name) || len(args) == 0 || args[0].Kind != grammar.String {
		return
	}
	file, at := args[0].Text, args[0].At
	if name == "npy" {
		file, _ = inputs.SplitRef(file)
	}
	path, ok := c.ResolvePath(file, at)
	if !ok {
		return
	}
	if f, _, err := datafile.Open(path, math.MaxInt64); err != nil {
		c.FileError(diag.DataFile, file, err, at)
	} else {
		f.Close()
	}
}

// maxFileConstant bounds how many numbers of a file become a constant; options
// that take an array read larger ones.
const maxFileConstant = 1 << 20

// fileConstant is an array of a file as a constant: one number, or lists in as
// many levels as it has axes. A file is read once.
func (c *Evaluator) fileConstant(ref string, at diag.Span) (Value, bool) {
	path, _ := inputs.SplitRef(ref)
	key := at.Filename + "\x00" + ref
	if v, ok := c.fileValues[key]; ok {
		return v, true
	}
	a, _, _, ok := c.ReadShaped(ref, at, func(rows, cols int) bool {
		if float64(rows)*float64(cols) <= maxFileConstant {
			return true
		}
		c.Err(diag.TooLarge, at, "%q holds %d×%d numbers, too many for a constant", path, rows, cols).
			WithHelp("an option reads it: `transform from \"…\"`, `encoders from \"…\"`")
		return false
	})
	if !ok {
		return Value{}, false
	}
	v := nested(a.Shape, a.Floats)
	if c.fileValues != nil {
		c.fileValues[key] = v
	}
	return v, true
}
