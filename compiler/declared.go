package compiler

import (
	"github.com/nefc/nefc/compiler/elaborate"
	"github.com/nefc/nefc/compiler/expand"
)

// Declare says what a file declares: its outline, and the populations, nodes and ports with
// their sizes. That is a small part of a check: nothing is said of what is wrong, and the model
// has no wires, rules and experiments.
func Declare(t *Texts) *Checked {
	out := &Checked{File: t.main, Sources: t.sources, texts: t}
	in := t.input()
	out.declare(in)
	if in, idle := out.idle(in); idle {
		tried := &Checked{}
		tried.declare(in)
		out.Outline.Tried = tried.Outline
	}
	return out
}

func (c *Checked) declare(in expand.Input) {
	e := elaborate.Objects(expand.File(in))
	defer e.CloseFiles()
	c.Outline, c.Model = e.Outline, e.Model
}
