// Package targets knows which files and folders an experiment writes: whether a line may write a file of that name
// (names.go), and whether two lines, or a line and the run itself, write the same (collisions.go, folders.go).
package targets

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
)

// Files are those that the lines of one experiment write.
type Files struct {
	*values.Evaluator
	experiment *model.Experiment
	out        string // the folder for results; "" for out beside the model
	targets    []target
}

// New returns the files of an experiment, none yet.
func New(c *values.Evaluator, e *model.Experiment, out string) *Files { return &Files{c, e, out, nil} }
